"""PURE: tells whether a paper itself speaks of something, or only its furniture does: the cover's names and offices,
consultees, who was present, the paragraphs on law and equality that every paper has, what stands at the foot of each
page. A phrase that stands nowhere else makes no paper a topic's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.rules.furniture import repeated_lines
from watcher.rules.importance import LONGEST_LABEL, OFFICE, read
from watcher.rules.phrases import Phrase, Text
from watcher.rules.sentences import Sentence, is_names
from watcher.rules.signals import FEWEST_WORDS
from watcher.rules.vocabulary import Vocabulary
from watcher.rules.weights import LEGAL, listed

_LONGEST_OFFICE = 15
"""Words of what a member of a cabinet is for."""
_WORDS = Vocabulary(
    {
        "people": listed("""
            slt lead, elt lead, cmt lead, lead officer, report author, author, contact, contacts, contact details,
            contact officer, cabinet member, lead member, portfolio holder, consultees, consulted, present, apologies,
            in attendance, also present, membership, members, councillors, approved by, owner, executive director,
            strategic director, director, executive lead, report to, signature, name of officer, designation,
            distribution, distribution list, circulation, copies to, copied to, case officer, decision maker,
            decision taken by, document control, report of, report by, presented by
        """),
        "law": ("legal", "equalities", "equality", "eqia", "data protection", "access to information"),
        "equality": ("due regard", "equality act", "equality duty", "protected characteristics", "section 149"),
        "legal": LEGAL,
    }
)
_ATTENDING = re.compile(
    r"\bapolog(?:y|ies) (?:for|from|was|were|had)\b|\bin attendance\b|\bsubstitut(?:e|ed|ing) for\b"
    r"|\bdeclared (?:an?|the following) (?:\w+ |\w+-\w+ ){0,3}interests?\b",
    re.IGNORECASE,
)
_POLITICIAN = re.compile(
    r"\b(?:Cabinet|Lead|Executive|Deputy) (?:Member|Councillor|Lead)s?\b|\bPortfolio (?:Holder|Lead)s?\b"
)
_ADDRESS = re.compile(r"@|\bwww\.|https?:")
_SMALL = frozenset({"and", "of", "the", "for", "with", "&", "to", "-", "\u2013"})


def is_about(text: Text, phrase: Phrase, unless: Sequence[Phrase] = ()) -> bool:
    """Tells whether the phrase stands in the text (outside the longer phrases in `unless`) where it means something: in
    its title or summary, or, in a paper of pages, in more than their furniture."""
    if not text.holds(phrase, unless):
        return False
    if not text.pages or min(text.parts_with(phrase, unless)) < len(text.parts):
        return True
    pages = tuple(text.pages)
    found, all_of_them = read(pages)
    places = all_of_them.parts_with(phrase, unless)
    if any(_says(found[place], phrase, unless) for place in places):
        return True
    tops, feet = repeated_lines(pages)
    if Text(line for line in tops if not OFFICE.search(line)).holds(phrase, unless):
        return True
    return not places and not Text((*tops, *feet)).holds(phrase, unless)  # it goes on from one paragraph to the next


def _says(sentence: Sentence, phrase: Phrase, unless: Sequence[Phrase]) -> bool:
    """Tells whether a sentence that holds the phrase says anything of it."""
    if _is_furniture(sentence):
        return False
    bare = _without_politicians(sentence.text)
    return bare == sentence.text or Text((bare,)).holds(phrase, unless)


def _is_furniture(sentence: Sentence) -> bool:
    """Tells whether a sentence is one that every paper has: people and offices, law and equality, apologies."""
    over = _WORDS.count(sentence.heading)
    if over["people"] and len(sentence.heading.split()) <= LONGEST_LABEL and _lists_people(sentence):
        return True
    if not sentence.whole and _names_somebody(sentence.text):
        return True
    words = _WORDS.count(sentence.text)
    return bool(words["equality"] or (over["law"] and words["legal"]) or _ATTENDING.search(sentence.text))


def _names_somebody(line: str) -> bool:
    """Tells whether a line that is no sentence is an office, with whose it is, or where somebody is found."""
    is_short = len(line.split()) <= _LONGEST_OFFICE or is_names(line)
    return is_short and bool(OFFICE.search(line) or _ADDRESS.search(line))


def _lists_people(sentence: Sentence) -> bool:
    """Tells whether a sentence below, or behind, a heading of people only lists some: a report may go on under it, or
    an answer."""
    return not sentence.whole or is_names(sentence.text) or len(sentence.text.split()) < FEWEST_WORDS


def _without_politicians(words: str) -> str:
    """Returns the sentence without what its members of a cabinet are for: Cabinet Member [for Children and SEND]
    said."""
    kept, start = [], 0
    for office in _POLITICIAN.finditer(words):
        if office.start() >= start:
            kept.append(words[start : office.end()])
            start = _end_of_office(words, office.end())
    return "".join((*kept, words[start:]))


def _end_of_office(words: str, start: int) -> int:
    """Returns where the names end that an office is for: words in capitals, and the small ones between them."""
    end = at = start
    for _ in range(_LONGEST_OFFICE):
        blank = words.find(" ", at + 1)
        stop = len(words) if blank < 0 else blank
        word = words[at:stop].strip(" ,:;()")
        if not word or not (word[0].isupper() or word in _SMALL):
            break
        at = stop
        end = end if word in _SMALL else stop
        if words[:stop].endswith((".", ";")):
            break
    return end
