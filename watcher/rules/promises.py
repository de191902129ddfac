"""PURE: finds the sentences of minutes, decisions and answers in which somebody undertakes something. Precision comes
before recall: what is noted, signed, wished, delegated or only planned is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from watcher.core.promises import Promise
from watcher.core.text import collapse_spaces, plain_signs
from watcher.rules import promise_words as words
from watcher.rules.promise_dates import due_day
from watcher.rules.sentences import Sentence, sentences

MOST_PROMISES = 60
"""Of one paper: minutes of a long evening hold some twenty."""
LONGEST, SHORTEST = 600, 5
"""Characters of a sentence, and words."""
_LONGEST_WHAT = 90


def promises_in(pages: Sequence[str], made: date | None) -> list[Promise]:
    """Returns the promises of a paper in its order, each once, at most MOST_PROMISES. `made`: the day of the meeting or
    of the decision, from which "within six weeks" is counted."""
    found: dict[str, Promise] = {}
    for sentence, item in _under_items(sentences(pages)):
        text = collapse_spaces(plain_signs(sentence.text))
        if is_promise(text, sentence.heading):
            found.setdefault(text.casefold(), _promise(text, sentence, item, made))
        if len(found) == MOST_PROMISES:
            break
    return list(found.values())


def is_promise(text: str, heading: str = "") -> bool:
    """Tells whether somebody undertakes something in this sentence, which stands under a heading."""
    if text.count(" ") + 1 < SHORTEST or len(text) > LONGEST or text.endswith("?"):
        return False
    if words.OTHER_PART.search(heading) and not words.RESOLVES.search(heading):
        return False
    if words.SURELY.search(text) and not _is_taken_back(text):
        return True
    for frame in (words.AGREED_TO, words.REQUESTED_TO):
        found = frame.search(text)
        if found and not words.NO_PROMISE.search(text[: found.end()]):
            old = words.WERE_ASKED.search(text) and words.LAST_TIME.search(heading)
            return not (old or words.OTHERS_ASKED.search(text) or words.NO_FIRST.search(text))
    if words.NO_PROMISE.search(text):
        return False
    if words.WISH.search(text) and not (words.ROLE_DOES.search(text) or words.AGREES.search(text)):
        return _body_asks(text)
    return _undertakes(text, heading)


def _undertakes(text: str, heading: str) -> bool:
    """Tells whether the sentence undertakes something by what was resolved, what officers said, or as a written
    action."""
    action = words.ACTION_BEFORE.sub("", text)
    is_action = action != text or words.ACTION_LABEL.fullmatch(heading.strip(": "))
    if is_action and words.ACTION_DOES.search(action):
        return True
    if any(said.search(text) for said in (words.ROLE_DOES, words.SAID_WOULD, words.I_WILL)) or _body_asks(text):
        return True
    resolved = bool(words.RESOLVES.search(heading))
    if resolved and (words.IS_DONE.search(text) or words.ASKS_FOR_PAPER.search(text)):
        return True
    if words.AGREED_BE.search(text) or ((resolved or words.AGREES.search(text)) and words.THAT_ROLE.search(text)):
        return True
    if words.AGREED_THAT.search(text) and not words.EMPTY_AGREED.search(text):
        return True
    if words.WILL_BE_DONE.search(text) and words.TO_SOMEBODY.search(text):
        return True
    return bool(words.WE_WILL.search(text) and due_day(text, _ANY_DAY))


_ANY_DAY = date(2026, 1, 1)
"""Only whether a day is named matters."""


def _body_asks(text: str) -> bool:
    """Tells whether a committee, its members together or its chair ask for it: no single councillor does."""
    found = words.ASKS_FOR.search(text)
    return bool(found) and not words.SINGLE.search(text[: found.end()] if found else "")


def _is_taken_back(text: str) -> bool:
    return bool(words.PAST.search(text))


def _under_items(found: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Yields each whole sentence with the heading of its item: not `RESOLVED`, which stands under that."""
    item = ""
    for sentence in found:
        if not sentence.whole:
            heading = sentence.heading.strip(" :")
            if not (sentence.labelled or words.NO_ITEM.search(heading) or words.RESOLVES.search(heading)):
                item = words.NUMBER.sub("", heading)
        if sentence.whole or sentence.labelled:
            yield sentence, item


def _promise(text: str, sentence: Sentence, item: str, made: date | None) -> Promise:
    plain = Promise(text, sentence.page, item, due=due_day(text, made))
    to_next = bool(words.NEXT_MEETING.search(text) and words.ON_AGENDA.search(text))
    to_next = to_next and not words.BEFORE_NEXT.search(text)
    return replace(plain, who=_who(text), what=_what(text), to_next_meeting=to_next)


def _who(text: str) -> str:
    """Returns who is to do it, in the paper's words: the last that is named before the verb; of what is to be done by
    nobody in particular, who says so at the beginning of the sentence. Empty where nobody is named."""
    does = words.DOES.search(text)
    lead = text[: does.start() if does else words.LONGEST_LEAD]
    found = list(words.WHO.finditer(lead)) or list(words.NAMED.finditer(lead))
    if does and does["passive"]:
        asks = words.ASKS_FOR.match(text)
        found = [match for match in found[:1] if match.start() == 0 and not asks]
    name = found[-1][0] if found else ""
    return name[4:] if name.casefold().startswith("the ") else name


def _what(text: str) -> str:
    """Returns the thing itself, without `a report on`; empty where it can't be told."""
    does = words.DOES.search(text)
    if not does:
        return ""
    if does["passive"]:
        starts = [found.end() for found in words.THAT.finditer(text, 0, does.start())]
        what = text[starts[-1] if starts else 0 : does.start()]
    elif of := words.OF_WHAT.search(text, does.end()) if text[does.end() :].startswith((" to ", " in ")) else None:
        what = of["what"]
    else:
        to_whom = text[does.end() :].startswith((" to ", " in ", " with "))  # `write to the minister`
        end = words.OBJECT_ENDS.search(text, does.end() + (30 if to_whom else 1))
        what = text[does.start("verb") if to_whom else does.end() : end.start() if end else len(text)]
    what = words.SAID_BEFORE.sub("", what.strip()).strip(" ,").removesuffix(" back").removesuffix(" and")
    return what if SHORTEST <= len(what) <= _LONGEST_WHAT else ""
