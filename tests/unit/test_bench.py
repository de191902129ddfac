"""What `make bench` makes of its figures: ratios that a later one reads back, and says which are better or worse."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bench.databases import Beside
from bench.decade import fill, look, status
from bench.defaults import day_of_cron
from bench.idle import PYTHON, WITH, WITHOUT, YARDSTICK
from bench.measure import Cost, from_environment
from bench.ratios import HEADING, committed, compared, ratios
from bench.report import Measured, written
from bench.workers import Round
from bench.workers import written as workers_written
from tests.tools.examples import every_example
from watcher.store import Store

ONE = Cost(1.0, 1.1, 50)
NAMES = ("watcher", "urlwatch 2.29", "floor")
STORY = {"cpu": 0.1, "wall": 0.1, "peak": 0.0, "message": 0.001, "delivery_peak": 0.0}
SIXTEEN = {"requests": 20, "sent": 5_000, "received": 9_000, "cpu": 1.0, "wall": 1.2, "peak": 50, "nothing due": 0.4}

ALONE = {
    "cpu": {"visit": 2.0, "papers read, in a process apart": 1.0},
    "first alert": 3.2,
    "peak": 90,
    "peak apart": 80,
    "pypdfium2 alone": 0.8,
}


def found(idle: float = 0.2, python: float = 0.02) -> Measured:
    return Measured(
        5,
        sites={"unchanged": dict.fromkeys(NAMES, ONE)},
        idle={
            WITHOUT: ONE,
            WITH: Cost(idle, 0.2, 26),
            YARDSTICK: Cost(0.1, 0.1, 30),
            PYTHON: Cost(python, 0.1, 10),
        },
        sixteen={**SIXTEEN, "floor": 0.5, "floor wall": 0.6},
        cron={"runs": 144, "resting": 80, "visits": 460, "cpu": 48.0},
        pack={
            "cpu": {"visit": 3.0, "the others put into words and handed out": 1.0},
            "wall": 5,
            "peak": 90,
            "peak apart": 80,
            "pypdfium2 alone": 0.8,
            "chats": 1000,
            "pages": 300,
            "alone": ALONE,
        },
        crowds={1_000: STORY, 100_000: STORY},
        paper={"heard": 20, "match": 0.01, "ready": 0.02},
        month={"size": 10.0, "status": 0.007},
        decade={"size": 200.0, "status": 0.007},
        memory={10: 55.0},
        site={"documents": 10_000, "whole": 12.0, "ordinary change": 0.7, "nothing changed": 0.02},
    )


def test_the_report_tells_every_part_and_its_ratios(tmp_path: Path) -> None:
    text = written(found(), {})
    assert "| visit | 3.00 | 75 % |" in text
    assert "reading is 1.25 of that, all that is done\n3.75." in text
    assert "A day of cron, 144 runs of which 80 rest" in text
    assert "nothing to do, with a token: CPU beside Python loading modules of its own | 2.00 |  | new |" in text
    assert "nothing to do, with a token: memory beside Python itself | 2.60 |  | new |" in text


def test_quick_look_is_not_compared_with_figures_of_another_size() -> None:
    assert HEADING not in written(found(), None)
    assert HEADING in written(found(), {})


def test_ratios_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    assert committed(results) == {}
    results.write_text(written(found(), {}))
    known = committed(results)
    assert known.keys() == ratios(found()).keys()
    assert known["nothing to do, with a token: CPU beside Python loading modules of its own"] == 2


def test_swing_of_python_itself_moves_no_ratio() -> None:
    assert ratios(found(python=0.018)) == ratios(found(python=0.015))


def test_change_of_a_run_with_nothing_to_do_moves_its_ratio_and_no_other() -> None:
    before, now = ratios(found(idle=0.2)), ratios(found(idle=0.3))
    moved = [name for name, figure in now.items() if figure != before[name]]
    assert moved == ["nothing to do, with a token: CPU beside Python loading modules of its own"]


@every_example(("text", "rounds"), [("1", 1), ("12", 12)])
def test_number_of_rounds_is_taken_from_the_environment(
    text: str, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_ROUNDS", text)
    assert from_environment("BENCH_ROUNDS", 5) == rounds
    monkeypatch.delenv("BENCH_ROUNDS")
    assert from_environment("BENCH_ROUNDS", 5) == 5


@every_example("text", ["", "0", "-1", "many", "1.5"])
def test_number_of_rounds_that_is_none_ends_the_bench_with_a_sentence(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_ROUNDS", text)
    with pytest.raises(SystemExit, match=r"BENCH_ROUNDS is .* must be a whole number from 1 on"):
        from_environment("BENCH_ROUNDS", 5)


@every_example(("now", "verdict"), [(1.0, "same"), (1.09, "same"), (1.2, "**worse**"), (0.92, "same"), (0.8, "better")])
def test_a_ratio_is_worse_or_better_by_more_than_a_tenth(now: float, verdict: str) -> None:
    lines = list(compared({"a": now}, {"a": 1.0}))
    assert lines[0].startswith(HEADING)
    assert f"| a | {now:.2f} | 1.00 | {verdict} |" in lines
    assert lines[-1].endswith(f"{int(verdict == '**worse**')} of 1 are worse.")


def test_a_ratio_that_is_measured_no_more_is_said() -> None:
    assert "| gone | | 1.00 | no longer measured |" in list(compared({}, {"gone": 1.0}))


def test_a_day_of_cron_counts_what_is_due_in_each_run() -> None:
    twice_an_hour, daily = timedelta(minutes=30), timedelta(days=1)
    day = day_of_cron({"cpu": 16.4, "nothing due": 0.4}, 0.1, [twice_an_hour, daily])
    assert (day["runs"], day["resting"], day["visits"]) == (144, 96, 49)
    assert day["cpu"] == pytest.approx(96 * 0.1 + 48 * 0.4 + 49)


@pytest.mark.sqlite_only("what the bench writes past the store is SQLite's")
def test_ten_years_as_the_bench_writes_them_fit_the_tables_of_today(database_url: str) -> None:
    with Store(database_url) as store:
        fill(store, share=1 / 1_000, days=30, messages=40)
        assert status(store)
        assert look(store, "school")
        with store.read() as db:
            assert db.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 60
            assert db.exec_driver_sql("SELECT count(*) FROM alerts").scalar() == 40


def test_several_workers_are_shown_beside_one_and_postgresql_beside_sqlite() -> None:
    rounds = {1: [Round(20.0, (4.0,), 1.0)], 2: [Round(10.0, (2.0, 3.0), 1.5)]}
    beside = Beside(Cost(2.0, 2.0, 50), Cost(2.4, 2.5, 60), server=0.6)
    shown = workers_written(rounds, {"nothing changed": beside}, 3)
    assert "| 2 | 10.0 | 0.50 | 5.00 | 1.25 | 3.00 | 1.50 |" in shown
    assert "| nothing changed | 2.00 | 2.40 | 1.20 | 3.00 | 1.50 |" in shown
