"""intent.py: ways of saying something -> what is meant. A new one is a line here, and one in its tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from watcher.bot.commands.intent import LONGEST, Intent, recognise_intent

# kind: each way of saying it; behind an arrow, what it is about.
EXAMPLES = """
stop: stop | STOP | Stop. | stop!!! | StOp | please stop | Stop please | pls stop | plz stop | can you please stop
stop: can you stop? | could you stop please? | please can you stop sending me these messages, thank you
stop: hi, stop please
stop: I want to stop getting these | I’d like to stop receiving these messages | I want you to stop messaging me
stop: stop it | stop this | stop all | stop everything | stop all alerts | stop the messages
stop: stop sending me messages
stop: STOP STOP STOP | STOP! I said stop | stop now | stop the bot | stop texting me | Stop. Thanks for everything
stop: unsubscribe | UNSUBSCRIBE | Unsubscribe me | please unsubscribe me from everything | unsub
stop: I'd like to unsubscribe
stop: no more | No more! | no more messages | no more alerts please | opt out | I don't want these messages any more
stop: I don’t want these anymore | don't send me any more messages | do not message me again | cancel my subscription
stop: end all alerts | turn off notifications | cancel alerts | stop sending me this
ask-whether-to-stop: stop? | Stop?! | how do I stop | How do I stop these messages? | how can I unsubscribe?
ask-whether-to-stop: can I stop
ask-whether-to-stop: how to stop | cancel | end | quit | enough | leave me alone | go away | take me off the list
ask-whether-to-stop: stop for now | stop for a while | stop until Monday | stop everything except SEND | mute
ask-whether-to-stop: my daughter has left school now so I think you can stop sending me the things about the committee
ask-whether-to-stop: I'm not interested
go-on: don't stop | Don’t stop! | dont stop | please don't stop | never stop | please never stop | do not ever stop
go-on: keep going | don't unsubscribe me | I don't want to stop | please don't ever stop
pause: stop for a week -> 1w | stop for 3 days -> 3d | stop sending me messages for two weeks -> 2w
pause: stop for a month -> 30d
pause: pause for a week -> 1w | please pause alerts for 3 days -> 3d | mute for a fortnight -> 2w
pause: pause 3 days -> 3d | Pause a week -> 1w | snooze two weeks -> 2w
quiet: quiet 10pm-7am -> 10pm-7am | Quiet from 22:00 to 07:00, please -> 22:00-07:00
quiet: quiet hours between 10 pm and 7 am -> 10 pm-7 am
pause: pause | pause please | Pause everything | please pause for me
resume: resume | carry on | unpause | I am back
plan: plan | the improvement plan | What is overdue?
promises: promises | what was promised? | open promises
reminders: reminders | remind me | what will you remind me of?
story: what became of the transport contracts? -> transport contracts | story of school places -> school places
said: who said what about taxis -> taxis | what did the council say about taxis? -> taxis
mine: make it weekly | I want less messages
thanks: ty
meetings: when is cabinet? -> cabinet
stop: stop emailing me
name: planning -> planning | promised land -> promised land | remind -> remind | school plan -> school plan
drop: stop send -> send | Stop SEND -> SEND | stop SEND alerts -> SEND | no more SEND -> SEND
drop: stop cabinet please -> cabinet | stop 20 weeks -> 20 weeks
name: quiet parks 2026 -> quiet parks 2026 | mute swans -> mute swans
drop: stop cutting SEND transport -> cutting SEND transport | stop school closures -> school closures
drop: no more cuts -> cuts
drop: stop and search -> and search | stop the cuts! -> cuts | cancel SEND -> SEND
drop-or-ask: stop telling me about Cabinet -> Cabinet | stop sending me SEND alerts -> SEND | unsubscribe send -> send
drop-or-ask: unsubscribe from The Daily -> Daily | I'd like to unsubscribe from SEND -> SEND
drop-or-ask: unfollow cabinet -> cabinet
name: non-stop -> non-stop | bus stop -> bus stop | non stop flights -> non stop flights | stopped -> stopped
name: ehcp -> ehcp | SEN -> SEN | autism -> autism | RM3 -> RM3 | Corbets Tey School -> Corbets Tey School
name: shop -> shop
name: ysgol -> ysgol | one-stop shop -> one-stop shop | latst -> latst | ehpc -> ehpc
help: help | HELP! | Help please | ? | ?? | / | what can you do? | how does this work | I need help
help: can I ask you a question
meetings: meetings | Meetings? | when is the next meeting | When’s the next meeting?
meetings: when's the next SEND meeting? -> SEND
meetings: next meeting | upcoming meetings please | are there any meetings this week
meetings: when does the cabinet meet next? -> cabinet
meetings: next meeting about home to school transport -> home to school transport
latest: latest | what's new | What’s new? | whats new | what is new? | what has changed this week | any news? | news
latest: what did I miss? | I would like to know what's new | what's new in cabinet -> cabinet | latest on SEND -> SEND
search: search -> | search for school transport -> school transport | Search tribunal -> tribunal
search: find EHCP please -> EHCP
search: look for Corbets Tey -> Corbets Tey | is there anything about the pool? -> pool
search: anything about buses -> buses
topics: topics | what can I follow? | subscribe
sources: sources | what do you read?
mine: mine | what do I follow? | my settings | too many messages | once a week
follow: follow SEND -> SEND | subscribe to send -> send | I want to subscribe to Cabinet -> Cabinet
follow: sign me up for SEND -> SEND
follow: keyword tribunal weekly -> tribunal weekly
explain: what is a call-in -> call-in | What's an EHCP? -> EHCP | what's an ehcp -> ehcp | EHCP? -> EHCP
explain: call-in? -> call-in
explain: what does EHCP stand for? -> EHCP | what does call-in mean -> call-in
explain: tell me about late papers -> late papers
explain: what are supplements -> supplements | explain quorum -> quorum
explain: please tell me what a supplement is? -> supplement
ask-a-question: how do I ask a question | how can I ask a question? | How do the public put questions to the council?
ask-a-question: can I ask a question at Cabinet? | submit a question | I want to ask a question
ask-a-question: can I speak at the meeting
ask-a-question: when is the deadline for questions?
who: who are you | Who are you? | is this a bot | Is this a bot?! | are you human? | are you the council?
who: what is this
thanks: thanks | Thanks! | thank you | Thank you so much! | thx | ta | cheers | 👍 | 👍🏽 | ❤️ | ❤ | 🙏🙏 | great, thanks
thanks: diolch
thanks: Diolch yn fawr! | brilliant | 👏👏👏 | ok thanks | goodbye
no: no | no thanks | No, thank you. | not now | ok
hello: hi | Hello! | hello there | good morning | Bore da! | hey
privacy: privacy | is this private? | GDPR
mydata: my data | what do you know about me?
forget: forget me | delete my data | please delete everything
link: https://www.gov.uk/x -> https://www.gov.uk/x
link: see democracy.havering.gov.uk/ieX.aspx?MId=1 -> https://democracy.havering.gov.uk/ieX.aspx?MId=1
link: What is this? https://reports.ofsted.gov.uk/provider/44/80500 -> https://reports.ofsted.gov.uk/provider/44/80500
nothing: 🦄 | … | --- | ☃
"""


def examples() -> list[tuple[str, str, str]]:
    """Each way of saying, with the kind and what it is about."""
    found = []
    for line in EXAMPLES.strip().splitlines():
        kind, _, ways = line.partition(": ")
        for way in ways.split(" | "):
            said, _, about = way.partition(" ->")
            found.append((said.strip(), kind, about.strip()))
    return found


@every_example(("said", "kind", "about"), examples())
def test_what_is_said_is_understood(said: str, kind: str, about: str) -> None:
    meant = recognise_intent(said)
    assert meant.kind == kind
    if about or kind not in ("name", "link"):
        assert meant.about == about


def test_the_table_is_long_enough() -> None:
    assert len(examples()) >= 250
    assert len({said for said, _, _ in examples()}) == len(examples())


NEVER_A_STOP = """
stop cutting SEND transport | don't stop | non-stop | bus stop | never stop | Stop the boats | stop and search
full stop
why did you stop? | did you stop | they want to stop our bus | the council must stop the cuts | stopgap | truck stop
one stop shop | stop smoking service | I want to end it all | end child poverty | no more cuts
stop closing libraries
cancel the meeting | no more school closures | stop SEND | unstoppable | end of year report | stop that school closing
it should never stop | can't stop thinking about it | when will it stop | stop killing trees | a stop | the last stop
"""


@every_example("said", [one.strip() for line in NEVER_A_STOP.strip().splitlines() for one in line.split("|")])
def test_what_only_sounds_like_it_stops_nothing(said: str) -> None:
    assert recognise_intent(said).kind not in ("stop", "pause")


def test_nothing_at_all_and_four_thousand_signs_are_understood_as_what_they_are() -> None:
    assert recognise_intent("") == Intent("nothing")
    assert recognise_intent(" \n\t ") == Intent("nothing")
    assert recognise_intent("school " * 570).kind == "long"
    assert recognise_intent("x" * 4_000).kind == "long"
    assert recognise_intent("stop " * 800).kind == "long"
    assert recognise_intent("?" * 4_000).kind == "help"


def test_what_lies_beyond_a_message_is_not_looked_at() -> None:
    assert recognise_intent("a" * LONGEST + " https://www.gov.uk/x").kind == "long"


@given(st.text(max_size=200))
def test_anything_is_understood_as_something(said: str) -> None:
    meant = recognise_intent(said)
    assert isinstance(meant.about, str)
    assert (meant.kind == "nothing") >= (not said.strip())


@given(st.sampled_from([said for said, kind, _ in examples() if kind == "stop"]), st.sampled_from(["don't ", "never "]))
def test_a_stop_that_is_denied_is_none(said: str, before: str) -> None:
    assert recognise_intent(before + said).kind != "stop"
