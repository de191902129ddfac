"""A new source made of an address: its name and id where none are given, and the refusal of what is watched already."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime

from watcher.cli.discover import source_at, with_options
from watcher.cli.preview import Preview, address_of, look
from watcher.config import Settings
from watcher.config.addresses import every as every_of
from watcher.config.values import LONGEST_NAME, identity
from watcher.core.errors import ConfigError, Refused, SourceError
from watcher.core.sources import Source
from watcher.messages.telegram_html import one_line
from watcher.sources import recognise
from watcher.sources.identity import identity_of

_LONGEST_ID = 40
_NOT_ADDED = "Nothing was added."
_FORBIDDEN = (
    "The site asks programs not to read this address, and the watcher obeys: it would only ever be blocked. "
    "Nothing was added; look for another page that has the same news."
)
_REFUSED = "The site turns programs away, and the watcher does not evade that. Nothing was added."


def refuse_early(
    settings: Settings, url: str, source_id: str | None, every: str | None, kind: str = "", value: str = ""
) -> None:
    """Raise ConfigError with every reason why this can't be added that needs no look at its page."""
    problems = [
        *_watched_already(settings, url, kind, value),
        *(f"--id {source_id} is taken, by {source.name}" for source in settings.sources if source.id == source_id),
    ]
    for option, typed, read in (("--id", source_id, identity), ("--every", every, every_of(url))):
        try:
            if typed is not None:
                read(typed)
        except ValueError as error:
            problems.append(f"{option} {error}")
    try:
        address_of(url)
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)


def refuse_double(settings: Settings, source: Source) -> None:
    """Raise ConfigError where what the address led to is watched already."""
    value = str(source.options.get("value") or "")
    if problems := _watched_already(settings, source.url, source.kind, value):
        raise ConfigError(problems)


def _watched_already(settings: Settings, url: str, kind: str, value: str) -> list[str]:
    """Return who watches it already. The figures of a page are another source than its news, and each column one of
    its own."""
    same = identity_of(url, kind)
    found = [source for source in settings.sources if identity_of(source.url, source.kind) == same]
    alike = [source for source in found if "figures" not in (kind, source.kind) or _is_same_column(source, kind, value)]
    return [f"{url} is watched already, as {source.id}" for source in alike]


def _is_same_column(source: Source, kind: str, value: str) -> bool:
    is_figures = (kind or recognise(source.url)) == source.kind == "figures"
    return is_figures and str(source.options.get("value") or "") == value


def first_look(
    url: str, settings: Settings, now: datetime, kind: str, feed: int | None, given: Mapping[str, str] | None = None
) -> tuple[Source, Preview]:
    """Returns what is to be watched for this address, and what is understood there. Raises ConfigError where that is
    watched already or has to be chosen, SourceError where nothing is understood, which says what that means for whoever
    wants it watched: what robots.txt forbids will never be read."""
    try:
        source = with_options(source_at(url, settings, kind, feed), settings, given or {})
        refuse_double(settings, source)
        return source, look(source, settings, now, typed=url)
    except SourceError as error:
        cause = error.__cause__
        forbidden = isinstance(cause, Refused) and "robots.txt" in str(cause)
        said = _FORBIDDEN if forbidden else _REFUSED if isinstance(cause, Refused) else _NOT_ADDED
        stop = "" if str(error).endswith((".", "?", "!")) else "."
        raise SourceError(f"{error}{stop} {said}") from error


def lines_of(source: Source, found: Preview, settings: Settings, *, given: dict[str, str | None]) -> dict[str, str]:
    """Returns what sources.yaml is to say of it; `given` are the id, name and pause that were asked for, if any."""
    name = given["name"] or _name(source, found)
    taken = {source.id for source in settings.sources} | {topic.id for topic in settings.topics} | {"all"}
    entry = {"id": given["id"] or free_id(name, taken), "name": name, "url": source.url, "kind": source.kind}
    return entry | ({"every": given["every"]} if given["every"] else {})


def _name(source: Source, found: Preview) -> str:
    """Returns the committee that all its documents belong to, what its figures count, what its page calls itself, or
    the site."""
    said = {str(document.details.get("committee", "")) for reading in found.readings for document in reading.documents}
    only = said.pop() if len(said) == 1 else ""
    only = only or (_counted(found) if source.kind == "figures" else "")
    title = found.title() if found.first else ""
    named = source.name if source.name != source.id else ""
    name = one_line(only or named or title or source.name)
    return name if len(name) <= LONGEST_NAME else textwrap.shorten(name, LONGEST_NAME, placeholder="…")


def _counted(found: Preview) -> str:
    """Returns what the figures that were found count: `Plans issued within 20 weeks`."""
    newest = next((reading.documents[-1] for reading in reversed(found.readings) if reading.documents), None)
    words = str(newest.details.get("measure") or "").removeprefix("of ") if newest else ""
    return words[:1].upper() + words[1:]


def free_id(name: str, taken: Collection[str]) -> str:
    """Returns an id that reads like the name and that no other source has."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[: _LONGEST_ID - 3].strip("-") or "source"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(numbered_id for numbered_id in numbered if numbered_id not in taken)
