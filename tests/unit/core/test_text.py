"""Two spellings of one text: what is equal, what is a correction, what is a change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from watcher.core.text import differs, only_minor


@every_example(
    ("old", "new"),
    [
        ("Children's services", "Children’s services"),
        ("school – home", "school - home"),
        ("two  blanks\n", "two blanks"),
        ("Fish &amp; chips", "Fish & chips"),
        ("non\u00a0breaking", "non breaking"),
    ],
)
def test_typography_is_no_difference(old: str, new: str) -> None:
    assert not differs(old, new)


@every_example(
    ("old", "new"),
    [
        ("the 'unknowns' in markets", 'the "unknowns" in markets'),
        ("Council Votes", "Council votes"),
        ("Cabinet agrees plan.", "Cabinet agrees plan"),
        ("A co-ordinator, at last", "A coordinator at last"),
        ("a cost of £1,500", "a cost of £1500"),
        ("short breaks", "Shortbreaks"),
    ],
)
def test_punctuation_case_and_blanks_are_a_minor_difference(old: str, new: str) -> None:
    assert differs(old, new)
    assert only_minor(old, new)


@every_example(
    ("old", "new"),
    [
        ("Deficit of £1.5m", "Deficit of £15m"),
        ("Bill up 5%", "Bill up 5"),
        ("At 7.30 on 1 2", "At 7.30 on 12"),
        ("on 1/12", "on 11/2"),
        ("23 children", "28 children"),
        ("will close", "will not close"),
        ("Haverng", "Havering"),
        ("", "Havering"),
    ],
)
def test_other_words_or_numbers_are_not_minor(old: str, new: str) -> None:
    assert differs(old, new)
    assert not only_minor(old, new)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_does_not_differ_is_not_more_than_minor(old: str, new: str) -> None:
    assert differs(old, new) or only_minor(old, new)
