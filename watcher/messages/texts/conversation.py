"""PURE: tells what the bot says in a conversation, and to administrators."""

from __future__ import annotations

WELCOME = """{title}

I read Havering's council papers, Ofsted reports and local news, and tell you here when something is new or has changed.

Tap what you want to hear about. Tap it again to stop.

Verdicts, moved or cancelled meetings and deadlines come with a sound, all else without; from 21:30 to 7:00 \
all is silent."""
TITLE = "Havering Watcher"
LINK_LED_NOWHERE = "The link you came by names something that can no longer be followed ({what})."

TOPICS = "Topics"
SOURCES = "Sources"
SOURCES_AND_COMMITTEES = "Sources and committees"
PAGE = "page {page} of {pages}"
TAP_TO_FOLLOW = "Tap one below to follow it. Tap it again to stop."
NO_TOPICS = "There are no topics yet. /sources lists the places I read."
NO_SOURCES = "No sources are being read yet."
LISTED = "{mark}{name} – {about}"
LISTED_SHORT = "{mark}{name}"
EVERYTHING = "Everything"
COMMITTEE_OF = "a committee of {source}"
ABOUT_EVERYTHING = "every change in every source; that is a lot"

FREQUENCIES = {
    "now": "as it happens",
    "daily": "once a day, at {daily}",
    "weekly": "once a week, on {day} at {weekly}",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FREQUENCY_BUTTONS = {"now": "As it happens", "daily": "Once a day", "weekly": "Once a week"}
FREQUENCY_LABELS = {"now": "as it happens", "daily": "daily", "weekly": "weekly"}

NOT_WATCHED = "no longer watched"

FOLLOWING = "Following {name}: {frequency}."
FOLLOWED_ALREADY = "{name} is followed already: {frequency}."
CHANGED = "{name} now comes {frequency}."
NO_LONGER = "No longer following {name}."
NOT_FOLLOWED = "{name} is not followed here."
MINE = "Followed here"
MINE_LINE = "• {name} – {frequency}"
FOLLOWED_ELSEWHERE = (
    "One other topic of this group follows something too: say /mine there.",
    "{count} other topics of this group follow something too: say /mine there.",
)
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
PASSED_ON = (
    "What is forwarded to me, or sent through another bot, I never take for a command. Please write it to me yourself."
)
BUTTON_GONE = "That button is no longer there. /help lists what I understand."
ADMINISTRATORS_ONLY = "Only administrators can change what is told here."
RIGHTS_UNKNOWN = "Telegram did not tell me whether you are an administrator here. Please try again in a few minutes."
GREETING = (
    "Hello. I tell this group what is new or changed in Havering's council papers, Ofsted reports and local news, "
    "once one of its administrators has chosen what: /topics"
)
TOO_MANY = (
    "That was a lot at once. I have done what you asked, but stopped answering each message. Please wait a minute."
)
WENT_WRONG = "Sorry, something went wrong here. It is noted and will be looked at. Please try again later."

BUTTON_TOPICS = "Topics"
BUTTON_SOURCES = SOURCES_AND_COMMITTEES
BUTTON_MINE = "What is followed here"
BUTTON_STOP_ONE = "Stop following"
BUTTON_FOLLOW = "Follow {name}"
BUTTON_BACK = "‹ Back"
BUTTON_MORE = "More ›"
FOLLOWED_MARK = "✓ "

HELP = "{title}: what I understand"
HELP_EXAMPLE = "WHAT is a name from /topics or /sources, or {all} for everything. For example {example}"
MENU_START = "choose what to follow"
MENU_TOPICS = "what you can follow"
MENU_SOURCES = "the committees, pages and news I read"
MENU_MINE = "what is followed here, and how often"
MENU_SUBSCRIBE = "follow WHAT, now, daily or weekly"
MENU_UNSUBSCRIBE = "stop following WHAT"
MENU_KEYWORD = "follow words of your own, now, daily or weekly"
MENU_QUIET = "hours in which nothing comes"
MENU_LATEST = "what was new lately, in WHAT or in all you follow"
MENU_SEARCH = "find words in everything I have read"
MENU_STORY = "how an item went on: plan, reports, decision, minutes"
MENU_MEETINGS = "what meetings are coming, and when papers are due"
MENU_OFSTED = "the inspections so far, and their grades"
MENU_PAUSE = "send nothing for a while"
MENU_RESUME = "end the pause"
MENU_STOP = "end all alerts, or WHAT alone"
MENU_PRIVACY = "what is stored, and why"
MENU_MYDATA = "all that is stored about this chat"
MENU_FORGET = "erase all of it"
MENU_HELP = "this list"
MENU_STATUS = "how every source fares"
MENU_FAILED = "what could not be read or told"
MENU_APPROVE = "let through what is held back as suspect"
MENU_REJECT = "keep back what is held as suspect"

LATEST = "Latest: {of}"
LATEST_NONE = "Nothing new or changed yet: {of}."
ALL_FOLLOWED = "what is followed here"
NO_MORE = "That was all: {of}."
SEARCH = "Found: {words}"
SEARCH_LINE = "{title} – {source}, {when}{gone}"
SEARCH_NONE = "I have read nothing that holds {words}. Fewer words find more."
SEARCH_HOW = "Say what to look for, as in {example}, or {phrase} for words side by side."
SEARCH_LONG = "There is more; with fewer words I can show it page by page."
WITHDRAWN_NOW = " (withdrawn since)"
NO_INSPECTIONS = "No inspection is known yet."
NO_INSPECTIONS_OF = "I know of no inspections of {what}."

MEETINGS = "Coming meetings of what is followed here"
ALL_MEETINGS = "Coming meetings"
MEETINGS_OF = "Coming meetings: {name}"
NO_MEETINGS_OF = "Of {name} no coming meeting is known so far. These are the others:"
NO_MEETINGS = "No coming meeting is known."
NO_MEETINGS_FOLLOWED = "No coming meeting is known of what is followed here. These are the others:"
PAPERS_DUE = "Papers are due by {day}."
PAPERS_LATE = "Papers were due by {day}, and are not out."
PAPERS_OUT = "Papers are out."
QUESTIONS_UNTIL = "Questions from the public: until {day}."
QUESTIONS_UNTIL_TO = "Questions from the public: until {day}, to {to}."
QUESTIONS_UNTIL_CONTACT = "Questions from the public: until {day}. Contact: {contact}"
QUESTIONS_OVER = "Questions from the public could be put until {day}."

BUTTON_FEWER = "Fewer like this"
BUTTON_LESS_OFTEN = {"now": "{name}: once a day", "daily": "{name}: once a week"}
BUTTON_STOP_THIS = "Stop {name}"
BUTTON_WHY = "Why this?"
BUTTON_MUTE = "Mute for 30 days …"
BUTTON_MUTE_ONE = "Mute {name}"
BUTTON_UNMUTE = "Unmute {name}"
BUTTON_CHANGE = "Change {name}"
THIS_MEETING = "this meeting"
MEETING_OF = "{meeting} ({source})"
MUTED = "Nothing about {name} for {days} days. /mine ends it."
UNMUTED = "{name} is no longer muted."
MUTED_UNTIL = "Muted until {until}: {name}"
ALERT_FORGOTTEN = "That was too long ago: I no longer know."
WHY_TITLE = "Why this came"
WHY_SHORT = "Because this is followed here: {reasons}"
FOLLOWED_NO_LONGER = "None of this is followed here any more."
AND_MORE = "… and {count} more"

FLOOD = "In the last 30 days {name} would have sent {count} alerts. For example:"
FLOOD_MORE = "In the last 30 days {name} would have sent more than {count} alerts. For example:"
FLOOD_ASK = "How often shall it come?"
FLOOD_DAILY = "So it comes once a day, unless you choose otherwise below."
BUTTON_ALL_THE_SAME = "As it happens, all the same"
BUTTON_LEAVE = "Leave it"
LEFT = "Nothing was changed."

HELD_TITLE = "Held back: too little or too much to be true?"
HELD_LINE = "{name}: {reason}. {page}{rejected}"
THE_PAGE = "Look at the page"
REJECTED_ALREADY = " (rejected; it stays held while it reads so)"
NOTHING_HELD = "Nothing is held back."
NOT_HELD = "Nothing of {name} is held back."
UNKNOWN_SOURCE = "I read no source called {what}."
APPROVED = "{name}: approved. It is read again at once, and what stands there then counts."
REJECTED = "{name}: rejected. It stays held back for this reason until the page is whole again, or you approve it."
BUTTON_APPROVE = "Approve {name}"
BUTTON_REJECT = "Reject {name}"
WATCHERS_ADMINISTRATORS_ONLY = "Only those who run this bot can decide that."

ABOUT_OWN_WORDS = "Words of your own, looked for in everything I read."
FINDS_PLURALS = "I find {plurals} too."
BUTTON_CORRECTIONS = "Small corrections too"
KEYWORD_HOW = """Follow words of your own: I tell you of everything that has them.
{words} – each of these words, in any order
{phrase} – just so, side by side"""
KEYWORD_REMOVE_HOW = "Say which words are no longer to be followed, as in {example}, or tap them below."
KEYWORD_EMPTY = "That holds no word I could look for. Try {example}"
KEYWORD_TOO_LONG = "That is too long to be found anywhere. Please use at most {most} letters."
KEYWORDS_FULL = (
    "One chat can follow {most} words of its own, no more. /mine lists them, to drop those no longer needed."
)

QUIET_HOW = "Say from when to when, as in {example}. {off} ends it."
QUIET_ON = "Nothing comes between {start} and {end}. What is found in these hours comes after them."
QUIET_OFF = "Quiet hours are off."
QUIET_NONE = "There are no quiet hours here."
PAUSED = "Paused: nothing comes until you say /resume. Your choices are kept, and what is found meanwhile comes then."
PAUSED_FOR = (
    "Paused for {span}, or until you say /resume. Your choices are kept, and what is found meanwhile comes then."
)
DAYS_LONG = ("1 day", "{count} days")
HOURS_LONG = ("1 hour", "{count} hours")
PAUSE_HOW = "Say for how long, as in {days} or {weeks}, a year at most; or just /pause, until you say /resume."
RESUMED = "The pause is over. What was found meanwhile comes now."
NOT_PAUSED = "There is no pause here. /pause begins one."

PRIVACY_TITLE = "What is stored about you"
PRIVACY = """{title}

I store the number Telegram gives this chat and what kind of chat it is, since when I know it, what you chose to \
follow and how, what you muted and asked to be reminded of, what you followed until you said /stop (for 7 days, so \
that it can be undone), your quiet hours or pause, when you blocked me, and the messages I send you unasked (for 90 \
days). No names, no telephone number, and nothing else of what you write to me.

I need it to send you what you asked for. It is used for nothing else and given to nobody.

/mydata shows all of it. /forget erases it at once. If you block me, it is erased after 30 days.

A backup made before may hold it until that backup is deleted, after 30 days at most. Where one is put back, who was \
erased since is left out, as far as that can still be known."""
PRIVACY_CONTACT = "Who runs this bot, and can be asked: {contact}"
NOTHING_STORED = "Nothing is stored about this chat."
MYDATA_TITLE = "All that is stored about this chat"
MYDATA_CHAT = "Its number is {number}, its kind: {kind}"
MYDATA_SINCE = "Known since {since}"
MYDATA_MESSAGES = "Messages to it that are remembered: {count}"
QUIET_HOURS = "Nothing comes between {start} and {end}."
PAUSED_UNTIL = "Paused until {until}."
MYDATA_FOLLOWED = "It follows:"
MYDATA_LINE = "{name} – {often}, since {since}"
MYDATA_STOPPED = "Followed until {at}, kept for 7 days so that /stop can be undone: {names}"
MYDATA_TOLD = "These messages, the last ones first, each by its first line:"
MYDATA_MESSAGE = "• {at}: {line}"
MYDATA_WAITING = "Waiting to be told: {title}"
MYDATA_MORE = "… and {count} earlier ones"
WITH_CORRECTIONS = "small corrections too"
MYDATA_THREAD = "in topic number {thread}"
CHAT_KINDS = {"private": "private chat", "group": "group", "supergroup": "group", "channel": "channel"}
NO_END_YEAR = 9999
NO_END = "you say /resume"
FORGET_ASK = (
    "This erases everything stored about this chat: what is followed here, its settings, and the messages to it that "
    "are remembered. It can't be undone. Shall I?"
)
BUTTON_FORGET = "Erase all of it"
BUTTON_KEEP = "Keep it"
FORGOTTEN = "Everything stored about this chat is erased, its choices and messages too. /start begins anew."

WEEK_WELL = "All is well"
WEEK_NOT_WELL = "Not all is well"
WEEK_NUMBERS = (
    "In the last week: sources read well {good} of {sources}, alerts sent {alerts}, messages given up {failed}."
)
WEEK_SOURCE = "• {name}{wrong}: last read well {good}{silent}"
WEEK_STATE = " ({state})"
WEEK_SILENT = "; nothing new since {since}"
CONFLICT = (
    "Another program uses this bot's token too: for two minutes Telegram has given it the messages that people write "
    "to me. Stop the other one, or give it a bot of its own."
)
ADMINISTRATORS_MOVED = (
    "This group has become a supergroup, and has a new number: {new} in place of {old}. Please put {new} into "
    "telegram.admins in watcher.yaml. Until then I go by it all the same."
)
CHAT_CLOSED = (
    "Nothing can be told in the chat {chat}: Telegram has refused every message since {day} ({said}). It is tried "
    "again, but what has waited for three days is given up. Its settings stay."
)
TOPIC_CLOSED = (
    "The topic in which this was told is closed or gone, so it comes here from now on. An administrator can say "
    "/subscribe in another topic to have it told there, and /unsubscribe here."
)

STATUS_TITLE = "How things stand"
STATUS_NUMBERS = "Subscribers: {subscribers}. Messages waiting: {waiting}, given up: {failed}."
STATUS_RUN = "The last run ended on {run}."
STATUS_NO_RUN = "No run has ended yet."
STATUS_SOURCE = "{name}: {state}, last read well {good}"
FAILED_TITLE = "What could not be read or told"
FAILED_LINE = "{count} × {reason}"
NOTHING_FAILED = "Every source is read well, and every message was delivered."
NEVER = "never"
