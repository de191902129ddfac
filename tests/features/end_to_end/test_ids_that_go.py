"""A source or a topic that is renamed, removed or disabled: nobody who follows it is left in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.end_to_end.inprocess import ended, logging_as_before, until, work
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from watcher.messages.texts import alerts as texts
from watcher.store import Store

OLD = article("Council meets", "http://news.example.org/1", "g1")
NEW = article("EHC plans are late", "http://news.example.org/2", "g2")
GONE = texts.NOT_WATCHED_ONE.format(name="The News")
HOW = texts.NOT_WATCHED_HOW


def news(*articles: str) -> Answer:
    return Answer(rss(*articles), content_type="application/rss+xml")


@pytest.fixture
def ann(town: Town) -> Chat:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": news(OLD)})
    return town.subscriber(42, "news")


def renamed(town: Town, new: str, *was: str, old: str = "news") -> None:
    town.sources = {new: {**town.sources[old], "id": new, **({"was": list(was)} if was else {})}}


def mine(town: Town, chat: Chat) -> str:
    chat.says("/mine")
    town.once()
    return town.told(chat)[-1]


def test_what_is_renamed_with_was_goes_on_as_if_nothing_had_happened(town: Town, ann: Chat) -> None:
    renamed(town, "gazette", "news")
    town.serves({"/feed.xml": news(NEW, OLD)})
    result = town.once()
    assert [len(visit.changes) for visit in result.visits] == [1], "it is no first visit"
    assert [says(message, "New: ", "The News") for message in town.told(ann)] == [True]
    assert result.unwatched == []
    assert "The News – as it happens" in mine(town, ann)
    assert {change.source for change in town.log()} == {"gazette"}


@pytest.mark.soak  # quicker: unit/store/test_renames.py, several old ids
def test_a_chain_of_earlier_ids_leads_to_the_last(town: Town, ann: Chat) -> None:
    renamed(town, "paper", "news")
    town.once()
    renamed(town, "gazette", "news", "paper", old="paper")
    town.serves({"/feed.xml": news(NEW, OLD)})
    assert [len(visit.changes) for visit in town.once().visits] == [1]
    assert len(town.told(ann)) == 1


@pytest.mark.soak  # quicker: unit/store/test_renames.py, what waits
def test_what_waits_for_a_digest_comes_under_the_new_id(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": news(OLD)})
    bob = town.subscriber(43, "news daily")
    town.serves({"/feed.xml": news(NEW, OLD)})
    town.once()
    assert town.told(bob) == []
    renamed(town, "gazette", "news")
    town.once(later=24 * HOUR)
    (digest,) = town.told(bob)
    assert "EHC plans are late" in digest
    assert "The News" in digest


@pytest.mark.soak  # quicker: the next of a topic; unit/store/test_renames.py
def test_old_links_and_buttons_lead_to_the_new_id(town: Town, ann: Chat) -> None:
    renamed(town, "gazette", "news")
    bob = town.api.private(43)
    bob.says("/start news")
    town.once()
    assert town.told(bob)[0].startswith("Following The News: as it happens.")
    bob.says("/unsubscribe news")
    town.once()
    assert "No longer following The News." in town.told(bob)[-1]


@pytest.mark.soak  # quicker: unit/store/test_renames.py
def test_a_topic_that_is_renamed_keeps_its_followers(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": news(OLD)})
    bob = town.subscriber(43, "send")
    town.topics["topics"][0] |= {"id": "special-needs", "was": ["send"]}
    town.serves({"/feed.xml": news(NEW, OLD)})
    town.once()
    assert len(town.told(bob)) == 1


def test_who_follows_what_was_removed_is_told_once_and_mine_says_it(town: Town, ann: Chat) -> None:
    del town.sources["news"]
    town.watches("other", "/other.xml")
    town.serves({"/other.xml": news(OLD)})
    town.once()
    (said,) = town.told(ann)
    assert said.startswith("news is no longer watched: nothing more comes from it")
    assert HOW in said
    town.once()
    assert town.told(ann) == [], "once"
    assert "news – no longer watched" in mine(town, ann)


def test_a_disabled_source_is_told_by_its_name_and_nothing_is_told_twice_when_it_flips(town: Town, ann: Chat) -> None:
    told = []
    for enabled in (False, False, True, False):
        town.sources["news"]["enabled"] = enabled
        assert town.once().unwatched == [], "the config has it"
        told += town.told(ann)
    assert told == [f"{GONE}\n{HOW}"]
    assert "The News – no longer watched" in mine(town, ann)
    town.sources["news"]["enabled"] = True
    assert "The News – as it happens" in mine(town, ann)


@pytest.mark.soak  # quicker: the flips, above
def test_what_was_back_for_long_and_goes_again_is_told_again(town: Town, ann: Chat) -> None:
    town.sources["news"]["enabled"] = False
    town.once()
    town.sources["news"]["enabled"] = True
    town.once(later=timedelta(days=8))
    assert len(town.told(ann)) == 1
    town.sources["news"]["enabled"] = False
    town.once()
    assert town.told(ann) == [f"{GONE}\n{HOW}"]
    town.once(later=timedelta(days=30))
    assert town.told(ann) == [], "while it stays away nothing is said again"


@pytest.mark.soak  # quicker: the flips, above
def test_who_came_while_it_flipped_is_told_too(town: Town, ann: Chat) -> None:
    town.sources["news"]["enabled"] = False
    town.once()
    town.sources["news"]["enabled"] = True
    bob = town.subscriber(43, "news")
    town.told(ann)
    town.sources["news"]["enabled"] = False
    town.once()
    assert (town.told(ann), len(town.told(bob))) == ([], 1)


@pytest.mark.soak  # quicker: the one that was removed, above
def test_several_at_once_are_one_message(town: Town, ann: Chat) -> None:
    town.watches("radio", "/radio.xml")
    town.serves({"/radio.xml": news(OLD)})
    ann.says("/subscribe radio")
    town.once()
    town.told(ann)
    for source in town.sources.values():
        source["enabled"] = False
    town.once()
    (said,) = town.told(ann)
    assert "• The News\n• The Radio\n" in said


@pytest.mark.soak  # quicker: unit/store/test_renames.py
def test_own_words_and_everything_are_watched_whatever_goes(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": news(OLD)})
    bob = town.subscriber(43, "all")
    bob.says("/keyword parking")
    town.once()
    town.told(bob)
    town.sources["news"]["enabled"] = False
    assert town.once().unwatched == []
    assert town.told(bob) == []


@pytest.mark.sqlite_only("check looks into the file of SQLite alone")
def test_operator_is_named_what_is_followed_and_not_there_with_the_nearest_id(town: Town, ann: Chat) -> None:
    renamed(town, "council-gazette")
    town.watcher["telegram"] = {"admins": [7]}
    boss = town.api.private(7)
    boss.says("/start")
    (line,) = [str(one) for one in town.once().unwatched]
    assert says(line, "news: 1 chat", "is it council-gazette now?", "`was: [news]`")
    assert any(line in message for message in town.told(boss)), "an administrator is told"
    assert [str(one) for one in town.once().unwatched] == [line], "the operator each time"
    assert not any(line in message for message in town.told(boss)), "an administrator once"
    assert line in ended(town.folder, "check", **town.variables).out
    assert line in ended(town.folder, "once", **town.variables).out
    renamed(town, "council-gazette", "news", old="council-gazette")
    town.settings()
    assert line not in ended(town.folder, "check", **town.variables).out, "it comes along with the next run"
    assert town.once().unwatched == []
    assert ended(town.folder, "check", **town.variables).out.count("\n") == 1


@pytest.mark.soak  # quicker: the named one, above
def test_check_makes_no_state_and_leaves_one_as_it_is(town: Town, ann: Chat) -> None:
    renamed(town, "gazette")
    town.settings()
    state = town.folder / "state"
    before = {path.name: path.stat().st_mtime_ns for path in state.iterdir()}
    assert "news: 1 chat follows it" in ended(town.folder, "check", **town.variables).out
    assert {path.name: path.stat().st_mtime_ns for path in state.iterdir()} == before
    with Store(town.environment.database_url) as store, store.write():  # a run writes meanwhile
        assert "news: 1 chat follows it" in ended(town.folder, "check", **town.variables).out
    assert ended(town.folder, "check", WATCHER_STATE="elsewhere", **town.variables).code == 0
    assert not (town.folder / "elsewhere").exists()


@pytest.mark.sqlite_only("check looks into the file of SQLite alone")
def test_check_says_that_a_file_in_place_of_the_database_can_not_be_read(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.settings()
    (town.folder / "state" / "watcher.sqlite3").write_bytes(b"")
    checked = ended(town.folder, "check", **town.variables)
    assert "who follows what can't be read (no such table: subscriptions)" in checked.out
    assert checked.code == 0


@pytest.mark.soak  # quicker: the same of a run, above
def test_worker_does_the_same_with_an_edit(yesterday: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town = yesterday
    town.watches("news", "/feed.xml")
    town.watches("radio", "/radio.xml")
    town.serves({"/feed.xml": news(OLD), "/radio.xml": news(OLD)})
    ann, bob = town.subscribers({42: ["news"], 43: ["radio"]})

    def story() -> None:
        town.serves({"/feed.xml": news(NEW, OLD)})
        gazette = {**town.sources["news"], "id": "gazette", "was": ["news"], "every": "1s"}
        town.sources = {"gazette": gazette}
        town.settings()
        until(lambda: len(ann.texts) == 1 and len(bob.texts) == 1)

    with logging_as_before():
        work(town, story)
    assert "EHC plans are late" in ann.texts[-1]
    assert bob.texts[-1].startswith("The Radio is no longer watched")
    assert "WARNING radio: 1 chat follows it" in capsys.readouterr().err
