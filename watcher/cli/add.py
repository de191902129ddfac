"""A new source made of an address: its name and id where none are given, and the refusal of what is watched already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime

from watcher.cli.preview import Preview, from_url, look
from watcher.config import Settings
from watcher.config.addresses import every as every_of
from watcher.config.values import identity
from watcher.core.errors import ConfigError, Refused, SourceError
from watcher.core.sources import Source
from watcher.sources.urls import canon

_LONGEST_ID = 40
_NOT_ADDED = "Nothing was added."
_FORBIDDEN = (
    "The site asks programs not to read this address, and the watcher obeys: it would only ever be blocked. "
    "Nothing was added; look for another page that has the same news."
)
_REFUSED = "The site turns programs away, and the watcher does not evade that. Nothing was added."


def new_source(settings: Settings, url: str, source_id: str | None, every: str | None) -> Source:
    """A source for this address. Raises ConfigError with every reason why it can't be added."""
    problems = [
        *(f"{url} is watched already, as {one.id}" for one in settings.sources if canon(one.url) == canon(url)),
        *(f"--id {source_id} is taken, by {one.name}" for one in settings.sources if one.id == source_id),
    ]
    for option, value, read in (("--id", source_id, identity), ("--every", every, every_of(url))):
        try:
            if value is not None:
                read(value)
        except ValueError as error:
            problems.append(f"{option} {error}")
    try:
        source = from_url(url)
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)
    return source


def first_look(source: Source, settings: Settings, now: datetime) -> Preview:
    """What is understood there. Raises SourceError where nothing is, which says what that means for whoever wants it
    watched: what robots.txt forbids will never be read."""
    try:
        return look(source, settings, now)
    except SourceError as error:
        cause = error.__cause__
        forbidden = isinstance(cause, Refused) and "robots.txt" in str(cause)
        said = _FORBIDDEN if forbidden else _REFUSED if isinstance(cause, Refused) else _NOT_ADDED
        stop = "" if str(error).endswith((".", "?", "!")) else "."
        raise SourceError(f"{error}{stop} {said}") from error


def lines_of(source: Source, found: Preview, settings: Settings, *, given: dict[str, str | None]) -> dict[str, str]:
    """What sources.yaml is to say of it; `given` are the id, name and pause that were asked for, if any."""
    name = given["name"] or _name(source, found)
    taken = {one.id for one in settings.sources} | {"all"}
    entry = {"id": given["id"] or free_id(name, taken), "name": name, "url": source.url, "kind": source.kind}
    return entry | ({"every": given["every"]} if given["every"] else {})


def _name(source: Source, found: Preview) -> str:
    """The committee that all its documents belong to, or the site."""
    said = {str(document.details.get("committee", "")) for reading in found.readings for document in reading.documents}
    only = said.pop() if len(said) == 1 else ""
    return only or source.name


def free_id(name: str, taken: Collection[str]) -> str:
    """An id that reads like the name and that no other source has."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[: _LONGEST_ID - 3].strip("-") or "source"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)
