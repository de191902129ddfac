"""Which figures a sentence holds."""

from __future__ import annotations

from datetime import date

from tests.tools.examples import every_example
from watcher.rules.figures import figures_in

TODAY = date(2026, 11, 10)


@every_example(
    ("words", "found"),
    [
        ("It costs £18.4m over four years", {"money": 1}),
        ("a contribution of £950, instead of £450", {"money": 2, "old and new": 1}),
        ("only 38 per cent and 12% of them", {"per cent": 2}),
        ("430 pupils and 74 weeks", {"figure": 2}),
        ("57 of 130 young people", {"figure": 1}),
        ("taxis fall from 212 to 90", {"figure": 1, "old and new": 1}),
        ("on 12 April 2027 it opens", {"date to come": 1}),
        ("from September 2027", {"date to come": 1}),
        ("by 31/12/2026", {"date to come": 1}),
        ("in 2028/29", {"date to come": 1}),
        ("on 10 November 2026", {}),
        ("since March 2024", {}),
        ("on 99/99/2027 and 31 November", {}),
        ("section 19 of the Act, item 5, key stage 4", {}),
        ("at 7.30 pm in room 4", {}),
        ("call 01708 430000", {}),
        ("no figure at all", {}),
        ("Cabinet agreed it in 2023 and again in March 2024", {"long ago": 1}),
        ("Cabinet agreed it in 2024 and again in March 2026", {}),
        ("more than in 2019", {}),
        ("the lowest since 2017", {}),
        ("the contract of 2025", {}),
        ("a cost of £2,019", {"money": 1}),
        ("428 Year 6 children", {"figure": 1}),
        ("free Post 16 transport and post-19 transport", {}),
        ("took place on October 31 and November 1 and then", {}),
    ],
)
def test_figures_are_told_from_references(words: str, found: dict[str, int]) -> None:
    assert {sort: count for sort, count in figures_in(words, TODAY).items() if count} == found


def test_a_date_is_to_come_only_after_the_day_of_reading() -> None:
    assert figures_in("on 12 April 2027", date(2027, 4, 11))["date to come"] == 1
    assert figures_in("on 12 April 2027", date(2027, 4, 12))["date to come"] == 0
