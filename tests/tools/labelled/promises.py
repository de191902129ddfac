"""Minutes, decision sheets and answers in which a reader marked each promise before anything was tuned, in the shapes
of several councils and in our own words; on those of `held.txt` no rule is tuned. A sheet begins with `===`, its name,
and the day it was of; a marked line with `*`, and the day by which it is due may stand in braces behind it. Real
pages, and the papers that were labelled for other ends, are read where they lie: of their promises a
few words are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tests.tools.labelled import OURS, REAL, ROOT, bare
from watcher.cli.explain import pages_of
from watcher.core.visits import Page

SHEETS = ROOT / "tests/fixtures/promises"
_LINE = re.compile(r"(\*)?(.*?)(?:\{(\d{4}-\d\d-\d\d)\})?")
IN_OTHER_PAPERS: Mapping[str, tuple[str, ...]] = {
    "minutes-scrutiny": ("EHCP timeliness figures be brought",),
    "care-minutes": ("no child in care under 16",),
    "minutes-cabinet": (),
    "minutes-forum": ("will now ask the Secretary of State",),
    "decision-sheet-member": (),
    "decision-sheet-officer": (),
    "full-council-motion": (),
    "public-questions": ("open a new SEND hub",),
    "executive-call-in": (),
}
IN_REAL_PAGES: Mapping[str, tuple[str, ...]] = {
    "moderngov/kirklees/ieDecisionDetails_key_decision.html": (),
    "moderngov/kirklees/ieDecisionDetails_with_document.html": (),
    "moderngov/kirklees/ieSearchResults2_drug_and_alcohol.html": ("would be circulated pr",),
}


@dataclass(frozen=True)
class Sheet:
    """`due`: by the marked words, the day by which they are due, or None where that was not labelled."""

    name: str
    pages: tuple[str, ...]
    made: date
    due: Mapping[str, date | None]

    def marked(self, sentence: str) -> str:
        """The words of the reader's mark that this sentence is; empty for one that is no promise."""
        said = bare(sentence)
        return next(
            (words for words in self.due if bare(words) in said or (len(said) > 20 and said in bare(words))), ""
        )


def sheets(part: str) -> list[Sheet]:
    """Those of `tuned` or `held`."""
    text = (SHEETS / f"{part}.txt").read_text("utf-8")
    return [_sheet(*sheet.split("\n", 1)) for sheet in text.split("=== ")[1:]]


def _sheet(head: str, text: str) -> Sheet:
    name, met, *_ = (part.strip() for part in head.split("|"))
    lines = [found.groups() for line in text.splitlines() if (found := _LINE.fullmatch(line))]
    due = {words: date.fromisoformat(day) if day else None for mark, words, day in lines if mark}
    return Sheet(name, ("\n".join(words for _, words, _ in lines),), date.fromisoformat(met.split()[-1]), due)


def other_papers() -> Iterator[Sheet]:
    for name, marked in IN_OTHER_PAPERS.items():
        head, text = (OURS / f"{name}.txt").read_text("utf-8").split("\n", 1)
        today = date.fromisoformat(head.partition("today:")[2].split("|")[0].strip())
        pages = tuple(re.sub("[⟦⟧]", "", page) for page in text.split("\f"))
        yield Sheet(name, pages, today, dict.fromkeys(marked))


def real_pages() -> Iterator[Sheet]:
    for name, marked in IN_REAL_PAGES.items():
        page = Page(name, (REAL / name).read_bytes(), "text/html")
        day = datetime.combine(date(2026, 1, 1), time(), UTC)
        yield Sheet(name, tuple(pages_of(page, day)), day.date(), dict.fromkeys(marked))
