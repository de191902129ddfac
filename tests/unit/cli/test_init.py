"""`watcher init`: a config to begin with, the program's own or one for another council's portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.tools.configs import loaded
from tests.tools.soaks import some
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher
from watcher.cli.council import chosen_of, council_files, council_name, places_text, portal_at, sources_text
from watcher.cli.further_sources import further_text
from watcher.config import Settings, load_settings
from watcher.config.yamlfile import YamlFile, parse
from watcher.core.errors import ConfigError
from watcher.fetch import Fetcher
from watcher.sources.moderngov.parse.committee import CommitteePage
from watcher.sources.moderngov.parse.links import Portal

ROOT = Path(__file__).resolve().parents[3]


def portal(*committees: str) -> dict[str, Answer]:
    links = "".join(
        f'<li><a href="mgCommitteeDetails.aspx?ID={n}">{name}</a></li>' for n, name in enumerate(committees, 1)
    )
    page = f"<!doctype html><html><body><div id='modgov'><h1>Committees</h1><ul>{links}</ul></div></body></html>"
    page = page.replace("<ul>", '<ul><li><a href="mgListCommittees.aspx">All</a></li>')
    return {"/mg/mgListCommittees.aspx?bcr=1": Answer(page.encode()), "/mg/start": Answer(page.encode())}


def test_the_programs_own_config_is_written(watcher: Watcher) -> None:
    ended = watcher("init")
    assert (ended.code, ended.err) == (0, "")
    for name in ("sources.yaml", "topics.yaml", "watcher.yaml", "schema/sources.json"):
        assert (Path("config") / name).read_bytes() == (ROOT / "config" / name).read_bytes()
    assert "put a page of your own into contact: of config/watcher.yaml" in ended.out


def test_nothing_that_is_there_is_overwritten(watcher: Watcher) -> None:
    Path("mine").mkdir()
    Path("mine/topics.yaml").write_text("topics: []\n")
    ended = watcher("init", "mine")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "mine/topics.yaml is there already, and nothing was changed; name another folder\n"
    assert [path.name for path in Path("mine").iterdir()] == ["topics.yaml"]
    Path("mine/watcher.yaml").write_text("timezone: Europe/London\n")
    assert "mine/topics.yaml, mine/watcher.yaml are there already" in watcher("init", "mine").err


def by_the_command(address: str, watcher: Watcher) -> str:
    ended = watcher("init", "other", "--council", address)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def at_once(address: str, _: Watcher) -> str:
    """The same without the pause between two pages."""
    files = {name: (ROOT / "config" / name).read_text() for name in ("sources.yaml", "topics.yaml", "watcher.yaml")}
    made, said = council_files(address, impatient(), files)
    Path("other").mkdir()
    for name, text in made.items():
        (Path("other") / name).write_text(text)
    return said


def impatient() -> Settings:
    settings = load_settings(ROOT / "config")
    return replace(settings, fetch=replace(settings.fetch, delay=0))


@pytest.mark.parametrize("found", some([at_once, by_the_command], every=2))
def test_the_committees_of_another_councils_portal_are_found(
    watcher: Watcher, site: Site, found: Callable[[str, Watcher], str]
) -> None:
    site.pages |= portal(
        "Cabinet", "Licensing: Sub-Committee", "Children's Scrutiny (disbanded 2019)", "School Forum #2"
    )
    said = found(f"{site.url}/mg/ieListMeetings.aspx?CId=1", watcher)
    assert "4 committees found, 2 of them watched." in said
    made = load_settings(Path("other"))
    assert [(source.id, source.name) for source in made.sources] == [
        ("cabinet", "Cabinet"),
        ("school-forum-2", "School Forum #2"),
        ("decisions", "Decisions"),
        ("area-send-calls", "Ofsted and CQC: area SEND inspections under way"),
        ("ombudsman", "Ombudsman: 127"),
        ("ehc-plans", "EHC plans within 20 weeks"),
        ("parliament", "Parliament: 127"),
    ]
    assert made.sources[1].topics == ("send-funding",)
    assert made.sources[0].url == f"{site.url}/mg/ieListMeetings.aspx?CId=1&Year=0"
    text = Path("other/sources.yaml").read_text()
    assert text.count("not verified") >= 2
    assert "  # - id: licensing-sub-committee\n" in text
    assert "havering.gov.uk" not in text.partition("\nsources:")[2]


COMMITTEES = [
    CommitteePage("1", "Planning"),
    CommitteePage("2", "Licensing: Sub-Committee"),
    CommitteePage("3", "Old Panel"),
]


def test_where_no_name_tells_all_that_still_meet_are_watched() -> None:
    assert chosen_of(COMMITTEES) == {"1", "2"}
    assert chosen_of([*COMMITTEES, CommitteePage("4", "Cabinet")]) == {"4"}


def test_what_was_not_chosen_is_watched_once_its_signs_are_taken_away() -> None:
    head, _, rest = sources_text(Portal("https://d.example.org/"), COMMITTEES, {"1"}).partition("  # Not chosen")
    text = head + "  #" + rest.replace("\n  # ", "\n  ")
    names = [entry["name"] for _, entry in parse(YamlFile(Path("x"), text)).entries("sources")]
    assert names == ["Planning", "Decisions", "Licensing: Sub-Committee", "Old Panel"]


@pytest.mark.parametrize("page", ["mg/mgListCommittees.aspx?bcr=1", "mg/start"])
def test_a_portal_is_found_by_its_address_or_its_marks(site: Site, page: str) -> None:
    site.pages |= portal("Cabinet")
    with Fetcher(
        contact="https://example.org/us", delay=0, timeout=60, max_bytes=10**6, own_hosts=[urlsplit(site.url).netloc]
    ) as web:
        assert portal_at(f"{site.url}/{page}", web).base == f"{site.url}/mg/"


def test_what_is_no_portal_is_refused(site: Site) -> None:
    site.pages["/home"] = Answer(b"<!doctype html><html><body><h1>A council</h1></body></html>")
    with pytest.raises(ConfigError, match="is no page of a ModernGov portal; open the council's list of committees"):
        council_files(f"{site.url}/home", impatient(), {})


def test_what_is_no_address_is_refused_by_the_command_and_nothing_written(watcher: Watcher) -> None:
    ended = watcher("init", "other", "--council", "ftp:/nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert "ftp:/nowhere" in ended.err
    assert not Path("other").exists()


@pytest.mark.soak  # waits between two pages; quicker: refused, above, and nothing is written before that
def test_what_is_no_portal_is_refused_and_nothing_written(watcher: Watcher, site: Site) -> None:
    site.pages["/home"] = Answer(b"<!doctype html><html><body><h1>A council</h1></body></html>")
    ended = watcher("init", "other", "--council", f"{site.url}/home")
    assert ended.code == 2
    assert "is no page of a ModernGov portal; open the council's list of committees in a browser" in ended.err
    assert not Path("other").exists()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://democracy.kingston-upon-hull.gov.uk/x", "Kingston Upon Hull"),
        ("https://kent.moderngov.co.uk/", "Kent"),
        ("https://www.meetings.cardiff.gov.wales/", "Cardiff"),
    ],
)
def test_a_councils_name_is_read_from_its_host(url: str, name: str) -> None:
    assert council_name(url) == name
    assert f"ours: [{name}]" in places_text(name)


def further(url: str, *, has_forum: bool = True, taken: frozenset[str] = frozenset()) -> str:
    return further_text("Kingston Upon Hull", url, taken, has_forum=has_forum)


def test_the_other_places_of_another_council_are_named_and_each_is_marked_as_unsure() -> None:
    text = further("https://democracy.hull.gov.uk/")
    made = loaded(sources=f"sources:\n{text}", topics="topics:\n" + "".join(
        f"  - {{id: {topic}, name: {topic}, phrases: [a]}}\n" for topic in ("send", "ofsted")
    ) + "places: {ours: [Kingston Upon Hull]}\n")  # fmt: skip
    assert [(source.id, source.kind, source.enabled) for source in made.sources] == [
        ("area-send-calls", "page", True),
        ("ombudsman", "ombudsman", True),
        ("ehc-plans", "figures", False),
        ("consultations", "consultation", True),
        ("parliament", "feed", True),
    ]
    urls = {source.id: source.url for source in made.sources}
    assert "aname=Kingston+Upon+Hull&" in urls["ombudsman"]
    assert urls["consultations"] == "https://consultation.hull.gov.uk/consultation_finder/?st=open"
    assert urls["parliament"] == "https://www.theyworkforyou.com/search/rss/?s=%22Kingston%20Upon%20Hull%22&o=d"
    assert made.sources[2].options["council"] == ["Kingston Upon Hull"]
    assert text.count("# not verified") == len(made.sources)


def test_what_can_not_be_known_of_another_council_is_said_and_not_guessed() -> None:
    assert "consultation" not in further("https://kent.moderngov.co.uk/")
    assert "No schools forum stands among the committees" in further("https://x.gov.uk/", has_forum=False)
    assert "No schools forum" not in further("https://x.gov.uk/")
    welsh = further("https://democracy.cardiff.gov.wales/")
    assert "lgo.org.uk" not in welsh
    assert "are of England, and left out" in welsh
    assert "- id: parliament-2\n" in further("https://x.gov.uk/", taken=frozenset({"parliament"}))
