"""plain_words.py: titles that do not shout, short dates, what a council approved."""

from __future__ import annotations

from datetime import date, time

from tests.tools.examples import every_example
from watcher.core.documents import Document, Json
from watcher.core.meetings import meeting_day
from watcher.messages.readable import decided, readable, short_moment


@every_example(
    ("title", "read"),
    [
        ("HOME TO SCHOOL TRANSPORT", "Home to school transport"),
        ("SEND STRATEGY", "SEND strategy"),
        ("BUDGET 2027/28 AND MTFS: HAVERING'S SEND", "Budget 2027/28 and MTFS: Havering's SEND"),
        ("OFSTED REPORT ON EHCPS AND NHS SERVICES", "Ofsted report on EHCPs and NHS services"),
        ("7. HOME TO SCHOOL TRANSPORT - Appendix 1", "7. Home to school transport - Appendix 1"),
        ("APPENDIX A", "Appendix A"),
        ("A LETTER TO PARENTS", "A letter to parents"),
        ("O'B'R", "O'b'r"),
    ],
)
def test_a_title_that_shouts_is_shown_in_small_letters(title: str, read: str) -> None:
    assert readable(title) == read


@every_example(
    "title", ["SEND", "SEND and EHCP plan", "NHS ICB update", "ILACS", "Home to School Transport", "", "£4.5m", "Ü ß"]
)
def test_a_title_that_does_not_shout_stays_to_the_letter(title: str) -> None:
    assert readable(title) == title


def test_noon_is_said_as_a_word_and_a_far_day_with_its_year() -> None:
    now = date(2026, 11, 10)
    assert short_moment(date(2026, 11, 13), time(12), now) == "Fri 13 Nov, noon"
    assert short_moment(date(2026, 11, 13), time(9, 5), now) == "Fri 13 Nov, 09:05"
    assert short_moment(date(2027, 1, 12), None, now) == "Tue 12 Jan"
    assert short_moment(date(2028, 1, 12), None, now) == "Wed 12 Jan 2028"


@every_example(
    ("status", "said"),
    [
        ("Recommendations Approved", "approved"),
        ("Recommendation agreed", "approved"),
        ("Recommendations not approved", "refused"),
        ("Approved subject to call-in", "approved subject to call-in"),
        ("Recommendations Approved (Subject to Call In)", "approved (subject to call in)"),
        ("Recommendations agreed with amendments", "approved with amendments"),
        ("Recommendations Noted", "noted"),
        ("Called In", "called in"),
        ("For Determination", "for determination"),
        ("Referred to Council", "referred to Council"),
        ("Agreements signed", "agreements signed"),
        ("", ""),
    ],
)
def test_what_became_of_a_proposal_is_said_in_the_readers_words(status: str, said: str) -> None:
    assert decided(status) == said


@every_example(
    ("meeting", "day"),
    [
        ("Cabinet, 18 November 2026", date(2026, 11, 18)),
        ("Cabinet", None),
        ("Cabinet, 31 February 2026", None),
        ("Cabinet, 18 Novembre 2026", None),
        (7, None),
    ],
)
def test_the_day_of_a_papers_meeting_is_read_where_it_is_one(meeting: Json, day: date | None) -> None:
    assert meeting_day(Document("s1", "report", "Report", "https://d.example/1", details={"meeting": meeting})) == day
