"""PURE: what the bot says in a conversation, and to administrators."""

from __future__ import annotations

from watcher.messages.texts.format import translated as _

WELCOME = _("""{title}

I read Havering's council papers, Ofsted reports and local news, and tell you here when something is new or has changed.

Tap what you want to hear about. Tap it again to stop.""")
TITLE = _("Havering Watcher")
LINK_LED_NOWHERE = _("The link you came by names something that can no longer be followed ({what}).")

TOPICS = _("Topics")
SOURCES = _("Sources")
SOURCES_AND_COMMITTEES = _("Sources and committees")
PAGE = _("page {page} of {pages}")
TAP_TO_FOLLOW = _("Tap one below to follow it. Tap it again to stop.")
NO_TOPICS = _("There are no topics yet. /sources lists the places I read.")
NO_SOURCES = _("No sources are being read yet.")
LISTED = "{mark}{name} – {about}"
LISTED_SHORT = "{mark}{name}"
EVERYTHING = _("Everything")
COMMITTEE_OF = _("a committee of {source}")
ABOUT_EVERYTHING = _("every change in every source; that is a lot")

FREQUENCIES = {
    "now": _("as it happens"),
    "daily": _("once a day, at {daily}"),
    "weekly": _("once a week, on {day} at {weekly}"),
}
DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
FREQUENCY_BUTTONS = {"now": _("As it happens"), "daily": _("Once a day"), "weekly": _("Once a week")}
FREQUENCY_LABELS = {"now": _("as it happens"), "daily": _("daily"), "weekly": _("weekly")}

NOT_WATCHED = _("no longer watched")

FOLLOWING = _("Following {name}: {frequency}.")
FOLLOWED_ALREADY = _("{name} is followed already: {frequency}.")
CHANGED = _("{name} now comes {frequency}.")
NO_LONGER = _("No longer following {name}.")
NOT_FOLLOWED = _("{name} is not followed here.")
ALREADY_STOPPED = _("Nothing is followed here, so there is nothing to stop. /start begins again.")
STOPPED = _("All alerts are stopped, and nothing is followed any more. /start begins again.")
MINE = _("Followed here")
MINE_LINE = "• {name} – {frequency}{elsewhere}"
TOLD_ELSEWHERE = _(" (told in another topic of this group)")
NOTHING_YET = _("Nothing is followed here yet.")
TAP_TO_CHANGE = _("Tap one to change how often it comes, or to drop it.")
NOT_OFFERED_NOW = _("That can't be followed any more.")

WHICH = _("Say what to follow, as in {example}, or tap one of these.")
UNKNOWN_WHAT = _("I know nothing called {what} to follow.")
DID_YOU_MEAN = _("Did you mean one of these?")
SEE_LISTS = _("/topics and /sources list what there is.")
UNKNOWN_COMMAND = _("I don't know the command {command}.")
DID_YOU_MEAN_COMMAND = _("Did you mean {command}?")
SEE_HELP = _("/help lists what I understand.")
CHATTER = _(
    "I only understand commands and buttons. /topics shows what to follow, /help lists everything I understand."
)
PASSED_ON = _(
    "What is forwarded to me, or sent through another bot, I never take for a command. Please write it to me yourself."
)
BUTTON_GONE = _("That button is no longer there. /help lists what I understand.")
ADMINISTRATORS_ONLY = _("Only administrators can change what is told here.")
GREETING = _(
    "Hello. I tell this group what is new or changed in Havering's council papers, Ofsted reports and local news, "
    "once one of its administrators has chosen what: /topics"
)
TOO_MANY = _(
    "That was a lot at once. I have done what you asked, but stopped answering each message. Please wait a minute."
)
WENT_WRONG = _("Sorry, something went wrong here. It is noted and will be looked at. Please try again later.")

BUTTON_TOPICS = _("Topics")
BUTTON_SOURCES = SOURCES_AND_COMMITTEES
BUTTON_MINE = _("What is followed here")
BUTTON_STOP_ONE = _("Stop following")
BUTTON_FOLLOW = _("Follow {name}")
BUTTON_BACK = _("‹ Back")
BUTTON_MORE = _("More ›")
FOLLOWED_MARK = "✓ "

HELP = _("{title}: what I understand")
HELP_EXAMPLE = _("WHAT is a name from /topics or /sources, or {all} for everything. For example {example}")
MENU = {
    "start": _("choose what to follow"),
    "topics": _("what you can follow"),
    "sources": _("the committees, pages and news I read"),
    "mine": _("what is followed here, and how often"),
    "subscribe": _("follow WHAT, now, daily or weekly"),
    "unsubscribe": _("stop following WHAT"),
    "keyword": _("follow words of your own"),
    "quiet": _("hours in which nothing comes"),
    "latest": _("what was new lately, in WHAT or in all you follow"),
    "search": _("find words in everything I have read"),
    "meetings": _("what meetings are coming, and when papers are due"),
    "ofsted": _("the inspections so far, and their grades"),
    "pause": _("send nothing for a while"),
    "resume": _("end the pause"),
    "stop": _("end all alerts"),
    "privacy": _("what is stored, and why"),
    "mydata": _("all that is stored about this chat"),
    "forget": _("erase all of it"),
    "help": _("this list"),
    "status": _("how every source fares"),
    "failed": _("what could not be read or told"),
    "approve": _("let through what is held back as suspect"),
    "reject": _("keep back what is held as suspect"),
}

LATEST = _("Latest: {of}")
LATEST_LINE = "{word}: {title} – {source}, {when}"
LATEST_NONE = _("Nothing new or changed yet: {of}.")
ALL_FOLLOWED = _("what is followed here")
NO_MORE = _("That was all: {of}.")
SEARCH = _("Found: {words}")
SEARCH_LINE = "{title} – {source}, {when}{gone}"
SEARCH_NONE = _("I have read nothing that holds {words}. Fewer words find more.")
SEARCH_HOW = _("Say what to look for, as in {example}, or {phrase} for words side by side.")
SEARCH_LONG = _("There is more; with fewer words I can show it page by page.")
WITHDRAWN_NOW = _(" (withdrawn since)")
NO_INSPECTIONS = _("No inspection is known yet.")
NO_INSPECTIONS_OF = _("I know of no inspections of {what}.")

MEETINGS = _("Coming meetings of what is followed here")
ALL_MEETINGS = _("Coming meetings")
NO_MEETINGS = _("No coming meeting is known.")
NO_MEETINGS_FOLLOWED = _("No coming meeting is known of what is followed here. These are the others:")
PAPERS_DUE = _("Papers are due by {day}.")
PAPERS_LATE = _("Papers were due by {day}, and are not out.")
PAPERS_OUT = _("Papers are out.")
QUESTIONS_UNTIL = _("Questions from the public: until {day}.")
QUESTIONS_OVER = _("Questions from the public could be put until {day}.")
CALLED_OFF = {"cancel": _("Cancelled"), "postpone": _("Postponed")}

BUTTON_WHY = _("Why this?")
BUTTON_MUTE = _("Mute for 30 days …")
BUTTON_MUTE_ONE = _("Mute {name}")
BUTTON_UNMUTE = _("Unmute {name}")
BUTTON_CHANGE = _("Change {name}")
THIS_MEETING = _("this meeting")
MEETING_OF = "{meeting} ({source})"
MUTED = _("Nothing about {name} for {days} days. /mine ends it.")
UNMUTED = _("{name} is no longer muted.")
MUTED_UNTIL = _("Muted until {until}: {name}")
ALERT_FORGOTTEN = _("That was too long ago: I no longer know.")
WHY_TITLE = _("Why this came")
WHY_SHORT = _("Because this is followed here: {reasons}")
FOLLOWED_NO_LONGER = _("None of this is followed here any more.")
AND_MORE = _("… and {count} more")

FLOOD = _("In the last 30 days {name} would have sent {count} alerts. For example:")
FLOOD_MORE = _("In the last 30 days {name} would have sent more than {count} alerts. For example:")
FLOOD_ASK = _("How often shall it come?")
FLOOD_DAILY = _("So it comes once a day, unless you choose otherwise below.")
BUTTON_ALL_THE_SAME = _("As it happens, all the same")
BUTTON_LEAVE = _("Leave it")
LEFT = _("Nothing was changed.")

HELD_TITLE = _("Held back: too little or too much to be true?")
HELD_LINE = "{name}: {reason}. {page}{rejected}"
THE_PAGE = _("Look at the page")
REJECTED_ALREADY = _(" (rejected; it stays held while it reads so)")
NOTHING_HELD = _("Nothing is held back.")
NOT_HELD = _("Nothing of {name} is held back.")
UNKNOWN_SOURCE = _("I read no source called {what}.")
APPROVED = _("{name}: approved. It is read again at once, and what stands there then counts.")
REJECTED = _("{name}: rejected. It stays held back for this reason until the page is whole again, or you approve it.")
BUTTON_APPROVE = _("Approve {name}")
BUTTON_REJECT = _("Reject {name}")
WATCHERS_ADMINISTRATORS_ONLY = _("Only those who run this bot can decide that.")

ABOUT_OWN_WORDS = _("Words of your own, looked for in everything I read.")
FINDS_PLURALS = _("I find {plurals} too.")
BUTTON_CORRECTIONS = _("Small corrections too")
KEYWORD_HOW = _("""Follow words of your own: I tell you of everything that has them.
{words} – each of these words, in any order
{phrase} – just so, side by side""")
KEYWORD_REMOVE_HOW = _("Say which words are no longer to be followed, as in {example}, or tap them below.")
KEYWORD_EMPTY = _("That holds no word I could look for. Try {example}")
KEYWORD_TOO_LONG = _("That is too long to be found anywhere. Please use at most {most} letters.")
KEYWORDS_FULL = _(
    "One chat can follow {most} words of its own, no more. /mine lists them, to drop those no longer needed."
)

QUIET_HOW = _("Say from when to when, as in {example}. {off} ends it.")
QUIET_ON = _("Nothing comes between {start} and {end}. What is found in these hours comes after them.")
QUIET_OFF = _("Quiet hours are off.")
QUIET_NONE = _("There are no quiet hours here.")
PAUSED = _(
    "Paused: nothing comes until you say /resume. Your choices are kept, and what is found meanwhile comes then."
)
PAUSED_FOR = _(
    "Paused for {span}, or until you say /resume. Your choices are kept, and what is found meanwhile comes then."
)
DAYS_LONG = (_("1 day"), _("{count} days"))
HOURS_LONG = (_("1 hour"), _("{count} hours"))
PAUSE_HOW = _("Say for how long, as in {days} or {weeks}, a year at most; or just /pause, until you say /resume.")
RESUMED = _("The pause is over. What was found meanwhile comes now.")
NOT_PAUSED = _("There is no pause here. /pause begins one.")

PRIVACY_TITLE = _("What is stored about you")
PRIVACY = _("""{title}

I store the number Telegram gives this chat and what kind of chat it is, since when I know it, what you chose to \
follow and how, what you muted, your quiet hours or pause, when you blocked me, and the messages I send you \
unasked (for 90 days). No names, no telephone number, and nothing else of what you write to me.

I need it to send you what you asked for. It is used for nothing else and given to nobody.

/mydata shows all of it. /forget erases it at once. If you block me, it is erased after 30 days.

A backup made before may hold it until that backup is deleted, after 30 days at most. Where one is put back, who was \
erased since is left out, as far as that can still be known.""")
PRIVACY_CONTACT = _("Who runs this bot, and can be asked: {contact}")
NOTHING_STORED = _("Nothing is stored about this chat.")
MYDATA_TITLE = _("All that is stored about this chat")
MYDATA_CHAT = _("Its number is {number}, its kind: {kind}")
MYDATA_SINCE = _("Known since {since}")
MYDATA_MESSAGES = _("Messages to it that are remembered: {count}")
QUIET_HOURS = _("Nothing comes between {start} and {end}.")
PAUSED_UNTIL = _("Paused until {until}.")
MYDATA_FOLLOWED = _("It follows:")
MYDATA_LINE = _("{name} – {often}, since {since}")
MYDATA_TOLD = _("These messages, the last ones first, each by its first line:")
MYDATA_MESSAGE = "• {at}: {line}"
MYDATA_WAITING = _("Waiting to be told: {title}")
MYDATA_MORE = _("… and {count} earlier ones")
WITH_CORRECTIONS = _("small corrections too")
MYDATA_THREAD = _("in topic number {thread}")
CHAT_KINDS = {"private": _("private chat"), "group": _("group"), "supergroup": _("group"), "channel": _("channel")}
NO_END_YEAR = 9999
NO_END = _("you say /resume")
FORGET_ASK = _(
    "This erases everything stored about this chat: what is followed here, its settings, and the messages to it that "
    "are remembered. It can't be undone. Shall I?"
)
BUTTON_FORGET = _("Erase all of it")
BUTTON_KEEP = _("Keep it")
FORGOTTEN = _("Everything stored about this chat is erased, its choices and messages too. /start begins anew.")

WEEK_WELL = _("All is well")
WEEK_NOT_WELL = _("Not all is well")
WEEK_NUMBERS = _(
    "In the last week: sources read well {good} of {sources}, alerts sent {alerts}, messages given up {failed}."
)
WEEK_SOURCE = _("• {name}{wrong}: last read well {good}{silent}")
WEEK_STATE = " ({state})"
WEEK_SILENT = _("; nothing new since {since}")
CONFLICT = _(
    "Another program uses this bot's token too: for two minutes Telegram has given it the messages that people write "
    "to me. Stop the other one, or give it a bot of its own."
)
ADMINISTRATORS_MOVED = _(
    "This group has become a supergroup, and has a new number: {new} in place of {old}. Please put {new} into "
    "telegram.admins in watcher.yaml. Until then I go by it all the same."
)
CHAT_CLOSED = _(
    "Nothing can be told in the chat {chat}: Telegram has refused every message since {day} ({said}). It is tried "
    "again, but what has waited for three days is given up. Its settings stay."
)
TOPIC_CLOSED = _(
    "The topic in which this was told is closed or gone, so it comes here from now on. An administrator can say "
    "/subscribe in another topic to have it told there."
)

STATUS_TITLE = _("How things stand")
STATUS_NUMBERS = _("Subscribers: {subscribers}. Messages waiting: {waiting}, given up: {failed}.")
STATUS_RUN = _("The last run ended on {run}.")
STATUS_NO_RUN = _("No run has ended yet.")
STATUS_SOURCE = _("{name}: {state}, last read well {good}")
FAILED_TITLE = _("What could not be read or told")
FAILED_LINE = "{count} × {reason}"
NOTHING_FAILED = _("Every source is read well, and every message was delivered.")
NEVER = _("never")
