"""What a run would stumble over is refused before: by file and line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.configs import loaded, problems, source
from tests.tools.examples import every_example
from watcher.config import Settings, load_settings
from watcher.config.load import refuse_what_is_left_to_do
from watcher.core.errors import ConfigError

FEED = "url: https://www.example.org/feed.xml"


@pytest.mark.parametrize(
    "number", ["90012345679001234567", "9001234567900123", "-10012345678901001234567890", "0", "9" * 5_000]
)
def test_a_number_that_is_no_chats_is_refused(number: str) -> None:
    [found] = problems(watcher=f"telegram: {{admins: [17, {number}]}}")
    assert found.startswith("config/watcher.yaml:1: telegram: admins must be a chat's number")
    assert ("pasted twice" in found) == (number != "0")


@pytest.mark.parametrize("number", [1, 7_999_999_999, -100, -1001234567890, 2**52 - 1])
def test_a_number_that_a_chat_may_have_is_not_refused(number: int) -> None:
    assert loaded(watcher=f"telegram: {{admins: [{number}]}}").telegram.admins == (number,)


TOO_MUCH = {
    "fetch: {every: 999999d}": "fetch: every must be at most 3650d",
    "fetch: {delay: 2h}": "fetch: delay must be at most 1h",
    "fetch: {timeout: 999999d}": "fetch: timeout must be at most 1h",
    "fetch: {max_bytes: 999999999GB}": "fetch: max_bytes must be at most 2GB",
    "telegram: {rate: 1e-300}": "telegram: rate must be at least 0.1",
    "fetch: {every: 1s}": "fetch: every must be at least 1m, not '1s': no site is asked more often",
}


@pytest.mark.parametrize(("text", "words"), TOO_MUCH.items(), ids=TOO_MUCH)
def test_more_than_a_run_can_take_is_refused(text: str, words: str) -> None:
    assert problems(watcher=text)[0].startswith(f"config/watcher.yaml:1: {words}")


def test_a_site_of_others_is_not_asked_every_second_and_one_of_this_machine_may_be() -> None:
    assert problems(sources=source("name: One", FEED, "every: 1s")) == [
        "config/sources.yaml:5: one: every must be at least 1m, not '1s': no site is asked more often"
    ]
    folder = Path("config")
    (folder / "sources.yaml").write_text(source("name: One", "url: http://127.0.0.1:8000/feed.xml", "every: 1s"))
    assert load_settings(folder).sources[0].every.total_seconds() == 1


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://example.org/наблюдатель?q=é#ж", "https://example.org/"),
        ("https://кто.example/us", "https://xn--"),
        ("https://example.org/%C3%BC-uns?a=b&c=d", "https://example.org/%C3%BC-uns?a=b&c=d"),
    ],
)
def test_a_contact_of_any_letters_can_stand_in_a_header(written: str, sent: str) -> None:
    contact = loaded(watcher=f'fetch: {{contact: "{written}"}}').fetch.contact
    assert contact.isascii()
    assert contact.startswith(sent)


def test_a_source_and_a_topic_must_not_have_one_id() -> None:
    assert problems(sources=f"sources:\n  - id: send\n    name: One\n    {FEED}\n") == [
        "config/sources.yaml:2: send: id is also that of a topic in config/topics.yaml; "
        "/subscribe send must mean one of them"
    ]


@pytest.mark.parametrize("select", ["main >", "div[", "p:nope(1)", "#", "a::before", "42"])
def test_a_selector_that_is_none_is_refused(select: str) -> None:
    page = source("name: One", "url: https://www.example.org/a", "kind: page", f'select: "{select}"')
    [found] = problems(sources=page)
    words = f"select must be a CSS selector such as main or #content, not '{select}': "
    assert found.startswith(f"config/sources.yaml:6: one: {words}")


@pytest.mark.parametrize("select", ["main", "#a .b > li:not(.c) a[href]", ".news, .events", ":is(h2, h3)"])
def test_a_selector_that_is_one_is_not_refused(select: str) -> None:
    page = source("name: One", "url: https://www.example.org/a", "kind: page", f'select: "{select}"')
    assert loaded(sources=page).sources[0].options == {"select": select}


def test_a_regular_expression_too_big_to_be_one_is_refused() -> None:
    page = source("name: One", "url: https://www.example.org/a", "kind: page", "ignore: ['a{99999999999}']")
    assert "one: ignore must hold regular expressions" in problems(sources=page)[0]


SMART = ["“Cabinet”", "‘Cabinet’", "„Cabinet“", "«Cabinet»", "”Cabinet”"]


@pytest.mark.parametrize("name", SMART)
def test_typographic_quotes_round_a_value_are_refused(name: str) -> None:
    assert problems(sources=source(f"name: {name}", FEED)) == [
        f"config/sources.yaml:3: typographic quotes stand round '{name}'; use straight ones (\"), or none"
    ]


@pytest.mark.parametrize("name", ["The “Cabinet” again", "“Cabinet” and others", "Children’s services", '"“Cabinet”"'])
def test_typographic_quotes_inside_a_value_are_not_refused(name: str) -> None:
    assert loaded(sources=source(f"name: {name}", FEED)).sources[0].name == name.strip('"')


def test_typographic_quotes_round_a_phrase_a_time_and_a_colon_are_named() -> None:
    found = problems(
        sources=source("name: “Ofsted: Havering”", FEED),
        topics="topics:\n  - id: send\n    name: SEND\n    phrases: [“SEND”]\n",
        watcher="telegram:\n  daily: “07:30”\n",
    )
    assert len(found) == 3
    assert all("typographic" in line for line in found)


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u200b", "\ufeff", "\u2060"])
@every_example("line", ["name: Cabinet{}office", "name:{}Cabinet", "{}name: Cabinet", "name: 'Cabinet{}'"])
def test_a_blank_that_is_no_space_is_refused(blank: str, line: str) -> None:
    found = problems(sources=source(line.format(blank), FEED))
    words = f"config/sources.yaml:3: a blank that is no space stands here (U+{ord(blank):04X}, column"
    assert any(one.startswith(words) for one in found)


def test_a_blank_that_is_no_space_in_a_comment_is_not_refused() -> None:
    assert loaded(sources=source("name: Cabinet  # of\u00a0Havering", FEED)).sources[0].name == "Cabinet"


@pytest.mark.parametrize("sign", ["\\x00", "\\e", "\\ud800", "\\x9b"])
def test_a_sign_that_no_message_or_database_takes_is_refused(sign: str) -> None:
    found = problems(sources=source(f'name: "Cabi{sign}net"', FEED))
    assert found[0].startswith("config/sources.yaml:3: ")
    assert len(found) == 1


@pytest.mark.parametrize("name", ["x" * 101, '"two\\nlines"'])
def test_a_name_that_fits_on_no_line_is_refused(name: str) -> None:
    [found] = problems(sources=source(f"name: {name}", FEED))
    assert found.startswith("config/sources.yaml:3: one: name must be ")


def test_a_phrase_without_a_letter_is_refused() -> None:
    [found] = problems(topics="topics:\n  - id: send\n    name: SEND\n    phrases: [SEND, '&']\n")
    assert found == "config/topics.yaml:4: send: phrases must hold phrases of letters or digits, not '&'"


def left_to_do(settings: Settings) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        refuse_what_is_left_to_do(Path("config"), settings)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("watcher", "line"), [("fetch:\n  contact: https://example.org/watcher\n", 2), ("timezone: UTC\n", 1)]
)
def test_the_example_contact_is_no_page_of_ones_own(watcher: str, line: int) -> None:
    settings = loaded(watcher=watcher)
    [found] = left_to_do(settings)
    assert found.startswith(
        f"config/watcher.yaml:{line}: fetch: contact is still the example, https://example.org/watcher; "
    )


def test_a_contact_of_ones_own_is_and_so_is_any_where_all_sites_are_ones_own() -> None:
    refuse_what_is_left_to_do(Path("config"), loaded())
    folder = Path("config")
    (folder / "sources.yaml").write_text(source("name: One", "url: http://localhost/feed.xml"))
    (folder / "watcher.yaml").write_text("timezone: UTC\n")
    refuse_what_is_left_to_do(folder, load_settings(folder))
