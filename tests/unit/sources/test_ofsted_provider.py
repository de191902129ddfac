"""The timeline of a provider page: every row, its number, its label and its two dates."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.ofstedpages import FILES, HISTORY, OPENED, PROVIDER, error_page, provider_page, row
from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood, Suspect
from watcher.core.visits import Page
from watcher.sources.ofsted.provider_page import canonical, timeline, urn_of


def read(page: str | bytes, urn: str = "80500", url: str = PROVIDER) -> list[Document]:
    return list(timeline(Page(url, page.encode() if isinstance(page, str) else page), urn))


def test_every_report_is_a_document_keyed_by_the_number_of_its_file() -> None:
    documents = read(provider_page(*HISTORY.values(), OPENED))
    assert [one.key for one in documents] == list(HISTORY)
    assert {one.kind for one in documents} == {"inspection"}
    assert documents[0].url == FILES + "50004354"


def test_the_first_date_is_the_inspection_and_the_second_the_publication() -> None:
    [report] = read(provider_page(HISTORY["50239788"]))
    assert report.published == date(2024, 2, 16)
    assert report.details["inspection_start"] == "2023-12-11"


def test_a_report_names_its_provider_and_links_the_providers_page() -> None:
    [report] = read(provider_page(HISTORY["50239788"], name="Anytown &amp; District"))
    assert report.details["provider"] == "Anytown & District"
    assert report.details["urn"] == "80500"
    assert report.details["provider_url"] == PROVIDER


@every_example(
    "label",
    [
        "Area SEND full inspection",
        "Joint area review - progress inspection",
        "Homes, hostels, and more - second visit",
        "A label nobody has seen yet",
    ],
)
def test_a_label_is_free_text(label: str) -> None:
    [report] = read(provider_page(row("1", label, "1 May 2024", "2 June 2024")))
    assert (report.title, report.published) == (label, date(2024, 6, 2))


def link(hidden: str, visible: str = "Full inspection", more: str = "") -> str:
    return f"""<li class="timeline__day"><a class="publication-link" href="{FILES}7">{visible}
      <span class="nonvisual">{hidden}</span></a>{more}</li>"""


@every_example(
    ("hidden", "title"),
    [
        ("Full inspection, PDF - 08 September 2026", "Full inspection"),
        ("Full inspection,  pdf - 8 September 2026", "Full inspection"),
        ("Full   inspection ,pdf -  8 September 2026", "Full inspection"),
        ("Children’s services inspection, pdf – 8 September 2026", "Children's services inspection"),
        ("Children&amp;#039;s services inspection, pdf - 8 September 2026", "Children's services inspection"),
        (
            "Single inspection of services as pdf, pdf - 8 September 2026",
            "Single inspection of services as pdf",
        ),
    ],
)
def test_spellings_of_the_hidden_words_come_to_the_same(hidden: str, title: str) -> None:
    [report] = read(provider_page(link(hidden)))
    assert (report.title, report.published) == (title, date(2026, 9, 8))


def test_without_hidden_words_the_visible_label_and_the_publication_time_count() -> None:
    [report] = read(provider_page(link("", "Monitoring   visit", "<time pubdate>30 April 2025</time>")))
    assert (report.title, report.published) == ("Monitoring visit", date(2025, 4, 30))


def test_hidden_words_in_another_form_do_not_become_the_label() -> None:
    [report] = read(provider_page(link("opens in a new window", "Monitoring visit", "<time pubdate>1 May 2025</time>")))
    assert report.title == "Monitoring visit"


def test_a_row_without_a_readable_date_is_still_a_report() -> None:
    [report] = read(provider_page(row("1", "Full inspection", "soon", "31 February 2024")))
    assert (report.key, report.published, "inspection_start" in report.details) == ("1", None, False)


def test_a_row_does_not_borrow_the_date_of_its_neighbour() -> None:
    first, second = read(provider_page(HISTORY["50239788"], link("Full inspection, pdf - 8 September 2026")))
    assert first.details["inspection_start"] == "2023-12-11"
    assert "inspection_start" not in second.details


@every_example(
    ("href", "key"),
    [
        ("https://files.api.ofsted.gov.uk/v1/file/50004354", "50004354"),
        ("http://files.ofsted.gov.uk/v1/file/2761820", "2761820"),
        ("../../v1/file/02102301.pdf", "02102301"),
        ("https://files.ofsted.gov.uk/v1/file/50004354?download=1", "50004354"),
        ("/reports/anytown-letter", "/reports/anytown-letter"),
    ],
)
def test_the_number_is_the_identity_whatever_the_address_looks_like(href: str, key: str) -> None:
    [report] = read(provider_page(row("", "Full inspection", "1 May 2024", "2 June 2024", href=href)))
    assert report.key == key


def test_archived_rows_count_too() -> None:
    archive = f"""<li class="timeline__day timeline__day--has-archive"><details><summary>Older</summary>
      <ol class="timeline__archive">{HISTORY["50004354"]}{HISTORY["50006280"]}</ol></details></li>"""
    documents = read(provider_page(HISTORY["50239788"], archive))
    assert [one.key for one in documents] == ["50239788", "50004354", "50006280"]
    assert documents[1].details["inspection_start"] == "2016-09-27"


@every_example("status", ["opened", "closed", "registered", "predecessor", "successor"])
def test_status_lines_are_no_reports(status: str) -> None:
    line = f'<li class="timeline__day timeline__day--{status}"><a href="/provider/21/1">Anything</a></li>'
    assert [one.key for one in read(provider_page(line, HISTORY["50239788"], line))] == ["50239788"]


def test_a_provider_with_no_report_yet_is_understood_and_empty() -> None:
    assert read(provider_page(OPENED)) == []


def test_a_file_listed_twice_is_one_report() -> None:
    assert len(read(provider_page(HISTORY["50239788"], HISTORY["50239788"]))) == 1


def test_banners_are_not_read() -> None:
    page = provider_page(HISTORY["50239788"], banner=f'<ol class="timeline">{HISTORY["50006280"]}</ol>')
    assert [one.key for one in read(page)] == ["50239788"]


@every_example("heading", ["Slim Application Error", "Page not found", "Report not found"])
def test_an_error_page_is_not_understood_and_its_heading_is_named(heading: str) -> None:
    with pytest.raises(NotUnderstood, match=heading):
        read(error_page(heading))


def test_a_shell_without_a_timeline_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="no timeline"):
        read('<html><body><main id="main"><h1>Anytown</h1></main></body></html>')


def test_a_page_that_ends_in_the_middle_is_not_understood() -> None:
    whole = provider_page(*HISTORY.values())
    with pytest.raises(NotUnderstood, match="middle"):
        read(whole[: whole.index("50239788")])


def test_the_page_of_another_provider_is_held_back() -> None:
    with pytest.raises(Suspect, match="80501"):
        read(provider_page(HISTORY["50239788"], urn="80501"))


def test_a_wrong_canonical_link_is_no_other_provider() -> None:
    assert len(read(provider_page(HISTORY["50239788"]))) == 1  # its head always names RP999999


@every_example(
    ("url", "urn"),
    [
        (PROVIDER, "80500"),
        (PROVIDER + "/", "80500"),
        ("https://www.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/ELS/131364", "131364"),
        ("https://reports.ofsted.gov.uk/provider/2/SC480213#reports", "SC480213"),
        ("https://reports.ofsted.gov.uk/search?q=", ""),
    ],
)
def test_the_urn_stands_in_the_address(url: str, urn: str) -> None:
    assert urn_of(url) == urn


def test_two_spellings_of_an_address_are_one_page() -> None:
    assert canonical(PROVIDER + "/#main") == PROVIDER


@pytest.mark.soak
def test_real_labels_of_three_years_are_read_back(real: Path) -> None:
    """497 reports of 153 councils, each label set as Ofsted sets it."""
    with (real / "ofsted" / "reports_history.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 497
    set_as_ofsted_does = []
    for one in rows:
        label = one["label"].removesuffix(",  pdf")
        printed = row(one["file_id"], label, "1 May 2024", f"{date.fromisoformat(one['published']):%d %B %Y}")
        set_as_ofsted_does.append(printed if label == one["label"] else printed.replace(", pdf - ", ",  pdf - "))
    for one, report in zip(rows, read(provider_page(*set_as_ofsted_does)), strict=True):
        assert (report.key, report.title) == (one["file_id"], one["label"].removesuffix(",  pdf"))
        assert str(report.published) == one["published"]


def test_the_made_page_of_havering_is_read_whole(real: Path) -> None:
    before = read((real / "ofsted/synthetic/provider_44_80500_before.html").read_bytes())
    after = read((real / "ofsted/synthetic/provider_44_80500_after_monitoring_visit.html").read_bytes())
    assert [one.key for one in before] == ["50239788", "99999901", "50006280", "50004354"]
    assert [str(one.published) for one in before] == ["2024-02-16", "2021-06-25", "2018-07-23", "2016-12-09"]
    assert [one.details["inspection_start"] for one in before] == [
        "2023-12-11",
        "2021-05-12",
        "2018-06-11",
        "2016-09-27",
    ]
    assert [one for one in after if one not in before] == [after[0]]
    assert (after[0].title, after[0].published) == ("Monitoring visit", date(2025, 4, 30))


def test_the_clone_of_a_school_page_is_read(real: Path) -> None:
    [report] = read((real / "ofsted/clone/provider_28_332345.html").read_bytes(), urn="10237654")
    assert (report.key, report.title, report.published) == (
        "02102301",
        "School inspection",
        date(2023, 10, 2),
    )
    assert report.details["inspection_start"] == "2024-10-02"
    with pytest.raises(Suspect):
        read((real / "ofsted/clone/provider_28_332345.html").read_bytes(), urn="332345")


@pytest.mark.parametrize(
    "name", ["clone/404.html", "html_real/notfound_2023-08-17.html", "html_real/notfound_2024-03-17.html"]
)
def test_real_error_pages_are_not_understood(real: Path, name: str) -> None:
    with pytest.raises(NotUnderstood, match="not found"):
        read((real / "ofsted" / name).read_bytes())
