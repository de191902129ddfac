"""PURE: finds the sentences of a document in which all the words stand that somebody asked for, without the words that
say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher.core.documents import PAGE_BREAK, Document, DocumentKind
from watcher.core.text import collapse_spaces, normalise
from watcher.rules.item_thread import folded
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase, Text
from watcher.rules.sentences import sentences, split

KINDS: Sequence[DocumentKind] = (
    "report", "minutes", "decisions", "decision", "supplement", "agenda", "inspection", "publication", "article",
)  # fmt: skip
"""What says something in sentences."""
MOST_OF_ONE = 3
"""Sentences of one document."""
LONGEST = 1_200
"""Characters of a sentence; what is longer is a table."""
_STOP_WORDS = frozenset((
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do", "does",
    "for", "from", "had", "has", "have", "he", "how", "i", "if", "in", "is", "it", "its", "me", "my", "of", "on", "or",
    "our", "said", "say", "says", "she", "so", "tell", "that", "the", "their", "them", "they", "this", "to", "us",
    "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
))  # fmt: skip


def words_asked(asked: str) -> list[Phrase]:
    """Returns what is looked for: each "quoted phrase", and each word but those that stand everywhere."""
    wanted = [phrase for phrase in own_words(asked) if phrase.trigger]
    return [phrase for phrase in wanted if len(phrase.words) > 1 or phrase.words[0].casefold() not in _STOP_WORDS]


def sentences_with(document: Document, wanted: Sequence[Phrase]) -> list[tuple[int, str]]:
    """Returns the first sentences of a document, at most MOST_OF_ONE, that hold all of the words, each with its page
    from 1; 0 for one of the summary, and where there is one page alone."""
    found: dict[str, tuple[int, str]] = {}
    for page, sentence in _candidates(document, wanted):
        text = Text((sentence,))
        if len(sentence) <= LONGEST and all(map(text.holds, wanted)):
            found.setdefault(folded(sentence), (page, sentence))
        if len(found) == MOST_OF_ONE:
            break
    return list(found.values())


def _candidates(document: Document, wanted: Sequence[Phrase]) -> Iterator[tuple[int, str]]:
    """Yields the sentences of a document's summary, and of the pages on which all of the words stand somehow, each with
    its page."""
    for words in (document.summary, document.title if document.kind == "article" else ""):
        yield from ((0, sentence) for sentence in split(collapse_spaces(normalise(words))))
    if document.kind == "article":
        return  # the words beside its summary are its tags
    pages = document.words.split(PAGE_BREAK)
    for number, page in enumerate(pages, 1):
        if may_hold(normalise(page), wanted):
            where = number if len(pages) > 1 else 0
            yield from ((where, line.text) for line in sentences([page]) if line.whole)


def may_hold(text: str, wanted: Sequence[Phrase]) -> bool:
    """Tells at once, of most texts that do not hold all of the words, that they do not."""
    plain = text.casefold()
    return all(_beginning(phrase.trigger) in plain for phrase in wanted)


def _beginning(trigger: str) -> str:
    """Returns so much of a word as its plural and its singular share."""
    return trigger[: max(3, len(trigger) - 3)]
