"""What changes on a portal's pages every day and is no news: each of these, on every page, tells nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.tools.soaks import some
from tests.unit.sources.test_moderngov_committee import committee

SIX_HOURS = timedelta(hours=6)


def session_of_the_visitor(text: str) -> str:
    return text.replace("<body>", "<body><!-- session 42 --><form id='f'><input type='hidden' value='9c1' /></form>")


def navigation(text: str) -> str:
    return text.replace("What's new", "Subscribe to updates").replace("bcr=1", "bcr=2")


def today(text: str) -> str:
    return text.replace("2026-11-22", "2026-11-23").replace("<p>&nbsp;</p>", "<p>Page made on 23/11/2026</p>")


def images(text: str) -> str:
    return text.replace("mgimages/logo-pdf-1.gif", "mgimages/logo-pdf-2.svg").replace('alt=""', 'alt="pdf icon"')


def names_and_order_of_parameters(text: str) -> str:
    return re.sub(r"CId=153&amp;MId=(\d+)", r"meetingid=\1&amp;J=7&amp;COMMITTEEID=153", text)


def version_of_links(text: str) -> str:
    return text.replace("&amp;Ver=4", "&amp;Ver=5&amp;LLL=0&amp;zTS=undefined")


def absolute_links_to_the_old_protocol(text: str) -> str:
    return re.sub(r'href="(documents|ieList)', r'href="http://democracy.example.gov.uk/\1', text)


def quotes_of_attributes(text: str) -> str:
    return re.sub(r'class="(\w+)"', r"class='\1'", text)


def entities(text: str) -> str:
    return text.replace("&#40;", "(").replace("&#41;", ")").replace(" - Agenda", " &#45; Agenda")


def blanks_in_titles(text: str) -> str:
    return text.replace("SEND Strategy", "SEND&nbsp;\n Strategy").replace("Appendix A - costs<", "Appendix A - costs <")


def names_of_files(text: str) -> str:
    return text.replace("Report - SEND.pdf", "Report SEND v2.pdf").replace("01st-Dec-2026 19.00", "01st-Dec-2026 18.00")


def hints_in_addresses_of_files(text: str) -> str:
    return text.replace(".pdf?T=10", ".pdf").replace("SEND.pdf", "SEND.pdf?zTS=1#search=%22send%22")


def way_of_writing_sizes(text: str) -> str:
    return re.sub(r'<span  class="mgFileSize" > PDF (\d+ [KM]B)</span>', r" (PDF, \1)", text)


def way_of_writing_dates(text: str) -> str:
    return text.replace("9 Dec 2026&nbsp;7.00 pm", "Wednesday, 9th December, 2026 19:00").replace(
        "7.00 pm", "7.00 p.m."
    )


def numbers_of_items(text: str) -> str:
    return re.sub(r">7(\d)\.<", r">17\1.<", text)


def attendance(text: str) -> str:
    return text.replace("Attendance details", "Attendance: 7 of 9 present")


def contact(text: str) -> str:
    return text.replace("A Clerk&nbsp; 01708 000000", "Another Clerk&nbsp; 01708 111111")


def webcast(text: str) -> str:
    script = '<script>mgMeetingMedia = new mgMediaPlayer(mgJQuery, "mgMeetingMedia", [{"Url": "x.mp4"}])</script>'
    return text.replace('<div class="mgContent" >', f'<div class="mgContent" >{script}')


def text_of_minutes(text: str) -> str:
    return text.replace("The report was noted.", "The report was noted, and the officers thanked.")


def signposts(text: str) -> str:
    return text.replace("View directions", "View map and directions").replace("view reasons", "Reasons")


def classes_of_the_template(text: str) -> str:
    return text.replace("mgItemNumberCell", "col-1").replace("mgMeetingTableLnk", "link").replace("mgBulletList", "ul")


def older_meetings_on_another_page(text: str) -> str:
    return re.sub(r"<li><a[^>]*MId=7680.*?</li>", "", text, flags=re.DOTALL)


NOISE = [
    session_of_the_visitor, navigation, today, images, names_and_order_of_parameters, version_of_links,
    absolute_links_to_the_old_protocol, quotes_of_attributes, entities, blanks_in_titles, names_of_files,
    hints_in_addresses_of_files, way_of_writing_sizes, way_of_writing_dates, numbers_of_items, attendance, contact,
    webcast, text_of_minutes, signposts, classes_of_the_template, older_meetings_on_another_page,
]  # fmt: skip


@pytest.mark.parametrize("noise", some(NOISE, every=4), ids=lambda noise: noise.__name__)
def test_noise_tells_nobody(noise: Callable[[str], str]) -> None:
    portal = committee()
    assert portal.visit() == []
    before = dict(portal.pages)
    portal.pages = {path: noise(served) if isinstance(served, str) else served for path, served in before.items()}
    assert portal.pages != before
    for _ in range(3):
        assert portal.visit(SIX_HOURS) == []
    assert portal.held == []
    assert not any(one.withdrawn for one in portal.known.values())
