"""What of the story matters, to whom, and which words must then be read. Patterns are matched in any case."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.tools.borough import happenings as h
from tests.tools.borough.happenings import Happening, on, prints
from tests.tools.borough.judge import Event
from tests.tools.borough.noise import NOISE

WAIT = "Parents wait 71 weeks for EHCPs as Eastmere council misses deadline"
WAITS = "Fewer than four in ten plans are issued on time in Eastmere, papers show."
LEAVE = "One in three children's social workers has left Eastmere council"
CONSULTATION = "Have your say on Eastmere's SEND strategy"
CLOSES = "The consultation on the draft strategy closes on 11 December 2026."
TRANSPORT, TRAVEL = "home.to.school.transport", r"g8001|MId=8001|s82003|b4500|ID=8130"
ABOUT_TRANSPORT = f"{TRANSPORT}|transport contracts"

_HAPPENS: list[tuple[datetime, Happening]] = [
    (on(11, 4), h.scrutiny_agenda),
    (on(11, 5, 12), prints("newsroom", CONSULTATION, CLOSES)),
    (on(11, 6, 16), h.forum_agenda),
    (on(11, 9, 9), prints("herald", WAIT, WAITS)),
    (on(11, 9, 12), prints("recorder", WAIT, "Figures given to councillors show it.")),
    (on(11, 9, 15), prints("post", WAIT.replace(" as Eastmere", ", Eastmere").replace("misses", "missed"), WAITS)),
    (on(11, 10, 16), h.cabinet_agenda),
    (on(11, 11, 11), h.bases_withdrawn),
    (on(11, 12), h.forum_cancelled),
    (on(11, 13, 11), h.bases_restored),
    (on(11, 13, 15), h.supplement),
    (on(11, 14, 11), h.herald_renames),
    (on(11, 16), h.policy_replaced),
    (on(11, 18, 10), h.health_postponed),
    (on(11, 19, 11), h.cabinet_decides),
    (on(11, 19, 14), h.notice),
    (on(11, 20, 15), h.short_breaks_awarded),
    (on(11, 24, 9, 30), h.verdict),
    (on(11, 25, 14), h.board_agenda),
    (on(11, 26, 11), h.improvement_plan),
    (on(11, 27, 12), h.scrutiny_moved),
    (on(12, 1, 9, 30), h.letter),
    (on(12, 2, 9, 30), h.school_falls),
    (on(12, 3, 12), h.plan_grows),
    (on(12, 4, 10), h.board_decides),
    (on(12, 4, 16), h.minutes),
    (on(12, 7, 10), prints("herald", LEAVE, "Agency staff fill the gaps in Eastmere's children's services.")),
]
LISTED = (h.forum_cancelled, h.health_postponed, h.scrutiny_moved)
"""What only the list of all meetings says, which a portal is asked for every four hours."""
STORY = sorted([*_HAPPENS, *NOISE], key=lambda one: one[0])

ASKED = {"eve": r".", "channel": r"Herald|provider/44/80599"}
"""What a follower of everything, or of a source, asked for, whether it matters or not."""
EVENTS = [
    Event("EHCP timeliness report", on(11, 4), "s81001", ("sue", "forum", "eve"),
          (r"38 per cent|71 weeks", r"17 Nov", r"18[:.]30|6[:.]30"), r"EHCP", fine=("dan",)),
    Event("inclusion bases report", on(11, 4), "s81002", ("sue", "eve"), (r"84 places", r"inclusion bases"),
          r"EHCP|inclusion bases", fine=("dan",)),
    Event("consultation opens", on(11, 5, 12), "newsroom", ("sue", "eve"), (r"11 Dec",), r"SEND strategy",
          until=on(12, 11, 23, 59), by=r"11 Dec"),
    Event("high needs deficit", on(11, 6, 16), "s83001", ("sue", "eve"), (r"£12\.6m",), r"high needs", fine=("dan",)),
    Event("story in three papers", on(11, 9, 9), r"(herald|recorder|post)\.example\.org",
          ("sue", "forum", "channel", "eve"), (r"71 weeks for EHCPs",), r"71 weeks",
          once=True, about=r"71 weeks for EHCPs", within=timedelta(days=5, hours=1)),
    Event("transport contracts", on(11, 10, 16), "s82003", ("sue", "eve"),
          (r"\b430\b", r"212 to 90", r"18 Nov", r"19[:.]00|7[:.]00 ?pm", r"Town Hall"), ABOUT_TRANSPORT, fine=("dan",)),
    Event("question deadline", on(11, 10, 16), TRAVEL, ("sue", "eve"), (r"13 Nov", r"noon|12[:.]00"),
          f"{ABOUT_TRANSPORT}|questions",
          until=on(11, 13, 12), by=r"13 Nov"),
    Event("post-16 travel policy", on(11, 10, 16), "s82004", ("sue", "eve"), (r"£450",), r"transport|travel policy"),
    Event("inclusion bases withdrawn", on(11, 11, 11), "s81002", ("sue",), (r"withdrawn: inclusion bases",),
          r"inclusion bases", fine=("dan",)),
    Event("forum cancelled", on(11, 12), "MId=9201", ("sue", "eve"), (r"cancelled", r"19 Nov"), r"Schools Forum",
          until=on(11, 19, 8, 30), by="cancelled", fine=("dan",)),
    Event("inclusion bases restored", on(11, 13, 11), "s81002", ("sue",), (r"restored: inclusion bases",),
          r"inclusion bases", fine=("dan",)),
    Event("late supplement", on(11, 13, 15), "b4500", ("sue", "eve"), (r"£7\.2m",),
          r"high needs recovery|recovery plan"),
    Event("mass edit", on(11, 14, 11), "Herald", ("channel",), (r"titles|changed",), r"Herald", once=True,
          about=r"titles|changed", within=timedelta(days=1)),
    Event("policy replaced", on(11, 16), "s82004", ("sue", "eve"), (r"£450 ?→ ?£950",), r"travel policy"),
    Event("scrutiny meets", on(11, 17, 8), "MId=9001", (), (), r"meets today", fine=("sue",)),
    Event("cabinet meets", on(11, 18, 8), "MId=8001", (), (), r"meets today", fine=("sue",)),
    Event("board postponed", on(11, 18), "MId=9501", ("eve",), (r"postponed",), r"Health and Wellbeing",
          until=on(11, 25, 13), by="postponed"),
    Event("cabinet decides", on(11, 19, 11), TRAVEL, ("sue", "eve"),
          (r"approved|agreed", r"transport contracts", r"27 Nov"), r"decided|approved|transport",
          until=on(11, 27, 17), by=r"27 Nov", fine=("dan",)),
    Event("improvement notice", on(11, 19, 14), "notice-21|notices-of-anytown", ("dan", "eve"),
          (r"improvement notice issued to Eastmere",), r"improvement notice",
          once=True, about=r"notice issued to Eastmere"),
    Event("short breaks award", on(11, 20, 15), r"ID=8123|s85001", ("sue", "forum", "eve"),
          (r"£1\.4m", r"27 Nov"), r"short breaks", until=on(11, 27, 23, 59), by=r"27 Nov"),
    Event("area SEND verdict", on(11, 24, 9, 30), "50310001", ("sue", "channel", "eve"),
          (r"widespread and/or systemic failings", r"speech and language therapy"), r"widespread"),
    Event("called in", on(11, 25, 14), "MId=9101|s84001|g9101|ID=8131", ("sue", "eve"),
          (r"3 Dec", r"called in|requisition"), r"transport contracts|call|requisition",
          until=on(12, 3, 19, 30), by=r"3 Dec", fine=("dan",)),
    Event("improvement plan v3", on(11, 26, 11), r"IId=45592|s82[23]1", ("dan", "eve"), (r"improvement plan v3",),
          r"improvement plan"),
    Event("scrutiny moved", on(11, 27, 12), "MId=9002", ("dan", "eve"), (r"8 Dec\w* (\d+ )?→ 15 Dec",), r"15 Dec",
          until=on(12, 8, 18, 30), by=r"15 Dec"),
    Event("monitoring letter", on(12, 1, 9, 30), "50310002", ("dan", "channel", "eve"),
          (r"more than ten days for a social worker",), r"ten days|second|social worker|children's services"),
    Event("school falls", on(12, 2, 9, 30), "100001", ("sue", "forum", "eve"), (r"Good → Requires improvement",),
          r"Hazel Grange"),
    Event("plan item", on(12, 3, 12), "IId=45010", ("sue", "eve"), (r"10(th)? Mar", r"Oak Lodge"), r"Oak Lodge"),
    Event("referred back", on(12, 4), "MId=9101|s84001|g9101|ID=8131", ("sue",), (r"referred back",),
          r"transport|referred", fine=("dan",)),
    Event("minutes", on(12, 4, 16), TRAVEL, ("sue",), (r"six months",),
          r"transport|six months|resolved", fine=("dan",)),
    Event("social workers leave", on(12, 7), "herald.example.org", ("dan", "channel", "eve"), (r"one in three",),
          r"one in three", about="one in three"),
]  # fmt: skip
