"""Every folder of ../shared/cases replayed in whole runs: inputs on which the product was wrong, with what is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import NOT_HERE
from tests.features.end_to_end.town import Town
from tests.tools.cases import CASES, Seen, case_of, replay
from tests.tools.soaks import some


@dataclass(frozen=True)
class Right:
    """What one visit must come to."""

    changes: tuple[str, ...] = ()
    """Each as "kind title", in the order in which it is told."""
    state: str = "ok"
    reason: str | None = None
    """Words that the reason holds; None where there must be none."""
    documents: int | None = None
    says: tuple[str, ...] = ()
    """Words that the message to the follower of the source holds."""
    topic: int = 0
    """So many messages come to the follower of the case's topic."""
    silent: bool = False
    """Nothing is sent (yet), although something changed."""

    def wrong(self, seen: Seen) -> list[str]:
        """What was seen otherwise, in words."""
        found = [
            (seen.state == self.state, f"state {seen.state}"),
            (seen.changes == self.changes, f"changes {seen.changes}"),
            (self.documents in (None, seen.documents), f"documents {seen.documents}"),
            (bool(seen.told) == (bool(self.changes) and not self.silent), f"told {seen.told}"),
            (all(words in "\n".join(seen.told) for words in self.says), f"said {seen.told}"),
            (len(seen.topic_told) == self.topic, f"the topic's follower was told {seen.topic_told}"),
        ]
        reason = seen.reason is None if self.reason is None else self.reason in (seen.reason or "")
        return [words for right, words in [*found, (reason, f"reason {seen.reason}")] if not right]


QUIET = Right()
DAMAGED = "the feed is damaged (bytes that are not UTF-8, as the rest is): only new articles are taken from it"
LEFT_OUT = "of 502 articles only the 500 that are new or newest are read"
RIGHT: dict[str, tuple[Right, ...]] = {
    "bad-byte-garbles-feed": (
        QUIET,
        Right(("new Plan for children’s services", "new Word\ufffds paste"), reason=DAMAGED, documents=5, topic=1),
        QUIET,
    ),
    "declared-entity": (Right(documents=1),),
    "empty-at-first": (Right(documents=0), Right(("new Story number 1",)), Right(("new Story number 2",))),
    "jadu-two-councils": (QUIET, Right(("new Schools in B",), documents=2)),
    "link-fragment": (Right(documents=3), Right(("new Schools open late",), says=("</notices#n0>",))),
    "link-ref": (Right(documents=3), Right(("new Schools open late",), says=("</planning?ref=P0>",))),
    "oldest-first-501": (
        Right(documents=500),
        Right(("new Decision number 501", "new Decision number 500"), reason=LEFT_OUT),
    ),
    "relative-link-other-host": (QUIET, Right(("new Story number 2",), says=("<https://real-site.example/n/2>",))),
    "same-link-own-guid": (
        QUIET,
        *(Right((f"new Bulletin of week {number}",), documents=number - 4) for number in (6, 7, 8)),
        Right(documents=4),
    ),
    "session-in-links": (Right(documents=3),) * 5,
    "year-one-date": (QUIET, Right(("new Story number 2", "new Story number 3"), documents=3)),
    "base-href": (QUIET, Right(("new Schools open late",), says=("https://council.example/news/item0.aspx",))),
    "early-hints": (QUIET, Right(("new Story number 2",))),
    "gzip-cut-short": (QUIET, Right(state="failing", reason="cut short"), QUIET),
    "latin1-is-windows-1252": (QUIET, Right(("changed Admissions",), says=("children’s services – “soon”",), topic=1)),
    "link-target-replaced": (QUIET, Right(("changed Admissions",), says=("leads to another file now",), topic=1)),
    "meta-refresh-baseline": (QUIET, Right(("changed Admissions",))),
    "no-body-reason": (QUIET, Right(state="blocked", reason="guard (SiteGround)")),
    "validators-of-another-page": (QUIET, Right(("changed Notice",), says=("school places",)), QUIET, QUIET),
}
LATER: set[str] = set()
"""Whose right result does not stand here yet."""
ELSEWHERE = {"pdf-hyphen-at-line-end", "pdf-leading-bytes"}
"""A file alone, without visits to replay."""


@pytest.fixture(scope="module")
def cases() -> Path:
    """Without them the tests that ask are skipped."""
    if not CASES.is_dir():
        pytest.skip(NOT_HERE)
    return CASES


@pytest.mark.parametrize("name", some(sorted(RIGHT), every=10))
def test_case_comes_out_right(name: str, cases: Path, town: Town) -> None:
    seen = replay(case_of(cases / name), town)
    wrong = {number: right.wrong(each) for number, (right, each) in enumerate(zip(RIGHT[name], seen, strict=True))}
    assert not any(wrong.values()), wrong


def test_every_case_has_its_right_result(cases: Path) -> None:
    folders = {one.name for one in cases.iterdir() if one.is_dir()}
    assert folders == set(RIGHT) | LATER | ELSEWHERE
    assert not set(RIGHT) & LATER


def test_case_of_our_own_is_replayed_byte_for_byte_and_step_by_step(tmp_path: Path, town: Town) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "source.json").write_text(json.dumps({"kind": "page", "days": [0, 1, 2], "steps": [0, 0, 2]}))
    page = b"<main><h1>Notice</h1><p>One.</p><p>Two.</p>%s</main>"
    for number, more in ((0, b""), (1, b"<p>Never seen.</p>"), (2, b"<p>Three of the roads.</p>")):
        body = page % more
        head = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
        (folder / f"{number:02}.http").write_bytes(head)
        (folder / f"other.{number:02}.http").write_bytes(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )

    first, second, third = replay(case_of(folder), town)

    assert (first.state, first.documents, first.changes, first.told) == ("ok", 1, (), ())
    assert second == first
    assert third.changes == ("changed Notice",)
    assert "text added: Three of the roads." in third.told[0]
