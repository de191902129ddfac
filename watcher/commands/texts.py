"""PURE: every sentence the bot says in a conversation, in one place, ready for translation; British English."""

from __future__ import annotations

from string import Formatter

from watcher.styled import Styled, clean, plain

WELCOME = """{title}

I read Havering's council papers, Ofsted reports and local news, and tell you here when something is new or has changed.

Tap what you want to hear about. Tap it again to stop."""
TITLE = "Havering Watcher"
LINK_LED_NOWHERE = "The link you came by names something that can no longer be followed ({what})."

TOPICS = "Topics"
SOURCES = "Sources"
PAGE = "page {page} of {pages}"
TAP_TO_FOLLOW = "Tap one below to follow it. Tap it again to stop."
NO_TOPICS = "There are no topics yet. /sources lists the places I read."
NO_SOURCES = "No sources are being read yet."
LISTED = "{mark}{name} – {about}"
LISTED_SHORT = "{mark}{name}"
EVERYTHING = "Everything"
ABOUT_EVERYTHING = "every change in every source. That is a lot."

FREQUENCIES = {"now": "as it happens", "daily": "once a day, at {daily}", "weekly": "once a week, on {day} at {weekly}"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FREQUENCY_BUTTONS = {"now": "As it happens", "daily": "Once a day", "weekly": "Once a week"}
FREQUENCY_LABELS = {"now": "as it happens", "daily": "daily", "weekly": "weekly"}

FOLLOWING = "Following {name}: {frequency}."
FOLLOWED_ALREADY = "{name} is followed already: {frequency}."
CHANGED = "{name} now comes {frequency}."
NO_LONGER = "No longer following {name}."
NOT_FOLLOWED = "{name} is not followed here."
ALREADY_STOPPED = "Nothing is followed here, so there is nothing to stop. /start begins again."
STOPPED = "All alerts are stopped, and nothing is followed any more. /start begins again."
MINE = "Followed here"
MINE_LINE = "• {name} – {frequency}{elsewhere}"
TOLD_ELSEWHERE = " (told in another topic of this group)"
NOTHING_YET = "Nothing is followed here yet."
TAP_TO_CHANGE = "Tap one to change how often it comes, or to drop it."
NOT_OFFERED_NOW = "That can't be followed any more."

WHICH = "Say what to follow, as in {example}, or tap one of these."
UNKNOWN_WHAT = "I know nothing called {what} to follow."
DID_YOU_MEAN = "Did you mean one of these?"
SEE_LISTS = "/topics and /sources list what there is."
UNKNOWN_COMMAND = "I don't know the command {command}."
DID_YOU_MEAN_COMMAND = "Did you mean {command}?"
SEE_HELP = "/help lists what I understand."
CHATTER = "I only understand commands and buttons. /topics shows what to follow, /help lists everything I understand."
ADMINISTRATORS_ONLY = "Only administrators can change what is told here."
GREETING = (
    "Hello. I tell this group what is new or changed in Havering's council papers, Ofsted reports and local news, "
    "once one of its administrators has chosen what: /topics"
)
TOO_MANY = (
    "That was a lot at once. I have done what you asked, but stopped answering each message. Please wait a minute."
)
WENT_WRONG = "Sorry, something went wrong here. It is noted and will be looked at. Please try again later."

BUTTON_TOPICS = "Topics"
BUTTON_SOURCES = "Sources and committees"
BUTTON_MINE = "What is followed here"
BUTTON_STOP_ONE = "Stop following"
BUTTON_FOLLOW = "Follow {name}"
BUTTON_BACK = "‹ Back"
BUTTON_MORE = "More ›"
FOLLOWED_MARK = "✓ "

HELP = """{title}: what I understand

/topics – what you can follow
/sources – the committees, pages and news I read
/mine – what is followed here, and how often
/subscribe WHAT – follow a topic or a source; add {now}, {daily} or {weekly} for how often
/unsubscribe WHAT – stop following it
/stop – end all alerts
/help – this list

WHAT is a name from /topics or /sources, or {all} for everything. For example {example}"""


def say(template: str, /, **values: Styled | str) -> Styled:
    """The sentence with its values put in; a value that is not styled yet is cleaned and escaped."""
    whole = Styled()
    for words, name, _, _ in Formatter().parse(template):
        whole += plain(words)
        if name is not None:
            value = values[name]
            whole += value if isinstance(value, Styled) else plain(clean(value))
    return whole
