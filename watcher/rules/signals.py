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
_WEB = re.compile(r"\bwww\.|https?:")
# Each begins with a sign that most sentences do not hold: that is looked for far quicker than a word's beginning.
_PHONE = re.compile(r"0(?<!\w0)\d{3,4} ?\d{3} ?\d{3}")
_SECOND_HALF = re.compile(r" \d[A-Z]{2}\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b")
_PAGES = re.compile(r"[Pp]ages? \d+ ?(?:-|to) ?\d+")
_PAGE_AT_END = re.compile(r"(?<![\d.,£] )(?<!\bof )(?<!\bto )(?<!\bby )\b\d{1,3}$")
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
    text, words = sentence.text, len(sentence.text.split())
    return {
        "in capitals": len(_SHOUTED.findall(text)) if "ED" in text else 0,
        "contents": _is_of_contents(text),
        "address": _is_address(text),
        "names": is_names(text),
        "no sentence": not sentence.whole,
        "question": text.rstrip("\"'”’)").endswith("?"),
        "under six words": words < FEWEST_WORDS,
        "over twenty-five words": words > _MANY_WORDS,
        "over sixty words": words > _MOST_WORDS,
    }


def _is_of_contents(text: str) -> bool:
    """Tells whether a line names a page, has dots that lead to one, or ends in its number."""
    if text.endswith("."):
        return False
    if "...." in text or ". . . . " in text or _PAGE_AT_END.search(text, max(0, len(text) - 5)):
        return True
    return ("age " in text or "ages " in text) and bool(_PAGES.search(text))


def _is_address(text: str) -> bool:
    """Tells whether an address of any kind stands there."""
    if "@" in text or (("www." in text or "http" in text) and _WEB.search(text)) or _PHONE.search(text):
        return True
    return bool(_SECOND_HALF.search(text) and _POSTCODE.search(text))
