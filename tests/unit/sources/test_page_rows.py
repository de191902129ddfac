"""The kind `page`, its lists: what stands beside a link in its row, summary and day."""

from __future__ import annotations

from datetime import timedelta

from tests.tools.examples import every_example
from tests.unit.sources.test_page import html, watched

CONSULTATIONS = """<ul id="consultations"><li class="dss-card"><h2><a href="/education/travel/">Travel policy</a></h2>
<div class="col-md-9"><span>Tell us what <b>SEND</b> transport your child needs.</span>
<span class="label">Open</span></div>
<span class="cs-date-delta">{when}</span></li></ul>"""
SPANNED = "Tell us what SEND transport your child needs."
SENTENCE = "It was agreed on 1 May 2020 after years of talks between many councils of the region"


@every_example(
    ("row", "summary", "published"),
    [
        (CONSULTATIONS.format(when="Opened 6 August 2026"), SPANNED, "2026-08-06"),
        (CONSULTATIONS.format(when="Closes 31 August 2026"), SPANNED, None),
        (
            "<table><tr><td><a href=/a/1>Plan</a></td><td>What we mean to do now</td><td>28-Jul-2026</td></tr></table>",
            "What we mean to do now",
            "2026-07-28",
        ),
        (f"<ul><li><a href=/a/1>A plan</a> <dl><dd>{SENTENCE}</dd></dl></li></ul>", SENTENCE, None),
        ("<ul><li><a href=/a/1>A plan</a> <span>PDF, 20 KB</span></li></ul>", "", None),
        ("<ul><li><p class=date>1 July 2026</p><a href=/a/1>A</a><p>For all.</p></li></ul>", "For all.", "2026-07-01"),
        (f"<ul><li><a href=/a/1>A plan</a><p>Open</p><div>{SPANNED}</div></li></ul>", SPANNED, None),
        (f"<ul><li><a href=/a/1>A</a><p>{SPANNED}</p><div>{SENTENCE}</div></li></ul>", SPANNED, None),
        ("<ul><li><div><a href=/a/1>A plan for every child in our schools</a></div></li></ul>", "", None),
    ],
    ids=[
        "span",
        "closing day",
        "cells",
        "day in a sentence",
        "label",
        "dated p first",
        "a label in p",
        "a sentence in p",
        "title alone",
    ],
)
def test_a_row_is_summed_up_by_any_element_and_bears_a_day_only_where_it_says_one(
    row: str, summary: str, published: str | None
) -> None:
    polls = watched(select="main a")
    polls.poll(html(row))
    [document] = [stored.document for stored in polls.known.values()]
    assert document.summary == summary
    assert (document.published and document.published.isoformat()) == published


def test_a_row_without_a_day_is_known_again_under_another_address_for_a_week_alone() -> None:
    polls = watched(select="main a")
    row = '<ul><li><a href="/a?id={}">Drop-in for parents</a></li></ul>'
    polls.poll(html(row.format(1)))
    assert polls.told(html(row.format(2))) == []
    polls.now += timedelta(days=9)
    other = html(row.replace("Drop-in", "Lunch").format(3))
    assert polls.told(other) == [("new", "Lunch for parents")]
