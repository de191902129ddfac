"""PURE: explains terms of councils, inspectors and SEND, each in two plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class GlossaryTerm(NamedTuple):
    """Holds a term as it is written, and what it means; `also`: other ways people write it, in small letters."""

    name: str
    meaning: str
    also: tuple[str, ...] = ()


TERMS = (
    GlossaryTerm(
        "Call-in",
        "Councillors can call in a decision of the Cabinet or an officer before it takes effect, so that a "
        "scrutiny committee looks at it again. They have a few working days for that, and nothing is done until it "
        "is settled.",
        ("call in", "called in", "called-in", "calling in", "callin", "call-ins", "call ins"),
    ),
    GlossaryTerm(
        "EHCP",
        "An education, health and care plan says in law what help a child or young person with special needs must "
        "get, and at which school. The council has 20 weeks to issue it after it was asked for.",
        ("ehc plan", "ehc plans", "ehcps", "ehc", "education health and care plan", "education, health and care plan"),
    ),
    GlossaryTerm(
        "SEND",
        "Special educational needs and disabilities: what a child has who needs more or other help to learn than "
        "most. Schools give it as SEN support; where that is not enough, there can be a plan (EHCP).",
        ("sen", "special educational needs", "special needs"),
    ),
    GlossaryTerm(
        "Late paper",
        "A paper for a meeting that came out after the agenda. Papers are due five clear working days before a "
        "meeting, so that the public can read them; a later one needs a reason.",
        ("late papers", "late report", "late item"),
    ),
    GlossaryTerm(
        "Supplement",
        "A further set of papers for a meeting, published after its agenda: a missing report, a new version, "
        "questions. It belongs to the same meeting and is read there together with the agenda.",
        ("supplementary agenda", "supplements", "supplementary paper", "supplementary"),
    ),
    GlossaryTerm(
        "Agenda",
        "The list of what a meeting deals with, item by item, with the papers for each. It must be public at least "
        "five clear working days before the meeting.",
        ("agendas", "agenda pack", "frontsheet", "agenda frontsheet", "reports pack"),
    ),
    GlossaryTerm(
        "Minutes",
        "The written record of a meeting: who was there, and what was decided. They come out as a draft, and count "
        "once the next meeting has agreed them.",
        ("minute", "draft minutes", "printed minutes"),
    ),
    GlossaryTerm(
        "Decision notice",
        "A short paper that says what was decided, by whom and why, often within two days of a meeting. From its "
        "date the days for a call-in run.",
        ("decision notices", "decisions", "decision sheet", "executive decision", "decision"),
    ),
    GlossaryTerm(
        "Key decision",
        "A decision of the Cabinet or an officer that costs or saves a lot, or matters in two wards or more. It "
        "must be announced 28 days before it is taken.",
        ("key decisions",),
    ),
    GlossaryTerm(
        "Forward plan",
        "The council's public list of decisions that are to come, at least 28 days ahead. It shows early what will "
        "be decided, by whom and when.",
        ("forward plans", "plan item"),
    ),
    GlossaryTerm(
        "Cabinet",
        "The leader of the council and the councillors who each look after one field, such as children. Most "
        "decisions that are not for the whole Council are taken there.",
        ("the cabinet", "executive"),
    ),
    GlossaryTerm(
        "Scrutiny",
        "Committees of councillors outside the Cabinet who question what it does and plans. They can't overrule "
        "it, but can send a decision back and publish advice.",
        ("scrutiny committee", "overview and scrutiny", "overview & scrutiny", "scrutiny board"),
    ),
    GlossaryTerm(
        "Delegated decision",
        "A decision that one councillor or an officer takes alone, without a meeting. It is published afterwards "
        "and can mostly be called in.",
        ("officer decision", "delegated decisions", "officer decisions"),
    ),
    GlossaryTerm(
        "Quorum",
        "The number of members who must be present for a meeting to decide anything. With fewer it can't go on.",
        ("quorate", "inquorate"),
    ),
    GlossaryTerm(
        "Exempt",
        "An exempt item is kept from the public, for a reason the law names, such as somebody's private affairs. "
        "The press and public leave the room for it, and its paper is not published.",
        ("exempt item", "part 2", "part two", "confidential item", "restricted item", "exempt report"),
    ),
    GlossaryTerm(
        "ILACS",
        "Ofsted's inspection of a council's services for children: help, protection, care, and those who leave "
        "care. It ends with one of four grades, from outstanding to inadequate.",
        ("ilacs inspection", "inspection of local authority children's services"),
    ),
    GlossaryTerm(
        "Area SEND inspection",
        "Ofsted and the Care Quality Commission look together at how council and NHS help children with SEND. It "
        "has three outcomes; the lowest means widespread failings, and a priority action plan must be written.",
        ("area send", "send inspection", "local area inspection", "local area send inspection"),
    ),
    GlossaryTerm(
        "Monitoring visit",
        "A short visit of inspectors to a council that was found inadequate, to see whether it gets better. It "
        "gives a letter, but no grade.",
        ("monitoring visits", "focused visit", "focused visits"),
    ),
    GlossaryTerm(
        "Improvement notice",
        "A letter of the government that tells a council what it must put right, and by when. It stays until the "
        "minister is satisfied, and can lead to somebody else taking over.",
        ("improvement notices", "statutory direction", "improvement plan", "improvement board"),
    ),
    GlossaryTerm(
        "Tribunal",
        "The SEND tribunal is a court that parents can appeal to when they disagree with a council about a plan or "
        "a school. It is free, and parents don't need a lawyer.",
        ("send tribunal", "sendist", "first-tier tribunal", "tribunals", "send appeal"),
    ),
    GlossaryTerm(
        "High needs block",
        "The part of the government's money for schools that pays for SEND: special schools, plans, and extra "
        "help. Most councils spend more than they get, which leaves a deficit.",
        ("high needs", "dsg", "dedicated schools grant", "high needs funding"),
    ),
    GlossaryTerm(
        "Safety valve",
        "A deal in which the government pays off part of a council's SEND deficit, if the council brings its "
        "spending down. Parents' groups watch it, since it can mean fewer plans or places.",
        ("safety valve agreement", "safety-valve"),
    ),
    GlossaryTerm(
        "Short breaks",
        "Activities or overnight care for disabled children that give their families a rest too. Councils must "
        "offer a range of them and publish who can get them.",
        ("short break", "respite"),
    ),
    GlossaryTerm(
        "Local offer",
        "The web pages on which a council must say what help there is for children with SEND in its area. Parents "
        "have a say in what stands there.",
        ("the local offer", "send local offer"),
    ),
    GlossaryTerm(
        "SENDIASS",
        "A free and impartial service in every area that advises parents of children with SEND. It does not decide "
        "anything, and does not work for the council's case.",
        ("iass", "sendias"),
    ),
    GlossaryTerm(
        "Consultation",
        "A time in which the council asks for views before it decides. Anybody may answer, and the decision must "
        "take the answers into account.",
        ("consultations", "public consultation"),
    ),
    GlossaryTerm(
        "Public question",
        "A question that anybody may put to a meeting of the council, in writing and some working days before. Ask "
        "me “how do I ask a question” for the next meeting and its last day.",
        ("public questions", "questions from the public"),
    ),
)
BY_NAME: Mapping[str, GlossaryTerm] = {name: term for term in TERMS for name in (term.name.lower(), *term.also)}
"""By every way of writing it, in small letters."""
