"""What fills the same pages and matters to none of the readers but those who asked for everything."""

from __future__ import annotations

from datetime import datetime

from tests.tools.borough.happenings import Happening, on, paper, prints, published
from tests.tools.borough.papers import Item
from tests.tools.borough.world import Borough

HEADLINES = """\
herald 3 Bins in Eastmere to be emptied every third week
recorder 3 Millbrook Rovers beat Northgate in the cup
post 3 New bakery opens in Oakhurst
newsroom 3 Road works on Mill Lane, Eastmere
herald 4 Man arrested after burglary in Millbrook
recorder 5 Planning bid for 120 flats in Eastmere refused
post 5 Send us your photos of Oakhurst in autumn
newsroom 6 Leaf collection begins in Eastmere
herald 6 Oakhurst fireworks: where to watch
recorder 7 Eastmere Athletic draw with Westford
post 8 Remembrance Sunday in Millbrook
herald 10 Fire crews called to Eastmere tip
recorder 10 Westford parents win EHCP appeal
post 11 Adult ADHD clinic in Eastmere to close early on Fridays
newsroom 11 Council tax support in Eastmere explained
herald 12 Oakhurst pub named best in county
recorder 12 Swimming pool in Millbrook shuts for repairs
post 13 Government sets out its plans for SEND across England
newsroom 14 Christmas parking offer in Eastmere
recorder 15 Athletic send off striker in Eastmere derby
herald 16 Dog rescued from river in Millbrook
post 17 Westford children's services rated good
recorder 18 Eastmere bus station plans approved
newsroom 18 Recycling centre opening hours in Eastmere
herald 19 Licensing row over Oakhurst nightclub
post 20 Eastmere fun run raises thousands
recorder 21 Rovers lose at home in Millbrook
newsroom 22 Gritting lorries of Eastmere get names
herald 23 Man jailed for fraud in Oakhurst
post 24 Eastmere panto dame retires after forty years
recorder 25 Millbrook high street gets free wifi
newsroom 26 Tree planting in Oakhurst park
herald 26 Athletic hold Northgate in Eastmere
post 27 Black Friday crowds in Eastmere
recorder 28 Broken lamp posts in Millbrook
newsroom 29 Small business grants in Eastmere
herald 30 Bins in Oakhurst: strike called off
post 31 Lights switched on in Eastmere
recorder 32 Planning inspector backs Millbrook scheme
newsroom 33 Warm spaces open across Eastmere
herald 34 Northgate school told to improve by Ofsted
post 36 Christmas market returns to Millbrook
recorder 37 Robbery at Oakhurst jeweller
newsroom 38 Bin collections over Christmas in Eastmere
herald 39 Cyclist hurt in Eastmere crash
post 40 Mulled wine trail in Oakhurst
recorder 41 Athletic win in Eastmere at last
"""
"""The paper, the day of the story (the first is 1 November), the headline."""


def news() -> list[tuple[datetime, Happening]]:
    """The articles, each early on its day."""
    found = []
    for line in HEADLINES.splitlines():
        feed, number, title = line.split(" ", 2)
        month, day = (11, int(number)) if int(number) <= 30 else (12, int(number) - 30)
        found.append((on(month, day, 8), prints(feed, title, f"{title}, as we found out on {day} of the month.")))
    return found


def agenda(mid: int, *titles: str) -> Happening:
    """A committee's agenda with a dull report for each title."""

    def happens(borough: Borough, at: datetime) -> None:
        items = [
            Item(number, title, paper(mid * 10 + number, title, (f"{title}\nThe report is for information only.",)))
            for number, title in enumerate(titles, 4)
        ]
        published(borough, at, mid, *items)

    return happens


def saved_again(borough: Borough, at: datetime) -> None:
    """Files of another size that say the same."""
    for meeting in borough.portal.meetings:
        for item in meeting.items:
            if item.paper:
                item.paper.size = item.paper.size.replace("388", "391")


def other_notice(borough: Borough, at: datetime) -> None:
    borough.notices.notices.append(
        (22, "Improvement notice issued to Westford Council: children's services", f"{at:%Y-%m-%d}")
    )


def other_school(borough: Borough, at: datetime) -> None:
    borough.ofsted.schools["100002"] = ("Meadow Primary School, Eastmere", "20 November 2026", "Good")


NOISE: list[tuple[datetime, Happening]] = [
    *news(),
    (on(11, 3, 15), agenda(9401, "Licence for Oakhurst Arms")),
    (on(11, 4, 16), agenda(9301, "12 Mill Lane: rear extension", "Oakhurst Yard: 120 flats", "Tree order 7")),
    (on(11, 17, 10), saved_again),
    (on(11, 17, 15), agenda(9402, "Licence for the Old Bank")),
    (on(11, 18, 16), agenda(9302, "Corner House: change of use", "Station Road: new shops")),
    (on(11, 20, 10), other_school),
    (on(11, 23, 16), agenda(9601, "Pension fund: quarterly returns")),
    (on(11, 27, 10), other_notice),
    (on(12, 2, 16), agenda(9303, "Mill House: listed building consent", "Adverts on the High Street")),
]
