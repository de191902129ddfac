"""No words of a site or a member can be tapped in any message, whatever Telegram's own parser would make of them; our
own commands can (INTERFACE.md, "Telegram")."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import watcher
from tests.tools.autolinks import tappable
from tests.tools.everykind import messages
from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.tools.standin.markup import HAS_TDJSON, parse_html
from tests.tools.syntax import tree_of
from watcher.bot.commands.command_list import commands_for
from watcher.messages.splitting import in_plain_words
from watcher.messages.telegram_html import JOINER, bold, code, join, link, one_line, own, plain, untappable
from watcher.messages.texts import alerts, conversation
from watcher.messages.texts.format import fill

pytestmark = pytest.mark.skipif(not HAS_TDJSON, reason="Telegram's parser (tdjson) is not installed here")

OURS = {("BotCommand", f"/{name}") for name in commands_for(is_admin=True)}
HOSTILE = {
    "command": "see /wipeall now",
    "command of ours": "/erase",
    "command to a bot": "/wipeall@other_bot",
    "command after a mark": "a\u0301/wipeall",
    "command after a bracket": "(/wipeall)",
    "command under a sign that Telegram drops": "/\u0333wipeall /w\u202eipeall /\u200bwipeall",
    "mention": "@durov_himself, @durov_himself",
    "bare domain": "romford-council.com",
    "domain with a path": "www.evil.co.uk/forget?x=1#y",
    "domain of letters that are not English": "пример.рф उदाहरण.भारत a.xn--p1ai",
    "domain under a sign that Telegram drops": "evil.\u033fcom ev\u202eil.co\u200bm",
    "address": "https://evil.example.com/wipeall",
    "address with a name": "https://www.havering.gov.uk@evil.com/",
    "address of a kind of its own": "tg://resolve?domain=evil ton://evil tonsite://evil.ton ftp://evil.com",
    "number of a machine": "127.0.0.1:80/x 10.1.2.3.4",
    "e-mail": "pay.here@evil.co.uk, mailto:a@b.co",
    "hashtag": "#send #5a #_ #अ #ab\u00b7 #send@durov",
    "cashtag": "$GBP $1INCH",
    "bank card": "4242 4242 4242 4242, 4242424242424242 378282246310005 5555-5555-5555-4444",
    "file": "v1.2.zip agenda.app",
    "link in brackets": "[tap](http://evil.com) <a href='http://evil.com'>tap</a>",
}


@cache  # every kind of message, put together and parsed as Telegram does
def live_in_messages(words: str) -> set[tuple[str, str, str]]:
    """Each kind of message that holds these words of a stranger's, with what can be tapped in it."""
    return {(kind, *found) for kind, html in messages(words) for found in tappable(html)}


@pytest.mark.parametrize("words", some(HOSTILE.values(), every=22), ids=HOSTILE.keys())
def test_nothing_that_a_site_or_a_member_writes_can_be_tapped_in_any_message(words: str) -> None:
    assert not [live for live in live_in_messages(words) if live[1:] not in OURS]


def test_a_command_of_ours_that_a_site_writes_is_as_dead() -> None:
    """Only what we say of /forget ourselves may be tapped."""
    ours = {"/privacy", "/help", "/mydata"}
    live = {kind for kind, html in messages("x /forget me") if ("BotCommand", "/forget") in tappable(html)}
    assert {kind.removesuffix(", without its tags").partition(" ")[0] for kind in live} <= ours


@pytest.mark.soak
@given(
    st.lists(
        st.sampled_from([*"/@#$.:+- \u0301\u0333\u2060\n19a४é½", "4242", "com", "http", "uk", "tg", "//"]), max_size=40
    )
)
@settings(max_examples=300)
def test_no_mixture_of_signs_can_be_tapped(parts: list[str]) -> None:
    words = "".join(parts)
    assert tappable(plain(one_line(words)).html) == []
    assert tappable(plain(words).html) == []


@given(st.text(max_size=80))
def test_what_is_shown_reads_as_it_was_written(words: str) -> None:
    shown = parse_html(plain(one_line(words)).html).text
    assert shown.replace(JOINER, "") == "".join(sign for sign in one_line(words) if sign not in "\u030a\u0333\u033f")
    assert untappable(untappable(words)) == untappable(words)


@every_example(
    "words",
    [
        "4.5 per cent, £1.2m, e.g. a.m. and/or 16/17 of it. Item #12, s. 47(1); No.5",
        "19:00, 2026-11-18 19:00, 020 8430 3000, URN 1234567, 12.11.2026",
        "Children’s Services – “SEND” & more; 5+ pupils, R&D, $5, C++ and C#",
    ],
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert untappable(words) == words


def test_our_own_commands_can_be_tapped() -> None:
    assert tappable(own("Say /mine.").html) == tappable(bold(own("Say /mine.")).html) == [("BotCommand", "/mine")]
    assert tappable(fill("{name} {count}: /latest", name="/stop", count=plain("/stop")).html) == [
        ("BotCommand", "/latest")
    ]


def test_every_command_in_a_sentence_of_ours_can_be_tapped_where_it_is_shown() -> None:
    """Each answer that names one, as people meet it."""
    live = {words for _, _, words in live_in_messages(HOSTILE["command"])}
    assert live >= {"/mine", "/latest", "/topics", "/sources", "/help", "/start", "/resume", "/pause", "/forget"}


def test_a_title_is_left_alone_inside_its_link() -> None:
    html = link("Sign up at example.com /forget", "https://example.org/").html
    assert JOINER not in html
    assert tappable(html) == []


def test_two_pieces_side_by_side_make_nothing_that_can_be_tapped() -> None:
    assert tappable(join([link("a", "https://example.org/"), code("/x")], "").html) == []
    assert tappable(in_plain_words(link("/forget", "https://example.org/").html)) == []
    assert tappable(in_plain_words(own("/mine").html)) == [("BotCommand", "/mine")]


def test_a_link_never_shows_one_host_and_leads_to_another() -> None:
    assert 'href="https://evil.example/x@y"' in link("a", "https://romford.gov.uk@evil.example/x@y").html
    assert 'href="https://evil.example/"' in link("a", "https://user:secret@evil.example/").html
    assert 'href="https://evil.example?a@b"' in link("a", "https://u@evil.example?a@b").html
    assert 'href="https://example.org/~a@b"' in link("a", "https://example.org/~a@b").html


def test_no_sentence_of_ours_with_a_command_is_shown_as_if_a_stranger_had_said_it() -> None:
    """`plain(texts.X)` would make its commands dead: `own(texts.X)` or `fill(texts.X)` is meant."""
    commands = {
        name
        for module in (alerts, conversation)
        for name, value in vars(module).items()
        if isinstance(value, str) and tappable(own(value).html)
    }
    wrong = []
    spelled = re.compile(rf"\b(?:{'|'.join(commands)})\b")
    for file in Path(watcher.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(tree_of(text if spelled.search(text) else "")):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("plain", "bold", "italic")
            ):
                named = {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}
                wrong += [f"{file.name}:{node.lineno}: {name}" for name in named & commands if not _said_by_us(node)]
    assert not wrong


def _said_by_us(node: ast.Call) -> bool:
    inner = node.args[0]
    return isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in ("own", "fill")
