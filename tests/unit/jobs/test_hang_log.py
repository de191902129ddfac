from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from watcher.core.errors import Hung
from watcher.jobs.hang_guard import HardEnd, Patience
from watcher.jobs.hang_log import Hangs, Note

PAGE = "https://example.org/news"
READS = '  File "/srv/watcher/sources/feed/drafts.py", line 87 in plain\n  File "/usr/threading.py", line 1 in run\n'
WAITS = '  File "/usr/lib/python3.11/socket.py", line 706 in readinto\n  File "/srv/watcher/x.py", line 1 in get\n'


def ended_by_force(state: Path, *visits: tuple[str, str]) -> None:
    """The files that a run leaves which was ended while these sources did this, each in a thread of its own."""
    hangs = Hangs(state)
    with hangs.open(180) as trace:
        for number, (source, _) in enumerate(visits):
            hangs.write(number, Note(source, f"https://example.org/{source}", 0x7F00 + number))
        trace.write(b"Timeout (0:03:00)!\n")
        for number, (_, code) in enumerate(visits):
            trace.write(f"Thread 0x{0x7F00 + number:016x} (most recent call first):\n{code}\n".encode())


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path


def after(state: Path) -> Hangs:
    """What the next run knows."""
    hangs = Hangs(state)
    hangs.open(180).close()
    return hangs


def is_blamed(hangs: Hangs, source: str) -> bool:
    try:
        hangs.refuse(source)
    except Hung:
        return True
    return False


def test_the_only_source_at_work_is_blamed(state: Path) -> None:
    ended_by_force(state, ("news", READS))
    hangs = after(state)
    with pytest.raises(Hung, match=r"https://example\.org/news could not be read to its end within 3 min"):
        hangs.refuse("news")
    assert not is_blamed(hangs, "council")


def test_source_that_waited_for_its_site_is_not_blamed(state: Path) -> None:
    ended_by_force(state, ("slow", WAITS), ("news", READS))
    hangs = after(state)
    assert [is_blamed(hangs, source) for source in ("slow", "news")] == [False, True]
    assert [hangs.may_be(source) for source in ("slow", "news")] == [False, False]


def test_of_several_at_work_none_is_blamed_but_each_is_visited_alone(
    state: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ended_by_force(state, ("news", READS), ("council", READS), ("slow", WAITS))
    hangs = after(state)
    assert [is_blamed(hangs, source) for source in ("news", "council")] == [False, False]
    assert [hangs.may_be(source) for source in ("news", "council", "slow")] == [True, True, False]
    assert "while it read one of news, council: each is visited alone now" in caplog.text


def test_source_that_hangs_alone_is_blamed_and_the_other_is_cleared(state: Path) -> None:
    ended_by_force(state, ("news", READS), ("council", READS))
    hangs = after(state)
    hangs.forgive("news")
    hangs.close()
    ended_by_force(state, ("council", READS))
    hangs = after(state)
    assert [is_blamed(hangs, source) for source in ("news", "council")] == [False, True]
    hangs.forgive("council")
    assert not is_blamed(after(state), "council")


def test_run_that_was_killed_or_ended_well_blames_nobody(state: Path, caplog: pytest.LogCaptureFixture) -> None:
    hangs = Hangs(state)
    hangs.open(180).close()
    hangs.write(0, Note("news", "https://example.org/news", 1))  # and then the power was cut
    hangs = after(state)
    assert not is_blamed(hangs, "news")
    assert not hangs.may_be("news")
    hangs.close()
    assert list(state.iterdir()) == []
    assert caplog.text == ""


def test_hang_outside_of_all_visits_is_said(state: Path, caplog: pytest.LogCaptureFixture) -> None:
    ended_by_force(state)
    after(state)
    assert "the last run hung for 3 min and was ended by force, not while it read a source" in caplog.text


@pytest.mark.parametrize("left", [b"", b"[]", b'{"a": 1}', b"\xff", b'{"news": {"url": 1}}'])
def test_damaged_files_stop_nothing(state: Path, left: bytes) -> None:
    for name in ("visiting.txt", "hang.txt", "hangs.json"):
        (state / name).write_bytes(left)
    after(state).refuse("news")


def test_long_address_is_cut_and_blamed_all_the_same(state: Path) -> None:
    hangs = Hangs(state)
    with hangs.open(180) as trace:
        hangs.write(0, Note("news", "https://example.org/" + "é" * 10_000, 1))
        trace.write(b"Timeout (0:03:00)!\n")
    assert is_blamed(after(state), "news")


def test_suspect_is_visited_while_no_other_visit_is_under_way(state: Path) -> None:
    ended_by_force(state, ("news", READS), ("council", READS))
    order, begun, go_on = list[str](), threading.Event(), threading.Event()

    def visit(source: str) -> None:
        with hard_end.visit(source, PAGE):
            order.append(f"{source} begins")
            begun.set()
            if source == "other":
                go_on.wait(300)
            order.append(f"{source} ends")

    with HardEnd(state, Patience(held=60, step=60, beat=60)) as hard_end:
        threads = [threading.Thread(target=visit, args=[source]) for source in ("other", "news", "council")]
        threads[0].start()
        begun.wait(300)
        for thread in threads[1:]:
            thread.start()
        go_on.set()
        for thread in threads:
            thread.join()
    pairs = list(zip(order[::2], order[1::2], strict=True))
    assert [(first.removesuffix(" begins"), last.removesuffix(" ends")) for first, last in pairs] == [
        (name, name) for name in ("other", *[first.removesuffix(" begins") for first, _ in pairs[1:]])
    ]


def noted(state: Path) -> list[tuple[str, str]]:
    """The sources that the file of notes names, each with its page."""
    lines = (state / "visiting.txt").read_text("utf-8").splitlines()
    return [(note["source"], note["url"]) for note in map(json.loads, filter(str.strip, lines))]


def test_visit_is_noted_before_it_reads_anything_and_at_each_further_page(state: Path) -> None:
    with HardEnd(state, Patience(held=60, step=60, beat=60)) as hard_end:
        with hard_end.visit("news", PAGE) as step:
            assert noted(state) == [("news", PAGE)]
            step.note(PAGE)
            assert noted(state) == [("news", PAGE)]
            with hard_end.visit("council", "https://council.example/"):
                step.note("https://example.org/news?page=2")
                beside = [("news", "https://example.org/news?page=2"), ("council", "https://council.example/")]
                assert noted(state) == beside
            step.note(PAGE)
            assert noted(state) == [("news", PAGE)]
        assert noted(state) == []
