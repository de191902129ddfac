from __future__ import annotations

from time import thread_time

from tests.tools.examples import every_example
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


@every_example("unit", [b"<!---->", b"<!-- -->\n", b"<?a>", b"<!--", b"<?", b" ", b"<", b"<a", b"<!doctype "])
def test_page_of_nothing_but_openings_takes_no_time(unit: bytes) -> None:
    body = unit * (200_000 // len(unit))
    began = thread_time()
    first_tag(body)
    assert thread_time() - began < 1  # 20 ms; before, longer than the universe is old
