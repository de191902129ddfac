from __future__ import annotations

from time import thread_time

from tests.tools.examples import every_example
from tests.tools.proportion import fits
from watcher.core.first_tag import first_tag


@every_example(
    ("body", "named"),
    [
        (b"<html>", "html"),
        (b"  \n<!-- a --> <!-- b\n -- c -->\n<HTML lang=en>", "html"),
        (b"<!DOCTYPE  html PUBLIC>", "!doctype html"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- x --><rss version="2.0">', "rss"),
        (b"<rdf:RDF xmlns='a'>", "rdf:rdf"),
        (b"<meta/>", "meta"),
        (b"<head", "head"),
        (b"words <html>", ""),
        (b"<html-like>", ""),
        (b"<!-- never ends <html>", ""),
        (b"<?xml never ends", ""),
        (b"</html>", ""),
        (b"", ""),
    ],
)
def test_first_tag_is_found_behind_blanks_comments_and_a_declaration(body: bytes, named: str) -> None:
    assert first_tag(body) == named


def seconds(body: bytes) -> float:
    """Of the processor."""
    began = thread_time()
    first_tag(body)
    return thread_time() - began


@every_example("unit", [b"<!---->", b"<!-- -->\n", b"<?a>", b"<!--", b"<?", b" ", b"<", b"<a", b"<!doctype "])
def test_page_of_nothing_but_openings_takes_time_in_proportion_to_its_length(unit: bytes) -> None:
    """Twenty milliseconds for the long one; before, longer than the universe is old."""
    short, long = (unit * (length // len(unit)) for length in (12_500, 200_000))
    assert fits(lambda: seconds(short), 3 * 16, lambda: seconds(long))
