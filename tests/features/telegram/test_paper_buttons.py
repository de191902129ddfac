"""The buttons under the alert of a replaced paper, where its file can't be had and where much differs."""

from __future__ import annotations

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, Runner
from tests.features.telegram.subscribers import opened, subscriber
from tests.tools.soaks import some
from tests.tools.standin import BotApi
from watcher.core.documents import TextChange
from watcher.core.papers import PaperRead
from watcher.jobs.keep_papers import KeptPapers
from watcher.messages.texts.papers import NOT_KEPT
from watcher.papers.kept_files import PaperFiles
from watcher.rules.compare import StoredDocuments
from watcher.store import papers

PAPER = document("s1", "Travel policy", details={"meeting": "Cabinet, 1 December 2026"})
OLD = b"%PDF-1.4 old"
HASHES = tuple(papers.prepare(PaperRead("s1", "u", body, [])).sha256 for body in (OLD, b"%PDF-1.4 new"))
BUTTON = "The version of 22 November"
DIFF = tuple(TextChange(1, f"A fee of £{number}.", f"A fee of £{number}5.") for number in range(23))


@pytest.fixture
def files(runner: Runner) -> PaperFiles:
    return PaperFiles(runner.environment.state / "papers", 1_000)


def replaced(runner: Runner, files: PaperFiles) -> None:
    """A paper, read twice, was replaced."""
    for body in (OLD, b"%PDF-1.4 new"):
        kept = KeptPapers(CABINET.id, files, runner.clock())
        kept.add(PaperRead("s1", PAPER.url, body, ["Fee."]))
        with runner.store.write() as db:
            kept.save(db, [], StoredDocuments({}, {}), {})
    logs(runner, CABINET, PAPER, kind="changed", fields={"text": ("a", "b")}, diff=DIFF, versions=HASHES)
    runner.deliver()


def test_all_changes_come_page_by_page_in_the_place_of_one_another(
    api: BotApi, runner: Runner, files: PaperFiles
) -> None:
    ann = subscriber(api, runner, "/subscribe cabinet")
    replaced(runner, files)
    alert = ann.messages[-1]
    assert alert.button_texts[-3:] == [BUTTON, "All changes", "Fewer like this"]
    ann.taps("All changes")
    runner.answer()
    assert ann.texts[-1].startswith("Travel policy: what reads differently\n1 to 10 of 23")
    for _ in range(2):
        ann.taps("More ›")
        runner.answer()
    assert ann.texts[-1].count("→") == 3
    assert len(ann.messages) == 2
    assert alert.text == ann.texts[0]


def test_a_file_is_uploaded_once_and_then_sent_again_and_its_button_stays_when_others_change(
    api: BotApi, runner: Runner, files: PaperFiles
) -> None:
    ann = subscriber(api, runner, "/subscribe cabinet")
    replaced(runner, files)
    for _ in range(2):
        ann.taps(BUTTON)
        runner.answer()
    first, second = (call for call in api.calls if call.method == "sendDocument")
    assert (ann.messages[-1].file, ann.messages[-2].file) == (OLD, OLD)
    assert second.arguments["document"] == ann.messages[-2].document["file_id"]  # type: ignore[index]  # it has one
    assert first.arguments["document"] != second.arguments["document"]
    opened(ann, runner)
    ann.taps("Mute for 30 days …")
    runner.answer()
    assert BUTTON in ann.messages[-1].button_texts


@pytest.mark.parametrize("trouble", some(["gone", "touched", "forbidden"], every=3))
def test_where_the_file_can_not_be_sent_words_say_so(
    api: BotApi, runner: Runner, files: PaperFiles, trouble: str
) -> None:
    ann = subscriber(api, runner, "/subscribe cabinet")
    replaced(runner, files)
    if trouble == "gone":
        files.remove(HASHES)
    elif trouble == "touched":
        files.path(HASHES[0]).write_bytes(b"%PDF-1.4 false")
    ann.no_documents = trouble == "forbidden"
    ann.taps(BUTTON)
    runner.answer()
    assert ann.messages[-1].document is None
    assert ann.texts[-1].startswith("The version of 22 November 2026 of “Travel policy” can't be sent")


@pytest.mark.soak  # quicker: the file that is gone, above
def test_a_version_whose_file_was_let_go_has_no_button_any_more(api: BotApi, runner: Runner, files: PaperFiles) -> None:
    ann = subscriber(api, runner, "/subscribe cabinet")
    replaced(runner, files)
    with runner.store.write() as db:
        papers.let_go(db, 0)
    tap = ann.taps(BUTTON)
    runner.answer()
    assert tap.answer == NOT_KEPT
    replaced(runner, PaperFiles(files.folder, 0))
    assert BUTTON not in ann.messages[-1].button_texts
