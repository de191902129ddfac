"""PURE: finds what somebody means who writes without a slash: words -> meaning. It knows the language, not what is on
offer; a new way of saying something is a line in one of the tables below, and one in the table of examples in its test.
A wrong stop is worse than an unneeded question: only what can mean nothing else is a stop."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.core.text import normalise
from watcher.messages.texts import intent_phrases as ways
from watcher.messages.texts.intent_phrases import Kind

LONGEST = 4_096  # signs of a message (facts/telegram.md, "Limits")
MOST_WORDS = 12
"""A text of more words is no name, and nothing to look for."""
MOST_IN_A_QUESTION = 60
MOST_OF_A_TERM = 4
LONGEST_NAME = 100
_QUIET_HOURS = re.compile(
    r"(?:please )?(?:quiet|silent|silence)(?: hours)?(?: from| between)? "
    r"(\d[\d:.]{0,5}(?: ?[ap]m)?) ?(?:-|to|and|until|till) ?(\d[\d:.]{0,5}(?: ?[ap]m)?)[.!,]?(?: please)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What is meant; `about` holds the words it is about, as they were written."""

    kind: Kind
    about: str = ""


def recognise_intent(text: str) -> Intent:
    """Returns what is meant by a text that is no command; `name` or `long` where no meaning is recognised."""
    said = normalise(text[:LONGEST])
    if not said:
        return Intent("nothing")
    if address := _pasted(said):
        return Intent("link", address)
    if hours := _QUIET_HOURS.fullmatch(said):
        return Intent("quiet", f"{hours[1]}-{hours[2]}")
    words = _words(said)
    if not words:
        return _without_words(said)
    if len(words) > MOST_IN_A_QUESTION:
        return Intent("long")
    asked = "?" in said[-3:]
    if found := _spoken(words, asked=asked):
        return Intent(found.kind, _in_its_capitals(found.about, said))
    if len(words) > MOST_WORDS or len(said) > LONGEST_NAME:
        return Intent("long")
    return Intent("explain" if asked and len(words) <= MOST_OF_A_TERM else "name", _as_written(said))


def _pasted(said: str) -> str:
    """Returns the first web address in the text, with its scheme; "" where there is none."""
    for word in said.split():
        bare = word.strip("<>()[]\"',;!")
        if bare.lower().startswith(("http://", "https://")) and len(bare) > len("https://"):
            return bare
        host = bare.lower().partition("/")[0]
        if host.endswith(ways.BARE_ENDS) or host.startswith(ways.BARE_START):
            return f"https://{bare}" if "@" not in bare else ""
    return ""


def _without_words(said: str) -> Intent:
    if set("?") >= set(said.replace(" ", "")) or said == "/":
        return Intent("help")
    return Intent("thanks" if any(sign in ways.KIND_SIGNS for sign in said) else "nothing")


def _in_its_capitals(about: str, said: str) -> str:
    """Returns the words as they were written in the text, where they stand there side by side; else as they are."""
    at = said.casefold().rfind(about)
    written = said[at : at + len(about)] if at >= 0 else ""
    return written if written.casefold() == about else about


def _as_written(said: str) -> str:
    return said.strip(" ?!.,;:¿¡…")


def _words(said: str) -> list[str]:
    """Returns the words of a text in small letters, without signs, and with what is mostly run together apart: `what's`
    is `what is`."""
    spaced = "".join(sign if sign.isalnum() or sign in "'-&" else " " for sign in said.casefold())
    bare = (word.strip("'-&") for word in spaced.split())
    return [part for word in bare if word for part in ways.APART.get(word, word).split()]


def _spoken(words: list[str], *, asked: bool) -> Intent | None:
    """Returns the meaning of a sentence, tried as it stands and without what is said for politeness; None where none is
    found."""
    if found := _of_stopping(words, asked=asked):
        return found
    for left in _peeled(words):
        if kind := ways.SAID.get(" ".join(left)):
            return Intent(kind)
    short = _peeled(words)[-1]
    for recognise in (_question_to_meeting, _meetings, _with_about):
        if found := recognise(short) or recognise(words):
            return found
    return None


def _peeled(words: list[str]) -> list[list[str]]:
    """Returns the words, and what is left of them each time that a polite beginning or end is taken away."""
    left, found = words, [words]
    while left:
        start = next((len(phrase) for phrase in ways.BEFORE if tuple(left[: len(phrase)]) == phrase), 0)
        end = next((len(phrase) for phrase in ways.BEHIND if tuple(left[-len(phrase) :]) == phrase), 0)
        if start and start < len(left):
            left = left[start:]
        elif end and end < len(left):
            left = left[:-end]
        else:
            break
        found.append(left)
    return found


def _of_stopping(words: list[str], *, asked: bool) -> Intent | None:
    """Returns what the words say of ending alerts; None where they say nothing of that."""
    peeled = _peeled(words)
    short = peeled[-1]
    if any(_starts(left, ways.GO_ON) for left in peeled):
        return Intent("go-on")
    if begun := _starts(short, ways.HOW_TO) or _starts(words, ways.HOW_TO):
        rest = short[begun:] if _starts(short, ways.HOW_TO) else words[begun:]
        return Intent("ask-whether-to-stop") if _is_stop(rest) else None
    if any(" ".join(left) in ways.PERHAPS_STOP for left in peeled):
        return Intent("ask-whether-to-stop")
    pauses = (_for_a_while(left[0], left[1:]) for left in peeled if left[0] in ways.FOR_A_WHILE)
    if found := next(filter(None, pauses), None):
        return found
    if _is_stop(short):
        doubtful = asked and len(short) == len(words)  # "stop?", but not "can you stop?"
        return Intent("ask-whether-to-stop" if doubtful else "stop")
    if short[0] in ways.STOP_VERBS or _starts(short, ways.NO_MORE):
        return _stop_what(short)
    return Intent("ask-whether-to-stop") if _asks_us(words) else None


def _is_stop(words: list[str]) -> bool:
    """Tells whether these words end everything, and can mean nothing else."""
    if " ".join(words) in ways.STOP:
        return True
    begun = _starts(words, ways.NO_MORE) or _starts(words, ways.DO_NOT_SEND)
    if begun:
        return all(word in ways.OF_ALERTS for word in words[begun:])
    rest = words[1:]
    if not words or words[0] not in ways.STOP_VERBS or not all(word in ways.OF_ALERTS for word in rest):
        return False
    return words[0] in ("stop", "unsubscribe") or any(word in ways.NAMED_ALERTS for word in rest)


def _stop_what(words: list[str]) -> Intent | None:
    """Returns what is to be stopped, one thing or all for a while: `stop send`, `stop telling me about cabinet`; None
    where neither is meant."""
    rest = words[_starts(words, ways.NO_MORE) or 1 :]
    if {"except", "but", "apart", "unless", "besides"} & set(rest):
        return Intent("ask-whether-to-stop")
    about = list(rest)
    while about and about[0] in ways.OF_ALERTS | {"about", "on", "for", "of", "from"}:
        about.pop(0)
    while len(about) > 1 and about[-1] in ways.ALERTS:
        about.pop()
    us = rest[0] in ways.SENDING and {"me", "us", "about"} & set(rest)
    certain = words[0] in ("unsubscribe", "unfollow") or us
    return Intent("drop-or-ask" if certain else "drop", " ".join(about)) if about else None


def _for_a_while(verb: str, words: list[str]) -> Intent | None:
    """Returns a pause: `for a week`, `for 3 days`, and after another verb than to stop `3 days`; a question where it is
    not said how long. None for no pause."""
    is_stop = verb in ways.STOP_VERBS
    while words and words[0] in ways.OF_ALERTS and words[0] != "for":
        words = words[1:]
    text = " ".join(words)
    if text in ways.SOME_TIME:
        return Intent("ask-whether-to-stop")
    if len(words) == 2 and not is_stop and words[1].rstrip("s") in ways.UNITS:
        words = ["for", *words]
    if len(words) == 3 and words[0] == "for" and words[2].rstrip("s") in ways.UNITS:
        count = ways.NUMBERS.get(words[1], words[1])
        if count.isascii() and count.isdigit() and len(count) < 4:
            times, unit = ways.UNITS[words[2].rstrip("s")]
            return Intent("pause", f"{int(count) * times}{unit}")
    return None


def _asks_us(words: list[str]) -> bool:
    """Tells whether a longer text holds what is hardly said of anything but a bot's messages."""
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in ways.SAID_OF_ALERTS)


def _starts(words: list[str], beginnings: tuple[tuple[str, ...], ...]) -> int:
    """Returns how many words of the longest of the beginnings these words have; 0 where they have none."""
    return max((len(beginning) for beginning in beginnings if tuple(words[: len(beginning)]) == beginning), default=0)


def _question_to_meeting(words: list[str]) -> Intent | None:
    """Returns the wish to know how the public puts a question, or speaks, at a meeting; None for any other."""
    said = set(words)
    if "you" in said or len(words) > 16:
        return None
    puts = said & ways.PUTTING and said & {"question", "questions"}
    due = "deadline" in said and said & {"question", "questions"}
    speaks = "speak" in said and said & {"meeting", "meetings", "council", "cabinet", "committee"}
    return Intent("ask-a-question") if puts or due or speaks else None


def _meetings(words: list[str]) -> Intent | None:
    """Returns the wish to know which meetings are coming, and what about: `when's the next SEND meeting`; None for any
    other."""
    meets = {"meeting", "meetings", "meet", "meets"} & set(words)
    asks_when = words[:2] == ["when", "is"] and len(words) <= MOST_OF_A_TERM
    if not (meets or asks_when) or len(words) > 12 or words[0] not in ways.WHEN:
        return None
    if words[:2] == ["what", "is"] and "next" not in words:
        return None
    about = [word for word in words if word not in meets and word not in ways.WHEN]
    while about and about[0] in ways.AROUND_MEETINGS:
        about.pop(0)
    while about and about[-1] in ways.AROUND_MEETINGS:
        about.pop()
    return Intent("meetings", " ".join(about))


def _with_about(words: list[str]) -> Intent | None:
    """Returns the intent whose beginning these words have, and what it is about; None where they have none."""
    for beginning, kind in ways.ABOUT:
        rest = words[len(beginning) :]
        if rest and tuple(words[: len(beginning)]) == beginning:
            return Intent(kind, _named(rest, kind))
    if len(words) > 2 and words[:2] == ["what", "does"] and words[-1] in ("mean", "means", "do"):
        return Intent("explain", " ".join(words[2:-1]))
    if len(words) > 2 and words[0] == "what" and words[-1] in ("is", "are"):
        return Intent("explain", _named(words[1:-1], "explain"))
    if len(words) > 4 and words[:2] == ["what", "does"] and words[-2:] == ["stand", "for"]:
        return Intent("explain", " ".join(words[2:-2]))
    return None


def _named(words: list[str], kind: Kind) -> str:
    """Returns the words without what stands before a name for grammar alone."""
    while kind in ("explain", "story", "said") and len(words) > 1 and words[0] in ("a", "an", "the", "my", "any"):
        words = words[1:]
    told = [word for word in words if word not in ways.SMALL]
    return " ".join(told if kind == "search" and told else words)
