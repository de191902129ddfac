"""telegram_html.py: what is left of a stranger's line when it is made visible."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.messages.change import title_of
from watcher.messages.telegram_html import one_line, web_address
from watcher.messages.texts import changes as texts

INVISIBLE = {
    "Hangul filler": "\u3164\u3164",
    "half-width and other Hangul fillers": "\uffa0\u115f\u1160",
    "blank of Braille": "\u2800",
    "tags": "\U000e0041\U000e0042\U000e007f",
    "joiners": "\u200b\u200c\u200d\u2060\ufeff",
    "marks on nothing": "\u0301\u0302 \u034f\ufe0f",
    "marks of direction": "\u202e\u2066\u061c\u200f",
    "soft hyphens": "\u00ad\u00ad",
    "a null note": "\U0001d159",
    "Khmer vowels that nobody sees": "\u17b4\u17b5",
    "control characters": "\x00\x1b\x7f\x9b",
    "private letters": "\ue000\U000f0000",
    "no characters": "\ufdd0\uffff\ufffc\ufff9",
}


@every_example("title", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_a_title_that_nobody_can_see_is_none(title: str) -> None:
    for words in (title, f" {title} ", title * 50):
        assert one_line(words) == ""
        assert title_of(Document("k", "page", words, "https://example.org/")) == texts.NO_TITLE
        assert title_of(Document("k", "page", words, "https://example.org/a/budget-2026")) == "budget-2026"


@every_example("hidden", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_beside_what_can_be_seen_only_the_unseen_goes(hidden: str) -> None:
    assert one_line(f"Budget {hidden} 2026").split() == ["Budget", "2026"]


@every_example("base", ["Z", "é", "क", "ก", "א"])
@every_example("mark", ["\u0301", "\u0489", "\u20dd", "\u0e49", "\u1ab0", "\ufe20"])
def test_marks_piled_on_a_letter_are_cut_to_a_few(base: str, mark: str) -> None:
    shown = one_line(f"{base}{mark * 200}x")
    assert shown.startswith(base) or len(shown) < 6
    assert 2 <= len(shown) <= 5
    assert shown.endswith("x")


@every_example("words", ["Café Å", "पार्क में", "Tiếng Việt", "ภาษาไทยที่นี่", "בְּרֵאשִׁית", "👍🏽 → ½ – “x” £5"])
def test_no_language_loses_a_letter(words: str) -> None:
    assert one_line(words) == words


def test_letters_in_two_pieces_become_one() -> None:
    assert one_line("Cafe\u0301 A\u030alesund") == "Café Ålesund"


def test_an_address_is_kept_as_it_is_or_quoted_where_it_is_not_one_yet() -> None:
    assert (
        web_address("https://a.example/b_c-d.e~f/(g)?h=i&j=%20k#l!m")
        == "https://a.example/b_c-d.e~f/(g)?h=i&j=%20k#l!m"
    )
    assert web_address('https://a.example/the fee "£5".pdf\n') == "https://a.example/the%20fee%20%22%C2%A35%22.pdf%0A"
    assert web_address("https://bank.example@b.example/c?d=e@f") == "https://b.example/c?d=e@f"
    assert web_address("javascript:alert(1)") == ""
