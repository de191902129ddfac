"""PURE: puts the reader's words in place of the portal's: titles that do not shout, short dates, what a council
approved."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from watcher.core.deadlines import read
from watcher.core.documents import Document
from watcher.core.text import collapse_spaces
from watcher.messages.texts.capitals import ACRONYMS, SPELT

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_BEGINS = re.compile(r"(?:^|[:.?!–—-] )\W{0,3}([^\W\d_])")
_CAPITALS = re.compile(r"[^\W\d_a-z](?:['’]?[^\W\d_a-z]){2}")
"""Three capitals on end, without which no word is shouted."""
_NO_ACRONYM = 5
"""So many letters without being known as an acronym, and it is a word."""
_FEWEST_SHOUTED = 3
"""So many words in capitals in a row are shouted, where the rest of the title is not."""
_APPENDIX = re.compile(r"\b(?:appendix|appendices|annex)\b", re.IGNORECASE)
_APPROVED = re.compile(r"(?:recommendations? )?(?:approved|agreed)(?P<how>[ ,(].*)?", re.IGNORECASE)
_NOTED = re.compile(r"(?:recommendations? |item |report )?noted", re.IGNORECASE)
_PORTALS_WORDS = re.compile(
    r"\b(?:Approved|Agreed|Noted|Refused|Call|In|Called|Expired|Determination|Amended|Subject)\b"
)
"""What portals write with a capital in the midst of a status; names keep theirs."""
_REFUSED = re.compile(r"recommendations? (?:refused|rejected|not approved)|refused|rejected", re.IGNORECASE)
_OUTCOME = re.compile(r"referred|deferred|withdrawn|called in|amended|upheld|set aside|not ")
"""How a status begins that says what was decided; others say how far it has come, as `implemented`."""
OUTCOMES = frozenset({"approved", "refused", "noted"})
_NOT_FOR_CALL_IN = re.compile(
    r"called in|call-?in (?:expired|over|ended)|implemented|withdrawn|deferred|abandoned|determin", re.IGNORECASE
)
_FAR_OFF = 270
"""Days beyond which a date says its year."""


@lru_cache(maxsize=200)  # the page of a document asks for its title five times, each time through two patterns
def readable(title: str) -> str:
    """Returns the title with what is shouted in small letters, `HOME TO SCHOOL TRANSPORT` as `Home to school
    transport`; acronyms and names keep their capitals."""
    if not _CAPITALS.search(title):
        return title
    words = list(_WORD.finditer(title))
    small: dict[int, str] = {}
    run: list[re.Match[str]] = []
    for word in (*words, None):
        if word and word[0].isupper():
            run.append(word)
            continue
        if _is_shouted(run, whole=len(run) == len(words)):
            small |= {shouted.start(): _in_small(shouted) for shouted in run}
        run = []
    if not small:
        return title
    quieter = _WORD.sub(lambda word: small.get(word.start(), word[0]), title)
    return _SENTENCE_BEGINS.sub(lambda begin: begin[0][:-1] + begin[1].upper(), quieter)


def _is_shouted(run: list[re.Match[str]], *, whole: bool) -> bool:
    plain = any(len(word[0]) >= _NO_ACRONYM and word[0] not in ACRONYMS for word in run)
    return plain and (whole or len(run) >= _FEWEST_SHOUTED)


def _in_small(shouted: re.Match[str]) -> str:
    """Returns a shouted word in small letters, but for acronyms and names."""
    word = re.split("['’]", shouted[0])[0]
    tail = shouted[0][len(word) :].lower()
    if word in SPELT:
        return SPELT[word] + tail
    before = shouted.string[: shouted.start()].split()
    is_letter = len(word) == 1 and (shouted.end() == len(shouted.string) or before[-1:] in (["APPENDIX"], ["ANNEX"]))
    if word in ACRONYMS or is_letter or not set(word) & set("AEIOUY"):
        return word + tail
    return word.lower() + tail


def short_day(when: date, now: date | None = None) -> str:
    """Returns a day as `Wed 18 Nov`, with the year where that is far from now."""
    year = f" {when.year}" if not now or abs((when - now).days) > _FAR_OFF else ""
    return f"{when:%a} {when.day} {when:%b}{year}"


def short_moment(when: date, clock: time | None, now: date | None = None) -> str:
    """Returns a moment as `Wed 18 Nov, 19:00`."""
    return short_day(when, now) + (f", {hour_of(clock)}" if clock else "")


def hour_of(clock: time) -> str:
    """Returns an hour as `19:00`; of noon that word, since `12:00` can be read as midnight."""
    return "noon" if clock == time(12) else f"{clock:%H:%M}"


def meeting_time(meeting: Document, now: date | None = None) -> str:
    """Returns when a meeting is, as far as it is known: `Wed 18 Nov, 19:00`."""
    when = read(meeting.details.get("date"))
    if not when:
        return ""
    begins = read(f"2000-01-01T{meeting.details.get('time') or ''}")
    clock = begins[1] if begins else None
    return short_day(when[0], now) + (f", {clock:%H:%M}" if clock else "")


def is_appendix(document: Document) -> bool:
    """Tells whether a paper only belongs to another of its item."""
    return bool(_APPENDIX.search(document.title))


def decided(status: str) -> str:
    """Returns what became of a proposal, `approved` for `Recommendations Approved`, `approved as amended`; the portal's
    words where they say something else, empty where they say nothing."""
    words = collapse_spaces(status)
    if _REFUSED.fullmatch(words):
        return "refused"
    if _NOTED.fullmatch(words):
        return "noted"
    if approved := _APPROVED.fullmatch(words):
        words = "approved" + (approved["how"] or "")
    return words[:1].lower() + _PORTALS_WORDS.sub(lambda word: word[0].lower(), words[1:])


def outcome_and_how(became: str) -> tuple[str, str]:
    """Parts the outcome from how: `approved`, ` as amended`; both empty where what became of it is none of OUTCOMES."""
    outcome = re.split(r"\W", became, maxsplit=1)[0]
    return (outcome, became[len(outcome) :]) if outcome in OUTCOMES else ("", "")


def tells_outcome(status: str) -> bool:
    """Tells whether a decision's status says what was decided: `Recommendations Approved`, `Referred back`."""
    became = decided(status)
    return bool(outcome_and_how(became)[0] or _OUTCOME.match(became))


def can_be_called_in(status: str) -> bool:
    """Tells whether a decision of this status may still be called in: not one that was, that is carried out or given
    up, nor one that is not taken yet."""
    return not _NOT_FOR_CALL_IN.search(status)
