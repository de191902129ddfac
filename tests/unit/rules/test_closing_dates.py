"""closing_dates.py: sentences that say until when a consultation is open or a decision can be called in, and their
neighbours that do not."""

from __future__ import annotations

from datetime import date, time

from tests.tools.examples import every_example
from watcher.rules.closing_dates import Closing, call_in_until, consultation_until

TODAY = date(2026, 11, 9)
EARLY = date(2026, 12, 14)
OPEN: dict[str, Closing] = {
    "The consultation closes on 14 December 2026.": (EARLY, None),
    "The consultation closes on Monday 14 December.": (EARLY, None),
    "This consultation closes at 11:59pm on 14 December 2026": (EARLY, time(23, 59)),
    "This consultation will close at midnight on 14 December 2026.": (EARLY, time(23, 59)),
    "The consultation runs until 5pm on 14 December.": (EARLY, time(17)),
    "The consultation is open until Monday, 14th December 2026.": (EARLY, None),
    "The consultation will run from 16 November to 14 December 2026.": (EARLY, None),
    "Consultation period: 16 November 2026 - 14 December 2026": (EARLY, None),
    "Consultations: Post-16 travel (running until 14/12/2026)": (EARLY, None),
    "A public consultation on the policy opened today. Responses must be received by 14 December.": (EARLY, None),
    "We are consulting on post-16 travel. The deadline for responses is noon on 14 December 2026.": (EARLY, time(12)),
    "Have your say on SEND travel by 14 December.": (EARLY, None),
    "Complete our survey by 14 December 2026.": (EARLY, None),
    "The closing date for the consultation is 14 December 2026.": (EARLY, None),
    "The consultation, which was to close on 1 December, has been extended to 14 December.": (EARLY, None),
    "The consultation has been extended from 1 December to 14 December 2026.": (EARLY, None),
    "Consultation on travel, start date: Fri, 06 Nov 2026 00:00:00 GMT, end date: Mon, 14 Dec 2026 23:59:00 GMT": (
        EARLY,
        time(23, 59),
    ),
    "It opened on 1 November. The consultation ends on 1 February.": (date(2027, 2, 1), None),
}
NOT_OPEN = (
    "The consultation closed on 14 December 2025.",
    "The consultation ran from 2 April to 6 May 2026.",
    "The consultation was open until 1 November 2026.",
    "The consultation starts on 14 December 2026.",
    "The consultation will begin on 14 December 2026 and last six weeks.",
    "After consultation Cabinet will decide on 14 December 2026.",
    "Consultation results will be published on 14 December 2026.",
    "The school closes on 14 December 2026.",
    "Applications must be received by 14 December 2026.",
    "The consultation on travel closes on 14 December 2026. The consultation on housing closes on 18 December 2026.",
    "The consultation closes on Friday 14 December 2026.",  # that is a Monday
    "The consultation closes in six weeks.",
    "",
)


@every_example(("text", "expected"), OPEN.items())
def test_text_says_until_when_a_consultation_is_open(text: str, expected: Closing) -> None:
    assert consultation_until(text, TODAY) == expected


@every_example("text", NOT_OPEN)
def test_text_that_names_no_day_to_answer_by_says_nothing(text: str) -> None:
    assert consultation_until(text, TODAY) is None


def test_title_tells_that_a_closing_date_is_that_of_a_consultation() -> None:
    closes = "Closes 14 Dec 2026"
    assert consultation_until(closes, TODAY, "SEND transport consultation") == (EARLY, None)
    assert consultation_until(closes, TODAY, "Library opening hours") is None


FRIDAY = date(2026, 11, 27)


@every_example(
    ("text", "expected"),
    [
        ("The decision can be called in until 5pm on Friday 27 November 2026.", (FRIDAY, time(17))),
        ("Notice of call-in must be received by noon on Friday 27 November.", (FRIDAY, time(12))),
        ("The deadline for call-in is 27 November 2026.", (FRIDAY, None)),
        ("Call-in deadline: 27/11/2026", (FRIDAY, None)),
        ("The call in period ends at 5.00 pm on Friday, 27 November 2026.", (FRIDAY, time(17))),
        ("The call-in period expires on 27 November 2026.", (FRIDAY, None)),
        ("Last date for call in: Friday 27th November 2026", (FRIDAY, None)),
        ("This decision is not subject to call-in until 27 November 2026.", None),
        ("The call-in was considered on 27 November 2026.", None),
        ("The committee will hear the call-in on 27 November 2026.", None),
        ("The decision was called in by six members on 27 November 2026.", None),
        ("The decision takes effect on 27 November 2026.", None),
        ("The call-in period ends on 27 October 2026.", None),
    ],
)
def test_text_says_until_when_a_decision_can_be_called_in(text: str, expected: Closing | None) -> None:
    assert call_in_until(text, date(2026, 11, 20)) == expected
