"""Area SEND reports set in hundreds of ways: a list is told whole, in the report's own words, or not at all."""

from __future__ import annotations

import re
from random import Random
from textwrap import wrap

import pytest

from watcher.sources.ofsted.report_lines import body_lines
from watcher.sources.ofsted.report_points import NEEDS, PRIORITY, Points, points

SENTENCES = (
    "Leaders should urgently reduce the time that children wait for a first appointment with a paediatrician.",
    "Leaders across education, health and care should make sure that plans are written within 20 weeks.",
    "The partnership must work with families so that decisions are explained to them. Too often they are not.",
    "The local authority should improve the quality of annual reviews, including those of young people over 16.",
    "Health leaders should put right the gaps in therapy for children aged 0 to 5.",
    "Leaders in the council should know which pupils are out of school, and for how long.",
    "The partnership needs to share what it knows, in writing and on time, with every setting.",
    "The integrated care board should see that children who are deaf are heard. This is overdue.",
    "Education leaders should end the use of part-time timetables that nobody has agreed to.",
    "Leaders and commissioners should plan places for September 2027 and the years beyond it.",
    "Leaders should publish short- and long-term plans for transport to school.",
)
LEADS = (
    ("Leaders should urgently shorten the waits for:", ("speech and language therapy", "assessments of autism")),
    ("The partnership should make sure that families know:", ("what is offered near them;", "whom they can ask.")),
    ("Health leaders should address the delays in:", ("wheelchairs and equipment,", "sleep clinics, and", "advice")),
)
BODIES = (
    "Anytown Council",
    "NHS Anytown Integrated Care Board",
    "Anytown Council and NHS Anytown Integrated Care Board",
    "London Borough of Anytown",
    "NHS North Anytown ICB and Anytown County Council",
)
FEET = (
    "Area SEND inspection report: Anytown Local Area Partnership, 11 to 15 March 2024 {page}",
    "Inspection report: Anytown Local Area Partnership\n11 to 15 March 2024 {page}",
    "{page} Area SEND inspection report: Anytown",
    "Page {page} of 9",
    "{page}",
)
END = "Local area partnership details\nAnytown Council Anytown ICB"
SETTINGS = ("plain", "bullets", "numbers", "bullets apart", "numbers apart", "table", "table in lines")


def area_of(chance: Random) -> tuple[str, tuple[str, ...]]:
    return chance.choice(LEADS) if chance.random() < 0.4 else (chance.choice(SENTENCES), ())


def set_area(chance: Random, number: int, lead: str, bullets: tuple[str, ...], setting: str) -> list[str]:
    """The lines of one area as a page prints it."""
    width = chance.randint(50, 95)
    inner = [line for bullet in bullets for line in wrap("▪ " + bullet, width)]
    match setting:
        case "bullets":
            return [*wrap("◼ " + lead, width), *inner]
        case "numbers":
            return [*wrap(f"{number}. {lead}", width), *inner]
        case "bullets apart":
            return ["◼", *wrap(lead, width), *inner]
        case "numbers apart":
            return [f"{number}.", *wrap(lead, width), *inner]
        case "table":
            return [*wrap(chance.choice(BODIES), 30), *wrap(lead, width), *inner]
        case "table in lines":
            return [*wrap(f"{chance.choice(BODIES)} {lead}", width), *inner]
    return [*wrap(lead, width), *inner]


def report(seed: int) -> tuple[list[str], list[str], str]:
    """Texts by page, the areas that they ask for, and how these were set."""
    chance = Random(seed)
    setting = chance.choice(SETTINGS)
    areas = list(dict.fromkeys(area_of(chance) for _ in range(chance.randint(1, 6))))
    lines = [line for n, (lead, inner) in enumerate(areas, 1) for line in set_area(chance, n, lead, inner, setting)]
    foot, breaks = chance.choice(FEET), chance.randint(0, 2)
    parts = [lines]
    for _ in range(breaks):
        place = chance.randrange(len(parts[-1]) + 1)
        parts[-1:] = [parts[-1][:place], parts[-1][place:]]
    head = "Responsible body Areas for priority action" if "table" in setting else "Areas for priority action"
    again = f"{head}\n" if "table" in setting else ""
    texts = [f"{head if page == 0 else again}\n" + "\n".join(part) for page, part in enumerate(parts)]
    texts = [*texts[:-1], f"{texts[-1]}\n{END}"]
    filler = ["Anytown\nWhat is it like\nSome words of the report.", *texts]
    pages = [f"{text}\n{foot.format(page=number)}" for number, text in enumerate(filler, 1)]
    return pages, [" ".join([lead, *(f"• {bullet}" for bullet in inner)]) for lead, inner in areas], setting


def read(pages: list[str]) -> Points:
    return points(body_lines(pages), PRIORITY, is_send=True)


def told(seeds: range) -> dict[str, list[bool]]:
    """Whether each report's list was told, by how it is set; what is told must be the areas to the letter."""
    found: dict[str, list[bool]] = {setting: [] for setting in SETTINGS}
    for seed in seeds:
        pages, areas, setting = report(seed)
        read_here = read(pages)
        found[setting].append(read_here.is_whole)
        if read_here.is_whole:
            assert list(read_here.said) == areas, (seed, setting)
            assert not any(map(re.compile("|".join(BODIES)).match, read_here.said)), seed
        else:
            assert not read_here.said, seed
    return found


def test_what_is_told_of_a_report_is_its_areas_to_the_letter_however_it_is_set() -> None:
    found = told(range(400))
    shares = {setting: sum(each) / len(each) for setting, each in found.items()}
    print(f"told whole, by how the list is set: {shares}")
    assert min(shares.values()) > 0.9, shares


def test_a_report_without_the_heading_has_nothing_to_tell() -> None:
    pages, _, _ = report(1)
    assert points(body_lines(pages), NEEDS, is_send=True).said == ()


@pytest.mark.soak
def test_four_thousand_more_are_told_to_the_letter() -> None:
    assert told(range(1_000, 5_000))
