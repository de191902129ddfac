"""What a run would stumble over is refused before: by file and line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.configs import loaded, problems, source
from tests.tools.examples import every_example
from watcher.config import Settings, load_settings
from watcher.config.load import refuse_what_is_left_to_do
from watcher.core.errors import ConfigError, SourceError
from watcher.fetch.addresses import web_address

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


@pytest.mark.parametrize(
    "url", ["https://me:secret@example.org/feed", "https://-..example/feed", f"https://{'a' * 64}.org/feed"]
)
def test_an_address_that_no_visit_could_ask_for_is_refused_without_its_password(url: str) -> None:
    [found] = problems(sources=source("name: One", f"url: {url}", "kind: feed"))
    assert found.startswith("config/sources.yaml:4: one: url ")
    assert "secret" not in found


@pytest.mark.parametrize("url", ["example.org/news", "https://me:secret@example.org/", "https://-..example/", "a b"])
def test_site_is_checked_like_the_url_it_stands_beside(url: str) -> None:
    [found] = problems(sources=source("name: One", FEED, f"site: {url}"))
    assert found.startswith("config/sources.yaml:5: one: site ")
    assert "secret" not in found


def test_site_is_where_the_source_leads() -> None:
    told = loaded(sources=source("name: One", FEED, "site: https://www.example.org/news")).sources[0]
    assert told.site == "https://www.example.org/news"


def test_site_that_is_left_out_is_known_of_a_search() -> None:
    atom = "https://www.gov.uk/search/all.atom?keywords=x"
    assert loaded(sources=source("name: One", f"url: {atom}")).sources[0].site == atom.replace(".atom", "")


@pytest.mark.parametrize("url", ["https://bücher.example/feed", "http://[::1]:8000/feed", "http://a_b.example/feed"])
def test_an_address_that_a_visit_can_ask_for_is_not_refused(url: str) -> None:
    assert loaded(sources=source("name: One", f'url: "{url}"', "kind: feed")).sources[0].url == url
    try:
        web_address(url)
    except SourceError as error:
        pytest.fail(str(error))


def test_a_source_and_a_topic_must_not_have_one_id() -> None:
    assert problems(sources=f"sources:\n  - id: send\n    name: One\n    {FEED}\n") == [
        "config/sources.yaml:2: send: id is also that of a topic in config/topics.yaml; "
        "/subscribe send must mean one of them"
    ]


def two(first: str, second: str, *more: str) -> str:
    lines = "".join(f"    {line}\n" for line in more)
    both = (("one", first), ("two", second))
    entries = (f"  - id: {name}\n    name: X\n    url: {url}\n    kind: page\n" for name, url in both)
    return "sources:\n" + "".join(entries) + lines


@pytest.mark.parametrize(
    "again",
    [
        "http://example.org/news/",
        "https://EXAMPLE.org/news",
        "https://www.example.org/news?utm_source=x",
        "https://example.org:443/news#top",
    ],
)
def test_one_address_in_two_spellings_is_refused(again: str) -> None:
    assert problems(sources=two("https://example.org/news", again)) == [
        "config/sources.yaml:8: two: url is the one that one watches already; keep one of the two sources"
    ]


PORTAL = "https://democracy.example.gov.uk/"


def pasted(first: str, again: str, kind: str = "moderngov") -> str:
    return two(first, again).replace("kind: page", f"kind: {kind}")


@every_example(
    ("kind", "first", "again"),
    [
        ("moderngov", f"{PORTAL}ieListMeetings.aspx?CId=153&Year=0", f"{PORTAL}ielistmeetings.aspx?cid=153"),
        ("moderngov", f"{PORTAL}ieListMeetings.aspx?CId=153&Year=0", f"{PORTAL}mgCommitteeDetails.aspx?ID=153"),
        ("moderngov", f"{PORTAL}ieListDocuments.aspx?CId=1&MId=8&Ver=4", f"{PORTAL}ieListDocuments.aspx?MeetingId=8"),
        ("moderngov", f"{PORTAL}mgIssueHistoryHome.aspx?IId=4", f"{PORTAL}ieIssueDetails.aspx?IId=4&Opt=3"),
        ("moderngov", f"{PORTAL}mgDelegatedDecisions.aspx?bcr=1", f"{PORTAL}MgDelegatedDecisions.aspx"),
        ("moderngov", PORTAL, f"{PORTAL}mgWhatsNew.aspx?bcr=1"),
        (
            "ofsted",
            "https://reports.ofsted.gov.uk/provider/44/80500",
            "https://reports.ofsted.gov.uk/provider/21/80500/",
        ),
        (
            "govuk",
            "https://www.gov.uk/government/publications/x",
            "https://www.gov.uk/api/content/government/publications/x",
        ),
    ],
)
def test_one_thing_under_two_of_its_addresses_is_refused(kind: str, first: str, again: str) -> None:
    assert problems(sources=pasted(first, again, kind)) == [
        "config/sources.yaml:8: two: url is the one that one watches already; keep one of the two sources"
    ]


@every_example(
    ("first", "other"),
    [
        (f"{PORTAL}ieListMeetings.aspx?CId=153", f"{PORTAL}mgCommitteeDetails.aspx?ID=154"),
        (f"{PORTAL}ieListDocuments.aspx?CId=1&MId=8", f"{PORTAL}ieListDocuments.aspx?CId=1&MId=9"),
        (f"{PORTAL}mgDelegatedDecisions.aspx?DS=1", f"{PORTAL}mgDelegatedDecisions.aspx?DS=2"),
        (f"{PORTAL}ieListMeetings.aspx?CId=8", f"{PORTAL}ieListDocuments.aspx?MId=8"),
        (f"{PORTAL}ieListMeetings.aspx?CId=8", "https://other.example.gov.uk/ieListMeetings.aspx?CId=8"),
        (PORTAL, f"{PORTAL}mgPlansHome.aspx"),
    ],
)
def test_another_thing_of_a_portal_is_not_refused(first: str, other: str) -> None:
    assert len(loaded(sources=pasted(first, other)).sources) == 2


@every_example("url", ["https://reports.ofsted.gov.uk/", "https://files.ofsted.gov.uk/v1/file/50239788"])
def test_an_address_of_ofsted_at_which_nothing_is_read_is_refused(url: str) -> None:
    (problem,) = problems(sources=f"sources:\n  - id: one\n    name: X\n    url: {url}\n    kind: ofsted\n")
    assert problem.startswith("config/sources.yaml:4: one: url leads to nothing that ofsted reads")


def test_an_unread_page_of_a_portal_without_a_kind_is_told_what_is_read() -> None:
    (problem,) = problems(sources=f"sources:\n  - id: one\n    name: X\n    url: {PORTAL}mgUserInfo.aspx?UID=3\n")
    assert "one: kind is missing, and this url leads to nothing that moderngov reads" in problem


@pytest.mark.parametrize("more", ["select: '#events'", "enabled: false"])
def test_two_parts_of_a_page_and_a_source_that_is_not_visited_are_not_refused(more: str) -> None:
    assert len(loaded(sources=two("https://example.org/news", "https://example.org/news/", more)).sources) == 2


UNREAD = [
    "mgAi.aspx?ID=1",
    "mgConsultationDisplay.aspx?ID=2",
    "ieDocHome.aspx?bcr=1",
    "mgUserInfo.aspx?UID=3",
    "ieListMeetings.aspx",
    "ieListDocuments.aspx?Year=0",
    "mgCommitteeDetails.aspx",
    "ieIssueDetails.aspx?Opt=3",
]


@every_example("page", UNREAD)
def test_an_address_of_a_portal_that_nothing_is_read_at_is_refused_with_what_is(page: str) -> None:
    [found] = problems(sources=source("name: One", f"url: https://democracy.example.gov.uk/{page}", "kind: moderngov"))
    assert found.startswith(
        "config/sources.yaml:4: one: url leads to nothing that moderngov reads, which is a portal's"
    )
    for named in ("ieListMeetings.aspx?CId=", "ieListDocuments.aspx?MId=", "mgPlansHome.aspx"):
        assert named in found


READ = [
    "",
    "?LLL=0",
    "moderngov/",
    "mgov",
    "ieListMeetings.aspx?CId=153&Year=0",
    "ieListMeetings.aspx?Year=0&committeeid=153",
    "mgCommitteeDetails.aspx?ID=153",
    "ieListDocuments.aspx?CId=1&MId=5",
    "ieIssueDetails.aspx?IId=4&Opt=3",
    "mgIssueHistoryHome.aspx?IId=45592",
    "mgDelegatedDecisions.aspx?bcr=1",
    "mgPlansHome.aspx",
    "mgListPlans.aspx?RPId=1",
    "mgListPlanItems.aspx?PlanId=9",
    "ieDecisionDetails.aspx?ID=7",
    "MGWHATSNEW.ASPX",
]


@every_example("page", READ)
def test_an_address_of_a_portal_that_is_read_is_not_refused(page: str) -> None:
    url = f"https://democracy.example.gov.uk/{page}"
    assert loaded(sources=source("name: One", f"url: {url}", "kind: moderngov")).sources[0].url == url


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
