"""Links of a portal: one canonical URL and one key for a thing, whatever its spelling; a hostile page is no crash."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.unit.sources.moderngov_visits import FIXTURES, page
from tests.unit.sources.test_moderngov_real import READERS
from watcher.core.errors import NotUnderstood
from watcher.sources.moderngov.parse.links import keys_of, link, portal_of

ROOT = "https://democracy.example.gov.uk/"


@every_example(
    "href",
    [
        "ieListDocuments.aspx?CId=153&MId=8092&Ver=4",
        "ieListDocuments.aspx?MID=8092&CID=153",
        "IELISTDOCUMENTS.ASPX?MeetingId=8092&CommitteeId=153&J=3",
        "http://old.example.gov.uk/prefix/ieListDocuments.aspx?&LLL=0&MId=8092&CId=153#AI1551",
    ],
)
def test_every_spelling_of_a_meeting_is_one_link(href: str) -> None:
    where = link(href)
    assert (where.page, where.id("mid"), where.id("cid")) == ("ielistdocuments", "8092", "153")


def test_what_is_no_number_is_no_id() -> None:
    assert link("ieListDocuments.aspx?MId=abc").id("mid") == ""
    assert link("ieListDocuments.aspx?MId=²").id("mid") == ""
    assert link("ieDecisionDetails.aspx?AIId=5").id("iid") == ""
    assert link("http://[no/ieListDocuments.aspx?MId=5").page == ""


@every_example(
    ("url", "base"),
    [
        ("https://democracy.example.gov.uk", ROOT),
        ("https://democracy.example.gov.uk/", ROOT),
        ("https://democracy.example.gov.uk/ieListMeetings.aspx?CId=1", ROOT),
        ("https://www.example.gov.uk/moderngov", "https://www.example.gov.uk/moderngov/"),
        ("https://www.example.gov.uk/councilmeetings/mgPlansHome.aspx", "https://www.example.gov.uk/councilmeetings/"),
    ],
)
def test_a_portal_is_the_folder_of_its_pages(url: str, base: str) -> None:
    assert portal_of(url).base == base


@every_example(
    ("href", "key", "url"),
    [
        ("documents/s7942/polc2 - 23.09.2015.pdf", "s7942", ROOT + "documents/s7942/polc2%20-%2023.09.2015.pdf"),
        ("/documents/S7942/Other%20name.PDF?zTS=1#search=%22x%22", "s7942", ROOT + "documents/S7942/Other%20name.PDF"),
        ("http://democracy.example.gov.uk/documents/b4410/S.pdf?T=9", "b4410", ROOT + "documents/b4410/S.pdf"),
        ("documents/g8092/Printed minutes 31st-Mar-2025.pdf", "g8092/printed minutes", ""),
        ("documents/g8092/Printed minutes Tuesday 01-Apr-2025 19.00.PDF?T=1", "g8092/printed minutes", ""),
        ("mgConvert2PDF.aspx?ISATT=1&ID=49857#search=%22x%22", "a49857", ROOT + "mgConvert2PDF.aspx?ID=49857&ISATT=1"),
        ("olddocuments/Minutes.PDF?F=M.pdf&MId=1", "o/minutes.pdf", ""),
    ],
)
def test_a_file_has_one_key_and_one_url(href: str, key: str, url: str) -> None:
    file = portal_of(ROOT).file(href)
    assert file is not None
    assert file.key == key
    assert " " not in file.url
    assert not url or file.url == url


def test_a_page_is_no_file() -> None:
    assert portal_of(ROOT).file("mgIssueHistoryHome.aspx?IId=1") is None
    assert portal_of(ROOT).file("ieListDocuments.aspx?MId=1") is None


HOSTILE = [
    b"<tr><td>",
    b"</div>",
    b"\x00\xff",
    b'<a href="http://[no">x</a>',
    b"&#0;&#x110000;",
    b"31/02/2026 99.99 pm",
]
HOSTILE += [
    b'<a href="documents/g1/%zz.pdf">',
    b'<a name="AI5">',
    b"May 0000",
    b'<a href="ieListDocuments.aspx?MId=\xc2\xb2">',
]


@pytest.mark.parametrize("kind", some(READERS, every=3), ids=READERS)
def test_a_damaged_page_is_read_or_not_understood_and_never_a_crash(kind: str) -> None:
    chance = random.Random(kind)
    whole = [path.read_bytes() for path in sorted(FIXTURES.iterdir())]
    for _ in range(30):
        body = bytearray(chance.choice(whole))
        for _ in range(3):
            place = chance.randrange(len(body))
            body[place : place + chance.randrange(200)] = chance.choice(HOSTILE)
        with suppress(NotUnderstood):
            READERS[kind](page(bytes(body)))


@every_example(
    ("address", "keys"),
    [
        ("mgIssueHistoryHome.aspx?Opt=0&IID=45592", ("i45592",)),
        ("ieIssueDetails.aspx?IId=45592&Opt=3", ("i45592",)),
        ("ieDecisionDetails.aspx?XXR=0&ID=7700", ("d7700", "pd7700")),
        ("ieDecisionDetails.aspx?AIId=55501", ("dai55501", "ai55501")),
        ("mgAi.aspx?ID=36524", ("ai36524", "dai36524")),
        ("documents/s810201/Report.pdf#page=3", ("s810201",)),
        ("ieListDocuments.aspx?CId=153&MID=8092&Ver=4", ("m8092",)),
        ("mgWhatsNew.aspx?bcr=1", ()),
        ("", ()),
    ],
)
def test_a_pasted_link_names_what_it_leads_to(address: str, keys: tuple[str, ...]) -> None:
    assert keys_of("https://democracy.example.gov.uk/" + address) == keys


def test_what_is_no_address_names_nothing() -> None:
    assert keys_of("http://[x") == keys_of("") == ()
