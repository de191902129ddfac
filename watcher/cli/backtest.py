"""PURE: logged changes x topics -> what each topic would have sent, by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from watcher.core.documents import Change
from watcher.core.sources import Source
from watcher.rules.matching import Matcher


@dataclass(slots=True)
class Tally:
    """What was counted. A change with two topics stands under both."""

    hits: dict[str, dict[str, list[tuple[Change, str]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    """Topic -> source -> its changes, oldest first, each with the phrase it was found by (empty: the source's own)."""
    without: int = 0
    elsewhere: int = 0
    """About places that are not ours."""
    corrections: int = 0
    """Sent only to those who ask for them, whatever their topics."""


def tally(changes: Iterable[tuple[Change, str]], matcher: Matcher, sources: Mapping[str, Source]) -> Tally:
    """Returns each change with the words that are remembered of its document. A source that has left the config counts
    as a local one without topics of its own."""
    found = Tally()
    for change, words in changes:
        source = sources.get(change.source) or Source(change.source, change.source, "", "")
        document = replace(change.document, words=_moved(change) or words)
        topics = matcher.topics(document, source)
        if change.minor:
            found.corrections += 1
        elif not matcher.counts(document, source):
            found.elsewhere += 1
        elif not topics:
            found.without += 1
        else:
            for topic, phrase in topics.items():
                found.hits[topic][source.id].append((change, phrase))
    return found


def _moved(change: Change) -> str:
    """Returns, of a page that changed, the paragraphs that came or went: its topics are matched on these alone."""
    old, new = change.fields.get("paragraphs", (None, None))
    if not isinstance(old, list) or not isinstance(new, list):
        return ""
    return "; ".join(str(topic) for topic in (*old, *new) if (topic in old) != (topic in new))
