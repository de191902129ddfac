"""PURE: the two columns of an area SEND report's table, "Responsible body | Areas for priority action", whose text runs
into one: the names of the bodies told apart from the sentence (facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST_BODY = 300
MOST_WORDS = 120
"""So many may stand before a sentence says what should be done."""
NARROW = 45
"""Characters of a line of the first column at most."""
SAYS_WHAT = re.compile(
    r"\b(?:should|must|needs? to|(?:are|is) required to"
    r"|(?:[Ll]eaders|[Pp]artners|[Pp]artnership|[Cc]ouncil|[Bb]oard|[Aa]uthority|ICB)(?: across [^.:;]{1,40})?"
    r" to (?:urgently |swiftly )?[a-z]+)\b"
)
"""What makes a sentence say what is asked for: "Leaders should …", "The partnership to urgently …"."""
# How the sentence itself begins: "Leaders", "Education, health and social care leaders", "The local authority".
SUBJECT = re.compile(
    r"^(?:[A-Z][A-Za-z']+,? (?:[a-z]+,? ){0,6}(?:leaders|partners|commissioners|managers)\b"
    r"|(?:Leaders|Partners|Commissioners|Managers)\b|(?:The|All|Both) [a-zA-Z])"
)
NAMES_A_BODY = re.compile(
    r"\b(?:Council|[Aa]uthorit(?:y|ies)|[Bb]oards?|ICBs?|ICS|NHS|Trust|[Pp]artnership|[Pp]artners|Borough|Services)\b"
)
_ENDS_A_NAME = re.compile(r"(?:Council|[Aa]uthority|[Bb]oard|\(?ICBs?\)?|ICS|Trust|[Pp]artnership)\)?$")
_JOINING = frozenset(
    ("and", "&", "of", "the", "for", "in", "at", "to", "with", "by", "from", "across", "between", "nhs", "a", "an")
)


def apart(text: str, lines: Sequence[str], number: int = 0) -> tuple[str, str] | None:
    """Return the names of the bodies ("" where none stands there) and the sentence with its bullets; None where the two
    cannot be told apart for certain. `lines` as they break in the report; `number` of the area where it begins with
    one."""
    says = SAYS_WHAT.search(text)
    if not says:
        return ("", text) if number else None
    if numbered := re.match(r"^(\D{0,300}?)\s\d{1,2}[.)]\s+(?=[A-Z])", text[: says.end()]):
        return _checked(numbered[1].strip(), text[numbered.end() :])
    subject = text[: says.end()].split()
    cut = _cut(subject, lines) if len(subject) <= MOST_WORDS else None
    return None if cut is None else _checked(" ".join(subject[:cut]), " ".join(text.split()[cut:]))


def _checked(body: str, sentence: str) -> tuple[str, str] | None:
    """Return the pair, if what stands before the sentence is the name of a body, and whole; else None."""
    if not body:
        return "", sentence
    return (body, sentence) if _is_name(body) else None


def _is_name(body: str) -> bool:
    """Tell whether these words name a body, whole: not half of a name, and no piece of a sentence."""
    is_sentence = "." in body or re.match(r"(?:[A-Z][a-z]+ )?[Ll]eaders\b", body)
    fits = len(body) <= LONGEST_BODY and not _is_joining(body.split()[-1])
    return bool(NAMES_A_BODY.search(body)) and fits and not is_sentence


def _is_joining(word: str) -> bool:
    return word.casefold() in _JOINING or word.endswith((",", ":"))


def _cut(words: Sequence[str], lines: Sequence[str]) -> int | None:
    """Return the place of the word that the sentence begins with."""
    again = next((place for place in _beginnings(words) if place and _same_start(words, place)), None)
    if again is not None:
        return again
    begun = [place for place in _beginnings(words) if SUBJECT.match(" ".join(words[place:]))]
    if begun:
        return next((place for place in reversed(begun) if place == 0 or _is_name(" ".join(words[:place]))), None)
    if any(word == "Leaders" for word in words[1:]):  # "Anytown Council and | Leaders should": half a name
        return None
    by_line = _line_starts(words, lines)
    by_name = [place for place in _beginnings(words) if place and _ENDS_A_NAME.search(words[place - 1])]
    sure = by_line or by_name
    return sure[0] if len(sure) == 1 else None if sure else 0


def _beginnings(words: Sequence[str]) -> Iterator[int]:
    """Yield where a cell of the table may begin: at a capital that nothing joins to the word before."""
    for place, word in enumerate(words):
        if word[:1].isupper() and (place == 0 or not _is_joining(words[place - 1])):
            yield place


def _same_start(words: Sequence[str], place: int) -> bool:
    """Tell whether the words at `place` are those the text begins with: the sentence begins with its body's name
    again."""
    few = min(2, place)
    return [word.casefold() for word in words[place : place + few]] == [word.casefold() for word in words[:few]]


def _line_starts(words: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Return the beginnings that stand at the start of a line, all lines before them narrow as the first column is."""
    starts, place = [], 0
    allowed = set(_beginnings(words))
    for line in lines[:-1]:
        place += len(line.split())
        if len(line) > NARROW or place >= len(words):
            break
        if place in allowed and NAMES_A_BODY.search(" ".join(words[:place])):
            starts.append(place)
    return starts
