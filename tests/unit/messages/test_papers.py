"""papers.py: the papers of a meeting in the order of what matters, the rest folded and none lost."""

from __future__ import annotations

from dataclasses import replace

from tests.tools.examples import every_example
from tests.unit.messages.example_documents import AGENDA, COMMITTEE, MOVED, SEND, TRANSPORT, paper, told
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Quote
from watcher.messages.papers import ABOUT, in_order, is_asked_for, told_with_the_rest_folded


def keys(alerts: list[Alert]) -> list[str]:
    return [alert.change.document.key for alert in alerts]


def test_titles_that_match_then_sentences_then_the_others_and_the_agenda_last() -> None:
    named = told(paper("s5", "report", "School transport policy", item="10. Policy"), reason=TRANSPORT)
    plain = told(paper("s6", "report", "Roads", item="11. Roads"))
    assert keys(in_order([plain, *AGENDA, named])) == ["s1", "s3", "s5", "s2", "s6", "g1", "g2"]


def test_an_appendix_stands_behind_its_item_and_not_behind_another() -> None:
    first = told(paper("s7", "report", "Appendix 1 - Costs", item="8. Budget"))
    assert keys(in_order([first, *AGENDA]))[:4] == ["s1", "s3", "s2", "s7"]


def test_a_meeting_called_off_stands_first() -> None:
    meeting = told(replace(AGENDA[0].change.document, kind="meeting", key="m1"), "changed",
                   fields={"status": ("confirmed", "cancelled")})  # fmt: skip
    assert keys(in_order([*AGENDA, meeting]))[0] == "m1"


def test_about_nine_hundred_characters_are_shown_and_every_other_paper_is_named_in_the_fold() -> None:
    long = (Quote(1, "word " * 48, "send"), Quote(2, "other " * 40, "send"))
    alerts = [
        replace(told(paper(f"s{n}", "report", f"Paper {n}"), quotes=long), id=n) for n in range(1, 15)
    ]  # fmt: skip
    blocks = told_with_the_rest_folded(alerts)
    shown = [block for block, _ in blocks if "blockquote" not in block.html]
    assert 1 <= len(shown) < 5
    assert sum(block.characters for block in shown) <= ABOUT
    assert [alert.id for _, some in blocks for alert in some] == list(range(1, 15))
    assert all(f"Paper {n}<" in "".join(block.html for block, _ in blocks) for n in range(1, 15))


def test_very_long_addresses_are_folded_in_as_many_blocks_as_messages_can_hold() -> None:
    papers = [paper(f"s{n}", "report", f"Paper {n}") for n in range(20)]
    alerts = [told(replace(one, url=one.url + "?" + "x" * 1_900)) for one in papers]
    blocks = told_with_the_rest_folded([replace(alerts[0], quotes=(MOVED,)), *alerts[1:]])
    assert all(block.weight <= 8_000 for block, _ in blocks)
    assert sum(len(some) for _, some in blocks) == 20


def test_only_a_follower_of_a_topic_is_told_that_it_is_mentioned() -> None:
    topic, committee = (
        told_with_the_rest_folded([replace(alert, reasons=(reason,)) for alert in in_order(AGENDA)])[-1][0].html
        for reason in (SEND, COMMITTEE)
    )
    assert "Also mentioned" in topic
    assert "Also mentioned" not in committee


@every_example(
    ("title", "reason", "is_it"),
    [
        ("SEND strategy", Reason("topic", "SEND", "SEND"), True),
        ("Sending letters", Reason("topic", "SEND", "SEND"), False),
        ("HOME TO SCHOOL TRANSPORT", TRANSPORT, True),
        ("Schools and transport", TRANSPORT, False),
        ("Breaks that are short", Reason("words", "short breaks"), True),
        ("Breaks that are short", Reason("words", '"short breaks"'), False),
        ("Anything", COMMITTEE, False),
    ],
)
def test_a_title_is_asked_for_where_it_holds_the_phrase_itself(title: str, reason: Reason, is_it: bool) -> None:
    assert is_asked_for(told(paper("s9", "report", title), reason=reason)) is is_it
