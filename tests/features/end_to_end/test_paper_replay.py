"""The life of one report: re-saved, re-flowed, replaced, withdrawn, restored and replaced by what it was; its readers
hear of what changed and of nothing else, and each version can be had and proved afterwards."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests.features.end_to_end.test_council import FIRST, LIST, edit, portal, told_later
from tests.features.end_to_end.test_paper_versions import LINKED, run, serve
from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from watcher.cli.demo.paper import pdf

FEES = "Families of older pupils pay a contribution of £450 a year."
RULES = "The panel hears every appeal within four weeks."
FIRST_VERSION = pdf(f"{FEES}\n{RULES}")
SAVED_ANEW = FIRST_VERSION + b"\n% saved again\n"
SET_ANEW = pdf("Families of older pupils pay a\ncontribution of £450 a year.", RULES)
DEARER = pdf("Families of older pupils pay a\ncontribution of £950 a year.", RULES)
UNLINKED = "SEND Strategy &#40;draft&#41;"


@pytest.fixture
def ann(town: Town) -> Chat:
    """She follows the committee, whose report was read."""
    town.watches("cabinet", LIST)
    town.serves(portal())
    serve(town, FIRST_VERSION, "1")
    ann = town.subscriber(42, "cabinet")
    for _ in range(2):
        assert told_later(town, ann) == []
    return ann


def stands(town: Town, size: str, body: bytes, tag: str) -> None:
    """The council puts another file where the report was."""
    page = town.site.pages[FIRST]
    assert isinstance(page, str)
    (before,) = re.findall(r"SEND Strategy &#40;draft&#41;<span[^>]*> (PDF \d+ KB)", page)
    edit(town, FIRST, (before, size))
    serve(town, body, tag)


@pytest.mark.soak  # quicker: test_paper_versions.py, and each step in unit/jobs, unit/rules/test_text_changes.py
def test_of_a_report_s_whole_life_only_what_changed_is_told_and_every_version_can_be_had(town: Town, ann: Chat) -> None:
    stands(town, "PDF 389 KB", SAVED_ANEW, "2")
    assert told_later(town, ann) == [], "saved anew"
    stands(town, "PDF 390 KB", SET_ANEW, "3")
    assert told_later(town, ann) == [], "set anew, on two pages"
    stands(town, "PDF 401 KB", DEARER, "4")
    assert "pay a contribution of £450 → £950 a year." in "".join(told_later(town, ann))
    edit(town, FIRST, (LINKED, UNLINKED))
    assert told_later(town, ann) == [], "missed once"
    assert "Withdrawn: SEND Strategy (draft)" in "".join(told_later(town, ann))
    edit(town, FIRST, (UNLINKED, LINKED))
    assert "Restored: SEND Strategy (draft)" in "".join(told_later(town, ann))
    stands(town, "PDF 388 KB", FIRST_VERSION, "6")
    assert "pay a contribution of £950 → £450 a year." in "".join(told_later(town, ann))
    ann.says("/said contribution older pupils")
    (said,) = told_later(town, ann)
    assert said.count("£450") == 1
    assert "£950 a year.” (in the version of 23 November 2026, since replaced)" in said
    listed = run(town, "s8101", "--verify")
    assert (listed.exit_code, listed.stdout.count("stands there")) == (0, 1)
    hashes = [hashlib.sha256(body).hexdigest() for body in (FIRST_VERSION, SAVED_ANEW, SET_ANEW, DEARER, FIRST_VERSION)]
    assert [line.split()[-2] for line in listed.stdout.splitlines() if line.endswith(" ok")] == hashes
