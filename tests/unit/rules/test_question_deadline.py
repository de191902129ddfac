"""question_deadline.py: sentences that say until when the public may ask, and their neighbours that do not."""

from __future__ import annotations

from datetime import date, time

from tests.tools.examples import every_example
from watcher.rules.question_deadline import QuestionDeadline, question_deadline

WEDNESDAY = date(2026, 11, 18)
"""The meeting: at 19:00."""
NOON, FIVE = time(12), time(17)
FRIDAY, THURSDAY, MONDAY, TUESDAY = date(2026, 11, 13), date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 17)


def asked(text: str) -> tuple[date, time | None] | None:
    found = question_deadline(text, WEDNESDAY, time(19))
    return (found.day, found.clock) if found else None


DATED = {
    "Questions must be received by noon on Friday 13 November.": (FRIDAY, NOON),
    "Questions from the public must be received by 12 noon on Friday, 13th November, 2026.": (FRIDAY, NOON),
    "Questions must be submitted no later than 5pm on Thursday 12 November 2026": (THURSDAY, FIVE),
    "Questions must be submitted not later than 5.00 p.m. on Thursday, 12th November 2026.": (THURSDAY, FIVE),
    "Deadline for public questions: Friday 13 November 2026, 12 noon": (FRIDAY, NOON),
    "Deadline for public questions – 12 noon, Friday 13 November 2026": (FRIDAY, NOON),
    "Public questions (deadline 12 noon Friday 13 November)": (FRIDAY, NOON),
    "The deadline for receipt of public questions is 17:00 on 13/11/2026.": (FRIDAY, FIVE),
    "The deadline for submission of questions is midnight on Friday 13 November.": (FRIDAY, time(23, 59)),
    "The closing date for questions from residents is Friday 13 November 2026.": (FRIDAY, None),
    "Members of the public may ask questions if notice is given by 10am on Monday 16 November.": (MONDAY, time(10)),
    "If you wish to ask a question, please email it to us by Friday 13 November at 12 noon.": (FRIDAY, NOON),
    "If you wish to ask a question, please send it on Friday 13 November by noon at the latest.": (FRIDAY, NOON),
    "Anyone wishing to put a question must give notice by the end of Friday 13 November.": (FRIDAY, None),
    "Anyone wishing to put a question must give notice by close of business on Friday 13 November.": (FRIDAY, None),
    "12 noon on Friday 13 November 2026 is the deadline for questions from the public.": (FRIDAY, NOON),
    "By noon on Friday 13 November, questions from the public must reach the Monitoring Officer.": (FRIDAY, NOON),
    "Questions received after 12 noon on Friday 13 November will not be accepted.": (FRIDAY, NOON),
    "Questions received by 12 noon on Friday 13 November will be answered at the meeting.": (FRIDAY, NOON),
    "Questions, petitions and statements must be received by noon on Friday 13 November.": (FRIDAY, NOON),
    "Questions about items on the agenda must be submitted by noon on Friday 13 November.": (FRIDAY, NOON),
    "Questions relating to reports on this agenda must be sent by noon on Fri 13 Nov.": (FRIDAY, NOON),
    "Questions must be received before Friday 13 November.": (THURSDAY, None),
    "Questions must be received before noon on Friday 13 November.": (FRIDAY, NOON),
    "PUBLIC QUESTIONS\nTo receive any questions from members of the public. The deadline for receipt is 12 noon on\n"
    "Friday, 13 November 2026.": (FRIDAY, NOON),
    "To answer questions from the public. These must be received in writing by 5 p.m. Friday 13 November.": (
        FRIDAY,
        FIVE,
    ),
    "Questions from Members must be submitted by noon on Thursday 12 November; questions from the public by noon on"
    " Friday 13 November.": (FRIDAY, NOON),
    "Questions from the public: by noon on Friday 13 November. Members' questions must be submitted by noon on "
    "Monday 16 November.": (FRIDAY, NOON),
    "Questions must be received at least three working days before the meeting, i.e. by 5pm on Thursday 12 November.": (
        THURSDAY,
        FIVE,
    ),
}
COUNTED = {
    "Questions must be received by 5 pm three clear working days before the meeting.": (THURSDAY, FIVE),
    "Questions must be received at least 3 clear working days before the meeting.": (THURSDAY, None),
    "Questions must be received by 12 noon three working days before the meeting.": (FRIDAY, NOON),
    "Questions must be received no later than three (3) working days before the date of the meeting.": (FRIDAY, None),
    "You should submit your question at least two clear working days before the meeting by e-mail.": (FRIDAY, None),
    "Questions must be submitted by noon on the third working day before the meeting.": (FRIDAY, NOON),
    "Questions must be submitted by noon on the working day before the meeting.": (TUESDAY, NOON),
    "Questions must be submitted by noon on the day before the Cabinet meeting.": (TUESDAY, NOON),
    "Questions must be submitted by 10am on the day of the meeting.": (WEDNESDAY, time(10)),
    "A question may only be raised if notice is given by 5.00 p.m. on the Thursday prior to the Meeting.": (
        THURSDAY,
        FIVE,
    ),
    "Any person wishing to ask a question shall notify the officer not later than 1.00 p.m. two days preceding the day"
    " of the meeting at which the question is to be asked, (i.e. by 1pm on the Monday for a Council meeting on "
    "Wednesday).": (MONDAY, time(13)),
    "The deadline for submission of questions is midnight, 7 days in advance of a meeting.": (
        date(2026, 11, 11),
        time(23, 59),
    ),
    "At least three clear working days' notice of the question must be given.": (THURSDAY, None),
    "Questions must reach us at least 24 hours before the meeting.": (TUESDAY, time(19)),
    "Questions from the public must be in by 12 noon one week before the meeting.": (date(2026, 11, 11), NOON),
    "Questions must be given in writing five clear days before the meeting.": (date(2026, 11, 10), None),
}
NO_DEADLINE = (
    "Reports must be received by noon on Friday 13 November.",
    "Apologies for absence must be received by noon on Friday 13 November.",
    "Apologies for absence must be received by noon on Friday 13 November\nQuestions from the public",
    "Members of the public may ask questions at the meeting on Wednesday 18 November 2026 at 7pm.",
    "If you have any questions about this agenda please contact Jane Smith before 5pm on Friday 13 November.",
    "Members' questions must be submitted by noon on Friday 13 November.",
    "Questions to the Leader must be submitted by Members by noon on Friday 13 November.",
    "Questions from councillors must be received by noon on Friday 13 November.",
    "Opportunity is provided for Members of the Council to ask the Chairman any question. Questions must be sent in "
    "writing to the Monitoring Officer at least 3 clear working days before the meeting.",
    "It would be helpful if questions were submitted at least one working day before the meeting.",
    "Questions were received by noon on Friday 13 November.",
    "Questions will be answered in writing by Friday 13 November.",
    "If a question cannot be answered a response will be sent by Friday 13 November.",
    "The answers to questions will be published by 5pm on Tuesday 17 November.",
    "The agenda is published five clear working days before the meeting and questions may be asked there.",
    "Questions must be submitted within three working days of publication of the agenda.",
    "Questions must be received at least three working days before publication of the agenda for the meeting.",
    "Questions are limited to three minutes each and must be shorter than 50 words.",
    "Residents who wish to speak must register by noon on Friday 13 November.",
    "Petitions must be received by noon on Friday 13 November.",
    "To answer questions from the public. Petitions must be received by noon on Friday 13 November.",
    "Urgent questions may be submitted by 10am on the day of the meeting.",
    "Questions must be received by noon on Monday 13 November 2026.",  # that is a Friday
    "Questions must be received by noon on Friday 13 November 2025.",  # long ago
    "Questions must be received by noon on Friday.",
    "Questions must be received by noon on Friday 20 November.",  # after the meeting
    "The deadline for questions is noon on Thursday 12 November. Questions must be received by noon on Friday 13 "
    "November.",
    "Questions must be received in good time.",
    "",
)


@every_example(("text", "expected"), [*DATED.items(), *COUNTED.items()])
def test_sentence_says_until_when_the_public_may_ask(text: str, expected: tuple[date, time | None]) -> None:
    assert asked(text) == expected


@every_example("text", NO_DEADLINE)
def test_sentence_that_is_no_deadline_for_questions_says_nothing(text: str) -> None:
    assert asked(text) is None


def test_year_that_is_left_out_is_found_over_the_turn_of_the_year() -> None:
    found = question_deadline("Questions must be received by noon on Wednesday 30 December.", date(2027, 1, 6))
    assert found == QuestionDeadline(date(2026, 12, 30), NOON)


def test_working_days_leave_out_the_days_of_christmas() -> None:
    text = "Questions must be received by noon, three clear working days before the meeting."
    assert question_deadline(text, date(2026, 12, 30)) == QuestionDeadline(date(2026, 12, 22), NOON)


def test_hours_before_a_meeting_of_unknown_hour_say_nothing() -> None:
    assert question_deadline("Questions must reach us at least 24 hours before the meeting.", WEDNESDAY) is None


@every_example(
    "text",
    [
        "Questions must be sent to committees@example.gov.uk by noon on Friday 13 November.",
        "Questions must be received by noon on Friday 13 November. Please email them to committees@example.gov.uk.",
        "Send questions to committees@example.gov.uk. They must be received by noon on Friday 13 November.",
    ],
)
def test_address_beside_the_deadline_is_the_one_to_send_to(text: str) -> None:
    assert question_deadline(text, WEDNESDAY) == QuestionDeadline(FRIDAY, NOON, "committees@example.gov.uk")


def test_of_two_addresses_none_is_the_one_to_send_to() -> None:
    text = "Questions must be sent to a@example.gov.uk or b@example.gov.uk by noon on Friday 13 November."
    assert question_deadline(text, WEDNESDAY) == QuestionDeadline(FRIDAY, NOON)


def test_frontsheet_as_a_file_gives_it_is_read_over_its_lines() -> None:
    text = (
        "CABINET\n7.00 pm\nWednesday\n18 November 2026\nCouncil Chamber, Town Hall\n\nMembers 9: Quorum 3\n\n"
        "For information about the meeting please contact:\nJane Smith 01708 000000\njane.smith@example.gov.uk\n\n"
        "AGENDA\n1 APOLOGIES FOR ABSENCE\n2 DISCLOSURES OF INTEREST\nMembers are invited to disclose any interest.\n"
        "3 PUBLIC QUESTIONS\nMembers of the public can put questions. Questions must be sent to\n"
        "questions@example.gov.uk by noon on Friday 13\nNovember 2026.\n4 MINUTES (Pages 5 - 12)\n"
    )
    assert question_deadline(text, WEDNESDAY) == QuestionDeadline(FRIDAY, NOON, "questions@example.gov.uk")
