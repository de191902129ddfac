"""PURE: what stands round the changes in a message, and what administrators are told of sources."""

from __future__ import annotations

from watcher.messages.texts.format import translated as _

DIGESTS = {"daily": _("Your daily digest"), "weekly": _("Your weekly digest"), "missed": _("What was found meanwhile")}
ONE_CHANGE = _("{title}: 1 change")
CHANGES = _("{title}: {count} changes")
MORE_CHANGES = _("… and {count} more: /latest")
HEADLINE = "{what}: {where}"
HEADLINE_AT_ONCE = _("{what}, all at once: {where}")
AFTER_SILENCE = _("Nothing had come from there for {long}.")
AND_OTHERS = _(" and more")
# What happened to one, and to several; the most urgent first.
HAPPENED = {
    "Cancelled": (_("{what} cancelled"), _("{count} {what} cancelled")),
    "Postponed": (_("{what} postponed"), _("{count} {what} postponed")),
    "Moved": (_("{what} moved"), _("{count} {what} moved")),
    "Unsettled": (_("{what} keeps changing"), _("{count} {what} keep changing")),
    "New": (_("new {what}"), _("{count} new {what}")),
    "Changed": (_("{what} changed"), _("{count} {what} changed")),
    "Withdrawn": (_("{what} withdrawn"), _("{count} {what} withdrawn")),
    "Restored": (_("{what} restored"), _("{count} {what} restored")),
}
NOUNS = {
    "meeting": (_("meeting"), _("meetings")),
    "paper": (_("paper"), _("papers")),
    "agenda": (_("agenda"), _("agendas")),
    "minutes": (_("minutes"), _("sets of minutes")),
    "decisions": (_("decision sheet"), _("decision sheets")),
    "supplement": (_("supplementary papers"), _("supplementary papers")),
    "report": (_("report"), _("reports")),
    "decision": (_("decision"), _("decisions")),
    "issue": (_("issue"), _("issues")),
    "plan-item": (_("planned decision"), _("planned decisions")),
    "inspection": (_("inspection report"), _("inspection reports")),
    "provider": (_("provider"), _("providers")),
    "article": (_("article"), _("articles")),
    "publication": (_("publication"), _("publications")),
    "page": (_("page"), _("pages")),
}
SOURCE = _("Source: {names}")
SOURCES = _("Sources: {names}")
WHY = _("You get this because you follow {reasons}.")
WHY_MORE = _("You get this because you follow {reasons} and more.")
CHANGE_WITH_MINE = _("Change what you get with /mine.")

BROKE = _("{name} can't be read")
BROKE_STATE = _("{broke} ({state})")
LOOK = _("Look at the page")
TRIED_AGAIN = _("{look} – it will be tried again. Its id is {id}.")
GIVEN_UP = _("{look} – it is not asked again until its address in sources.yaml is edited. Its id is {id}.")
HELD = _("Is this true of {name}?")
HELD_HOW = _("Nothing of it is told until you approve it, the page is whole again, or three visits in a row agree.")
UNSETTLED = _("{name}: something keeps changing to and fro")
UNSETTLED_WHY = _("The site may have two servers that serve two versions in turn.")
UNSETTLED_HOW = _("Those who follow it were told once, and are not told each time; `watcher changes` has all of it.")
MORE_UNSETTLED = _("… and {count} more")
MOVED = _("{name} has moved for good")
MOVED_TO = _("Its site now sends us on to {address}")
MOVED_HOW = _("Until `url:` of {id} in sources.yaml is changed to it, we follow.")
RECOVERED = _("{name} is read again")
RECOVERED_AFTER = _("{recovered} after {long}.")
WAS_WRONG = _("What was wrong: {reason}")
DAYS_LONG = _("{days} days")
HOURS_LONG = _("{hours} h {minutes} min")
MINUTES_LONG = _("{minutes} min")

REFUSED = _("The edited config is refused")
CONFIG_REFUSED = _("{refused}; the one before it stays in force.")
MORE_PROBLEMS = _("… and {count} more; watcher check names all of them.")
RIGHT_AGAIN = _("The config is right again")
CONFIG_RIGHT_AGAIN = _("{right} and in force.")

NOT_WATCHED_ONE = _("{name} is no longer watched: nothing more comes from it, unless it is watched again.")
NOT_WATCHED_MANY = _("These are no longer watched: nothing more comes from them, unless they are watched again.")
NOT_WATCHED_HOW = _("/mine shows what is followed here, and ends it.")
AND_SO_MANY_MORE = _("… and {count} more")
FOLLOWED_NOT_THERE_TITLE = _("Followed, but no longer in the config")
FOLLOWED_NOT_THERE = _("{what}: {chats} follow it, and the config no longer has it")
FOLLOWED_NOT_THERE_ONE = _("{what}: {chats} follows it, and the config no longer has it")
CARRY_OVER = _("; is it {nearest} now? Then say `was: [{what}]` there, and they come along")
PUT_BACK = _("; put it back, or say `was: [{what}]` at the id that took its place")
