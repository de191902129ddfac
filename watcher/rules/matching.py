"""PURE: matches a change with topics and subscriptions: who hears, why, and by which sentence. A phrase is looked for
only where a word of it stands in the text that few others share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, reduce
from typing import Generic, TypeAlias, TypeVar

from watcher.core.alerts import EVERYTHING, Alert, AlertBatch, Frequency, Reason, Subscription, SubscriptionGroup
from watcher.core.documents import PAGE_BREAK, Change, Document, Quote
from watcher.core.meetings import committee_of
from watcher.core.sources import Source
from watcher.core.text import normalise
from watcher.core.topics import Places, Topic
from watcher.rules.phrases import Phrase, Text

T = TypeVar("T")
_URGENCY: Mapping[Frequency, int] = {"now": 0, "daily": 1, "weekly": 2}
_OWN_WORDS = re.compile(r'"([^"]+)"|(\S+)')


_Follower: TypeAlias = Subscription | SubscriptionGroup
FoundTopics: TypeAlias = Mapping[str, tuple[Phrase, ...]]
"""By topic, those of its phrases that stand in a text; none where its source itself gives the topic."""


class _Index(Generic[T]):
    """Holds phrases by the one of their words that fewest of them share, each with what it stands for."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._phrases = tuple(phrases)
        spelled = [
            (spelling, place) for place, (phrase, _) in enumerate(self._phrases) for spelling in phrase.spellings
        ]
        common = Counter(word for spelling, _ in spelled for word in spelling.words)
        common["|"] = len(spelled)  # what is no word stands in every text
        self._by_word: dict[str, list[tuple[Sequence[str], int]]] = defaultdict(list)
        """By a word, the words of each spelling that is found by it, and the place of its phrase."""
        for spelling, place in spelled:
            self._by_word[min(spelling.words, key=common.__getitem__)].append((spelling.words, place))

    def within(self, text: Text) -> list[tuple[Phrase, T]]:
        """Returns the phrases of which all words of a spelling stand in the text, in the order given; the others can't
        be there."""
        some = (each for word in self._by_word.keys() & text.words for each in self._by_word[word])
        places = {place for words, place in some if text.words.issuperset(words)}
        return [self._phrases[place] for place in sorted(places)]


class Matcher:
    """Tells which topics a document has, and whether it is about here at all. Phrases are made ready when the first
    text is looked at: most runs find nothing to match."""

    def __init__(self, topics: Sequence[Topic], places: Places) -> None:
        self.names = {topic.id: topic.name for topic in topics}
        self._topics, self._places = tuple(topics), places

    @cached_property
    def unless(self) -> Mapping[str, tuple[Phrase, ...]]:
        """Returns, by topic, the longer phrases that take a match away."""
        return _unless(self._topics)

    @cached_property
    def _phrases(self) -> _Index[tuple[str, int]]:
        return _index(self._topics)

    @cached_property
    def _ours(self) -> tuple[Phrase, ...]:
        return tuple(_name(place) for place in self._places.ours)

    @cached_property
    def _others(self) -> tuple[Phrase, ...]:
        return tuple(_name(place) for place in self._places.others)

    def topics(self, document: Document, source: Source) -> dict[str, str]:
        """Returns the ids of the document's topics, each with the phrase as the document spells it; the phrase is empty
        where the source itself gives the topic. Empty for a document that does not count."""
        return self.topics_in(text_of(document), source)

    def counts(self, document: Document, source: Source) -> bool:
        """Tells whether a document is about here: its source is local, or it names one of our places (facts/news.md,
        "Relevance")."""
        return self.counts_in(text_of(document), source)

    def topics_in(self, text: Text, source: Source) -> dict[str, str]:
        """Returns what `topics` does, of a text that is ready."""
        found = self.phrases_in(text, source)
        return {
            topic: text.as_found(phrases[0], self.unless[topic]) if phrases else "" for topic, phrases in found.items()
        }

    def phrases_in(self, text: Text, source: Source) -> FoundTopics:
        """Returns, by topic, those of its phrases that stand in the text, in the order of the config; no phrase where
        the source itself gives the topic. Empty for a text that does not count."""
        if not self.counts_in(text, source):
            return {}
        from watcher.rules.mentions import is_about  # its patterns: most runs have nothing to match

        found: dict[str, dict[int, Phrase]] = {topic: {} for topic in source.topics}
        for phrase, (topic, place) in self._phrases.within(text):
            if is_about(text, phrase, self.unless[topic]):
                found.setdefault(topic, {})[place] = phrase
        return {
            topic: tuple(found[topic][place] for place in sorted(found[topic]))
            for topic in self.names
            if topic in found
        }

    def counts_in(self, text: Text, source: Source) -> bool:
        """Tells what `counts` does, of a text that is ready."""
        if source.local:
            return True
        # An outlet's own name may hold a place: every story of a Romford Recorder would name Romford.
        name = _name(source.name)
        others = self._others if name.words in {place.words for place in self._ours} else (*self._others, name)
        return any(text.holds(place, others) for place in self._ours)


# Each visit, digest and answer to a person has a matcher of its own; the topics of them all are the same.
@lru_cache(maxsize=4)
def _index(topics: tuple[Topic, ...]) -> _Index[tuple[str, int]]:
    """Returns all phrases of the topics, each with its topic's id and its place there."""
    return _Index(
        (Phrase.of_config(words), (topic.id, place)) for topic in topics for place, words in enumerate(topic.phrases)
    )


@lru_cache(maxsize=4)
def _unless(topics: tuple[Topic, ...]) -> Mapping[str, tuple[Phrase, ...]]:
    return {topic.id: tuple(map(Phrase.of_config, topic.unless)) for topic in topics}


def _name(words: str) -> Phrase:
    """Returns the phrase that finds a name: one without a plural."""
    return Phrase(words, plural=False)


def text_of(document: Document) -> Text:
    """Returns what is matched of a document: title, summary, and the words its kind found worth it, page by page where
    it is a paper that was read; never the page around it."""
    if document.details.get("text"):
        return Text((document.title, document.summary), document.words.split(PAGE_BREAK))
    return Text((document.title, document.summary, document.words))


class Recipients:
    """Finds who is to hear of a change: everybody's subscriptions, made ready once for any number of changes."""

    def __init__(self, subscriptions: Iterable[_Follower], matcher: Matcher) -> None:
        self._matcher = matcher
        self._followers: dict[str, list[_Follower]] = defaultdict(list)
        self._wishes: dict[str, list[_Follower]] = defaultdict(list)
        for follower in subscriptions:
            (self._followers[follower.what] if follower.what else self._wishes[follower.words]).append(follower)
        self._own = {words: wanted for words in self._wishes if (wanted := own_words(words))}
        common = Counter(phrase.trigger for wanted in self._own.values() for phrase in wanted)
        # A wish is looked at where that of its phrases stands that fewest share.
        self._index = _Index(
            (min(wanted, key=lambda phrase: common[phrase.trigger]), words) for words, wanted in self._own.items()
        )

    def matching(self, change: Change, source: Source) -> list[Alert]:
        """Returns one alert for each chat, or forum topic of one, that wants this change, all its reasons merged, at
        the most urgent of its frequencies. Each brings those of the change's own quotes that are of the topics it is
        wanted for, or the first."""
        heard = self.matching_in(text_of(change.document), change, source)
        return [replace(alike.alert, chat_id=chat_id) for alike in heard for chat_id in alike.chat_ids]

    def matching_in(
        self, text: Text, change: Change, source: Source, topics: FoundTopics | None = None
    ) -> list[AlertBatch]:
        """Returns what `matching` does, of a text that is ready, as one batch for all chats whose alerts differ by
        nothing else. `topics`: what `phrases_in` says of the text, where that is known already."""
        if not self._matcher.counts_in(text, source):
            return []
        topics = self._matcher.phrases_in(text, source) if topics is None else topics
        reasons: list[_Wish] = []
        # By chat and forum topic, the places of its reasons: few sets of them, many chats.
        heard: dict[tuple[int, int], tuple[int, ...]] = {}
        for why, subscriptions in self._wanting(text, change, source, topics):
            for follower in subscriptions:
                if change.minor and not follower.corrections:
                    continue
                place = (len(reasons),)
                reasons.append((why, follower))
                for chat_id in follower.chat_ids:
                    reader = chat_id, follower.thread_id
                    heard[reader] = heard.get(reader, ()) + place
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for (chat_id, _), places in heard.items():  # a reason is of one forum topic
            alike[places].append(chat_id)
        return [_hearing(change, [reasons[place] for place in places], ids) for places, ids in alike.items()]

    def _wanting(
        self, text: Text, change: Change, source: Source, topics: FoundTopics
    ) -> Iterator[tuple[_Why, list[_Follower]]]:
        """Yields each reason that this text of this source gives, with those who asked for it."""
        for topic, phrases in topics.items():
            if followers := self._followers.get(topic):
                phrase = text.as_found(phrases[0]) if phrases else ""
                quotes = tuple(quote for quote in change.quotes if quote.topic == topic)
                yield _Why(Reason("topic", self._matcher.names[topic], phrase), quotes), followers
        best = change.quotes[:1]  # whoever follows no topic of it hears one sentence too
        yield _Why(Reason("source", source.name), best), self._followers.get(source.id, [])
        if committee := committee_of(source.id, change.document):
            yield _Why(Reason("committee", committee.name), best), self._followers.get(committee.what, [])
        yield _Why(Reason("everything"), best), self._followers.get(EVERYTHING, [])
        from watcher.rules.quotes import choose_quotes  # as above

        today = change.at.date() if change.at else date.max
        own = {words for _, words in self._index.within(text) if all(map(text.holds, self._own[words]))}
        for words in sorted(own):
            quotes = choose_quotes(text, {"": self._own[words]}, {}, today)
            yield _Why(Reason("words", words), quotes), self._wishes[words]


@dataclass(frozen=True, slots=True)
class _Why:
    """A reason, and what the paper says there."""

    reason: Reason
    quotes: tuple[Quote, ...] = ()


_Wish: TypeAlias = tuple[_Why, _Follower]


def own_words(words: str) -> tuple[Phrase, ...]:
    """Returns what a wish in a person's own words asks for, all of it: a "quoted phrase", or each word wherever it
    stands."""
    wanted = (Phrase(quoted or word) for quoted, word in _OWN_WORDS.findall(normalise(words)))
    return tuple(phrase for phrase in wanted if any(map(str.isalnum, phrase.words)))


def of_the_feed(batch: AlertBatch, source: Source) -> AlertBatch | None:
    """Returns the batch for those who follow the feed itself, or everything; None for one of topics and words alone."""
    alert = batch.alert
    reasons = tuple(reason for reason in alert.reasons if reason.kind in ("source", "everything"))
    wishes = tuple(wish for wish in alert.matched_subscriptions if wish[0] in (source.id, EVERYTHING))
    if not reasons:
        return None
    return AlertBatch(replace(alert, reasons=reasons, matched_subscriptions=wishes, quotes=()), batch.chat_ids)


def _hearing(change: Change, reasons: Iterable[_Wish], chat_ids: Sequence[int]) -> AlertBatch:
    """Returns the batch for chats with these reasons, all of them merged into one alert."""
    alerts = (_alert(change, why, follower, chat_ids[0]) for why, follower in reasons)
    return AlertBatch(reduce(_merged, alerts), chat_ids)


def _alert(change: Change, why: _Why, follower: _Follower, chat_id: int) -> Alert:
    """Returns the alert of one chat for one reason."""
    wishes = ((follower.what, follower.words),)
    return Alert(
        change,
        chat_id,
        (why.reason,),
        follower.thread_id,
        follower.frequency,
        matched_subscriptions=wishes,
        quotes=why.quotes,
    )


def _merged(before: Alert, after: Alert) -> Alert:
    """Returns one alert with the reasons of both, at the more urgent frequency."""
    return replace(
        before,
        reasons=tuple(dict.fromkeys((*before.reasons, *after.reasons))),
        matched_subscriptions=tuple(dict.fromkeys((*before.matched_subscriptions, *after.matched_subscriptions))),
        quotes=tuple(dict.fromkeys((*before.quotes, *after.quotes))),
        frequency=min(before.frequency, after.frequency, key=_URGENCY.__getitem__),
    )
