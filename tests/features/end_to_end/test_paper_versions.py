"""A paper is replaced without a word, then withdrawn: who is told gets the version of before, and all that differs."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.features.end_to_end.test_council import FIRST, LIST, edit, portal, told_later
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.commandline import Ended, invoke
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from watcher.cli.demo.paper import pdf

REPORT = "/documents/s8101/Report%20-%20SEND.pdf"
BEFORE = pdf([f"Families of group {n} pay a contribution of £45{n} a year." for n in range(6)])
AFTER = pdf([f"Families of group {n} pay a contribution of £95{n} a year." for n in range(6)])
LINKED = (
    '<a  class="mgAiTitleLnk"   href="documents/s8101/Report - SEND.pdf"  >SEND Strategy &#40;draft&#41;'
    '<span  class="mgFileSize" > PDF 401 KB</span></a>'
)
MINUTE = HOUR / 60


def serve(town: Town, body: bytes, tag: str) -> None:
    answer = Answer(
        body, etag=f'"{tag}"', content_type="application/pdf", last_modified="Sun, 22 Nov 2026 08:00:00 GMT"
    )
    town.serves({REPORT: answer})


@pytest.fixture
def ann(town: Town) -> Chat:
    """She follows the committee, whose report was read and then replaced."""
    town.watches("cabinet", LIST)
    town.serves(portal())
    serve(town, BEFORE, "1")
    ann = town.subscriber(42, "cabinet")
    for _ in range(3):
        assert told_later(town, ann) == []
    edit(town, FIRST, ("PDF 388 KB", "PDF 401 KB"))
    serve(town, AFTER, "2")
    return ann


def taps(town: Town, chat: Chat, *labels: str) -> None:
    """The run after them answers."""
    for label in labels:
        chat.taps(label)
    town.once(later=MINUTE)


def run(town: Town, *asked: str) -> Ended:
    folders = ["--config", str(town.folder / "config"), "--state", str(town.environment.state)]
    return invoke("papers", *asked, *folders)


def test_the_version_of_before_and_all_changes_are_a_tap_away_once_a_paper_is_replaced_or_gone(
    town: Town, ann: Chat
) -> None:
    (message,) = told_later(town, ann)
    assert says(message, "£450 → £950", "3 more sentences")
    taps(town, ann, "The version of 22 November", "All changes")
    sent, changes = ann.messages[-2:]
    assert sent.file == BEFORE
    assert sent.document is not None
    assert sent.document["file_name"].startswith("SEND-Strategy-draft-2026-11-22-")
    assert "first saw on 22 November 2026. It was replaced" in sent.text
    assert changes.text.count("→") == 6
    assert "1 to 6 of 6" in changes.text
    edit(town, FIRST, (LINKED, "SEND Strategy &#40;draft&#41;"))
    for _ in range(2):
        told_later(town, ann)
    assert "Withdrawn" in ann.texts[-1]
    taps(town, ann, "The version of 23 November")
    assert (ann.messages[-1].file, "no longer where it was" in ann.texts[-1]) == (AFTER, True)
    old, new = (hashlib.sha256(body).hexdigest() for body in (BEFORE, AFTER))
    assert [change.versions for change in town.log()] == [(old, new), (old, new)]
    assert is_shown_and_checked(town, old, new)


def is_shown_and_checked(town: Town, *hashes: str) -> bool:
    """What `watcher papers` says of them, and of one that somebody touched."""
    shown = run(town, "s8101")
    assert [each in shown.stdout for each in hashes] == [True, True]
    assert "stands there" not in shown.stdout
    folder = town.folder / "saved"
    assert run(town, town.site.url + REPORT, "--save", str(folder), "--verify").exit_code == 0
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [(folder / one["file"]).read_bytes() for one in manifest["versions"]] == [BEFORE, AFTER]
    assert manifest["versions"][0]["last_modified"] == "Sun, 22 Nov 2026 08:00:00 GMT"
    (town.environment.state / "papers" / hashes[0]).write_bytes(b"%PDF-1.4 another")
    checked = run(town, "send strategy", "--verify")
    return checked.exit_code == 1 and "WRONG" in checked.stdout
