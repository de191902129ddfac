"""One bad sign in a feed costs that sign and no more; what was read from a damaged feed is corrected in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.unit.sources.feeds import URL, Polls, article, documents, rss
from watcher.core.errors import NotUnderstood
from watcher.sources.feed.repair import repaired, with_own_entities

OLD = article("Parents’ group: children’s services row", "https://s.example/1", "1", description="Said “so”.")
PLAN = article("Plan for children’s services", "https://s.example/2", "2", description="A plan.")
PASTED = article("Word@s paste", "https://s.example/3", "3", description="Pasted.")
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'
NEVER_UTF8 = [b"\x92", b"\xff", b"\xc0\xaf", b"\xe2\x80", b"\xed\xa0\xbd", b"\xf5\x80\x80\x80", b"\x80" * 40]


@every_example("bad", NEVER_UTF8)
@every_example("prolog", [DECLARED, b""], ids=["declared", "not declared"])
def test_one_bad_byte_sequence_costs_its_own_sign_alone(bad: bytes, prolog: bytes) -> None:
    polls = Polls()
    polls.poll(prolog + rss(OLD))
    told = polls.told(prolog + rss(PASTED, PLAN, OLD).replace(b"@", bad))
    assert [title.replace("\ufffd", "") for _, title in told] == ["Plan for children’s services", "Words paste"]
    assert {what for what, _ in told} == {"new"}
    assert polls.reason
    assert "bytes that are not UTF-8" in polls.reason
    assert polls.told(prolog + rss(PASTED, PLAN, OLD).replace(b"@", "’".encode())) == [], "corrected in silence"
    assert polls.known["3"].document.title == "Word’s paste"
    assert polls.reason is None


def test_feed_that_says_utf8_and_is_windows_1252_throughout_is_read_as_that() -> None:
    polls = Polls()
    body = rss(article("Caf\u00e9 \u00a35 \u201cso\u201d", guid="1"), article("\u00c9cole", guid="2"))
    polls.poll(DECLARED + body.decode().encode("cp1252"))
    assert {one.document.title for one in polls.known.values()} == {"Café £5 “so”", "École"}
    assert polls.reason is None


@every_example("number", ["1114112", "x110000", "99999999999999999999", "x" + "f" * 5_000])
def test_number_that_is_no_character_is_lost_and_the_rest_is_read(number: str) -> None:
    polls = Polls()
    polls.poll(rss(OLD))
    assert polls.told(rss(PASTED, OLD).replace(b"@", f"&#{number};".encode())) == [("new", "Word\ufffds paste")]
    assert polls.reason
    assert "the number of a sign that does not exist" in polls.reason
    assert polls.told(rss(PASTED, OLD).replace(b"@", b"-")) == []


def test_halves_of_a_character_and_true_numbers_are_no_damage() -> None:
    polls = Polls()
    polls.poll(rss(article("A @", guid="1")).replace(b"@", b"&#55357;&#56832; &#163;5 &#x1F600;"))
    assert polls.reason is None
    assert "£5 😀" in polls.known["1"].document.title


@every_example("bad", [b"&nope;", b"\x0b", b"\x01", b"<b", b"&"], ids=repr)
def test_article_first_read_from_a_damaged_feed_is_corrected_in_silence_and_edited_aloud(bad: bytes) -> None:
    polls = Polls()
    polls.poll(rss(OLD))
    polls.poll(rss(PASTED, OLD).replace(b"@", bad))
    known = polls.known["3"].document.title if "3" in polls.known else ""
    assert polls.told(rss(PASTED, OLD).replace(b"@", bad) + b" ") == []
    told = polls.told(rss(PASTED, OLD).replace(b"@", b"-"))
    assert told == ([] if known else [("new", "Word-s paste")])
    assert polls.known["3"].document.title == "Word-s paste"
    assert polls.told(rss(PASTED.replace("Word@s", "Another"), OLD)) == [("changed", "Another paste")]


def test_article_known_before_the_damage_is_told_as_changed_when_the_feed_is_mended() -> None:
    polls = Polls()
    polls.poll(rss(OLD))
    edited = OLD.replace("row", "storm")
    assert polls.told(rss(PASTED, edited).replace(b"@", b"\x01")) == [("new", "Word\x01s paste")]
    assert polls.told(rss(PASTED.replace("@", ""), edited)) == [
        ("changed", "Parents’ group: children’s services storm")
    ]


def test_article_of_a_damaged_feed_is_corrected_although_its_guid_was_garbled_too() -> None:
    polls = Polls()
    polls.poll(rss(OLD))
    garbled = article("A\x01\x01\x01", "https://s.example/9", "g\x01")
    assert len(polls.told(rss(garbled, OLD))) == 1
    assert polls.told(rss(article("Quite another", "https://s.example/9", "guid"), OLD)) == []


def test_entities_that_a_feed_declares_itself_are_read_where_they_are_short_and_plain() -> None:
    own = b"<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\"><!ENTITY us 'Havering Council'>]>"
    (one,) = documents(own + rss(article("T", guid="1")).replace(b">T<", b">&us;&nbsp;5 &amp; <![CDATA[&us;]]><"))
    assert one.title == "Havering Council 5 & &us;"


@every_example(
    "declared",
    [
        b'<!ENTITY a "&b;&b;"><!ENTITY b "xx">',
        b'<!ENTITY a SYSTEM "file:///etc/passwd">',
        b'<!ENTITY % a "x">',
        b'<!ENTITY a "%s">' % (b"x" * 65),
        b'<!ENTITY a "<b>">',
        b"".join(b'<!ENTITY a%d "x">' % number for number in range(301)),
    ],
    ids=["one in another", "a file", "a parameter", "long", "mark-up", "hundreds"],
)
def test_other_entities_are_refused_in_plain_words(declared: bytes) -> None:
    with pytest.raises(NotUnderstood, match="entities of its own that are no short plain text"):
        documents(b"<!DOCTYPE rss [" + declared + b"]>" + rss(article("&a;", guid="1")))


def test_entities_never_make_a_feed_much_longer() -> None:
    assert with_own_entities(b'<!ENTITY a "%s">' % (b"x" * 60), b"<rss>" + b"&a;" * 20_000) is None


@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-8", "text/xml; charset=latin-1"]))
def test_what_is_repaired_needs_no_repair(body: bytes, content_type: str) -> None:
    once = repaired(body, content_type).body
    assert repaired(once, content_type).body == once


@every_example(
    "body",
    [
        b'{"items": [' + b"9" * 5_000 + b"]}",
        b'{"items": [{"id": 1,}]}',
        b'{"items": ' + b"[" * 100_000,
        b'{"items": [1, null, "x"]}',
        b"<rss version='2.0'><channel><item/><item/></channel></rss>",
        b"<rss version='2.0'><channel><item><title>x &#1114112",
        b"<rss version='2.0'><channel><title>&#1114112;</title><item><title>a",
        b"<!DOCTYPE r [<!ENTITY a '\\1'>]><rss version='2.0'><channel>&a;<item>",
    ],
)
def test_reason_is_a_plain_sentence(body: bytes) -> None:
    reason = Polls().failed(body)
    assert reason.startswith(URL)
    assert not any(sign in reason for sign in ("()", "arg ", "codec", "int_max", "Error", "token", "Expecting"))
