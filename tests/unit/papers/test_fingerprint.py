"""Whether two versions of a paper say the same."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.papers.fingerprint import text_fingerprint


@every_example(
    ("old", "new", "same"),
    [
        ("Children’s  plan –\nthe end", "children's plan - the end.", True),
        ("One two\nthree", "One\ntwo three", True),
        ("a long-\nterm plan", "a long-term plan", True),
        ("Fees rise by 5%", "Fees rise by 6%", False),
        ("It costs £1.5m", "It costs £15m", False),
        ("The plan is good", "The plan is not good", False),
        ("Overall effectiveness Good", "Overall effectiveness Inadequate", False),
    ],
)
def test_prints_are_equal_where_the_words_are(old: str, new: str, same: bool) -> None:
    assert (text_fingerprint([old]) == text_fingerprint([new])) is same


def test_a_print_stays_when_pages_break_elsewhere() -> None:
    assert text_fingerprint(["One two", "three"]) == text_fingerprint(["One", "two three"])


@every_example("pages", [[], [""], ["", " \n"]])
def test_a_file_of_pictures_has_no_print(pages: list[str]) -> None:
    assert text_fingerprint(pages) == ""
