"""/promises: what is listed, judged by Telegram's own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.tools.lookups import FakeLookups
from tests.tools.says import says
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read
from watcher.bot.commands import Reply, answer
from watcher.core.alerts import Subscription
from watcher.core.chats import ChatSettings, Request
from watcher.core.promises import AgendaWithout, KeptPromise, Promise

NOW = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
SENTENCE = "RESOLVED to ask that EHCP timeliness figures be brought to the next meeting."
PROMISE = Promise(SENTENCE, 3, "SEND", "Director of Education", "EHCP timeliness figures", date(2026, 12, 8))
FIGURES = KeptPromise(
    1, "people", "g1", "https://a.example/g1.pdf", "People Committee", "m1", date(2026, 9, 29), PROMISE, ("send",)
)
ROTA = replace(
    FIGURES,
    id=2,
    promise=Promise("Officers would publish the rota by 31 October.", 1, due=date(2026, 10, 31)),
    topics=(),
)
KEPT = replace(
    ROTA, id=3, state="kept", seen_on=date(2026, 11, 4), seen_title="THE MOWING ROTA", seen_url="https://b.example/"
)


def asks(text: str, *promised: KeptPromise, follows: str = "") -> Reply:
    known = FakeLookups(NOW, promised=promised)
    mine = (Subscription(CHAT, follows),) if follows else ()
    return judged(answer(Request(CHAT, "private", text), CATALOGUE, ChatSettings(mine), known))


def test_each_is_listed_with_day_committee_who_due_page_and_state() -> None:
    said = read(asks("/promises", FIGURES, ROTA, KEPT))
    figures, rota, kept = said.split("• ")[1:]
    assert says(figures, "Tue 29 Sep", "People Committee", "EHCP timeliness figures", "Director of Education",
                "Tue 8 Dec", "p. 3", "Open")  # fmt: skip
    assert says(rota, "publish the rota by 31 October", "Sat 31 Oct", "p. 1", "passed")
    assert says(kept, "kept", "The mowing rota", "Wed 4 Nov")


def test_an_agenda_that_lacks_it_is_said() -> None:
    lacking = AgendaWithout("People Committee", "https://a.example/m2", date(2026, 12, 8))
    assert says(read(asks("/promises", replace(FIGURES, lacking=lacking))), "not named", "Tue 8 Dec")


def test_open_leaves_out_what_looks_kept() -> None:
    assert "Looks kept" not in read(asks("/promises open", FIGURES, KEPT))
    assert "Nothing that was promised is open" in read(asks("/promises open", KEPT))


def test_what_the_chat_follows_comes_first() -> None:
    said = read(asks("/promises", ROTA, FIGURES, follows="send"))
    assert said.index("Of what you follow") < said.index("EHCP timeliness") < said.index("Others") < said.index("rota")


def test_where_nothing_is_known_or_something_else_is_asked_it_says_so() -> None:
    assert "I have read no promise" in read(asks("/promises"))
    assert "Say /promises for all" in read(asks("/promises of the mayor", FIGURES))


def test_many_promises_with_strangers_words_are_cut_and_nothing_in_them_can_be_tapped() -> None:
    hostile = replace(PROMISE, what="", text="/forget yes @boss <b>x</b> https://evil.example " * 9, who="@boss" * 30)
    reply = asks("/promises", *(replace(FIGURES, id=n, promise=hostile, committee="/stop " * 60) for n in range(60)))
    assert "The newest 20 of 60 are shown." in read(reply) + "".join(reply.more)
    assert "<b>x" not in reply.html
