"""pasted_links.py: which addresses lead to the same page, and which only look alike."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.bot.commands.pasted_links import answer_link, clue, identity

PORTAL = "https://democracy.example.gov.uk"


@every_example(
    ("one", "other"),
    [
        (f"{PORTAL}/ieListDocuments.aspx?CId=1&MId=9", f"{PORTAL}/ieListDocuments.aspx?MID=9&Ver=4&cid=1#x"),
        (
            f"{PORTAL}/ieListDocuments.aspx?CId=1&MId=9",
            "http://Democracy.Example.gov.uk/ielistdocuments.aspx?MId=9&x=1",
        ),
        (f"{PORTAL}/ieListMeetings.aspx?CId=153&Year=0", f"{PORTAL}/mgCommitteeDetails.aspx?ID=153"),
        (f"{PORTAL}/documents/s77/A%20report.pdf", f"{PORTAL}/documents/s77/Renamed.pdf?T=1"),
        (f"{PORTAL}/ieIssueDetails.aspx?IId=5&Opt=3", f"{PORTAL}/mgIssueHistoryHome.aspx?IId=5"),
        ("https://reports.ofsted.gov.uk/provider/44/80500", "http://reports.ofsted.gov.uk/provider/44/80500/?x#y"),
        ("https://www.gov.uk/government/news/a", "gov.uk/government/news/a".join(("https://", "?utm_source=mail"))),
        ("https://daily.example.org/2026/a/", "http://www.daily.example.org/2026/a?fbclid=abc"),
    ],
)
def test_one_page_is_known_by_every_spelling(one: str, other: str) -> None:
    assert identity(one) == identity(other)
    assert clue(one) == clue(other)
    assert clue(one).casefold() in one.casefold()


@every_example(
    ("one", "other"),
    [
        (f"{PORTAL}/ieListDocuments.aspx?MId=9", f"{PORTAL}/ieListDocuments.aspx?MId=90"),
        (f"{PORTAL}/ieListDocuments.aspx?MId=9", f"{PORTAL}/ieListMeetings.aspx?CId=9"),
        (f"{PORTAL}/ieListDocuments.aspx?MId=9", "https://democracy.elsewhere.gov.uk/ieListDocuments.aspx?MId=9"),
        (f"{PORTAL}/documents/s77/A.pdf", f"{PORTAL}/documents/b77/A.pdf"),
        ("https://reports.ofsted.gov.uk/provider/44/80500", "https://reports.ofsted.gov.uk/provider/44/80501"),
        ("https://daily.example.org/2026/a/", "https://daily.example.org/2026/b/"),
    ],
)
def test_pages_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@every_example("address", ["https://", "https://[", "https://[::1", "https://x" * 900, "https://%", "https://.."])
def test_no_address_is_too_odd_to_be_looked_at(address: str) -> None:
    assert isinstance(identity(address), tuple)
    assert isinstance(clue(address), str)
    assert callable(answer_link)
