"""What a portal sends in place of a list of meetings: the outcome that `status` shows of each, and that nobody else is
told of it, then or when the list is back."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.test_council import LIST, portal
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.soaks import some
from tests.tools.web import Answer, Served
from tests.unit.sources.moderngov_visits import fixture
from watcher.cli.status import gather_status

WHOLE = fixture("meetings_a.html")
COMING = WHOLE[WHOLE.index("<h2") : WHOLE.index('<h2 class="mgSubTitleTxt">Previous')]
GUARD = (
    b'<html><head><script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script></head></html>'
)
BROKEN = b"<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.</h1></body></html>"

ODDITIES: dict[str, tuple[Served, str, str]] = {
    "a block page with status 200": (GUARD, "blocked", "guard"),
    "a challenge": (Answer(b"<title>Just a moment...</title>", status=403), "blocked", "403"),
    "a refusal": (Answer(b"<title>Forbidden</title>", status=403), "blocked", "403"),
    "a firewall": (
        Answer(b"<html><head><title>Azure WAF</title></head><body>Blocked</body></html>"),
        "blocked",
        "guard",
    ),
    "an error page with status 200": (BROKEN, "failing", "error page"),
    "an error page": (Answer(BROKEN, status=500), "failing", "500"),
    "a page cut in half": (WHOLE[: len(WHOLE) // 2], "failing", "cut short"),
    "another page": ('<div id="modgov"><h1>Your councillors</h1><p>None</p></div>', "failing", "another page"),
    "the wrong language": (WHOLE.replace("<html>", '<html lang="cy">'), "failing", "Welsh"),
    "half a list": (WHOLE.replace(COMING, ""), "suspect", "gone at once"),
    "an empty list": ('<div id="modgov"><h1>Browse meetings - Cabinet</h1></div>', "suspect", "empty, where"),
}


@pytest.mark.parametrize("oddity", some(ODDITIES, every=len(ODDITIES)))
def test_an_oddity_has_its_own_outcome_and_tells_no_subscriber(town: Town, oddity: str) -> None:
    answer, state, words = ODDITIES[oddity]
    town.watches("cabinet", LIST)
    town.serves(portal())
    ann = town.subscriber(42, "cabinet")
    town.serves({LIST: answer})
    town.once()
    ((_, health),) = gather_status(town.settings(), town.environment).sources
    assert (health.state, words in str(health.reason)) == (state, True), health.reason
    town.serves(portal())
    town.once(later=HOUR, all_sources=True)
    ((_, health),) = gather_status(town.settings(), town.environment).sources
    assert (health.state, town.told(ann), town.log()) == ("ok", [], [])
