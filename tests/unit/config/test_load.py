"""What `load` makes of the files in config/: the settings, or what is wrong with a key and what is allowed."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.tools.configs import loaded, problems, source
from tests.tools.examples import every_example
from watcher.core.errors import ConfigError
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.sources import KINDS


def test_good_files_are_read_whole() -> None:
    settings = loaded()

    assert settings.sources == (
        Source(
            id="cabinet",
            name="Cabinet",
            url="https://democracy.havering.gov.uk/ieListMeetings.aspx?CId=153&Year=0",
            kind="moderngov",
            every=timedelta(hours=6),
            topics=("send",),
        ),
    )
    assert settings.topics == (
        Topic("send", "SEND", "Special educational needs", ("SEND", "EHCP"), unless=("send-off",)),
    )
    assert settings.places == Places(ours=("Havering", "Romford"), others=("Redbridge",))
    assert settings.timezone == ZoneInfo("Europe/London")
    fetch = settings.fetch
    assert (fetch.contact, fetch.every) == ("https://example.org/us", timedelta(minutes=45))
    assert (fetch.delay, fetch.timeout, fetch.max_bytes) == (3.0, 20.0, 10_000_000)
    telegram = settings.telegram
    assert (telegram.admins, telegram.rate) == ((17, -100200), 20.0)
    assert (telegram.daily, telegram.weekly) == (time(8, 15), (6, time(18, 0)))


def test_what_may_be_left_out_has_the_promised_defaults() -> None:
    settings = loaded(sources=source("name: One", "url: https://www.example.org/feed.xml"), watcher="timezone: UTC\n")

    assert settings.sources[0] == Source("one", "One", "https://www.example.org/feed.xml", "feed")
    assert settings.fetch.every == settings.sources[0].every == timedelta(minutes=30)
    assert (settings.fetch.delay, settings.fetch.timeout, settings.fetch.max_bytes) == (2.0, 60.0, 25_000_000)
    assert (settings.telegram.admins, settings.telegram.rate) == ((), 28.0)
    assert settings.metrics is None
    assert (settings.telegram.daily, settings.telegram.weekly) == (time(7, 30), (5, time(9)))


def test_a_source_without_every_is_visited_as_often_as_the_rest() -> None:
    settings = loaded(
        sources=source("name: One", "url: https://www.example.org/feed.xml"), watcher="fetch:\n  every: 2d\n"
    )
    assert settings.sources[0].every == timedelta(days=2)


def test_what_only_a_kind_knows_goes_into_its_options() -> None:
    portal = source("name: Portal", "url: https://democracy.havering.gov.uk/", "committees: [Cabinet, 153]")
    assert loaded(sources=portal).sources[0].options == {"committees": ["Cabinet", "153"]}


def test_words_that_yaml_takes_for_other_things_stay_words() -> None:
    topics = "topics:\n  - id: '2024'\n    name: 1.10\n    phrases: [NO, 0123, 2024-01-01, 'null']\n"
    topic = loaded(sources="sources: []", topics=topics).topics[0]
    assert (topic.id, topic.name, topic.phrases) == ("2024", "1.10", ("NO", "0123", "2024-01-01", "null"))


def test_a_key_without_a_value_is_the_same_as_none() -> None:
    settings = loaded(watcher="fetch:\n  # delay: 9s\ntelegram:\n  admins:\n")
    assert (settings.fetch.delay, settings.telegram.admins) == (2.0, ())


@pytest.mark.parametrize(
    ("words", "wanted"), [("true", True), ("false", False), ("no", False), ("Yes", True), ("off", False)]
)
def test_true_and_false_may_be_written_as_people_do(words: str, wanted: bool) -> None:
    one = source("name: One", "url: https://www.example.org/feed.xml", f"enabled: {words}")
    assert loaded(sources=one).sources[0].enabled is wanted


def test_a_given_kind_wins_over_what_the_url_looks_like() -> None:
    one = source("name: One", "url: https://www.example.org/provider/44/80500", "kind: feed")
    assert loaded(sources=one).sources[0].kind == "feed"


def test_a_page_has_options_of_its_own() -> None:
    one = source("name: One", "url: https://www.example.org/about", "kind: page", "select: main", "ignore: ['^Views']")
    found = loaded(sources=one).sources[0]
    assert (found.kind, found.options) == ("page", {"select": "main", "ignore": ["^Views"]})


MANY_FAULTS = """\
sources:
  - id: cabinet
    name: Cabinet
    kind: fed
    evry: 30m
    url: https://democracy.havering.gov.uk/ieListMeetings.aspx?CId=153
    topics: [sned]

  - id: ofsted
    name: Ofsted
  - id: cabinet
    name: Again
    url: www.example.org/feed
    select: main
"""


def test_every_problem_of_every_file_is_told_in_one_go_by_file_and_line() -> None:
    found = problems(
        sources=MANY_FAULTS, topics="topics:\n  - id: send\n    phrases: []\n", watcher="timezone: UTC\nfech: 1\n"
    )
    kinds = ", ".join(sorted(KINDS))
    assert found == [
        f"config/sources.yaml:4: cabinet: kind must be one of {kinds}, not 'fed'",
        "config/sources.yaml:5: cabinet: unknown key 'evry'; the nearest known key is 'every'",
        "config/sources.yaml:7: cabinet: topics names 'sned', which config/topics.yaml does not hold; "
        "did you mean 'send'?",
        "config/sources.yaml:9: ofsted: url is missing",
        "config/sources.yaml:11: cabinet: id is used twice, first on line 2",
        "config/sources.yaml:13: cabinet: url must begin with https:// or http://, not 'www.example.org/feed'; "
        "did you mean https://www.example.org/feed ?",
        "config/topics.yaml:2: send: name is missing",
        "config/topics.yaml:3: send: phrases must be a list of at least one, not an empty list",
        "config/watcher.yaml:2: unknown key 'fech'; the nearest known key is 'fetch'",
    ]


@every_example(
    ("line", "words"),
    [
        ("every: 5 minutes", "every must be a duration such as 90s, 30m, 6h or 2d, not '5 minutes'"),
        ("every: 30", "every must be a duration such as 90s, 30m, 6h or 2d, not '30'"),
        ("every: 0m", "every must be more than nothing, such as 90s or 30m, not '0m'"),
        ("every: [30m]", "every must be a duration such as 90s, 30m, 6h or 2d, not a list"),
        ("local: maybe", "local must be true or false, not 'maybe'"),
        ("topics: send", "topics must be a list, such as [send], not 'send'"),
        ("committees: [153]", "committees is only for sources of kind moderngov; this one is feed"),
        ("select: main", "select is only for sources of kind page; this one is feed"),
        ("ignore: [x]", "ignore is only for sources of kind page; this one is feed"),
        (
            "ignore: ['(']",
            "ignore must hold regular expressions such as 'Last updated .*', not '(': "
            "missing ), unterminated subpattern at position 0",
        ),
        ("link: x", "unknown key 'link'; the nearest known key is 'kind'"),
    ],
)
def test_a_wrong_key_of_a_source_is_told_with_what_is_allowed(line: str, words: str) -> None:
    found = problems(sources=source("name: One", "url: https://www.example.org/feed.xml", line))
    assert found == [f"config/sources.yaml:5: one: {words}"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "htps://x.org/feed",
            "must begin with https:// or http://, not 'htps://x.org/feed'; did you mean https://x.org/feed ?",
        ),
        ("//x.org/feed", "must begin with https:// or http://, not '//x.org/feed'; did you mean https://x.org/feed ?"),
        (
            "https://x.org/a feed",
            "must be one web address such as https://www.example.org/news, not 'https://x.org/a feed'",
        ),
        ("http://[::1/feed", "is no web address: 'http://[::1/feed' (Invalid IPv6 URL)"),
    ],
)
def test_an_address_that_is_none_is_told_with_what_may_be_meant(url: str, words: str) -> None:
    assert problems(sources=source("name: One", f"url: {url}")) == [f"config/sources.yaml:4: one: url {words}"]


def test_an_address_that_does_not_tell_its_kind_asks_for_it() -> None:
    assert problems(sources=source("name: One", "url: https://www.example.org/about")) == [
        "config/sources.yaml:2: one: kind is missing, and this url does not tell it; "
        f"it must be one of {', '.join(sorted(KINDS))}"
    ]


@pytest.mark.parametrize("wrong", ["Cabinet", "the cabinet", "-cabinet", "cabinet_1", "x" * 41])
def test_an_id_that_commands_and_links_could_not_carry_is_refused(wrong: str) -> None:
    [found] = problems(sources=f"sources:\n  - id: {wrong}\n    name: One\n    url: https://www.example.org/feed\n")
    assert (
        f"id must be at most 40 lower-case letters, digits and hyphens, and begin with no hyphen, not '{wrong}'"
        in found
    )


def test_no_id_may_be_the_word_for_everything() -> None:
    found = problems(topics="topics:\n  - id: all\n    name: All\n    phrases: [x]\n", sources="sources: []")
    assert found == ["config/topics.yaml:2: all: id must not be 'all', which is the word for everything"]


@every_example(
    ("text", "words"),
    [
        ("timezone: 1+2", "timezone must be a time zone such as Europe/London, not '1+2'"),
        ("timezone: Iran2", "timezone must be a time zone such as Europe/London, not 'Iran2'; did you mean 'Iran'?"),
        ("timezone: ../../etc/passwd", "timezone must be a time zone such as Europe/London, not '../../etc/passwd'"),
        ("fetch: {delay: 2}", "fetch: delay must be a duration such as 90s, 30m, 6h or 2d, not '2'"),
        ("papers: {keep: lots}", "papers: keep must be a size such as 500MB or 2GB, or 0B for none, not 'lots'"),
        ("fetch: {max_bytes: 25}", "fetch: max_bytes must be a size such as 500KB or 25MB, not '25'"),
        ("fetch: 30m", "fetch must be `key: value` lines, not '30m'"),
        ("telegram: {admins: 17}", "telegram: admins must be a list, such as [17], not '17'"),
        ("telegram: {admins: [bob]}", "telegram: admins must be a whole number, not 'bob'"),
        ("telegram: {rate: 0}", "telegram: rate must be a number above 0 and up to 30, not '0'"),
        ("metrics: 80", "metrics must be a port from 1024 to 65535, not '80'"),
        ("metrics: 127.0.0.1:80", "metrics must be a port from 1024 to 65535, not '80'"),
        *(
            (
                f"metrics: '{wrong}'",
                f"metrics must be an address and port such as 127.0.0.1:9105, or a port, not '{wrong}'",
            )
            for wrong in (":9105", "::1:9105", "[10.0.0.1]:9105", "example.org:9105", "300.1.1.1:9105")
        ),
        ("telegram: {rate: 31}", "telegram: rate must be a number above 0 and up to 30, not '31'"),
        ("telegram: {rate: nan}", "telegram: rate must be a number above 0 and up to 30, not 'nan'"),
        ('telegram: {daily: "25:00"}', "telegram: daily must be a time of day such as \"07:30\", not '25:00'"),
        ("telegram: {weekly: 07:30}", "telegram: weekly must be a day and a time such as \"Sat 09:00\", not '07:30'"),
        ("telegram: {weekly: F 7:30}", "telegram: weekly must be a day and a time such as \"Sat 09:00\", not 'F 7:30'"),
    ],
)  # fmt: skip
def test_a_wrong_key_of_watcher_yaml_is_told_with_what_is_allowed(text: str, words: str) -> None:
    assert problems(watcher=text) == [f"config/watcher.yaml:1: {words}"]


def test_a_contact_is_a_web_address() -> None:
    [found] = problems(watcher="fetch: {contact: x}")
    assert found.endswith(": fetch: contact must begin with https:// or http://, not 'x'; did you mean https://x ?")


@pytest.mark.parametrize("day", ["Fri 07:30", "friday 7:30", "FRI  07:30"])
def test_a_day_of_the_week_is_read_as_people_write_it(day: str) -> None:
    assert loaded(watcher=f'telegram: {{weekly: "{day}"}}').telegram.weekly == (4, time(7, 30))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("9105", "127.0.0.1:9105"),
        ("127.0.0.1:9105", "127.0.0.1:9105"),
        ("localhost:9105", "127.0.0.1:9105"),
        ("0.0.0.0:9105", "0.0.0.0:9105"),
        ("'[::]:9105'", "[::]:9105"),
    ],
)
def test_figures_are_shown_where_it_is_said_and_by_a_port_alone_on_this_machine(said: str, meant: str) -> None:
    assert loaded(watcher=f"metrics: {said}").metrics == meant


def test_the_address_of_a_dead_mans_switch_is_kept_and_never_shown() -> None:
    settings = loaded(watcher="ping: https://hc-ping.com/5f0c7a2e")
    assert settings.ping == "https://hc-ping.com/5f0c7a2e"
    assert "5f0c7a2e" not in repr(settings)


@pytest.mark.parametrize(
    "wrong", ["hc-ping.com/5f0c7a2e", "ftp://hc-ping.com/5f0c7a2e", "[5f0c7a2e]", "https://a:5f0c7a2e@b.uk/"]
)
def test_a_wrong_one_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(ConfigError) as refused:
        loaded(watcher=f"ping: {wrong}")
    said = "\n".join(refused.value.problems)
    assert "ping must be the whole web address" in said
    assert "5f0c7a2e" not in said


def test_a_proxy_may_be_named_for_all_for_one_source_or_for_none() -> None:
    listed = source("name: One", "url: https://www.example.org/feed.xml", "proxy: direct")
    settings = loaded(sources=listed, watcher="fetch:\n  proxy: http://ann:open-sesame@10.0.0.1:3128/\n")
    assert (settings.fetch.proxy, settings.sources[0].proxy) == ("http://ann:open-sesame@10.0.0.1:3128", "")
    assert "sesame" not in repr(settings)


def test_a_source_that_names_no_proxy_goes_the_way_of_all() -> None:
    assert loaded(sources=source("name: One", "url: https://www.example.org/feed.xml")).sources[0].proxy is None


@pytest.mark.parametrize(
    "wrong", ["ann:open-sesame@proxy", "socks5://ann:open-sesame@p:1080", "http://ann:open-sesame@proxy"]
)
def test_a_wrong_proxy_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(ConfigError) as refused:
        loaded(watcher=f"fetch: {{proxy: '{wrong}'}}")
    said = "\n".join(refused.value.problems)
    assert "fetch: proxy must be the address of an HTTP proxy with its port" in said
    assert "sesame" not in said
