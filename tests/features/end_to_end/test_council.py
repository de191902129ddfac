"""A committee's pages are edited, and this is what a subscriber reads."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from tests.unit.sources.moderngov_visits import fixture
from watcher.cli.demo.paper import pdf

LIST = "/ieListMeetings.aspx?CId=153&Year=0"
FIRST, SECOND, PAST = (f"/ieListDocuments.aspx?CId=153&MId={number}" for number in (8092, 8102, 8091))


def portal() -> dict[str, str]:
    """A committee with a meeting on 1 December that has its papers, and two that have none."""
    papers = fixture("meeting_a.html")
    bare = papers.partition('<div class="mgLinks"')[0] + "</div></body></html>"
    return {
        LIST: fixture("meetings_a.html"),
        FIRST: papers,
        SECOND: bare.replace("Tuesday, 1st December", "Wednesday, 9th December"),
        PAST: bare.replace("Tuesday, 1st December", "Wednesday, 4th November"),
    }


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("cabinet", LIST)
    town.serves(portal())
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "cabinet")


def edit(town: Town, path: str, *edits: tuple[str, str]) -> None:
    """Changes one served page; the old words must stand there."""
    for old, new in edits:
        served = town.site.pages[path]
        assert isinstance(served, str)
        assert old in served
        town.site.pages[path] = served.replace(old, new)


def told_later(town: Town, chat: Chat) -> list[str]:
    """So much later that each page of the window is read again."""
    town.once(later=7 * HOUR)
    return town.told(chat)


@pytest.mark.soak  # quicker: the same in test_news.py; unit/sources/test_moderngov_committee.py
def test_the_first_visit_tells_nobody(town: Town) -> None:
    ann = town.api.private(42)
    ann.says("/subscribe cabinet")
    result = town.once()
    assert [one.split("\n")[0] for one in town.told(ann)] == ["Following The Cabinet: as it happens."]
    assert (result.visits[0].state, result.visits[0].documents, town.log()) == ("ok", 13, [])


@pytest.mark.soak  # quicker: the noise, below; unit/sources/test_moderngov_noise.py
def test_unchanged_pages_are_silent(town: Town, ann: Chat) -> None:
    assert told_later(town, ann) == []
    assert told_later(town, ann) == []


def test_a_moved_meeting_is_told_with_old_and_new(town: Town, ann: Chat) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm", "16 Dec 2026&nbsp;6.30 pm"))
    edit(town, SECOND, ("9th December, 2026 7.00 pm", "16th December, 2026 6.30 pm"))
    town.once()
    (message,) = town.told(ann)
    assert message.startswith(f"Moved: Cabinet <{SECOND}>: now Wed 16 Dec, 18:30\n")
    assert says(message, "9 December 2026 → 16 December 2026", "19:00 → 18:30")
    assert message.endswith(f"The Cabinet <{LIST}> · The Cabinet")


@pytest.mark.soak  # quicker: test_breakthrough.py; unit/messages/test_council.py
def test_a_cancelled_meeting_is_told_as_cancelled(town: Town, ann: Chat) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED"))
    town.once()
    (message,) = town.told(ann)
    assert message.startswith(f"Cancelled: Cabinet <{SECOND}>, Wed 9 Dec, 19:00\n")
    assert says(message, "→ cancelled")


@pytest.mark.soak  # quicker: the report that is added, below; unit/messages/test_council.py
def test_papers_of_one_meeting_come_in_one_message_with_what_they_are(town: Town, ann: Chat) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - Agenda"))
    papers = fixture("meeting_a.html").replace("Tuesday, 1st December", "Wednesday, 9th December")
    for old, new in (("8092", "8102"), ("s810", "s910"), ("b4410", "b9410"), ("5550", "9550"), ("01st-Dec", "9-Dec")):
        papers = papers.replace(old, new)
    town.serves({SECOND: papers})
    town.once()
    (message,) = town.told(ann)
    assert sorted(line.split(" <")[0] for line in message.split("\n") if line.startswith("New: ")) == sorted(
        [
            "New: Agenda frontsheet",
            "New: Agenda reports pack",
            "New: Supplementary Agenda",
            "New: Printed draft minutes",
            "New: SEND Strategy (draft)",
            "New: Appendix A - costs",
            "New: SEND Strategy (draft)",
            "New: Placement contract",
        ]
    )
    assert says(message, "SEND Strategy (draft)", "Appendix A - costs", "Agenda frontsheet", "Agenda reports pack")
    assert "</documents/s9101/Report%20-%20SEND.pdf>" in message


def test_a_report_added_to_an_agenda_is_told(town: Town, ann: Chat) -> None:
    name = 'Home to School Transport<span class="mgFileSize"> PDF 2 MB</span>'
    link = f'<a href="documents/s8103/Transport.pdf">{name}</a>'
    edit(town, FIRST, ("Home to School Transport</p>", link + "</p>"), ("Report to follow", "Report attached"))
    (message,) = told_later(town, ann)
    first, rest = message.split("\n", 1)
    assert says(first, "Cabinet, Tue 1 Dec, 19:00", "Home to School Transport")
    assert says(rest, "New: Home to School Transport </documents/s8103/Transport.pdf>", "item 72")


@pytest.mark.soak  # quicker: unit/rules/test_compare.py, and the report below
def test_a_retitled_and_a_replaced_paper_are_told_with_old_and_new(town: Town, ann: Chat) -> None:
    edit(town, FIRST, ("ref: 71", "ref: 71."), ("Appendix A - costs<", "Appendix A - prices<"), ("5 MB", "6 MB"))
    pack = "/documents/g8092/Public%20reports%20pack%2001st-Dec-2026%2019.00%20Cabinet.pdf"
    (message,) = told_later(town, ann)
    assert says(message, f"Changed: Agenda reports pack <{pack}>", "replaced", "could not be compared")
    assert says(message, "Changed: Appendix A - prices </documents/s8102/Appendix%20A%20-%20costs.pdf>")
    assert says(message, "Appendix A - costs → Appendix A - prices")
    assert told_later(town, ann) == []


@pytest.mark.soak  # quicker: unit/sources/test_moderngov_committee.py
def test_a_new_meeting_is_told(town: Town, ann: Chat) -> None:
    link = 'class="mgMeetingTableLnk" href="ieListDocuments.aspx?CId=153&amp;MId=8110&amp;Ver=4"'
    edit(town, LIST, ("</ul>\n<h2", f"<li><a {link}>12 Jan 2027&nbsp;7.00 pm</a></li></ul>\n<h2"))
    town.once()
    (message,) = town.told(ann)
    assert message.startswith("New: Cabinet </ieListDocuments.aspx?CId=153&MId=8110>, Tue 12 Jan, 19:00\n")


@pytest.mark.soak  # quicker: topics in test_news.py
def test_who_follows_only_a_topic_is_told_only_of_the_papers_on_it(town: Town) -> None:
    bob, cat = town.subscribers({43: ["roads"], 44: ["send"]})
    edit(town, FIRST, ("s8102/Appendix A - costs.pdf", "s8109/B.pdf"), ("Appendix A - costs<", "SEND places<"))
    (message,) = told_later(town, cat)
    assert message.endswith("SEND: “SEND”")
    assert message.count("New: ") == 1
    assert town.told(bob) == []


NOISE = {
    "what is printed of today": (LIST, "2026-11-22", "2026-11-23"),
    "another menu": (FIRST, "s1/Constitution.pdf", "s2/Constitution.pdf"),
    "a contact": (FIRST, "A Clerk", "Another Clerk"),
    "a comment and a number of the session": (FIRST, "</body>", "<!-- 0.41 s --><i id='s77'></i></body>"),
    "another spelling of the links": (LIST, "ieListDocuments.aspx?CId=153&amp;MId=8092&amp;Ver=4",
                                      "ielistdocuments.aspx?MId=8092&amp;CId=153&amp;J=3"),
}  # fmt: skip


def test_noise_is_silent(town: Town, ann: Chat) -> None:
    """All at once; each alone in unit/sources/test_moderngov_noise.py."""
    for path, old, new in NOISE.values():
        edit(town, path, (old, new))
    assert told_later(town, ann) == []
    assert town.log() == []


@pytest.mark.soak  # quicker: unit/sources/test_moderngov_life.py
def test_a_page_that_is_gone_for_a_while_costs_nothing(town: Town, ann: Chat) -> None:
    page = town.site.pages.pop(FIRST)
    assert town.once(later=7 * HOUR).failed
    town.serves({FIRST: page})
    assert not town.once().failed
    assert town.told(ann) == []


@pytest.mark.soak  # quicker: unit/sources/test_moderngov_service.py
def test_what_answers_on_a_portal_is_found_out_once_for_all_its_sources(town: Town, ann: Chat) -> None:
    other = "/ieListMeetings.aspx?CId=656&Year=0"
    town.watches("people", other)
    town.serves({path: Answer(b"Forbidden", status=403) for path in (LIST, other)})
    town.once()
    assert [path.partition("?")[0] for path in town.site.asked[-3:]] == [
        "/ieListMeetings.aspx",
        "/mgWebService.asmx/GetMeetings",
        "/ieListMeetings.aspx",
    ]
    town.once(later=HOUR, all_sources=True)
    assert [path.partition("?")[0] for path in town.site.asked[-2:]] == ["/ieListMeetings.aspx"] * 2


@pytest.mark.soak  # quicker: approval in test_conversation.py
def test_a_paper_read_for_a_page_that_was_held_back_is_told_with_its_words_once_that_is_approved(town: Town) -> None:
    town.watcher["telegram"] = {"admins": [7]}
    ann, chief = town.subscriber(42, "send"), town.api.private(7)
    whole = str(town.site.pages[FIRST])
    start, end = whole.index('<div class="mgLinks"'), whole.index("</table>")
    line = '<table><tr><td>74.</td><td><a name="AI55504"></a><p><a href="documents/s8110/F.pdf">Fees</a></p></td></tr>'
    paper = Answer(pdf("Why EHC plans are late."), etag='"1"', content_type="application/pdf")
    town.serves({FIRST: whole[:start] + line + whole[end:], "/documents/s8110/F.pdf": paper})
    town.once(later=7 * HOUR)
    assert "gone at once" in town.told(ann, chief)[0]
    chief.says("/approve cabinet")
    town.once(later=HOUR / 60)
    assert "“Why EHC plans are late.”" in "\n".join(town.told(ann))


def test_a_report_that_was_there_before_is_learnt_found_by_its_words_and_not_told_for_being_saved_again(
    town: Town, ann: Chat
) -> None:
    report = "/documents/s8101/Report%20-%20SEND.pdf"
    town.serves({report: Answer(pdf("Respite for carers."), etag='"1"', content_type="application/pdf")})
    assert told_later(town, ann) == []
    ann.says("/search respite")
    town.once(later=HOUR / 60)
    assert "SEND Strategy" in "".join(town.told(ann))
    edit(town, FIRST, ("PDF 388 KB", "PDF 400 KB"))
    town.serves({report: Answer(pdf("Respite for  carers.", ""), etag='"2"', content_type="application/pdf")})
    assert told_later(town, ann) == []
    edit(town, FIRST, ("PDF 400 KB", "PDF 401 KB"))
    town.serves({report: Answer(pdf("No respite."), etag='"3"', content_type="application/pdf")})
    (message,) = told_later(town, ann)
    assert says(message, "replaced", "reads differently")
