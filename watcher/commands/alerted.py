"""PURE: the buttons under an alert: why it came, and what to mute for a while."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.commands.finding import tag
from watcher.commands.parts import Answer, Mute, Scene, Unmute
from watcher.commands.views import LONGEST_LABEL, data, name_of, name_of_what, often
from watcher.model import Alert, Button, Buttons, Subscription
from watcher.muting import MUTED_FOR, Muted, meeting_of, topics_of
from watcher.styled import Styled, bold, clean, join, link, plain
from watcher.telling import title_of
from watcher.texts import conversation as texts
from watcher.texts.saying import say

MOST_SOURCES, MOST_TOPICS = 5, 3
MOST_DOCUMENTS = 5
LONGEST_TOAST = 190
VIEW = "alert"


def alert_buttons(number: int) -> Buttons:
    """The buttons under the message whose first alert has this number."""
    wanted = str(number)
    return ((Button(texts.BUTTON_WHY, data(VIEW, 0, "why", wanted)), _more_button(wanted)),)


def _more_button(wanted: str) -> Button:
    return Button(texts.BUTTON_MUTE, data(VIEW, 0, "mute", wanted))


def alert_tapped(scene: Scene, page: int, verb: str, wanted: str) -> Answer:
    told = scene.library.told(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else ()
    if not told:
        return Answer(toast=texts.ALERT_FORGOTTEN)
    if verb == "why":
        return _why(scene, told)
    if verb == "mute":
        return Answer(buttons=_choices(scene, told, wanted), edit=True)
    if verb == "back":
        return Answer(buttons=alert_buttons(int(wanted)), edit=True)
    offered = mutable(told)
    if page >= len(offered):
        return Answer(buttons=alert_buttons(int(wanted)), edit=True)
    return _muted(scene, offered[page], page, wanted) if verb == "off" else _unmuted(scene, offered[page], wanted)


def mutable(told: Sequence[Alert]) -> list[Mute]:
    """What can be muted to hear no more of this: its source, its topics, its meeting; of a digest, the first sources
    and topics in it."""
    sources = dict.fromkeys(alert.change.source for alert in told)
    topics = dict.fromkeys(topic for alert in told for topic in topics_of(alert))
    meetings = {(alert.change.source, meeting_of(alert.change.document)) for alert in told}
    found = [*map(Mute, list(sources)[:MOST_SOURCES]), *map(Mute, list(topics)[:MOST_TOPICS])]
    return [*found, *(Mute(*one) for one in meetings if one[1])] if len(meetings) == 1 else found


def _choices(scene: Scene, told: Sequence[Alert], wanted: str) -> Buttons:
    rows = [
        (Button(texts.BUTTON_MUTE_ONE.format(name=_label(scene, one)), data(VIEW, number, "off", wanted)),)
        for number, one in enumerate(mutable(told))
    ]
    return (*rows, (Button(texts.BUTTON_BACK, data(VIEW, 0, "back", wanted)),))


def _label(scene: Scene, one: Mute | Muted) -> str:
    return texts.THIS_MEETING if one.key else clean(name_of_what(scene, one.what), LONGEST_LABEL - 10)


def _muted(scene: Scene, one: Mute, page: int, wanted: str) -> Answer:
    name = _label(scene, one)
    undo = Button(clean(texts.BUTTON_UNMUTE.format(name=name), LONGEST_LABEL), data(VIEW, page, "on", wanted))
    said = texts.MUTED.format(name=name, days=MUTED_FOR.days)
    why = alert_buttons(int(wanted))[0][0]
    return Answer(buttons=((undo,), (why,)), intents=(one,), edit=True, toast=clean(said, LONGEST_TOAST))


def _unmuted(scene: Scene, one: Mute, wanted: str) -> Answer:
    said = clean(texts.UNMUTED.format(name=_label(scene, one)), LONGEST_TOAST)
    intents = (Unmute(one.what, one.key),)
    return Answer(buttons=alert_buttons(int(wanted)), intents=intents, edit=True, toast=said)


def _why(scene: Scene, told: Sequence[Alert]) -> Answer:
    """In a private chat a message with a button for each subscription; elsewhere only for the person who tapped."""
    reasons = dict.fromkeys(reason for alert in told for reason in alert.reasons)
    if scene.asked.chat_kind != "private":
        return Answer(toast=clean(texts.WHY_SHORT.format(reasons="; ".join(reasons)), LONGEST_TOAST))
    blocks = [_reasons(alert) for alert in told[:MOST_DOCUMENTS]]
    more = len(told) - MOST_DOCUMENTS
    left = [say(texts.AND_MORE, count=str(more))] if more > 0 else []
    wished = dict.fromkeys(wish for alert in told for wish in alert.wishes)
    held = [one for one in (scene.held(*wish) for wish in wished) if one]
    return Answer(
        join([bold(texts.WHY_TITLE), *blocks, *left, *_followed(scene, held)], "\n\n").html, _cards(scene, held)
    )


def _reasons(alert: Alert) -> Styled:
    document = alert.change.document
    lines = [plain(f"• {clean(reason, 160)}") for reason in alert.reasons]
    return join([link(clean(title_of(document), 120), document.url), *lines])


def _followed(scene: Scene, held: Sequence[Subscription]) -> list[Styled]:
    """How often each comes; that it is followed no longer, where that is so."""
    if not held:
        return [plain(texts.FOLLOWED_NO_LONGER)]
    return [
        join(
            say(texts.MINE_LINE, name=bold(name_of(scene, one)), frequency=often(scene, one), elsewhere="")
            for one in held[:8]
        )
    ]


def _cards(scene: Scene, held: Sequence[Subscription]) -> Buttons:
    return tuple(
        (
            Button(
                clean(texts.BUTTON_CHANGE.format(name=name_of(scene, one)), LONGEST_LABEL),
                data("one", 0, "show", tag(one.what, one.words)),
            ),
        )
        for one in held[:8]
    )
