"""PURE: the committees of a portal that is watched as a whole, each of which can be followed by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.model import Document
from watcher.wording import fold

NAMED_BY = ("committee", "maker")
"""The details that name one: of a meeting and its papers, and of a decision that is taken or planned."""


@dataclass(frozen=True, slots=True)
class Committee:
    """One of a source that reads several; known by its name, since papers and decisions say no number of it."""

    source: str
    name: str

    @property
    def what(self) -> str:
        """What a subscription to it stores: `portal/people-and-scrutiny`; never the id of a topic or a source, which
        have no slash."""
        words = fold(self.name).casefold().replace("&", " and ")
        return f"{self.source}/" + re.sub(r"[\W_]+", "-", words).strip("-")


def committee_of(source: str, document: Document) -> Committee | None:
    """The committee whose meeting or paper a document is, or who takes the decision; None where nobody says."""
    said = next(filter(None, map(document.details.get, NAMED_BY)), None)
    return Committee(source, said) if isinstance(said, str) else None


def is_committee(what: str) -> bool:
    """Whether this is what a subscription to a committee stores."""
    return "/" in what
