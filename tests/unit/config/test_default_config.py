"""The config that comes with the program: it is right, says what it promises, and its schemas are current."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import ROOT
from tests.tools.examples import every_example
from watcher.config import Settings, json_schema, load_settings
from watcher.config.models import SourceEntry, WatcherFile
from watcher.config.yamlfile import read

CONFIG = ROOT / "config"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(CONFIG)


@every_example("name", json_schema.FILES)
def test_the_schema_is_current(name: str) -> None:
    kept = (CONFIG / "schema" / name).read_text(encoding="utf-8")
    assert kept == json_schema.text(json_schema.FILES[name]), "run: python -m watcher.config.json_schema"


@every_example("name", ["sources", "topics", "watcher"])
def test_each_file_points_editors_to_its_schema(name: str) -> None:
    first = (CONFIG / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{name}.json"


@every_example(
    "url",
    [
        *(f"https://democracy.havering.gov.uk/ieListMeetings.aspx?CId={c}&Year=0" for c in (153, 656, 127, 532, 374)),
        "https://democracy.havering.gov.uk/mgIssueHistoryHome.aspx?IId=45592",
        "https://reports.ofsted.gov.uk/provider/44/80500",
        *(
            "https://reports.ofsted.gov.uk/search?q=&location=Romford&lat=51.5768&lon=0.1801&radius=5"
            f"&level_1_types={sort}&status[]=1&start=0&rows=100"
            for sort in (1, 2, 3)
        ),
        "https://thehaveringdaily.co.uk/feed/",
        "https://www.havering.gov.uk/rss/news",
        "https://www.romfordrecorder.co.uk/news/rss/",
        "https://feeds.bbci.co.uk/news/england/london/rss.xml",
        "https://www.gov.uk/government/collections/improvement-notices",
        "https://www.gov.uk/search/all?keywords=havering&organisations[]=ofsted"
        "&organisations[]=department-for-education&order=updated-newest",
    ],
)
def test_haverings_sources_are_watched(settings: Settings, url: str) -> None:
    assert [source.enabled for source in settings.sources if source.url == url] == [True]


def test_what_ofsted_and_the_department_publish_is_known_within_the_hour(settings: Settings) -> None:
    rhythms = {source.id: source.every for source in settings.sources if source.kind in ("ofsted", "govuk")}
    assert len(rhythms) == 6
    assert max(rhythms.values()) < timedelta(hours=1)


def test_papers_of_other_places_are_judged_by_place(settings: Settings) -> None:
    wide = {source.id for source in settings.sources if not source.local}
    assert {"romford-recorder", "bbc-london"} <= wide
    assert "havering-daily" not in wide


def test_watcher_yaml_shows_the_values_that_hold_without_it() -> None:
    written = WatcherFile.model_validate(read(CONFIG / "watcher.yaml").data)
    assert written == WatcherFile()


def test_the_comments_explain_every_key_of_a_source() -> None:
    text = (CONFIG / "sources.yaml").read_text(encoding="utf-8")
    explained = {line[6:].partition(":")[0] for line in text.splitlines() if line.startswith("#     ")}
    assert explained | {"id"} == set(SourceEntry.model_fields)


def test_other_places_where_failings_come_to_light_are_watched_in_order_and_say_that_nobody_has_seen_them(
    settings: Settings,
) -> None:
    rows = [(source.id, source.kind) for source in settings.sources if source.kind != "figures"][-5:]
    assert rows == [
        ("area-send-calls", "page"),
        ("ombudsman", "ombudsman"),
        ("schools-forum", "moderngov"),
        ("consultations", "consultation"),
        ("parliament", "feed"),
    ]
    figures = [(source.id, source.enabled) for source in settings.sources if source.kind == "figures"]
    assert figures == [("ehc-plans", False), ("send-appeals", False)]  # nobody has seen which column is meant
    text = (CONFIG / "sources.yaml").read_text("utf-8")
    for row, _ in rows + figures:
        assert "not verified" in text.partition(f"- id: {row}\n")[2].partition("- id: ")[0].lower()
