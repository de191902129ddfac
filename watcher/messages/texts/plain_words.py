"""PURE: tells what the bot says to plain words: to a stop, a name, a term, a link, a kind word."""

from __future__ import annotations

STOPPED = "Stopped: nothing more comes. You followed {followed}."
OWN_WORDS_COUNT = ("1 word of yours", "{count} words of yours")
AND_OTHERS = "{count} more"
AND = " and "
BUTTON_UNDO = "Undo"
BUTTON_ONLY_PAUSE = "Only pause"
UNDONE = "Nothing is stopped: you follow {followed} again, as before. What was new meanwhile stands in /latest."
UNDO_TOO_LATE = "That can't be undone any more, or is undone already. /topics shows what to follow."
PAUSED_INSTEAD = "Only paused: you follow {followed} as before, and nothing comes until you say /resume."
ALREADY_STOPPED = "Nothing is followed here, so there is nothing to stop. /start begins again."
ASK_WHETHER_TO_STOP = "Shall I stop? You follow {followed}. For one of them say {example}, or tap it in /mine."
BUTTON_STOP_ALL = "Stop everything"
BUTTON_GO_ON = "Go on as now"
GO_ON = "All goes on as it is."
GO_ON_NOTHING = "All goes on as it is: nothing is followed here yet. /topics shows what there is."
STOP_UNKNOWN = "I know nothing called {what}."

THANKS = "You're welcome."
NO = "All right."
HELLO = "Hello! Write a word that matters to you, such as {example}, or ask what's new. /topics shows what to follow."
WHO = """I'm a program, not a person: I read council papers, Ofsted reports and local news for Havering, and tell you \
here when something is new or has changed. I'm not the council. /privacy says what I store."""
NOT_UNDERSTOOD = (
    "I didn't understand that: I'm only a program. Write a word to look for, or ask what's new; /help lists the rest."
)
ONLY_WORDS = "I can only read words. Write one that matters to you, or see /help."
TOO_LONG = (
    "That is more than I can understand. A word or two is best: a topic, a school, a meeting. /help lists the rest."
)
READ_AS = "I read {typed} as {meant}."

EXPLAINED = "{term}: {meaning}"

TOPIC_ASKED = "{name} is something you can follow."
TOPIC_FOLLOWED = "{name} is followed here: {frequency}."
TOPICS_ASKED = "{words} belongs to what you can follow here:"
KEYWORD_ASKED = "I have no topic called {words}, but can look for it in everything I read."
KEYWORD_FOLLOWED = "{words} is followed here already: {frequency}."
KEYWORD_BY_COMMAND = "To follow it, send me {command}."
BUTTON_FOLLOW_WORDS = "Follow “{words}”"
BUTTON_SEARCH = "Search “{words}”"
FOUND_NOTHING = "In the last 30 days there would have been nothing."
FOUND_ONE = "In the last 30 days there would have been 1:"
FOUND = "In the last 30 days there would have been {count}, the newest:"
FOUND_MORE = "In the last 30 days there would have been more than {count}, the newest:"

NEXT_QUESTION = "The next meeting you can put a question to is {meeting}, {when}."
NEXT_MEETING = "The next meeting is {meeting}, {when}."
QUESTION_UNTIL = "Your question must be in by {day}{left}."
DAYS_LEFT = (" (today)", " (tomorrow)", " ({count} days left)")
QUESTION_HOW = (
    "Send it in writing to the clerk: the meeting's page names who, and the agenda's first pages say what is allowed."
)
QUESTION_TO = "Send it in writing to {to}: the agenda's first pages say what is allowed."
QUESTION_UNTIL_UNKNOWN = (
    "I don't know until when it must be in, often some working days before: the meeting's page, or its clerk, says."
)
QUESTION_TOO_LATE = "For this one questions had to be in by {day}."
NO_MEETING_TO_ASK = (
    "I know of no coming meeting. A question from the public goes to a meeting's clerk in writing, some working days "
    "before; the council's page of the meeting says how."
)
BUTTON_AGENDA = "The meeting's page"
BUTTON_ALL_MEETINGS = "All meetings"

BUTTON_FOLLOW_THIS = "Follow this"
LINK_KNOWN = "{title}{brief}"
LINK_OF_MEETING = "Belongs to {meeting}."
LINK_SOURCE = "Source: {source}."
LINK_CHANGED = "Last change: {word}, {when}."
LINK_SEEN = "I have known it since {when}; it has not changed since."
LINK_WITHDRAWN = "It has been withdrawn since."
LINK_IS_SOURCE = "That is a page I read: {source}."
LINK_LATEST = "The newest there: {word}, {title}, {when}."
LINK_QUIET = "Nothing there has changed since I began to read it."
LINK_FOLLOW = "Follow this: whatever is new or changes in {name}."
LINK_FOLLOWED = "{name} is followed here: {frequency}."
LINK_UNKNOWN = "I don't know that page, so I can't tell you about it."
LINK_NEAR = "Near it I read:"
LINK_NOT_NEAR = "/sources lists what I read. Who runs this bot can add more."
