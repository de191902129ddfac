"""The dead man's switch: what is called, how long it may take, and that its address is never shown."""

from __future__ import annotations

import pytest

from tests.tools.web import Answer, Site
from watcher.jobs import ping
from watcher.jobs.ping import Pinger

SECRET = "5f0c7a2e-secret"


@pytest.mark.parametrize(
    ("url", "well", "called"),
    [
        ("https://hc-ping.com/uuid", True, "https://hc-ping.com/uuid"),
        ("https://hc-ping.com/uuid", False, "https://hc-ping.com/uuid/fail"),
        ("https://hc-ping.com/uuid/", False, "https://hc-ping.com/uuid/fail"),
        ("https://hc.example.org/key/slug?create=1", False, "https://hc.example.org/key/slug/fail?create=1"),
        ("https://kuma.example.org/api/push/abc", True, "https://kuma.example.org/api/push/abc?status=up"),
        (
            "https://kuma.example.org/api/push/abc?status=up&msg=OK&ping=",
            False,
            "https://kuma.example.org/api/push/abc?status=down&msg=OK&ping=",
        ),
    ],
)
def test_what_is_called_is_what_each_service_expects(url: str, well: bool, called: str) -> None:
    assert ping.address(url, well) == called


def test_a_good_and_a_bad_end_are_called() -> None:
    with Site({"/uuid": Answer(b"OK"), "/uuid/fail": Answer(b"OK")}) as site:
        assert [ping.ping(f"{site.url}/uuid", well) for well in (True, False)] == ["", ""]
        assert site.asked == ["/uuid", "/uuid/fail"]


def test_none_is_called_where_none_is_wanted() -> None:
    assert ping.ping("", well=True) == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"", status=404), "answered 404"),
        (Answer(b"", stall=60), "did not answer in time"),
        (Answer(raw=b"?"), "could not be"),
    ],
    ids=["refuses", "silent", "garbage"],
)
def test_what_goes_wrong_is_told_soon_and_without_the_address(answer: Answer, words: str) -> None:
    with Site({f"/{SECRET}": answer}) as site:
        said = ping.ping(f"{site.url}/{SECRET}", well=True, patience=0.1 if answer.stall else 5)
    assert said.startswith(f"ping: 127.0.0.1 {words}") or "could not be reached" in said
    assert SECRET not in said
    assert "\n" not in said


def test_one_bad_answer_is_tried_again() -> None:
    with Site({"/uuid": Answer(b"", status=502)}) as site:
        assert ping.ping(f"{site.url}/uuid", well=True).startswith("ping: 127.0.0.1 answered 502")
        assert len(site.asked) == 2


def test_a_switch_that_is_out_of_reach_is_logged_once_until_it_is_heard_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    pinger = Pinger()
    with Site({"/uuid": Answer(b"", status=500)}) as site:
        for _ in range(2):
            pinger.tell(f"{site.url}/uuid", well=True)
        site.pages["/uuid"] = Answer(b"OK")
        pinger.tell(f"{site.url}/uuid", well=True)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
