"""What people of a town say and tap, round by round, and what they then read: one table for runs of `once` and for the
worker alike. Each round is an hour; all of its chats speak at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss

BOSS, ADMIN, MEMBER = 900, 7, 8
HOUR = timedelta(hours=1)
STORIES = [
    article(title, f"http://news.example.org/{number}", f"g{number}")
    for number, title in enumerate(("Parking in the market", "Parents wait for EHC plans", "A school", "Bins"))
]


@dataclass(frozen=True)
class Says:
    text: str
    shows: str
    """What stands in a message, or on a button, afterwards."""
    user: int | None = None
    thread: int | None = None
    times: int = 1

    def do(self, chat: Chat) -> None:
        for number in range(self.times):
            chat.says(self.text.format(number), user=self.user, thread=self.thread)


@dataclass(frozen=True)
class Taps:
    label: str
    shows: str
    user: int | None = None

    def do(self, chat: Chat) -> None:
        chat.taps(self.label, user=self.user)


@dataclass(frozen=True)
class Hears:
    """Nothing is said: it comes by itself. `nothing`: a text that must not have come."""

    shows: str = ""
    nothing: str = "\0"

    def do(self, chat: Chat) -> None:
        """Waits."""


Step = Says | Taps | Hears


@dataclass(frozen=True)
class Round:
    steps: Mapping[str, Step]
    happens: Callable[[Town], object] = field(default=lambda town: None)
    later: timedelta = HOUR


def feed(*articles: str) -> Callable[[Town], None]:
    """The newspaper shows these from now on."""
    return lambda town: town.serves({"/feed.xml": Answer(rss(*articles), content_type="application/rss+xml")})


def migrates(town: Town) -> None:
    town.api.chat(-5).migrates_to(-1001234567890)


def peopled(town: Town) -> dict[str, Chat]:
    """Everybody there is: two people, who runs the bot, two groups, one with topics, a channel."""
    town.watches("news", "/feed.xml")
    town.watcher["telegram"] = {"admins": [BOSS]}
    feed(STORIES[0])(town)
    api = town.api
    return {
        "ann": api.private(42, state="never_started"),
        "bob": api.private(43),
        "boss": api.private(BOSS),
        "group": api.group(-5, admins=[ADMIN]),
        "forum": api.group(-1009000000001, admins=[ADMIN], forum=True, topics=[11]),
        "channel": api.channel(-1009000000002, admins=[ADMIN]),
    }


NEW = "New: Parents wait for EHC plans"
ROUNDS = (
    Round(
        {
            "ann": Says("/start", "Tap what you want to hear about"),
            "bob": Says("/start news", "Following The News: as it happens."),
            "boss": Says("/status", "How things stand"),
            "group": Says("/topics@watcher_test_bot", "Tap one below to follow it.", user=MEMBER),
            "forum": Says("/subscribe send", "Following SEND", user=ADMIN, thread=11),
            "channel": Says("/subscribe all", "Following Everything: as it happens."),
        }
    ),
    Round(
        {
            "ann": Taps("SEND", "✓ SEND"),
            "bob": Says("/keyword EHC", "Following “EHC”"),
            "boss": Says("/failed", "Every source is read well"),
            "group": Says("/subscribe send", "Only administrators can change", user=MEMBER),
            "forum": Says("/sources", "The News", user=MEMBER, thread=11),
        }
    ),
    Round(
        {
            "ann": Taps("What is followed here", "• SEND – as it happens"),
            "bob": Says("/subscribe news daily", "The News now comes once a day"),
            "boss": Says("/approve", "Nothing is held back."),
            "group": Says("/subscribe send", "Following SEND", user=ADMIN),
        }
    ),
    Round(
        {
            "ann": Taps("SEND, as it happens", "Small corrections too"),
            "bob": Says("/mine", "• “EHC” – as it happens"),
            "boss": Says("/reject nonsense", "I read no source called nonsense"),
            "group": Says("/start@other_bot", "", user=ADMIN),
            "forum": Says("/story parking market", "no item of a council with all of parking market", user=ADMIN),
        }
    ),
    Round(
        {
            "ann": Says("/quiet 22:00-07:00", "Nothing comes between 22:00 and 07:00"),
            "bob": Says("/search parking market", "Parking in the market – The News"),
            "boss": Says("/help", "/approve"),
            "group": Hears(),
        },
        happens=migrates,
    ),
    Round(
        {
            "ann": Hears(NEW),
            "bob": Hears("The News; your words: EHC"),
            "group": Hears(nothing=NEW),
            "supergroup": Hears(NEW),
            "forum": Hears(NEW),
            "channel": Hears("everything"),
        },
        happens=feed(STORIES[1], STORIES[0]),
    ),
    Round(
        {
            "ann": Taps("Fewer like this", "• SEND: “EHC plans”"),
            "bob": Taps("Fewer like this", "Mute for 30 days …"),
            "supergroup": Taps("Fewer like this", "Mute for 30 days …", user=ADMIN),
            "boss": Says("/latest all", f"{NEW} – The News"),
        }
    ),
    Round(
        {
            "ann": Says("/latest", f"{NEW} – The News"),
            "bob": Taps("Mute for 30 days …", "Mute The News"),
            "supergroup": Taps("Mute for 30 days …", "Mute SEND", user=ADMIN),
            "boss": Says("/subscribe news", "Following The News"),
        }
    ),
    Round(
        {
            "bob": Taps("Mute The News", "Unmute The News"),
            "supergroup": Taps("Mute SEND", "Unmute SEND", user=ADMIN),
            "boss": Says("/promises open", "Nothing that was promised is open, as far as I have read."),
        }
    ),
    Round(
        {
            "ann": Says("/meetings", "No coming meeting is known."),
            "bob": Says("/mydata", "Muted until"),
            "supergroup": Says("/mine", "Muted until", user=MEMBER),
            "forum": Says("/reminders", "You are reminded of nothing here.", user=MEMBER, thread=11),
            "boss": Hears("Is this true of The News?"),
        },
        happens=feed(),
    ),
    Round(
        {
            "ann": Says("/ofsted", "No inspection is known yet."),
            "forum": Says("/plan", "No plan is known yet.", user=MEMBER, thread=11),
            "bob": Taps("Unmute The News", "Fewer like this"),
            "boss": Taps("Reject The News", "rejected. It stays held back"),
            "supergroup": Says("/stop", "Stopped: nothing more comes", user=ADMIN),
        }
    ),
    Round(
        {
            "ann": Says("/pause 7d", "Paused for 7 days"),
            "bob": Says("/unsubscribe news", "No longer following The News."),
            "boss": Says("/approve news", "The News: approved."),
            "forum": Says("/privacy", "No names", user=MEMBER, thread=11),
            "supergroup": Says("/said of the mayor", "No sentence that I have read", user=MEMBER),
        }
    ),
    Round(
        {
            "ann": Hears(nothing="A SEND school"),
            "bob": Hears(nothing="New: A school"),
            "boss": Hears("The News is read again"),
            "channel": Hears("New: A school"),
        },
        happens=feed(STORIES[2]),
    ),
    Round(
        {
            "ann": Says("/resume", "The pause is over."),
            "bob": Says("/keyword remove EHC", "No longer following “EHC”."),
            "boss": Says("/nonsense{}", "That was a lot at once.", times=60),
            "forum": Says("/ombudsman", "No decision of the Ombudsman", user=MEMBER, thread=11),
            "channel": Says("/subscribe all daily", "once a day, at 07:30"),
        }
    ),
    Round(
        {
            "ann": Says("hello", "Hello! Write a word that matters to you"),
            "bob": Says("/forget yes", "Everything stored about this chat is erased"),
            "boss": Hears("New: Bins"),
        },
        happens=feed(STORIES[3], STORIES[2]),
    ),
    Round(
        {
            "ann": Says("/unsubscribe send", "No longer following SEND."),
            "bob": Says("/mydata", "Nothing is stored about this chat."),
            "forum": Says("/id", "The number of this chat is", user=MEMBER, thread=11),
            "channel": Hears("Today"),
        },
        later=24 * HOUR,
    ),
    Round({"boss": Hears("All is well"), "ann": Hears(nothing="A school")}, later=7 * 24 * HOUR),
)
