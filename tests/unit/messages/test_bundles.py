"""render.py: what is told together, and of how much only the first is told, judged by Telegram's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.unit.messages.test_render import AT, MEETING, REPORT, SETTING, STORY, alert, links, messages, shown
from watcher.messages.render import render


def test_the_papers_of_one_meeting_seen_in_one_visit_are_one_message_in_their_order() -> None:
    papers = [replace(REPORT, key=f"s{n}", title=f"Paper {n}") for n in (1, 2, 3)]
    (message,) = messages(alert(1, MEETING), *(alert(n + 2, paper) for n, paper in enumerate(papers)))
    text = shown(message).text
    assert text.index("Paper 1") < text.index("Paper 2") < text.index("Paper 3")


def test_two_meetings_two_sources_two_visits_and_two_chats_are_not_one_message() -> None:
    other_meeting = replace(REPORT, key="s2", part_of="m2")
    later = alert(4, REPORT)
    later = replace(later, change=replace(later.change, at=AT + timedelta(hours=1)))
    apart = [alert(1, REPORT), alert(2, other_meeting), alert(3, STORY, source="daily"), later]
    assert len(messages(*apart, replace(alert(5, REPORT), chat_id=43))) == 5


def test_more_than_twenty_list_the_first_and_say_how_many_are_left_out() -> None:
    stories = [replace(STORY, key=f"a{n}", title=f"Story {n}") for n in range(53)]
    group = [alert(n, one, source="daily") for n, one in enumerate(stories)]
    rendered = render(group, SETTING)
    text = "".join(shown(message).text for message, _ in rendered)
    assert "Story 19" in text
    assert "Story 20" not in text
    assert "… and 33 more: /latest" in text
    assert sorted(number for _, told in rendered for number in told) == list(range(53))


def test_more_than_ten_at_once_are_a_flood_but_for_the_papers_of_a_meeting() -> None:
    stories = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(11)]
    papers = [alert(n, replace(REPORT, key=f"s{n}")) for n in range(11)]
    heads = [shown(render(group, SETTING)[0][0]).text.partition("\n")[0] for group in (stories, stories[1:], papers)]
    assert heads == [
        "11 new articles, all at once: The Example Daily",
        "New: Parents’ long wait",
        "Cabinet, 1 December 2026: SEND Strategy <draft> & more",
    ]


def test_twenty_leave_nothing_out() -> None:
    group = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(20)]
    assert "more: /latest" not in "".join(message.html for message, _ in render(group, SETTING))


def test_long_articles_of_one_visit_come_in_one_message_which_says_of_the_last_their_titles_alone() -> None:
    stories = [
        replace(STORY, key=f"a{n}", title=f"{'Story ' * 20}{n}", summary="Months go by. " * 17) for n in range(20)
    ]
    ((message, told),) = render([alert(n, one, source="daily") for n, one in enumerate(stories)], SETTING)
    assert [words for words, _ in links(message)][:20] == [one.title for one in stories]
    paragraphs = shown(message).text.split("\n\n")
    assert ("Months go by." in paragraphs[1], "Months go by." in paragraphs[20]) == (True, False)
    assert told == list(range(20))


def test_articles_that_one_message_holds_keep_their_summaries_and_what_changed_is_said_of_each() -> None:
    stories = [alert(n, replace(STORY, key=f"a{n}"), source="daily") for n in range(20)]
    assert shown(render(stories, SETTING)[0][0]).text.count("Months go by.") == 20
    edited = {"title": ("Was " * 30, "Is " * 30)}
    changed = [alert(n, replace(STORY, key=f"a{n}"), "changed", "daily", fields=edited) for n in range(20)]
    assert sum(shown(message).text.count("title: Was") for message, _ in render(changed, SETTING)) == 20
