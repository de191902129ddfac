"""PURE: counts the signals of a sentence: what its words, its form and the heading over it speak for and against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from watcher.rules.sentences import Sentence, is_names
from watcher.rules.vocabulary import Vocabulary
from watcher.rules.weights import OF_CHILDREN, OF_SCHOOLS, TABLE

_LONGEST_COVER = 3
"""Words of a line on a cover that what stands below answers."""
FEWEST_WORDS, _MANY_WORDS, _MOST_WORDS = 6, 25, 60
_ADDRESS = re.compile(r"@|\bwww\.|https?:|\b0\d{3,4} ?\d{3} ?\d{3}|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b")
_CONTENTS = re.compile(
    r"\(?[Pp]ages? \d+ ?(?:-|to) ?\d+|\.{4}|(?:\. ){4}|(?<![\d.,£] )(?<!\bof )(?<!\bto )(?<!\bby )\b\d{1,3}$"
)
_NO_HARM = re.compile(
    r"\b(?:(?:learning|communication|language|reading|social) difficult(?:y|ies)|the only)\b", re.IGNORECASE
)
"""What children have, and no difficulty that somebody else makes them; nor is the only one of its kind a complaint."""
_RESOLVES = re.compile(r"\b(?:resolved|agreed|recommended)\b", re.IGNORECASE)
_SHOUTED = re.compile(r"\b(?:RESOLVED|AGREED|RECOMMENDED|APPROVED|REFUSED|DECIDED|NOTED WITH CONCERN)\b")
_PLACES = {weight.signal: place for place, weight in enumerate(TABLE)}
_IN_SENTENCES = Vocabulary(
    {
        **{weight.signal: weight.words for weight in TABLE if weight.where == "sentence"},
        "of children": OF_CHILDREN,
        "of schools": OF_SCHOOLS,
    }
)
_IN_HEADINGS = Vocabulary({weight.signal: weight.words for weight in TABLE if weight.where == "heading"})


@dataclass(frozen=True, slots=True)
class Signal:
    """What speaks for or against a sentence, how often, and what it adds in all."""

    name: str
    times: int
    adds: int


def spoken_of(words: str) -> Counter[str]:
    """Returns which signals the words of a sentence give, and whether it speaks "of children" or "of schools"."""
    return _IN_SENTENCES.count(_NO_HARM.sub(" ", words) if "difficult" in words or "he only " in words else words)


def weighed(counts: Mapping[str, int]) -> tuple[Signal, ...]:
    """Returns the counted signals that stand in the table of weights, in its order."""
    there = sorted([(_PLACES[name], times) for name, times in counts.items() if times and name in _PLACES])
    return tuple([_signal(place, times) for place, times in there])


@lru_cache(maxsize=256)  # there are few: a line of the table, so often
def _signal(place: int, times: int) -> Signal:
    weight = TABLE[place]
    counted = min(times, weight.most)
    return Signal(weight.signal, counted, counted * weight.weight)


def under_heading(heading: str, item: str, labelled: bool) -> Counter[str]:
    """Returns the signals that a heading (or the label before a sentence) and the one over it, `item`, give to what
    stands under them."""
    counts = _IN_HEADINGS.count(heading)
    counts["boilerplate heading"] |= _IN_HEADINGS.count(item)["boilerplate heading"]
    if _RESOLVES.search(heading):
        counts["cover"] = 0  # The Cabinet Member RESOLVED:
    if counts["under summary"]:
        counts["under decision"] = 0  # Headline findings
    if counts["cover"]:
        counts["under decision"] = 0  # Decision status: Recommendations Approved
    if not labelled and len(heading.split()) > _LONGEST_COVER:
        counts["cover"] = 0  # Description of the service; somebody's name and office, and then the text proper
    return counts


def shape_of(sentence: Sentence) -> dict[str, int]:
    """Returns the signals of a sentence's form: a line of a contents list, an address, names, a scrap."""
    words = sentence.text.split()
    return {
        "in capitals": len(_SHOUTED.findall(sentence.text)),
        "contents": bool(not sentence.text.endswith(".") and _CONTENTS.search(sentence.text)),
        "address": bool(_ADDRESS.search(sentence.text)),
        "names": is_names(sentence.text),
        "no sentence": not sentence.whole,
        "question": sentence.text.rstrip("\"'”’)").endswith("?"),
        "under six words": len(words) < FEWEST_WORDS,
        "over twenty-five words": len(words) > _MANY_WORDS,
        "over sixty words": len(words) > _MOST_WORDS,
    }
