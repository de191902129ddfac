"""What a run did, in plain lines: for cron's mail, for a file, for who reads along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watcher.cli.idle import NO_TOKEN
from watcher.cli.terminal import harmless
from watcher.core.errors import StateError
from watcher.core.sources import Source, enabled_sources
from watcher.core.text import pluralise
from watcher.core.visits import Health
from watcher.rules.due import given_up

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from watcher.cli.demo import Scene
    from watcher.config import Environment, Settings
    from watcher.core.documents import ChangeKind
    from watcher.jobs.run_result import RunResult
    from watcher.jobs.visit import VisitResult
    from watcher.store.backup import Restored

MOST_NAMED = 10
_KINDS: tuple[ChangeKind, ...] = ("new", "changed", "withdrawn", "restored")


def outcome(result: VisitResult) -> str:
    """Returns what came of a visit, in a line: `cabinet: 2 new, 1 changed`, or why the source could not be read."""
    counts = Counter(change.kind for change in result.changes)
    said = ", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts[kind])
    if result.state == "ok":
        said = said or f"nothing new, {documents(result.documents)} known"
    else:
        said = ", ".join(part for part in (result.state, said) if part)
    return harmless(f"{result.source.id}: {said}" + (f" ({result.reason})" if result.reason else ""))


def summary(result: RunResult) -> str:
    """Returns what came of a run, in a line: `12 sources visited, 3 changes, 5 messages delivered`."""
    changes = sum(len(visit.changes) for visit in result.visits)
    said = [pluralise(len(result.visits), "source") + " visited", pluralise(changes, "change")]
    if result.told:
        said.append(pluralise(result.delivered, "message") + " delivered")
    return ", ".join(said) + "."


def further(result: RunResult, zone: ZoneInfo) -> Iterator[str]:
    """Yields what the operator should know besides: which sources can't be read, and when they are tried again; what
    was left to the next run; and what is followed and not there."""
    if result.failing:
        tries = [_next_try(source, health, zone) for source, health in result.failing[:MOST_NAMED]]
        more = len(result.failing) - len(tries)
        said = f"{pluralise(len(result.failing), 'source')} failing, tried next: {', '.join(tries)}"
        yield said + (f", and {more} more" if more else "")
    if result.left:
        names = ", ".join(source.id for source in result.left)
        yield f"Left to the next run, since their site took too long: {names}"
    yield from map(str, result.unwatched)


def _next_try(source: Source, health: Health, zone: ZoneInfo) -> str:
    """Returns when a source is tried again, as clocks show it there: `cabinet 2026-11-22 10:30`."""
    if given_up(health) or not health.next_visit:
        return f"{source.id} not before its address is edited"
    return f"{source.id} {health.next_visit.astimezone(zone):%Y-%m-%d %H:%M}"


def no_network(result: RunResult) -> str:
    """Returns what is said where nothing could be reached at all; of a single site it may be that site."""
    hosts = {urlsplit(source.url).netloc for source, _ in result.failing}
    alone = f", or {hosts.pop()} is down" if len(hosts) == 1 else ""
    return f"Nothing could be reached: this machine seems to have no network{alone}. Check its connection and its DNS."


def checked(settings: Settings, environment: Environment) -> str:
    """Returns what `check` found where nothing is wrong."""
    enabled = len(enabled_sources(settings.sources))
    said = f"{environment.config}: all fine, {pluralise(enabled, 'source')} to visit"
    if enabled < len(settings.sources):
        said += f" ({len(settings.sources) - enabled} more not enabled)"
    said += f", {pluralise(len(settings.topics), 'topic')} to follow."
    return said if environment.token else f"{said} {NO_TOKEN.replace('was', 'will be')}"


def followed_not_there(settings: Settings, environment: Environment) -> Iterator[str]:
    """Yields what somebody follows and the config no longer has; that it can't be seen, where that is so."""
    from watcher.jobs.read_only import glance

    try:
        seen = glance(environment.database_url)
    except StateError as error:
        yield str(error)
        return
    if seen.followed:
        from watcher.messages.unwatched import not_there  # with the words it says it in
        from watcher.rules.configured_ids import configured_ids

        config = configured_ids(settings.sources, settings.topics)
        yield from map(str, not_there(seen.followed, config, seen.addresses))


def restored(file: Path, done: Restored) -> str:
    """Returns what `restore` did, and what follows from it."""
    kept = f" What was there is kept as {done.kept}." if done.kept else ""
    kept += _left_out(done)
    again = "What happened on the sites since the backup will be noticed, and told, again."
    return f"Put {file} back as {done.database}.{kept} {again}"


def _left_out(done: Restored) -> str:
    """Who used /forget, or blocked the bot for 30 days, since the backup was made."""
    if not done.compared:
        return " Nobody is left out: there was nothing to tell who has been forgotten since the backup was made."
    return f" Left out, because forgotten since: {pluralise(done.left_out, 'chat')}." if done.left_out else ""


def scene(part: Scene) -> Iterator[str]:
    """Yields the lines of one scene of the demo: what happened, what was found, and what stands in the chat because of
    it."""
    yield f"== {part.heading}"
    yield from (f"   {line}" for line in part.found)
    for message in part.messages:
        yield ""
        yield from (f"   | {line}".rstrip() for line in message.splitlines())
    yield ""


def documents(number: int) -> str:
    """Return the number with its noun: "1 document"."""
    return pluralise(number, "document")
