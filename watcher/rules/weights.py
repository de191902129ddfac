"""PURE: tells what makes a sentence of a paper matter, and how much: the one table of weights. Each line was set by
papers that a reader had marked (tests/unit/rules/test_importance.py tells how often the right sentence is found)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Weight:
    """A signal and what it counts, at most `most` times. `words` are words or phrases, in small letters, looked for in
    the sentence or in the heading over it; where there are none, importance.py counts the signal by its name."""

    signal: str
    weight: int
    words: tuple[str, ...] = ()
    most: int = 1
    where: Literal["sentence", "heading"] = "sentence"


def _forms(verbs: str) -> tuple[str, ...]:
    """Returns each regular verb with its forms."""
    return tuple(form for verb in verbs.split() for form in (verb, *_conjugated(verb)))


def _conjugated(verb: str) -> Iterator[str]:
    yield f"{verb}s"
    yield f"{verb.removesuffix('e')}ed"
    yield f"{verb.removesuffix('e') if not verb.endswith('ee') else verb}ing"


def listed(words: str) -> tuple[str, ...]:
    """Returns words and phrases that are separated by commas, blanks and line breaks collapsed."""
    return tuple(" ".join(phrase.split()) for phrase in words.split(","))


DECIDING = (
    *_forms("recommend agree approve refuse reject freeze replace award appoint suspend postpone withdraw"),
    *_forms("adopt authorise retain remove endorse"),
    *listed("""
    cancel, cancels, cancelled, defer, defers, deferred, closes, closed, closing, closure, closures, to close, will
    close, would close, may close, not close, opens, opening, to open, will open, would open, not open, ends, ended, to
    end, will end, would end, cut, cuts, cutting, froze, frozen, agreement to, turned down, consult, consults,
    consulting, approval, refusal, decided, decides, resolved, resolve, resolves, voted, public consultation,
    consultation on, recommendation, replacement, withdrew, withdrawn, stop, stops, stopped, stopping, deny, denied,
    scrap, scrapped, merge, merged, reinstate, removal, narrowing, expansion of
"""),
)
GONE_WRONG = (
    *_forms("fail overspend delay deteriorate decline worsen"),
    *listed("""
    breach, breached, breaches, failings, failures, overspent, deterioration, deficit, shortfall, overdue, late,
    waiting, wait, waits, waited, too long, too slow, inadequate, ineffective, unlawful, at risk, of harm, unsafe,
    insufficient, insufficiently, not satisfied, negative impact, upheld, vacant, vacancies, shortage, without, not
    received, not receiving, not always, not consistently, out of school, missed, limited assurance, lost, weak,
    weaknesses, poor, drift, unregistered, turnover, not effective, inhibited, lower than, gaps, too many, serious,
    widespread, systemic, variable, inconsistent, lose, injustice, fault, apologise, remedy, not met, only, concern was
    raised, concern was expressed, concerned, concerns raised, concerns that, expressed concern, raised concern, raised
    concerns, worried, frustration, frustrated, distress, struggle, struggling, difficult, difficulty, difficulties,
    lengthy, backlog, shortages, shortcomings, unable, lack of, not able, cannot, apologised, unsustainable, with
    concern, financial risk, significant risk, anxiety, unmet, pressure on, under pressure, not working, refused, crisis
"""),
)
TOLD = listed("""
    heard that, informed that, advised that, was advised, were advised, reported that, confirmed that, explained that,
    noted that, acknowledged, accepted that, admitted, recognised that, estimated that, showed that, shown that, shows
    that, it emerged, made clear
""")
CHANGING = (
    *_forms("increase reduce move transfer propose create promise require intend object"),
    *listed("""
    will, would, fall, fell, fallen, falls, rise, rose, risen, rises, instead of, no longer, fewer, more than, less
    than, rising, increasing, growing, demand, gap, asked to, have to, introduce, introducing, doubled, halved, becomes,
    new, significantly, improved, now, not be, since last year, than a year ago, pay, spend, spent
"""),
)
SHARES = listed("""
    half of, a third of, a quarter of, two thirds, three quarters, one in two, one in three, one in four, one in five,
    one in six, one in seven, one in eight, one in nine, one in ten, two in three, three in four, four in five, four in
    ten
""")
NUMBERS = listed("""
    two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, twenty, thirty, forty, fifty, sixty,
    seventy, eighty, ninety, hundred, hundreds, thousand, thousands
""")
FOR_WHOM = listed("""
    children, child, pupils, pupil, families, family, parents, carers, young people, young person, students, learners,
    care leavers, residents, places
""")
OF_CHILDREN = (
    *(words for words in FOR_WHOM if words not in {"residents", "places"}),
    *listed("""
    parent, carer, family, student, learner, pupil's, child's, children's, son, daughter, plan, plans, ehc, ehcp, ehcps,
    assessment, assessments, placement, placements, tuition
"""),
)
"""What a sentence speaks of that goes on about children: behind one that holds a topic's phrase it is about it too."""
OF_SCHOOLS = listed("""
    school, schools, nursery, nurseries, provision, teacher, teachers, teaching, inclusion, classes, governors
""")
LEGAL = listed("""
    act 2010, act 1996, act 2014, act 2006, act 1972, equality act, education act, the act, regulations, due regard,
    statutory duty, statutory requirement, equality duty, public sector equality duty, protected characteristic,
    protected characteristics, code of practice, constitution, pursuant to, in accordance with, section 149, access to
    information, exempt information, data protection, gdpr, required by law, permitted by law, duty to, statutory
    guidance, is set out in, framework, must have regard, conflicts of interest, declarations of interest
""")
MEETING = listed("""
    correct record, apologies for absence, apologies were received, disclosures of interest, signed by the chairman,
    signed by the chair, vote of thanks, announcements, minutes of the meeting, minutes of the previous, substitute
    members, quorum, fire alarm, mobile phones, report on meetings, members of the public are, public gallery, date of
    next meeting, carried unanimously, any other business, chairman welcomed, chair welcomed, notes the report, noted
    the report, be received, was moved, moved and seconded, noted the update, noted the contents, note the
    update, to note the, noted that the report, delegate, delegates, delegated, work programme, update be provided, be
    noted, note the contents, note the outcome, be circulated, note the progress, noted the progress, noted the outcome,
    noted the presentation, note the position, was present, were present, in attendance, declared an interest, personal
    interest, pecuniary
""")
PROCESS = listed("""
    this report, this letter, this policy, this document, this paper, this assessment, the report sets out, inspectors
    reviewed, inspectors for this visit, lead inspector, was inspected, were visited, received a presentation,
    presentation from, introduced the, presented the, asked about, asked whether, asked how, asked what, asked why,
    asked when, asked if, opened the matter, will be published, copying this letter, please contact, further
    information, can be found, please complete, please tick, methodology, fieldwork, has been in post, referred to as,
    is defined, purpose of, applies to, we are writing, you can tell us, applications should, if you have any questions,
    considered a report, considered the report, report of the, report by the, the report focuses, submits a report,
    submitted a report, presented a report, gave an overview, provided an overview, an overview of, verbal update,
    discussion ensued, members discussed, board discussed, committee discussed, addressed cabinet, is attached, taken as
    read, points were raised, to note were, outlined the report, set out in the report, report back, further report,
    brought back, to receive, to consider the, to show the position, have been consulted, was attended, do nothing, for
    more information, we are inviting, would like, will consider, report set out, report provided, report provides,
    report highlighted, report outlined, report detailed, report details, report included, submitted report, included
    details, provided details, details of, which provided, which outlined, providing an update, received the report,
    agreed to include, complains about, complains that, complained about the, to provide an update, provided an update,
    provides an update, received an update, to receive, be presented at, to update, to review, will submit, submitted
    document, was circulated, were circulated, report presents, began consideration, attached as, referred to appendix,
    as set out in appendix, please note, were highlighted, discussion on, discussion included, asked questions,
    responded to questions, following comments, principal points, invited to
""")
COURTESY = listed("""
    thank, thanks, thanked, thanking, grateful, pleased, welcome, welcomed, welcomes, helpful, commitment, committed,
    valued, vision, ambition, values the, ambitions, ambitious, priority for, heart of, in partnership, work hard, works
    hard, worked hard, hard work, important role, positive feedback, wishes, recognises, congratulated, praised,
    tribute, confident that, believe that, continue to work, wide range, at the heart, key part of
""")
DECISION_HEADINGS = listed("""
    recommendation, recommendations, recommended, resolved, resolution, decision, decisions, decision of, details of
    decision, agreed, what will change, what is changing, what we are proposing, proposal, proposals, finding, findings,
    outcome, agreed actions, actions agreed
""")
SUMMARY_HEADINGS = listed("""
    summary, executive summary, headline, headlines, key points, key messages, key findings, headline findings, main
    points, conclusion, conclusions, overall impact, what needs to improve, areas for improvement, areas for priority
    action, need to do better, overall effectiveness
""")
COVER_HEADINGS = listed("""
    slt lead, elt lead, cmt lead, lead officer, report author, author, contact, contact details, cabinet member,
    consultees, consulted, who will be consulted, ward, wards, ward s, wards affected, policy context, subject heading,
    subject, title, date, date of decision, date of meeting, decision maker, decision taken by, key decision, present,
    apologies, membership, councillors, members, version, version number, approved by, owner, review date, next review,
    document control, executive director, strategic director, director, executive lead, service, report to, signature,
    name of officer, designation, officer, publication date, exempt, reviewing osc, council objectives, case officer,
    eligibility to vote, distribution, background papers, documents relied upon, documents to be submitted, sources
    used, evidence, appendix, appendices, contents, authority under, strategic alignment, assurance levels, rag key,
    decision status, is key decision, subject to call in, lead inspector, previous consideration, reference, application
    reference, location, apologies for absence, when should this matter
""")
LEGAL_HEADINGS = listed("""
    legal, equalities, equality, eqia, human resources, hr implications, implications and risks, environmental, climate,
    health and wellbeing implications, other options, alternative options, options considered, reasons for the decision,
    data protection, risk implications, the law, role, roles, access to information, protocol, introduction, foreword,
    about this, follow up, previous recommendations, matters arising, purpose, terms of reference, quorum, apologies,
    announcements, disclosures of interest, interests, welcome, pre decision consultation, terms, date of next meeting,
    next meeting, financial implications, reason, reasons, the complaint, what i have investigated, how i considered,
    how we considered
""")

TABLE: tuple[Weight, ...] = (
    Weight("money", 3, most=2),
    Weight("per cent", 3, SHARES),
    Weight("figure", 2, most=2),
    Weight("number in words", 1, NUMBERS),
    Weight("date to come", 2),
    Weight("old and new", 2),
    Weight("in capitals", 2),
    Weight("deciding", 3, DECIDING, most=2),
    Weight("gone wrong", 3, GONE_WRONG, most=3),
    Weight("changing", 1, CHANGING, most=3),
    Weight("told", 1, TOLD),
    Weight("for whom", 1, FOR_WHOM),
    Weight("over twenty-five words", 1),
    Weight("the reader's words", 1),
    Weight("under decision", 3, DECISION_HEADINGS, where="heading"),
    Weight("under summary", 3, SUMMARY_HEADINGS, where="heading"),
    Weight("cover", -8, COVER_HEADINGS, where="heading"),
    Weight("boilerplate heading", -4, LEGAL_HEADINGS, where="heading"),
    Weight("of something else", -2),
    Weight("only of schools", -4),
    Weight("under another heading", -1),
    Weight("long ago", -2),
    Weight("legal", -3, LEGAL, most=2),
    Weight("meeting form", -5, MEETING, most=2),
    Weight("about itself", -4, PROCESS, most=2),
    Weight("courtesy", -3, COURTESY, most=2),
    Weight("contents", -12),
    Weight("address", -6),
    Weight("names", -6),
    Weight("no sentence", -6),
    Weight("question", -4),
    Weight("under six words", -8),
    Weight("over sixty words", -2),
)
"""In the order in which `watcher explain` tells them: what speaks for a sentence, then what speaks against it."""
