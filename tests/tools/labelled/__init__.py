"""Papers in which a reader marked, before anything was tuned, the sentences that matter; on a third or more of them
("held") no weight is tuned. Who wrote ours wrote the lists of words too: real papers are the better judges. Ours lie in
tests/fixtures/labelled, the marked sentences between ⟦ and ⟧, a form feed between pages; whole lots of shorter ones in
tests/fixtures/labelled_lots, each headed by `=== name | topic | day of reading`. Real ones are read where they lie; of
each of their sentences a few words are known (real.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OURS = ROOT / "tests/fixtures/labelled"
LOTS = ROOT / "tests/fixtures/labelled_lots"
REAL = ROOT.parent / "shared/real"
_MARKED = re.compile("⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class Labelled:
    """A paper, the words that each sentence worth telling holds, and whom it is read for."""

    name: str
    pages: tuple[str, ...]
    marked: tuple[str, ...]
    topic: str
    today: date
    part: str

    def matters(self, sentence: str) -> bool:
        """Whether the reader marked it: it holds a marked one, or is most of one, or what is shown of a long one."""
        said = bare(sentence)
        if "…" in sentence and any(said in bare(one) for one in self.marked):
            return True
        return any(one in said or (len(said) > 2 / 3 * len(one) and said in one) for one in map(bare, self.marked))


def bare(words: str) -> str:
    """Letters and digits alone, so that neither line ends nor hyphens at them tell two apart."""
    return re.sub(r"[\W_]", "", words.casefold())


def ours() -> list[Labelled]:
    return [_ours(path) for path in sorted(OURS.glob("*.txt"))]


def _ours(path: Path) -> Labelled:
    head, text = path.read_text("utf-8").split("\n", 1)
    known = dict(pair.strip().split(":", 1) for pair in head.split("|"))
    marked = tuple(_MARKED.findall(text))
    pages = tuple(_MARKED.sub(r"\1", page).strip() for page in text.split("\f"))
    today = date.fromisoformat(known["today"].strip())
    return Labelled(path.stem, pages, marked, known["topic"].strip(), today, known["part"].strip())


def lot(name: str) -> list[Labelled]:
    """The papers of one lot."""
    papers = (LOTS / f"{name}.txt").read_text("utf-8").removeprefix("=== ").split("\n=== ")
    return [_of_lot(paper, name) for paper in papers]


def _of_lot(paper: str, part: str) -> Labelled:
    head, text = paper.split("\n", 1)
    name, topic, today = (word.strip() for word in head.split("|"))
    pages = tuple(_MARKED.sub(r"\1", page).strip() for page in text.split("\f"))
    return Labelled(name, pages, tuple(_MARKED.findall(text)), topic, date.fromisoformat(today), part)
