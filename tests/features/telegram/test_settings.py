"""Own words, quiet hours, pauses: what is said, what is stored, and what comes when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.telegram.conftest import Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi


def at(runner: Runner, moment: datetime) -> None:
    runner.ahead = moment - runner.story()


def test_own_words_are_followed_and_listed(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says('/keyword "school places"')
    ann.says("/keyword ehcp delay")
    ann.says("/mine")
    runner.answer()
    assert set(runner.follows(42)) == {'"school places"', "ehcp delay"}
    assert '• "school places" – as it happens\n• “ehcp delay” – as it happens' in ann.texts[-1]


def test_own_words_get_a_frequency_by_button(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/keyword school places")
    runner.answer()
    ann.taps("Once a day")
    runner.answer()
    assert runner.follows(42)["school places"].frequency == "daily"


@pytest.mark.parametrize(
    "removal", some(["remove School places", "remove “school places”", "delete school   places"], every=3)
)
def test_own_words_are_removed_by_saying_so(api: BotApi, runner: Runner, removal: str) -> None:
    ann = api.private(42)
    ann.says("/keyword school places")
    ann.says(f"/keyword {removal}")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[-1].startswith("No longer following “school places”.")


def test_removing_words_that_are_not_followed_changes_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/keyword school places")
    ann.says("/keyword remove swimming")
    runner.answer()
    assert set(runner.follows(42)) == {"school places"}
    assert ann.texts[-1].startswith("swimming is not followed here.")


@pytest.mark.parametrize("words", some(["?!", "a", '""', "x" * 10_000, "…"], every=3))
def test_words_that_can_match_nothing_are_refused_kindly(api: BotApi, runner: Runner, words: str) -> None:
    ann = api.private(42)
    ann.says(f"/keyword {words}"[:4_096])
    runner.answer()
    assert runner.follows(42) == {}
    assert "Try /keyword school places" in ann.texts[0] or "at most 100 letters" in ann.texts[0]


def test_same_words_again_are_one_wish(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/keyword School Places")
    ann.says("/keyword school places")
    runner.answer()
    assert set(runner.follows(42)) == {"School Places"}


@pytest.mark.soak  # quicker: unit/bot/commands/test_dispatch.py
def test_fifty_own_words_are_the_limit(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for number in range(51):
        ann.says(f"/keyword word{number}")
    runner.answer()
    assert len(runner.follows(42)) == 50
    ann.says("/keyword word3")
    ann.says("/mine")
    runner.ahead = timedelta(minutes=2)
    runner.answer()
    assert len(runner.follows(42)) == 50


@pytest.mark.parametrize(
    ("said", "hours"),
    some_rows(
        [
            ("22:00-07:00", "22:00 and 07:00"),
            ("22-7", "22:00 and 07:00"),
            ("10pm - 6.30am", "22:00 and 06:30"),
            ("12am–6am", "00:00 and 06:00"),
            ("21:00 to 24:00", "21:00 and 00:00"),
        ],
        every=3,
    ),
)
def test_quiet_hours_are_understood_as_people_write_them(api: BotApi, runner: Runner, said: str, hours: str) -> None:
    ann = api.private(42)
    ann.says(f"/quiet {said}")
    runner.answer()
    assert ann.texts[0].startswith(f"Nothing comes between {hours}.")


@pytest.mark.parametrize(
    "said", some(["", "soon", "25:00-26:00", "22:00", "07:00-07:00", "13pm-2pm", "22:99-07:00"], every=3)
)
def test_hours_that_no_clock_shows_are_asked_for_again(api: BotApi, runner: Runner, said: str) -> None:
    ann = api.private(42)
    ann.says(f"/quiet {said}")
    runner.answer()
    assert "/quiet 22:00-07:00" in ann.texts[0]
    with runner.store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM chats").scalar() == 0


def test_quiet_hours_hold_back_what_is_found_and_let_it_come_after_them(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(42), api.private(43)
    at(runner, datetime(2026, 11, 23, 21, 0, tzinfo=UTC))
    ann.says("/quiet 22:00-07:00")
    runner.answer()
    at(runner, datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    runner.queue(42, "New: one")
    runner.queue(43, "New: one")
    runner.deliver()
    assert "New: one" not in ann.texts
    assert bob.texts == ["New: one"]
    at(runner, datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
    runner.deliver()
    assert ann.texts[-1] == "New: one"


@pytest.mark.soak  # quicker: unit/rules/test_digests.py
def test_quiet_hours_are_by_the_clocks_of_london(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    at(runner, datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    ann.says("/quiet 22:00-07:00")
    runner.answer()
    runner.queue(42, "New: one")
    at(runner, datetime(2026, 7, 1, 21, 30, tzinfo=UTC))  # half past ten in London's summer
    runner.deliver()
    assert "New: one" not in ann.texts


@pytest.mark.soak  # quicker: the hours that end, above
def test_quiet_hours_end_when_switched_off(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    at(runner, datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    ann.says("/quiet 22:00-07:00")
    runner.answer()
    runner.queue(42, "New: one")
    ann.says("/quiet off")
    runner.answer()
    runner.deliver()
    assert ann.texts[-1] == "New: one"


def test_pause_keeps_the_choices_and_sends_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/pause")
    runner.answer()
    runner.queue(42, "New: one")
    runner.ahead = timedelta(days=300)
    runner.deliver()
    assert "New: one" not in ann.texts
    assert "send" in runner.follows(42)
    ann.says("/resume")
    runner.answer()
    runner.deliver()
    assert ann.texts[-1] == "New: one"


def test_pause_for_a_week_ends_by_itself(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/pause 7d")
    runner.answer()
    assert ann.texts[0].startswith("Paused for 7 days,")
    runner.queue(42, "New: one")
    runner.ahead = timedelta(days=6, hours=23)
    runner.deliver()
    assert len(ann.texts) == 1
    runner.ahead = timedelta(days=7, hours=1)
    runner.deliver()
    assert ann.texts[-1] == "New: one"


@pytest.mark.parametrize("said", some(["soon", "0d", "9999w", "-3d", "7 years", "1d2h"], every=3))
def test_pause_that_is_not_understood_is_asked_for_again(api: BotApi, runner: Runner, said: str) -> None:
    ann = api.private(42)
    ann.says(f"/pause {said}")
    runner.answer()
    assert "/pause 7d" in ann.texts[0]
    runner.queue(42, "New: one")
    runner.deliver()
    assert ann.texts[-1] == "New: one"


def test_mine_says_when_nothing_comes(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for said in ("/subscribe send", "/quiet 22:00-07:00", "/pause", "/mine"):
        ann.says(said)
    runner.answer()
    assert "Nothing comes between 22:00 and 07:00.\nPaused until you say /resume." in ann.texts[-1]


def test_resume_without_a_pause_says_so(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/resume")
    runner.answer()
    assert ann.texts == ["There is no pause here. /pause begins one."]


def test_corrections_are_asked_for_by_button(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    runner.answer()
    ann.taps("Small corrections too")
    runner.answer()
    assert runner.follows(42)["send"].corrections
    ann.taps("Once a week")
    runner.answer()
    assert runner.follows(42)["send"].corrections
    ann.taps("✓ Small corrections too")
    runner.answer()
    assert not runner.follows(42)["send"].corrections


@pytest.mark.parametrize(
    ("said", "frequency", "corrections"),
    some_rows(
        [
            ("corrections on", "now", True),
            ("Corrections  ON", "now", True),
            ("daily corrections on", "daily", True),
            ("corrections on weekly", "weekly", True),
            ("corrections off", "now", False),
            ("daily", "daily", False),
        ],
        every=3,
    ),
)
def test_corrections_are_asked_for_by_words(
    api: BotApi, runner: Runner, said: str, frequency: str, *, corrections: bool
) -> None:
    ann = api.private(42)
    ann.says(f"/subscribe send {said}")
    runner.answer()
    one = runner.follows(42)["send"]
    assert (one.frequency, one.corrections) == (frequency, corrections)
    assert ("small corrections too" in ann.texts[-1]) is corrections


@pytest.mark.soak  # quicker: the button, above
def test_corrections_are_switched_off_by_words_and_the_rest_stays(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for said in ("/subscribe send weekly corrections on", "/subscribe send corrections off"):
        ann.says(said)
        runner.answer()
    one = runner.follows(42)["send"]
    assert (one.frequency, one.corrections) == ("weekly", False)
    ann.says("/subscribe send corrections perhaps")
    runner.answer()
    assert runner.follows(42)["send"] == one


@pytest.mark.soak  # quicker: test_groups.py
def test_members_of_a_group_can_neither_pause_nor_hush_it(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    for said in ("/pause", "/quiet 22-7", "/keyword school", "/stop", "/forget"):
        group.says(f"{said}@watcher_test_bot" if said == "/pause" else said, user=8)
    group.says("/subscribe send", user=7)
    runner.answer()
    assert set(runner.follows(-5)) == {"send"}
    with runner.store.read() as db:
        assert db.exec_driver_sql("SELECT paused_until, quiet_from FROM chats").all() == [(None, None)]


def test_keyword_alone_explains_itself_and_lists_what_there_is(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/keyword school places")
    ann.says("/keyword")
    runner.answer()
    assert '/keyword "special school" – just so' in ann.texts[-1]
    assert "• “school places”" in ann.texts[-1]


def test_quiet_alone_says_how_it_stands(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for said in ("/quiet", "/quiet 22-7", "/quiet"):
        ann.says(said)
    runner.answer()
    assert ann.texts[0].startswith("There are no quiet hours here.")
    assert ann.texts[2].startswith("Nothing comes between 22:00 and 07:00.")
