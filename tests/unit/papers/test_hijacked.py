"""Whoever takes over the process that reads a stranger's file can do nothing but answer, and no more than a page could
say."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.soaks import some
from tests.unit.papers.hijacked import ANSWERED, TRIED
from watcher.cli.demo.paper import pdf
from watcher.core.errors import NotUnderstood
from watcher.papers.extract import MOST_PAGES
from watcher.papers.reader import LONGEST_REASON, Reader
from watcher.papers.sandbox import hide_from_others, landlock_version, surroundings
from watcher.sources.page.ignore import without

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows how to shut a process in like this")
IS_DUMPABLE = 3  # of prctl(2)
ALONE = """
import ctypes, socket
from watcher.papers.sandbox import shut_files
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0)
shut_files(libc)
read, write = lambda: open("/etc/hostname"), lambda: open("/tmp/of-the-hijacker", "w")
listen = lambda: socket.create_server(("127.0.0.1", 0))
for attempt in (read, write, listen):
    try:
        attempt()
        print("could")
    except PermissionError:
        print("could not")
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    one = Reader(most_seconds=60, program="tests.unit.papers.hijacked")
    yield one
    one.close()


@linux
@pytest.mark.parametrize("attempt", TRIED, ids=bytes.decode)
def test_hijacked_reader_can_not(reader: Reader, attempt: bytes) -> None:
    (answer,) = reader.pages(attempt)
    assert answer.startswith("could not: ")


@linux
@pytest.mark.parametrize("answer", some(ANSWERED, every=3), ids=bytes.decode)
def test_answer_that_no_reader_gives_is_refused_and_the_next_file_gets_another_process(
    reader: Reader, answer: bytes
) -> None:
    with pytest.raises(NotUnderstood, match="can't be read"):
        reader.pages(answer)
    assert reader.pages(b"open a socket") == ["could not: OSError"]


@linux
def test_no_more_pages_are_taken_than_a_file_may_have(reader: Reader) -> None:
    try:
        assert len(reader.pages(b"millions of pages")) <= MOST_PAGES
    finally:
        reader.close()  # it answers once more than it was asked


@linux
def test_reason_is_one_short_line(reader: Reader) -> None:
    with pytest.raises(NotUnderstood) as refused:
        reader.pages(b"a long reason")
    assert len(str(refused.value)) <= LONGEST_REASON
    assert "\n" not in str(refused.value)


@linux
def test_file_is_read_as_before_by_a_process_that_is_shut_in() -> None:
    one = Reader()
    assert one.pages(pdf("A page", "another – “one”")) == ["A page", 'another - "one"']
    assert one.pages(pdf("")) == [""]
    one.close()


@linux
def test_process_that_reads_strangers_files_is_given_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:not-for-files")
    monkeypatch.setenv("SOMETHING_ELSE", "not-for-files")
    assert "not-for-files" not in str(surroundings())
    assert set(surroundings()) <= {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONHOME"}


@linux
def test_program_that_starts_one_hides_its_own_memory() -> None:
    hide_from_others()
    assert ctypes.CDLL(None).prctl(IS_DUMPABLE, 0, 0, 0, 0) == 0


@linux
def test_landlock_alone_shuts_files_and_addresses() -> None:
    version = landlock_version()
    if version < 4:
        pytest.skip(f"this kernel has version {version} of Landlock; addresses need 4 (0: none at all)")
    ended = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    assert ended.stdout.split("\n")[:3] == ["could not"] * 3


@linux
def test_process_that_matches_patterns_is_shut_in_as_well() -> None:
    """It is looked at while it is busy with a pattern that would take for ever, and is then ended."""
    refused: list[NotUnderstood] = []

    def match() -> None:
        try:
            without([f"{'a' * 60}b"], ["(a+)+$"], seconds=60)
        except NotUnderstood as error:
            refused.append(error)

    matching = threading.Thread(target=match)
    matching.start()
    limits, number = _limits_of_child(matching)
    os.kill(number, signal.SIGKILL)
    matching.join()
    assert refused
    assert limits["Max open files"] == limits["Max file size"] == limits["Max processes"] == "0"
    assert int(limits["Max address space"]) <= 400_000_000


def _limits_of_child(matching: threading.Thread) -> tuple[dict[str, str], int]:
    """The limits of the process that matches patterns, once it has set them; and its number."""
    while matching.is_alive():
        matching.join(0.05)
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                mine = f"\nPPid:\t{os.getpid()}\n" in (command.parent / "status").read_text()
                if not mine or b"sources/page/ignore_process.py" not in command.read_bytes():
                    continue
                lines = (command.parent / "limits").read_text().splitlines()
            except OSError:  # it has just ended
                continue
            limits = {line[:26].strip(): line[26:].split()[0] for line in lines[1:]}
            if limits.get("Max open files") == "0":
                return limits, int(command.parent.name)
    raise AssertionError("the process ended before it had shut itself in")
