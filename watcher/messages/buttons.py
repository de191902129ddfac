"""PURE: makes the buttons under alerts and administrators' messages, and what a button carries: old ones hang in chats,
so its bytes never change."""

from __future__ import annotations

from hashlib import blake2s
from urllib.parse import urlsplit

from watcher.core.alerts import Button, Buttons
from watcher.messages.telegram_html import one_line, web_address
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.reminders import BUTTON_REMIND

VIEW = "alert"
REMIND = "remind"


def alert_buttons(number: int, *, reminds: bool = False) -> Buttons:
    """Returns the buttons under the message whose first alert has this number. `reminds`: something in it can be done
    until a day that lies ahead."""
    fewer = Button(texts.BUTTON_FEWER, callback_data(VIEW, 0, "fewer", str(number)))
    return ((remind_button("alert", str(number)), fewer),) if reminds else ((fewer,),)


def remind_button(of: str, wanted: str, label: str = BUTTON_REMIND) -> Button:
    """Asks to be reminded of what the `alert` of this number tells, or of the `meeting` of this tag."""
    return Button(one_line(label, LONGEST_LABEL), callback_data(REMIND, 0, of, wanted))


def fewer_rows(number: int) -> Buttons:
    """Returns the buttons for fewer alerts that everybody is shown: why it came, and what to mute."""
    wanted = str(number)
    return (
        (
            Button(texts.BUTTON_WHY, callback_data(VIEW, 0, "why", wanted)),
            Button(texts.BUTTON_MUTE, callback_data(VIEW, 0, "mute", wanted)),
        ),
    )


LONGEST_TAG = 32  # bytes: beside the view, the page and the verb in the 64 of a button (facts/telegram.md, "Limits")


def tag(what: str, words: str = "") -> str:
    """Returns a short name for a topic, a source or words in a button's data: the id itself where that fits, else a
    digest."""
    if not words and len(what.encode()) <= LONGEST_TAG:
        return what
    return "#" + blake2s(f"{what}\0{words}".encode(errors="replace"), digest_size=12).hexdigest()


VERBS = ("approve", "reject")


def judging_row(name: str, source: str) -> tuple[Button, ...]:
    """Returns the two buttons that decide on what is held back of a source."""
    labels = (texts.BUTTON_APPROVE, texts.BUTTON_REJECT)
    return tuple(
        Button(one_line(label.format(name=name), LONGEST_LABEL), callback_data("held", 0, verb, tag(source)))
        for label, verb in zip(labels, VERBS, strict=True)
    )


def judging_buttons(name: str, source: str) -> Buttons:
    """Returns the two buttons that decide on what is held back of a source, as the rows of a message."""
    return (judging_row(name, source),)


LONGEST_LABEL = 40


def callback_data(view: str, page: int = 0, verb: str = "show", what: str = "") -> str:
    """Returns what a button carries, as `view:page:verb:what`; bot/commands/callbacks.py reads it back."""
    return f"{view}:{page}:{verb}:{what}"


def tappable(url: str) -> str:
    """Returns the address if Telegram takes it for a button: on the web, on a host with a dot that is no number; else
    an empty text."""
    host = urlsplit(address).hostname or "" if (address := web_address(url)) else ""
    return address if "." in host and not host.rpartition(".")[2].isdigit() else ""
