"""PURE: tells how people say what they want, as tables: all in small letters, without signs, and with `what's`
apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from watcher.core.text import word_set

Kind = Literal[
    "help", "topics", "sources", "mine", "latest", "search", "meetings", "ofsted", "quiet", "pause", "resume",
    "privacy", "mydata", "forget",
    "plan", "promises", "reminders", "story", "said",
    # all these as the command of this name; `about` is what would stand behind it
    "stop",  # everything
    "drop",  # `about`, where that is followed; else the words are a name like others
    "drop-or-ask",  # `about`, where that is known; else it must be asked what to stop
    "ask-whether-to-stop", "go-on", "follow", "explain", "ask-a-question", "hello", "who", "thanks", "no",
    "link", "name", "long", "nothing",
]  # fmt: skip


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    """Returns the beginnings or ends of a text, one a comma, each in words, the longest first."""
    found = [tuple(phrase.split()) for phrase in text.replace("\n", " ").split(",") if phrase.strip()]
    return tuple(sorted(found, key=len, reverse=True))


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase) for phrase in _lines(text))


APART: Mapping[str, str] = {
    "what's": "what is", "whats": "what is", "when's": "when is", "whens": "when is", "where's": "where is",
    "who's": "who is", "how's": "how is", "it's": "it is", "that's": "that is", "there's": "there is",
    "i'm": "i am", "i'd": "i would", "i've": "i have", "i'll": "i will", "you're": "you are",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "didn't": "did not", "can't": "can not",
    "won't": "will not", "wouldn't": "would not", "isn't": "is not", "anymore": "any more", "wanna": "want to",
    "pls": "please", "plz": "please", "plse": "please", "pleas": "please", "u": "you", "ur": "your",
    "thx": "thanks", "tks": "thanks", "thankyou": "thank you", "cannot": "can not", "unsub": "unsubscribe",
    "msgs": "messages", "msg": "message", "info": "information",
}  # fmt: skip

BEFORE = _lines("""
    please, kindly, ok, okay, hi, hello, hey, dear, i would like to know, i want to know, to know, dear bot, hi
    there, hello there, good morning, good afternoon, good evening, bot, watcher, sorry, excuse me, just, now,
    so, and, well, yes, right, can you, could you, would you, will you, would you mind, can you please, could
    you please, i want to, i want you to, i would like to, i would like you to, i like to, i wish to, i need to,
    i need you to, i would love to, let me, let me see, show me, show, give me, tell me, i would like, i want,
    thank you, thanks, do you know, could i see, can i see, may i see, can i have, could i have, may i have, can
    i get, please can i have, ask you to
""")
BEHIND = _lines("""
    please, thanks, thank you, thank you very much, thanks a lot, many thanks, cheers, ta, now, right now, right
    away, immediately, at once, then, bot, mate, for me, everyone, x, xx, xxx, asap, if you can, if possible,
    love, ok, okay, thanks for everything, thanks for your help, thank you for your help, thank you for
    everything, thanks anyway, kind regards, regards, best wishes
""")

GO_ON = _lines("""
    do not stop, please do not stop, never stop, do not ever stop, you must not stop, never unsubscribe, do not
    unsubscribe, please do not unsubscribe, please never stop, do not you stop, do not you dare stop, keep
    going, do not end, do not cancel, do not pause, i do not want to stop, i do not want you to stop, do not ask
    me to stop
""")
HOW_TO = _lines("""
    how do i, how can i, how to, how do you, how can you, how would i, how should i, how do we, how can we, can
    i, could i, may i, can we, is there a way to, what do i do to, where do i, where can i, how do i make you,
    how do i make it, how do i make this, how do i get you to, how do i get it to
""")
NO_MORE = _lines("no more")
DO_NOT_SEND = _lines("""
    do not send me, do not send us, do not send anything, do not message me, do not text me, do not bother me,
    do not contact me, do not write to me, do not tell me any more, do not send any more, do not send more, i do
    not want any more, i do not want any, do not want any more, i do not need any more
""")
STOP_VERBS = frozenset({"stop", "unsubscribe", "cancel", "end", "quit", "unfollow"})
FOR_A_WHILE = STOP_VERBS | {"pause", "snooze", "mute"}
ALERTS = word_set(
    "all everything it alerts alert messages message notifications notification texts updates update emails mails "
    "subscription subscriptions news this these those them that bot anything"
)
NAMED_ALERTS = word_set(
    "alerts alert messages message notifications notification texts updates emails mails subscription subscriptions"
)
"""Of these it is clear that they are ours: to `end it all` is something else."""
SENDING = word_set(
    "emailing mailing sending getting receiving telling messaging texting spamming bothering contacting writing"
)
OF_ALERTS = (
    ALERTS
    | SENDING
    | word_set(
        "me us my the to of any more now please from you your completely immediately altogether stop at once for good "
        "forever subscribing following being i said already right away today again"
    )
)
"""Words that say nothing but that alerts are meant."""
STOP = _phrases("""
    opt out, opt me out, optout, unsubscribe me, unsubscribe me from everything, unsubscribe from everything,
    unsubscribe from all, stopall, stop all, stop everything, turn off all alerts, turn off alerts, turn off
    notifications, turn all alerts off, switch off alerts, turn it off, turn this off, turn off everything, i no
    longer want these, i no longer want these messages, i no longer want these alerts, i do not want these any
    more, i do not want this any more, i do not want these messages any more, i do not want these messages, i do
    not want these alerts any more, i do not want these alerts, i do not want to get these any more, i do not
    want to get these messages any more, i do not want to receive these any more, i want out
""")
PERHAPS_STOP = _phrases("""
    end, cancel, quit, exit, enough, that is enough, enough is enough, leave me alone, go away, shut up, be
    quiet, remove me, take me off, take me off the list, take me off this list, remove me from the list, remove
    me from this list, stoop, i am
    leaving, off, turn off, mute, i do not want this, i do not want these, i am not interested, not interested,
    no longer interested, silence, i do not need this any more, i do not need these any more, stop or pause
""")
SAID_OF_ALERTS = _phrases("""
    stop sending me, stop messaging me, stop texting me, unsubscribe, unsubscribe me, stop these messages, stop
    the messages, stop these alerts, stop the alerts, stop getting these, stop getting messages, stop receiving,
    stop all messages, stop all alerts, no longer want these messages, do not want these messages, take me off
    this list, stop this bot
""")
SOME_TIME = _phrases("""
    for now, for a while, for a bit, for today, for tonight, tonight, until monday, until tomorrow, until next
    week, for the holidays, over the holidays, for the summer, over the summer, for christmas, for the moment,
    for the weekend, while i am away, for some time, until further notice, till monday, till tomorrow, till next
    week
""")
NUMBERS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
UNITS = {"hour": (1, "h"), "day": (1, "d"), "week": (1, "w"), "fortnight": (2, "w"), "month": (30, "d")}

PUTTING = word_set("ask asking put putting submit submitting raise table pose")
WHEN = word_set("when next upcoming coming future any which what where list are is whose meetings who")
AROUND_MEETINGS = word_set(
    "the a an of about on for in at to do does there will be held this that week month today tomorrow meeting we you "
    "have has know with council's take takes place happen happening scheduled planned and please soon going it"
)
"""What stands beside what a meeting is about, for grammar or for its time."""

_SAID: tuple[tuple[Kind, str], ...] = (
    ("help", """
    help, help me, commands, command, menu, options, what can you do, what do you do, what can i do, what can i
    say, what can i ask, what can i ask you, how does this work, how does it work, how do you work,
    instructions, how do i use this, how do i use you, how to use this, i am lost, i do not understand, what
    now, usage, manual, what do you understand, how can you help, how can you help me, i need help, can i ask
    you a question
"""),
    ("topics", """
    topics, topic, what can i follow, what topics are there, which topics are there, list topics, all topics,
    what can i subscribe to, subscribe, follow, sign me up, sign up, what is there to follow, themes, subjects,
    start, begin, begin again, start again, how do i subscribe, how do i follow something, how do i sign up
"""),
    ("sources", """
    sources, source, what do you read, what do you watch, where do you look, which sources are there, list
    sources, which committees are there, committees, what sources are there, which papers do you read, all
    sources
"""),
    ("mine", """
    mine, what do i follow, what am i following, my subscriptions, my topics, my alerts, my settings, settings,
    what have i subscribed to, what am i subscribed to, what is followed, change my settings, list, my list, too
    many, too many messages, too many alerts, too much, less, less often, fewer messages, fewer alerts, fewer,
    how often, change how often, weekly, daily, once a week, once a day, what will i get, make it
    weekly, make it daily, less messages, fewer emails, not so many, not so often
"""),
    ("latest", """
    latest, the latest, what is new, what is the latest, new, news, any news, anything new, is there anything
    new, what has changed, what changed, what has changed this week, what changed this week, what is new this
    week, what is new today, what happened, what has happened, what happened this week, what has happened this
    week, what did i miss, what have i missed, recent, recently, updates, any updates, update, latest news, the
    latest news, latest changes, what is happening, what is going on, what is up, this week, today, changes,
    show latest, anything this week, what happened today, what has changed today, new papers, any new papers
"""),
    ("search", "search, find, look for, search for, how do i search"),
    ("meetings", """
    meetings, meeting, next meeting, the next meeting, the meetings, coming meetings, upcoming meetings, agenda,
    calendar, dates, what is coming up, what is coming, what is on, what is next, next meetings, diary, what
    meetings are there, what is on next week, what is on this week, what is coming up this week
"""),
    ("ofsted", "ofsted grades, ofsted ratings, ofsted rating, inspections, inspection grades, grades, ofsted history"),
    ("plan", """
    plan, the plan, improvement plan, the improvement plan, what is overdue, what is red, what has slipped, what is
    behind, how is the plan going, how does the plan stand
"""),
    ("promises", """
    promises, promised, what was promised, what has been promised, what did they promise, what did you promise, what
    is promised, open promises, broken promises, what promises were made, what was promised to us
"""),
    ("reminders", """
    reminders, my reminders, reminder, remind me, what will you remind me of, list reminders, the reminders, what am i
    reminded of, what reminders do i have
"""),
    ("quiet", "quiet, quiet hours, silent hours, do not disturb, not at night, no messages at night, night mode"),
    ("pause", "pause, pause it, pause everything, pause alerts, pause messages, hold, pause all, take a break, snooze"),
    ("resume", """
    resume, unpause, go on again, carry on, end the pause, resume alerts, start sending again, i am back,
    continue, end pause
"""),
    ("privacy", """
    privacy, what do you store, what do you store about me, what do you know of me, is this private, is it
    private, data protection, gdpr, is my data safe, privacy policy, who sees this, who can see this, is this
    confidential
"""),
    ("mydata", """
    my data, mydata, what do you know about me, my information, what is stored about me, what have you on me
"""),
    ("forget", """
    forget me, forget, delete me, delete my data, erase me, erase my data, delete everything, erase everything,
    delete all my data, delete my account, remove my data, forget everything, delete account
"""),
    ("go-on", "do not stop, keep going, go on, keep it up, keep them coming"),
    ("hello", """
    hi, hello, hey, hiya, hello there, hi there, hey there, good morning, good afternoon, good evening, morning,
    evening, afternoon, howdy, greetings, how are you, how do you do, hello bot, hi bot, yo, dear bot, hallo,
    are you there, are you working, is anybody there, test, testing, bore da, helo, shwmae, prynhawn da,
    noswaith dda
"""),
    ("who", """
    who are you, what are you, is this a bot, are you a bot, are you a robot, are you human, are you real, are
    you a person, are you a real person, is this a person, is this a real person, who is this, who made you,
    what is this, who runs this, who runs you, who is behind this, are you ai, are you an ai, is this ai, are
    you the council, is this the council, do you work for the council, what is this bot, who do you work for, am
    i talking to a bot, are you from the council, who built you, are you a human, is this official
"""),
    ("thanks", """
    thanks, thank you, thank you very much, thanks a lot, many thanks, ta, ty, cheers, thanks so much, thank you so
    much, great, brilliant, perfect, lovely, nice, good, good bot, well done, great work, excellent, fantastic,
    wonderful, that is great, that is helpful, very helpful, helpful, useful, very useful, nice one, good job,
    amazing, super, thank you all, thanks all, much appreciated, appreciated, ok thanks, ok thank you, cool,
    awesome, love it, i love you, thanks for this, thank you for this, thanks for your help, thank you for your
    help, diolch, diolch yn fawr, diolch yn fawr iawn, merci, got it, bye, goodbye, see you, good night, hwyl,
    ok great, good to know, thanks for everything, thank you for everything, fab, ace, top, you are great, you
    are brilliant, bless you
"""),
    ("no", "no, no thanks, no thank you, nope, not now, nothing, never mind, nevermind, na, ok, okay, yes, fine, sure"),
)  # fmt: skip
SAID: Mapping[str, Kind] = {phrase: kind for kind, text in _SAID for phrase in _phrases(text)}

_ABOUT: tuple[tuple[Kind, str], ...] = (
    ("said", """
    who said what about, who said anything about, who said, what was said about, what did they say about, what has
    been said about, what was said on, what did the council say about, what did anybody say about
"""),
    ("story", "the story of, story of, what became of, what has become of, what happened to, whatever happened to"),
    ("search", """
    search for, search, find, find me, look for, look up, anything about, is there anything about, anything on,
    is there anything on, what do you know about, what do you have on, what have you got on, everything about,
    everything on, have you read anything about, where does it say, any mention of, any mentions of, looking
    for, i am looking for, find anything about, find anything on, search the papers for, chwilio am
"""),
    ("latest", """
    what is new in, what is new about, what is new with, what is new on, what is new for, latest on, latest
    about, latest from, latest in, latest, latest for, news about, news on, news from, any news about, any news
    on, any news from, what has changed in, what has changed about, what happened at, what happened in, what is
    happening with, what is happening in, what is the latest on, what is the latest about, the latest on, what
    is going on with, updates on, any updates on, any update on, what is the news on, the latest about
"""),
    ("follow", """
    keyword, keywords,
    subscribe to, subscribe me to, subscribe, follow, sign me up for, sign me up to, sign up for, sign up to,
    alert me about, alert me to, alerts about, alerts on, notify me about, notify me of, tell me when, keep me
    posted on, keep me updated on, keep me informed about, watch, watch for, watch out for, hear about, to hear
    about, add, let me know about, let me know when, updates about, i am interested in, interested in, start
    sending me, how do i follow, how do i subscribe to, how can i follow, how do i get alerts about, get alerts
    about
"""),
    ("explain", """
    what is meant by, what is an, what is a, what is the, what is, what are, what are the, what is the meaning
    of, explain, explain the, tell me about, about, what about, explain what is, explain what a, define,
    definition of, meaning of, the meaning of, what is a so-called, what means, what do you mean by, who is, who
    are, beth yw
"""),
)  # fmt: skip
ABOUT: tuple[tuple[tuple[str, ...], Kind], ...] = tuple(
    sorted(((words, kind) for kind, text in _ABOUT for words in _lines(text)), key=lambda pair: -len(pair[0]))
)

SENTENCES = word_set(
    "why how who whose where when what which do does did is are was were can could will would should have has i we you "
    "it they he she my your this that there please if because but and not"
)
"""What a sentence begins with, and a name or a word to look for hardly ever."""
SMALL = word_set("the a an in of for on at to by with and or is are")
"""Words that nobody looks for."""
BARE_ENDS, BARE_START = (".gov.uk", ".co.uk", ".org.uk"), "www."
"""What an address has that is written without its scheme."""
KIND_SIGNS = frozenset("👍❤♥🙏💜💙💚🧡💛🖤🤍💗💖💕👏🙌💯🎉😊🙂😀😃😄😁🥰😍👌🤗😘🌹💐🌟⭐✅☺🤩🫶")
