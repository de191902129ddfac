"""mass_edits.py: what a feed did to most of its articles in the same way is no news; what happened to each is."""

from __future__ import annotations

from collections.abc import Callable

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document
from watcher.rules.mass_edits import with_mass_edit

TITLES = [
    f"{who} {what}"
    for who in ("Council", "Parents’ group", "Romford school", "Havering MP", "Library")
    for what in ("loses £1.5m", "wins an appeal", "is to close", "says “no” to cuts", "opens café")
]


def edited(old: str, new: str, field: str = "title") -> Change:
    return Change("changed", Document(old, "article", new, "https://daily.example/1"), {field: (old, new)})


def alike(edit: Callable[[str], str], count: int, articles: int = 25, field: str = "title") -> list[int]:
    """What each change says when so many of a feed's articles are edited so."""
    found = [edited(title, edit(title), field) for title in TITLES[:count]]
    return [change.alike for change in with_mass_edit(found, articles)]


MASS = {
    "a suffix on all titles": lambda title: f"{title} | The Havering Daily",
    "a prefix": lambda title: f"Havering: {title}",
    "letters of two bytes read as two": lambda title: title.encode().decode("cp1252", "replace") + "’",
    "question marks for quotes": lambda title: "".join(sign if sign.isascii() else "?" for sign in title) + "?",
    "capitals": str.upper,
}


@every_example("edit", MASS.values(), ids=MASS.keys())
def test_most_titles_that_change_in_the_same_way_are_a_mass_edit(edit: Callable[[str], str]) -> None:
    assert alike(edit, 20) == [20] * 20
    assert alike(edit, 25) == [25] * 25
    assert alike(edit, 12) == [0] * 12  # not most of them


def test_an_outlet_with_another_name_is_a_mass_edit_wherever_its_name_stands() -> None:
    titles = [f"Romford Post: {title} – Romford Post" for title in TITLES[:3]]
    titles += [f"{title} | Romford Post" for title in TITLES[3:20]]
    found = with_mass_edit([edited(title, title.replace("Romford Post", "Romford News")) for title in titles], 25)
    assert [change.alike for change in found] == [17 + 3] * 20


def test_summaries_that_are_all_cut_short_or_left_out_are_a_mass_edit() -> None:
    assert alike(lambda text: text[:8] + "…", 20, field="summary") == [20] * 20
    assert alike(lambda text: "", 20, field="summary") == [20] * 20
    assert alike(lambda text: f"{text} and more of it: {len(text)} {text[::-1]}", 20, field="summary") == [20] * 20


def test_what_one_article_says_besides_is_told_as_ever() -> None:
    suffixed = [edited(title, f"{title} | Daily") for title in TITLES[:20]]
    real = edited("Council loses £1.5m", "Council loses £15m | Daily")
    new = Change("new", Document("n", "article", "New | Daily", "https://daily.example/2"))
    assert [change.alike for change in with_mass_edit([*suffixed, real, new], 25)] == [20] * 20 + [0, 0]


def test_two_real_corrections_of_three_articles_are_no_mass_edit() -> None:
    found = [edited("Fire kills two", "Fire kills three"), edited("Smith elected", "Smyth elected")]
    assert [change.alike for change in with_mass_edit(found, 3)] == [0, 0]


def test_one_name_put_right_in_all_of_three_articles_is_no_mass_edit() -> None:
    found = [edited(f"Smith {what}", f"Smyth {what}") for what in ("elected", "to speak", "ill")]
    assert [change.alike for change in with_mass_edit(found, 3)] == [0, 0, 0]


def test_a_suffix_on_all_of_a_small_feed_is_a_mass_edit() -> None:
    assert alike(lambda title: f"{title} | Daily", 3, 3) == [3] * 3
    assert alike(lambda title: f"{title} | Daily", 2, 2) == [0, 0]
    assert alike(lambda title: f"{title} | Daily", 3, 4) == [0, 0, 0]


def test_different_edits_of_all_articles_are_no_mass_edit() -> None:
    assert alike(lambda title: f"{title} {sum(map(ord, title))}", 25) == [0] * 25
    assert alike(lambda title: f"{title[::-1]} now", 25) == [0] * 25


def test_different_edits_in_another_alphabet_are_no_mass_edit() -> None:
    found = [edited(f"Школа {chr(0x430 + number)}", f"Закрыта {chr(0x440 - number)}!") for number in range(8)]
    assert not any(change.alike for change in with_mass_edit(found, 8))


def test_a_meeting_or_a_paper_is_never_part_of_one() -> None:
    found = [
        Change("changed", Document(title, "report", title, "https://c.example/1"), {"title": (title, f"{title} x")})
        for title in TITLES
    ]
    assert not any(change.alike for change in with_mass_edit(found, 25))


def test_a_visit_without_changes_has_none() -> None:
    assert with_mass_edit([], 25) == []
