"""PURE: tells what stands round the changes in a message, and what administrators are told of sources."""

from __future__ import annotations

DIGESTS = {"daily": "Today", "weekly": "This week", "missed": "What was found meanwhile"}
MORE_CHANGES = "… and {count} more: /latest"
PAPER = "{title}: {place}"
PLAN = "{title}: {turned} ({place})"
PAPERS = "{place}: {titles}"
GONE_OR_BACK = {
    "withdrawn": "Withdrawn from {place}: {titles}",
    "restored": "Back among the papers of {place}: {titles}",
}
SAYS = {
    "agenda": "{place}: “{words}”",
    "supplement": "{place}: “{words}”",
    "minutes": "Minutes of {place}: “{words}”",
    "decisions": "Decided, {place}: “{words}”",
}
IS_OUT = {
    "agenda": "{place}: the agenda is out",
    "supplement": "{place}: more papers are out",
    "minutes": "{place}: the minutes are out",
    "decisions": "{place}: what was decided is out",
}
FOLLOWS = "{what}:"
MENTIONED = ("Also mentioned in 1 more paper", "Also mentioned in {count} more papers")
FURTHER = ("1 more paper", "{count} more papers")
MEETINGS_PAGE = "The meeting's page"
AGENDA, AND_AGENDA = "The whole agenda", "the whole agenda"
QUESTIONS = "Questions from the public: until {until}{to} ({left})."
TO_ADDRESS = ", to {address}"
LEFT = "{days} days left"
LEFT_ONE = "1 day left"
LEFT_TODAY = "today"
CONTACT = "Contact: {contact}."
BUTTON_AGENDA = "Agenda page"
BUTTON_WEBCAST = "Watch it"
BUTTON_CALENDAR = "Add to calendar"
BUTTON_SHARE = "Share"
HEADLINE_AT_ONCE = "{what}, all at once: {where}"
AFTER_SILENCE = "Nothing had come from there for {long}."
AND_OTHERS = " and more"
# What happened to one, and to several; the most urgent first.
HAPPENED = {
    "Cancelled": ("{what} cancelled", "{count} {what} cancelled"),
    "Postponed": ("{what} postponed", "{count} {what} postponed"),
    "Moved": ("{what} moved", "{count} {what} moved"),
    "Unsettled": ("{what} keeps changing", "{count} {what} keep changing"),
    "New": ("new {what}", "{count} new {what}"),
    "Changed": ("{what} changed", "{count} {what} changed"),
    "Withdrawn": ("{what} withdrawn", "{count} {what} withdrawn"),
    "Restored": ("{what} restored", "{count} {what} restored"),
}
NOUNS = {
    "meeting": ("meeting", "meetings"),
    "paper": ("paper", "papers"),
    "agenda": ("agenda", "agendas"),
    "minutes": ("minutes", "sets of minutes"),
    "decisions": ("decision sheet", "decision sheets"),
    "supplement": ("supplementary papers", "supplementary papers"),
    "report": ("report", "reports"),
    "decision": ("decision", "decisions"),
    "issue": ("issue", "issues"),
    "plan-item": ("planned decision", "planned decisions"),
    "inspection": ("inspection report", "inspection reports"),
    "provider": ("provider", "providers"),
    "article": ("article", "articles"),
    "publication": ("publication", "publications"),
    "page": ("page", "pages"),
}
BETWEEN = " · "
WHY_MORE = "{reasons} and more"
ALSO_REPORTED = "Also reported by {names}:"
ALSO_PUBLISHED = "Also published:"
ALSO_MORE = "… and {count} more"
AND = " and "
CHANGE_WITH_MINE = "Change what you get with /mine."

BROKE = "{name} can't be read"
BROKE_STATE = "{broke} ({state})"
LOOK = "Look at the page"
TRIED_AGAIN = "{look} – it will be tried again. Its id is {id}."
GIVEN_UP = "{look} – it is not asked again until its address in sources.yaml is edited. Its id is {id}."
HELD = "Is this true of {name}?"
HELD_HOW = "Nothing of it is told until you approve it, the page is whole again, or three visits in a row agree."
UNSETTLED = "{name}: something keeps changing to and fro"
UNSETTLED_WHY = "The site may have two servers that serve two versions in turn."
UNSETTLED_HOW = "Those who follow it were told once, and are not told each time; `watcher changes` has all of it."
MORE_UNSETTLED = "… and {count} more"
MOVED = "{name} has moved for good"
MOVED_TO = "Its site now sends us on to {address}"
MOVED_HOW = "Until `url:` of {id} in sources.yaml is changed to it, we follow."
RECOVERED = "{name} is read again"
RECOVERED_AFTER = "{recovered} after {long}."
WAS_WRONG = "What was wrong: {reason}"
DAYS_LONG = "{days} days"
HOURS_LONG = "{hours} h {minutes} min"
MINUTES_LONG = "{minutes} min"

REFUSED = "The edited config is refused"
CONFIG_REFUSED = "{refused}; the one before it stays in force."
MORE_PROBLEMS = "… and {count} more; watcher check names all of them."
RIGHT_AGAIN = "The config is right again"
CONFIG_RIGHT_AGAIN = "{right} and in force."

NOT_WATCHED_ONE = "{name} is no longer watched: nothing more comes from it, unless it is watched again."
NOT_WATCHED_MANY = "These are no longer watched: nothing more comes from them, unless they are watched again."
NOT_WATCHED_HOW = "/mine shows what is followed here, and ends it."
AND_SO_MANY_MORE = "… and {count} more"
FOLLOWED_NOT_THERE_TITLE = "Followed, but no longer in the config"
FOLLOWED_NOT_THERE = "{what}: {chats} follow it, and the config no longer has it"
FOLLOWED_NOT_THERE_ONE = "{what}: {chats} follows it, and the config no longer has it"
CARRY_OVER = "; is it {nearest} now? Then say `was: [{what}]` there, and they come along"
PUT_BACK = "; put it back, or say `was: [{what}]` at the id that took its place"
