"""What goes to and fro, as where two servers of a site serve two versions in turn, is told once; and of one document
nobody gets more than three alerts a day, though nothing of it is lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle, islice

import pytest

from tests.features.end_to_end.doubts import NOTICES, notices
from tests.features.end_to_end.test_council import FIRST, LIST, portal
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer, Served
from tests.unit.sources.feeds import article, rss
from watcher.messages.texts.alerts import UNSETTLED
from watcher.store import Store, chats

DAY = timedelta(days=1)
HALF = timedelta(hours=12)
PLAN = """<!DOCTYPE html><html><head><title>Improvement plan</title></head><body><main><h1>Improvement plan</h1>
<p>The plan has three parts.</p><p>The board meets {}.</p><p>The end.</p></main></body></html>"""
ADMIN = 7


@pytest.fixture
def town(town: Town) -> Town:
    town.watcher["telegram"] = {"admins": [ADMIN]}
    town.api.private(ADMIN)  # else what they are told would wait for them (docs/adr/0019)
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    """She follows a page that says "monthly"."""
    town.watches("plan", "/plan", kind="page", select="main")
    town.serves({"/plan": PLAN.format("monthly")})
    return town.subscriber(42, "plan")


def reads(town: Town, chat: Chat, *said: str, later: timedelta = HOUR) -> list[list[str]]:
    """What is told after each of these visits, at which the board is said to meet so."""
    told = []
    for words in said:
        town.serves({"/plan": PLAN.format(words)})
        town.once(later=later)
        told.append(town.told(chat))
    return told


def stays(town: Town, chat: Chat, words: str, how_long: timedelta) -> list[str]:
    """All that is told while the page says the same for so long, looked at twice a day."""
    return [one for some in reads(town, chat, *[words] * (how_long // HALF), later=HALF) for one in some]


def served_in_turn(town: Town, chat: Chat, path: str, *versions: Served, times: int, later: timedelta) -> list[str]:
    """All that is told while the site serves these in turn."""
    for version in islice(cycle(versions), times):
        town.serves({path: version})
        town.once(later=later)
    return town.told(chat)


@pytest.mark.parametrize("times", [4, pytest.param(14, marks=pytest.mark.soak)])
def test_page_of_two_versions_is_told_once_as_keeping_changing_to_administrators_too_however_long_it_does(
    town: Town, ann: Chat, times: int
) -> None:
    turns = PLAN.format("weekly"), PLAN.format("monthly")
    told = served_in_turn(town, ann, "/plan", *turns, times=times, later=3 * HOUR)
    assert len(told) == 2
    assert "text added: The board meets weekly." in told[0]
    assert told[1].startswith("Changed: Improvement plan </plan>: keeps changing\n")
    assert (
        "text keeps changing between “The board meets monthly.” and “The board meets weekly.”; "
        "when last seen: “The board meets monthly.”\n"
    ) in told[1]
    assert len(town.log()) == times, "all of it is recorded"
    (said,) = town.told(town.api.chat(ADMIN))
    assert said.startswith(UNSETTLED.format(name="The Plan") + "\nImprovement plan </plan>\n")
    assert "between “The board meets monthly.” and “The board meets weekly.”" in said


@pytest.mark.soak  # quicker: telegram/odd_days/test_moved_administrators.py
def test_administrators_whose_group_has_moved_are_told_where_it_is_now(town: Town, ann: Chat) -> None:
    moved_to = town.api.private(ADMIN + 1)
    with Store(town.environment.database_url) as store, store.write() as db:
        chats.ensure(db, ADMIN, town.clock())
        chats.move(db, ADMIN, moved_to.id)
    served_in_turn(town, ann, "/plan", PLAN.format("weekly"), PLAN.format("monthly"), times=4, later=HOUR)
    (said,) = town.told(moved_to)
    assert said.startswith(UNSETTLED.format(name="The Plan"))
    assert town.told(town.api.chat(ADMIN)) == []


@pytest.mark.soak  # quicker: the three changes in a day, below; unit/rules/test_flapping.py
def test_what_it_is_in_the_end_is_told_after_it_has_stood_still_for_a_day(town: Town, ann: Chat) -> None:
    reads(town, ann, "weekly", "monthly")
    assert reads(town, ann, "weekly") == [[]]
    assert stays(town, ann, "weekly", DAY - HALF) == []
    (last,) = stays(town, ann, "weekly", HALF)
    assert "text added: The board meets weekly.\ntext removed: The board meets monthly." in last
    assert stays(town, ann, "weekly", HALF) == []
    assert town.queue() == {"waiting": 0, "failed": 0}


@pytest.mark.soak  # quicker: unit/rules/test_flapping.py
def test_what_is_in_the_end_as_it_was_told_is_not_told_again(town: Town, ann: Chat) -> None:
    reads(town, ann, "weekly", "monthly")
    assert reads(town, ann, "weekly", "monthly") == [[], []]
    assert stays(town, ann, "monthly", 3 * DAY) == []
    assert town.queue() == {"waiting": 0, "failed": 0}


@pytest.mark.soak  # quicker: unit/rules/test_flapping.py
def test_change_to_something_never_told_is_told_at_once_although_the_page_goes_to_and_fro(
    town: Town, ann: Chat
) -> None:
    reads(town, ann, "weekly", "monthly", "weekly")
    (message,) = reads(town, ann, "daily")[0]
    assert "text added: The board meets daily." in message
    assert reads(town, ann, "weekly", "daily", "monthly", "daily", "weekly") == [[]] * 5


@pytest.mark.soak  # quicker: the page of two versions, above
def test_three_states_in_turn_are_told_once_each_and_then_as_keeping_changing(town: Town, ann: Chat) -> None:
    states = [PLAN.format(words) for words in ("weekly", "daily", "monthly")]
    told = served_in_turn(town, ann, "/plan", *states, times=9, later=HOUR)
    assert ["keeps changing" in one.partition("\n")[0] for one in told] == [False, False, True]
    assert "“The board meets monthly.”, “The board meets weekly.” and “The board meets daily.”" in told[2]


@pytest.mark.soak  # quicker: the page of two versions, above
def test_two_paragraphs_that_turn_at_their_own_pace_are_told_as_that(town: Town, ann: Chat) -> None:
    both = [PLAN.replace("The end.", end).format(often) for often in ("weekly", "monthly") for end in ("X.", "Y.")]
    told = served_in_turn(town, ann, "/plan", *both, times=8, later=HOUR)
    assert len(told) <= 3
    assert told[-1].partition("\n")[0].endswith(": keeps changing")


@pytest.mark.soak  # quicker: unit/rules/test_flapping.py
def test_change_that_is_taken_back_two_days_later_is_told_as_a_change(town: Town, ann: Chat) -> None:
    reads(town, ann, "weekly")
    (message,) = reads(town, ann, "monthly", later=2 * DAY)[0]
    assert "text added: The board meets monthly.\ntext removed: The board meets weekly." in message
    assert town.told(town.api.chat(ADMIN)) == []


def test_three_changes_in_a_day_are_all_told_and_the_others_together_a_day_later(town: Town, ann: Chat) -> None:
    told = reads(town, ann, "weekly", "daily", "hourly", "each minute", "each second", "never")
    assert [len(one) for one in told] == [1, 1, 1, 0, 0, 0]
    assert "third message about it in a day" in told[2][0]
    assert "third message" not in told[1][0]
    later = stays(town, ann, "never", DAY)
    assert len(later) == 1
    assert "text added: The board meets never.\ntext removed: The board meets hourly." in later[0]
    assert stays(town, ann, "never", HALF) == []


@pytest.mark.soak  # quicker: the three changes, above
def test_what_was_put_off_and_has_gone_back_is_not_told(town: Town, ann: Chat) -> None:
    reads(town, ann, "weekly", "daily", "hourly", "each minute", "each second", "hourly")
    assert stays(town, ann, "hourly", 3 * DAY) == []


@pytest.mark.soak  # quicker: the three changes in a day, above
@pytest.mark.parametrize(("visits", "alerts"), [(9, 4), pytest.param(25, 10, marks=pytest.mark.soak)])
def test_endless_counter_makes_three_alerts_a_day(town: Town, ann: Chat, visits: int, alerts: int) -> None:
    counted = (f"{number} times" for number in range(visits))
    told = [len(one) for one in reads(town, ann, *counted, later=timedelta(hours=3))]
    assert all(sum(told[start : start + 8]) <= 3 for start in range(visits - 7))
    assert sum(told) == alerts
    assert len(town.log()) == visits


@pytest.mark.soak  # quicker: the page of two versions, above
def test_digest_tells_what_goes_to_and_fro_as_that_and_the_next_one_goes_on_from_there(town: Town, ann: Chat) -> None:
    bob = town.subscriber(43, "plan daily")
    served_in_turn(town, ann, "/plan", PLAN.format("weekly"), PLAN.format("monthly"), times=11, later=2 * HOUR)
    (digest,) = town.told(bob)
    assert "text keeps changing between “The board meets monthly.” and “The board meets weekly.”" in digest
    assert "when last seen: “The board meets weekly.”" in digest
    stays(town, ann, "quarterly", DAY)
    (digest,) = town.told(bob)
    assert "text added: The board meets quarterly.\ntext removed: The board meets weekly." in digest


@pytest.mark.soak  # quicker: unit/rules/test_digests.py
def test_what_has_gone_back_before_the_digest_is_not_in_it(town: Town, ann: Chat) -> None:
    bob = town.subscriber(43, "plan daily")
    reads(town, ann, "weekly", "monthly")
    stays(town, ann, "monthly", 2 * DAY)
    assert town.told(bob) == []


@pytest.mark.soak  # quicker: the page of two versions, above
def test_who_comes_out_of_quiet_hours_is_told_that_it_keeps_changing(town: Town, ann: Chat) -> None:
    ann.says("/quiet 09:00-17:00")
    reads(town, ann, "weekly", "monthly", "weekly", later=timedelta(minutes=40))
    told = stays(town, ann, "weekly", 2 * DAY)
    assert len([one for one in told if "keeps changing" in one]) == 1


# What it may be that goes to and fro


@pytest.mark.soak  # quicker: the page of two versions, above
def test_meeting_that_is_cancelled_and_goes_ahead_in_turn(town: Town) -> None:
    town.watches("cabinet", LIST)
    pages = portal()
    town.serves(pages)
    ann = town.subscriber(42, "cabinet")
    cancelled = pages[LIST].replace("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
    told = served_in_turn(town, ann, LIST, cancelled, pages[LIST], times=6, later=HOUR)
    assert len(told) == 2
    assert told[0].startswith("Cancelled: Cabinet <")
    assert says(told[1], "Changed: Cabinet <", ": keeps changing\n")
    assert "status keeps changing between “goes ahead” and “cancelled”; when last seen: “goes ahead”\n" in told[1]
    assert "Look at the page before you go" in told[1]


@pytest.mark.soak  # quicker: the page of two versions, above
def test_meeting_that_stays_cancelled_after_all_is_told_as_cancelled(town: Town) -> None:
    town.watches("cabinet", LIST)
    pages = portal()
    town.serves(pages)
    ann = town.subscriber(42, "cabinet")
    cancelled = pages[LIST].replace("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
    served_in_turn(town, ann, LIST, cancelled, pages[LIST], times=5, later=HOUR)
    (last,) = served_in_turn(town, ann, LIST, cancelled, times=4, later=HALF)
    assert last.startswith("Cancelled: Cabinet <")


@pytest.mark.soak  # quicker: the page of two versions, above
def test_size_of_a_paper_that_is_said_in_two_ways(town: Town) -> None:
    town.watches("cabinet", LIST)
    pages = portal()
    town.serves(pages)
    ann = town.subscriber(42, "cabinet")
    other = pages[FIRST].replace("388 KB", "397 KB")
    assert other != pages[FIRST]
    told = served_in_turn(town, ann, FIRST, other, pages[FIRST], times=6, later=7 * HOUR)
    assert len(told) == 2
    assert "keeps changing between “388 KB” and “397 KB”" in told[1]


@pytest.mark.soak  # quicker: the page of two versions, above
def test_title_of_an_article_that_is_told_in_two_ways(town: Town) -> None:
    town.watches("news", "/feed.xml")
    feeds = [Answer(rss(article(title, "http://news.example.org/1", "g1"))) for title in ("School bus", "No more bus")]
    town.serves({"/feed.xml": feeds[0]})
    ann = town.subscriber(42, "news")
    told = served_in_turn(town, ann, "/feed.xml", feeds[1], feeds[0], times=6, later=3 * HOUR)
    assert len(told) <= 2
    assert told[0].startswith("Changed: ")
    assert all(one.partition("\n")[0].endswith(": keeps changing") for one in told[1:])


@pytest.mark.soak  # quicker: the page of two versions, above
def test_notice_that_is_withdrawn_and_restored_in_turn(town: Town) -> None:
    town.watches("notices", NOTICES, kind="govuk")
    there, gone = notices(1, 2, 3, 4), notices(2, 3, 4)
    town.serves({f"/api/content{NOTICES}": there})
    ann = town.subscriber(42, "notices")
    told = served_in_turn(town, ann, f"/api/content{NOTICES}", gone, gone, there, times=12, later=HOUR)
    assert len(town.log()) == 8
    assert [one.partition(":")[0] for one in told] == ["Withdrawn", "Restored", "Changed"]
    assert told[2].partition("\n")[0].endswith(": keeps changing")
    assert "it keeps changing between “there” and “withdrawn”; when last seen: “withdrawn”" in told[2]


@pytest.mark.soak  # quicker: unit/rules/test_flapping.py
def test_notice_that_comes_back_after_two_days_is_restored(town: Town) -> None:
    town.watches("notices", NOTICES, kind="govuk")
    there, gone = notices(1, 2, 3, 4), notices(2, 3, 4)
    town.serves({f"/api/content{NOTICES}": there})
    ann = town.subscriber(42, "notices")
    served_in_turn(town, ann, f"/api/content{NOTICES}", gone, times=2, later=HOUR)
    (message,) = served_in_turn(town, ann, f"/api/content{NOTICES}", there, times=1, later=2 * DAY)
    assert message.startswith("Restored: ")
