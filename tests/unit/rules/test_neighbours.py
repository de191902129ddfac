"""What is quoted of a topic although it holds none of the topic's words: it follows a sentence that does."""

from __future__ import annotations

from datetime import date

import pytest

from watcher.rules.importance import NEAR, RankedPaper, RankedSentence
from watcher.rules.phrases import Phrase

TODAY = date(2026, 11, 10)
PRELUDE = "".join(f"The minutes of meeting {name} were heard by all.\n\n" for name in "abcdefghi")
"""So that what follows is no title of the paper, nor a fourth of it."""
NAMED = "The Director spoke of SEND and of how the year had been."
NEWS = "Nearly half of the children had waited for more than a year."


def ranked(*pages: str) -> list[RankedSentence]:
    return RankedPaper(pages, TODAY).ranked("send", [Phrase("SEND")])


def texts(*pages: str) -> list[str]:
    return [sentence.text for sentence in ranked(*pages)]


def signals(text: str, *pages: str) -> set[str]:
    return next({signal.name for signal in found.signals} for found in ranked(*pages) if found.text == text)


def test_the_news_in_the_sentence_behind_the_topics_words_is_chosen() -> None:
    assert texts(f"{PRELUDE}{NAMED} {NEWS}")[0] == NEWS
    assert texts(f"{PRELUDE}{NAMED}\n\n{NEWS}")[0] == NEWS


def test_what_stands_before_the_topics_words_is_not() -> None:
    assert texts(f"{PRELUDE}{NEWS}\n\n{NAMED}")[0] == NAMED


def test_what_speaks_of_no_child_counts_in_the_same_paragraph_alone_and_for_less() -> None:
    parking = "Parking fees will rise to £40 in all of the car parks."
    assert "of something else" in signals(parking, f"{PRELUDE}{NAMED} {parking}")
    assert parking not in texts(f"{PRELUDE}{NAMED}\n\n{parking}")


def test_of_schools_alone_little_is_kept_in_another_paragraph() -> None:
    roofs = "Nine schools have a roof that fails and repairs will cost £14 million."
    assert "only of schools" in signals(roofs, f"{PRELUDE}{NAMED}\n\n{roofs}")
    assert "only of schools" not in signals(roofs, f"{PRELUDE}{NAMED} {roofs}")


def test_under_another_heading_children_must_be_spoken_of() -> None:
    page = f"{PRELUDE}{NAMED}\n\nWaits\n\n{NEWS}\n\nThe car park will close and be sold for £4 million."
    assert texts(page)[0] == NEWS
    assert "under another heading" in signals(NEWS, page)
    assert "The car park will close and be sold for £4 million." not in texts(page)


def test_what_follows_much_later_or_on_another_page_does_not_count() -> None:
    between = "Children were spoken of by all who came. " * (NEAR + 1)
    assert NEWS not in texts(f"{PRELUDE}{NAMED} {between}{NEWS}")
    assert NEWS not in texts(f"{PRELUDE}{NAMED}", f"Waits\n\n{NEWS}")


def test_what_a_report_is_for_holds_for_much_of_it_and_over_its_pages() -> None:
    purpose = "1 Purpose\n\n1.1 To seek approval for a contract of therapies in SEND."
    assert NEWS in texts(f"{PRELUDE}{purpose}", f"Waits\n\n{NEWS}")
    assert NEWS not in texts(f"{PRELUDE}{purpose.replace('Purpose', 'Background')}", f"Waits\n\n{NEWS}")


@pytest.mark.parametrize("cover", ["SLT Lead: Jo Hill, Head of SEND", "Contact: jo@example.org for SEND"])
def test_what_follows_a_line_of_the_cover_does_not_count(cover: str) -> None:
    assert NEWS not in texts(f"{PRELUDE}{cover}\n\n{NEWS}")


def test_a_neighbour_that_tells_nothing_does_not_stand_before_the_topics_words() -> None:
    assert texts(f"{PRELUDE}SEND is late. Children wait.")[0] == "SEND is late."


def test_a_line_that_says_it_is_the_title_makes_the_paper_about_its_words() -> None:
    page = (
        "Date: 6 March 2026\nTitle: SEND appeals\n\n1. Background\n\nIt is a right.\n\n2. Now\n\nThe council lost 94."
    )
    assert "The council lost 94." in texts(page)
    assert "The council lost 94." not in texts(page.replace("Title:", "Cabinet Member:"))


def test_a_heading_behind_the_first_sentences_is_no_title() -> None:
    items = "1. Leisure\n\nRESOLVED that it be sold.\n\n2. SEND\n\nRESOLVED that a unit open.\n\n"
    items += "3. Tax\n\nRESOLVED to cut it."
    assert texts(items)[:1] == ["RESOLVED that a unit open."]
    assert "RESOLVED to cut it." not in texts(items)


def test_learning_difficulties_are_no_difficulty() -> None:
    page = f"{PRELUDE}The SEND unit takes pupils who have moderate learning difficulties."
    assert "gone wrong" not in {signal.name for signal in ranked(page)[0].signals}
    page = page.replace("moderate learning difficulties", "met with difficulties there")
    assert "gone wrong" in {signal.name for signal in ranked(page)[0].signals}


def test_a_yes_behind_a_label_is_no_heading_of_what_follows() -> None:
    page = f"{PRELUDE}Is subject to call in?: Yes\n\nTo remove SEND transport for those who move school."
    assert "cover" not in {signal.name for signal in ranked(page)[0].signals}


def test_a_description_of_the_service_is_no_cover_but_the_service_is() -> None:
    page = f"{PRELUDE}Description of the service\n\nSEND advice is given to schools by nine people."
    assert "cover" not in {signal.name for signal in ranked(page)[0].signals}
    assert "cover" in {
        signal.name for signal in ranked(page.replace("Description of the service", "Service"))[0].signals
    }
