"""PURE: change x topics x subscriptions -> who hears, and why. A text is made ready once, whatever the number of
phrases, and a phrase is looked for only where its longest word stands in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from watcher.model import Alert, Change, Document, Frequency, Places, Source, Subscription, Topic
from watcher.wording import fold

T = TypeVar("T")
EVERYTHING = "all"
_URGENCY: Mapping[Frequency, int] = {"now": 0, "daily": 1, "weekly": 2}
_OWN_WORDS = re.compile(r'"([^"]+)"|(\S+)')


class _Bars(dict[int, int]):
    """For str.translate: a bar for every sign that is neither letter, digit nor blank, found out once for each."""

    def __missing__(self, code: int) -> int:
        self[code] = code if chr(code).isalnum() or chr(code).isspace() else ord("|")
        return self[code]


_BARS = _Bars()


def normal(words: str) -> str:
    """Words with one space between and a bar where anything else stood: no phrase reaches across a bar that it does
    not hold itself. A hyphen inside a word is a space, `&` is `and`. Case is kept."""
    return _normal(fold(words.replace("—", " | ")))


def _normal(folded: str) -> str:
    joined = folded.replace("&", " and ").replace(" - ", "|").replace("--", "|").replace("-", " ")
    return " ".join(joined.translate(_BARS).replace("|", " | ").split())


class Phrase:
    """Words side by side. Written in capitals it is found only in capitals, else in any case."""

    __slots__ = ("as_written", "exact", "padded", "trigger", "words")

    def __init__(self, as_written: str) -> None:
        self.as_written = as_written
        self.exact = as_written.isupper() and sum(map(str.isalpha, as_written)) > 1
        form = normal(as_written).strip("| ")
        self.padded = f" {form if self.exact else form.lower()} "
        self.words = tuple(self.padded.split())
        self.trigger = max(form.lower().split(), key=len, default="")


class Text:
    """What phrases are looked for in, made ready once for any number of them."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.plain = fold(" | ".join(parts).replace("—", " | "))
        self.kept = f" {_normal(self.plain)} "
        self.lower = self.kept.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """As written, and in lower case."""
        return frozenset(self.kept.split()).union(self.lower.split())

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbours, as written and in lower case."""
        return frozenset(pairwise(self.kept.split())).union(pairwise(self.lower.split()))

    def _may_hold(self, phrase: Phrase) -> bool:
        """Quick; for a phrase of one word or two it is the answer."""
        if len(phrase.words) == 1:
            return phrase.words[0] in self.words
        return bool(phrase.words) and all(pair in self._pairs for pair in pairwise(phrase.words))

    def _spans(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """From where to where it stands in the normal form."""
        text = self.kept if phrase.exact else self.lower
        start = text.find(phrase.padded) if self._may_hold(phrase) else -1
        while start >= 0:
            yield start, start + len(phrase.padded)
            start = text.find(phrase.padded, start + 1)

    def holds(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> bool:
        """Whether it stands here at least once outside each of the longer phrases."""
        masked = [span for longer in unless for span in self._spans(longer)]
        if not masked and len(phrase.words) <= 2:
            return self._may_hold(phrase)
        return any(
            not any(start <= first and last <= end for start, end in masked) for first, last in self._spans(phrase)
        )

    def as_found(self, phrase: Phrase) -> str:
        """The phrase as it is spelled here."""
        pattern = r"[\W_]+".join(re.escape(word) for word in phrase.words if word != "|")
        found = re.search(rf"\b{pattern}\b", self.plain, 0 if phrase.exact else re.IGNORECASE)
        return found[0] if found else phrase.as_written


class _Index(Generic[T]):
    """Phrases by their longest word, each with what it stands for."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, T]]] = defaultdict(list)
        for phrase, meaning in phrases:
            self._by_word[phrase.trigger].append((phrase, meaning))

    def within(self, text: Text) -> Iterator[tuple[Phrase, T]]:
        """Those whose longest word stands in the text; the rest can't be there."""
        for word in self._by_word.keys() & text.words:
            yield from self._by_word[word]


class Matcher:
    """Which topics a document has, and whether it is about here at all."""

    def __init__(self, topics: Sequence[Topic], places: Places) -> None:
        self.names = {topic.id: topic.name for topic in topics}
        self._unless = {topic.id: tuple(map(Phrase, topic.unless)) for topic in topics}
        self._phrases = _Index(
            (Phrase(words), (topic.id, place)) for topic in topics for place, words in enumerate(topic.phrases)
        )
        self._ours = tuple(map(Phrase, places.ours))
        self._others = tuple(map(Phrase, places.others))

    def topics(self, document: Document, source: Source) -> dict[str, str]:
        """The ids of the document's topics, each with the phrase as the document spells it; the phrase is empty where
        the source itself gives the topic. None for a document that does not count."""
        return self.topics_in(text_of(document), source)

    def counts(self, document: Document, source: Source) -> bool:
        """Whether it is about here: its source is local, or it names one of our places (facts/news.md, "Relevance")."""
        return self.counts_in(text_of(document), source)

    def topics_in(self, text: Text, source: Source) -> dict[str, str]:
        """As `topics`, of a text that is ready."""
        if not self.counts_in(text, source):
            return {}
        best: dict[str, tuple[int, Phrase]] = {}
        for phrase, (topic, place) in self._phrases.within(text):
            if (topic not in best or place < best[topic][0]) and text.holds(phrase, self._unless[topic]):
                best[topic] = place, phrase
        found = {topic: text.as_found(best[topic][1]) if topic in best else "" for topic in (*source.topics, *best)}
        return {topic: found[topic] for topic in self.names if topic in found}

    def counts_in(self, text: Text, source: Source) -> bool:
        """As `counts`, of a text that is ready."""
        if source.local:
            return True
        # An outlet's own name may hold a place: every story of a Romford Recorder would name Romford.
        name = Phrase(source.name)
        others = self._others if name.padded in {place.padded for place in self._ours} else (*self._others, name)
        return any(text.holds(place, others) for place in self._ours)


def text_of(document: Document) -> Text:
    """What is matched: title, summary, and the words its kind found worth it; never the page around it."""
    return Text(part for part in (document.title, document.summary, document.words) if part)


class Audience:
    """Everybody's subscriptions, made ready once for any number of changes."""

    def __init__(self, subscriptions: Iterable[Subscription], matcher: Matcher) -> None:
        self._matcher = matcher
        self._followers: dict[str, list[Subscription]] = defaultdict(list)
        self._wishes: dict[str, list[Subscription]] = defaultdict(list)
        for one in subscriptions:
            (self._followers[one.what] if one.what else self._wishes[one.words]).append(one)
        phrases = {words: own_words(words) for words in self._wishes}
        # A wish is looked at where its longest word stands: one phrase of it is enough to find it by.
        self._own = _Index(
            (max(wanted, key=lambda phrase: len(phrase.trigger)), (words, wanted))
            for words, wanted in phrases.items()
            if wanted
        )

    def hears(self, change: Change, source: Source) -> list[Alert]:
        """One alert for each chat that wants this change, all its reasons merged, at the most urgent
        of its frequencies."""
        text = text_of(change.document)
        if not self._matcher.counts_in(text, source):
            return []
        alerts: dict[int, Alert] = {}
        for reason, subscriptions in self._wanting(text, source):
            for one in subscriptions:
                if change.minor and not one.corrections:
                    continue
                before = alerts.get(one.chat_id)
                alerts[one.chat_id] = _merged(before, reason, one) if before else _alert(change, reason, one)
        return list(alerts.values())

    def _wanting(self, text: Text, source: Source) -> Iterator[tuple[str, list[Subscription]]]:
        """Each reason that this text of this source gives, with those who asked for it."""
        for topic, phrase in self._matcher.topics_in(text, source).items():
            name = self._matcher.names[topic]
            yield (f"{name}: “{phrase}”" if phrase else name), self._followers.get(topic, [])
        yield source.name, self._followers.get(source.id, [])
        yield "everything", self._followers.get(EVERYTHING, [])
        own = {words for _, (words, wanted) in self._own.within(text) if all(map(text.holds, wanted))}
        for words in sorted(own):
            yield f"your words: {words}", self._wishes[words]


def own_words(words: str) -> tuple[Phrase, ...]:
    """What a wish in a person's own words asks for, all of it: a "quoted phrase", or each word wherever it stands."""
    wanted = (Phrase(quoted or word) for quoted, word in _OWN_WORDS.findall(fold(words)))
    return tuple(phrase for phrase in wanted if phrase.trigger)


def _alert(change: Change, reason: str, subscription: Subscription) -> Alert:
    chat, thread = subscription.chat_id, subscription.thread_id
    return Alert(change, chat, (reason,), thread, subscription.frequency)


def _merged(alert: Alert, reason: str, subscription: Subscription) -> Alert:
    reasons = alert.reasons if reason in alert.reasons else (*alert.reasons, reason)
    sooner = min(alert.frequency, subscription.frequency, key=_URGENCY.__getitem__)
    return Alert(alert.change, alert.chat_id, reasons, alert.thread_id, sooner)
