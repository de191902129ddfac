"""Real papers by the name of their file: at most eight words of each sentence that a reader marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from tests.tools.labelled import REAL, Labelled
from watcher.cli.explain import pages_of
from watcher.core.visits import Page

MARKED = {
    ("ofsted/pdf/havering_ilacs_2024-02-16_50239788.pdf", "childrens-services", date(2024, 2, 16), "tuned"): (
        "quality of the services they receive have significantly",
        "led to widespread drift and delay",
        "remaining at risk or experiencing harm for too",
        "declined since 2018, and weak practice is prevalent",
        "service provided to children by Havering has deteriorated",
    ),
    ("ofsted/pdf/havering_ilacs_2018-07-23_50006280.pdf", "childrens-services", date(2018, 7, 23), "held"): (
        "Havering have significantly improved since the previous",
        "risk of exploitation is insufficiently robust",
        "child in need plans is variable and some",
        "gang-related activities are not consistently well recognised",
        "rise in the numbers of children educated",
    ),
    ("ofsted/pdf/trafford_ilacs_2026-08-03_50308602.pdf", "childrens-services", date(2026, 8, 3), "tuned"): (
        "leaders have been ineffective in recognising, prioritising",
        "serious deterioration in service areas, such as",
        "identified as being at risk of harm are delayed",
        "children has significantly deteriorated since the last inspection",
        "widespread delays in responding to contacts",
    ),
    ("ofsted/pdf/dorset_area_send_2024-05-15.pdf", "send", date(2024, 5, 15), "held"): (
        "arrangements typically lead to positive experiences",
        "neurodevelopmental assessment for children remain too long",
        "key stage 4, are lower than national",
        "risk of not being assessed before they are",
        "timely and effective reviews of EHC plans, particularly",
    ),
    ("ofsted/pdf/havering_focused_2021-06-25.pdf", "childrens-services", date(2021, 6, 25), "tuned"): (
        "inhibited the leaders' ability to address some key",
        "high turnover of front-line staff, and lengthy",
        "led to some children not receiving the help",
        "delays in children being visited by their social",
        "delay in escalating children's cases",
    ),
    ("moderngov/kirklees/ieDecisionDetails_key_decision.html", "", date(2026, 8, 6), "held"): (
        "That approval be given to enable the contractor",
    ),
}
"""By file, topic, day of reading and part."""


def real() -> Iterator[Labelled]:
    """Those that lie beside the checkout."""
    for (name, topic, today, part), marked in MARKED.items():
        page = Page(name, (REAL / name).read_bytes(), "text/html" if name.endswith(".html") else "")
        yield Labelled(name, tuple(pages_of(page, datetime.combine(today, time(), UTC))), marked, topic, today, part)
