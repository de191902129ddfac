"""Reads from the page of an activity that has closed what was said, and what follows: "We asked, you said, we did"
(facts/further.md, 5). Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import Tag

from watcher.core.documents import Document
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import soup, text

MOST_SAID = 1_000
_UPDATED = re.compile(r"\bresults (?:updated|published)\b\W{0,3}(?:on )?(.{6,40})", re.IGNORECASE)
_SECTIONS = {"you said": "you_said", "we did": "we_did", "what happens next": "we_did", "what we did": "we_did"}


def with_results(document: Document, page: Page) -> Document | None:
    """Returns the activity with its results (`results`: their day, or `yes`; `you_said`, `we_did`); None where none are
    published."""
    tree = soup(page)
    main = tree.select_one("main, #main, #content") or tree.body
    said = {name: words for heading in tree.select("h2, h3, h4") for name, words in _section(heading).items() if words}
    days = (day(found[1]) for found in _UPDATED.finditer(text(main)))
    when = next((each for each in days if each), None)
    if not when and not {"you_said", "we_did"} <= said.keys():  # "what happens next" alone stands there from the start
        return None
    details = {**document.details, **said, "results": when.isoformat() if when else "yes"}
    return replace(document, details=details)


def _section(heading: Tag) -> dict[str, str]:
    """Returns what stands under a heading, if it is one of the results."""
    name = _SECTIONS.get(text(heading).strip(" :?.").casefold())
    if name is None:
        return {}
    said: list[str] = []
    for part in heading.find_next_siblings():
        if part.name in ("h1", "h2", "h3", "h4") or sum(map(len, said)) > MOST_SAID:
            break
        said.append(text(part))
    return {name: " ".join(filter(None, said))[:MOST_SAID]}
