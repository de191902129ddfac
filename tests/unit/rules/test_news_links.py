"""Which articles are about which papers: pairs as a reader judged them, of the town's council and its papers. A wrong
link is worse than none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.tools.examples import every_example
from watcher.core.documents import Document, DocumentKind
from watcher.rules.news_figures import NewsFigure, figures_of
from watcher.rules.news_links import Article, ComparedPaper, match, surest

SEND = (
    "The dedicated schools grant is overspent by £14.6 million at the end of September.\fThe average wait of parents "
)
SEND += "for an EHCP assessment is 71 weeks.\n\nOf 2,613 plans 38 per cent were issued within twenty weeks."
TRANSPORT = (
    "Introduction\fBackground.\fIt is proposed that 430 pupils move to shared pick-up points and taxis fall from "
)
TRANSPORT += "212 to 90.\n\nThe contribution of families to post-16 travel rises from £450 to £950 a year."
BUDGET = "The council forecasts an overspend of £35.3m for the year.\fAgency staff in children's homes cost £4m more."


@dataclass(frozen=True)
class Pair:
    """`page`: on which page of the paper it is; None where the article is about something else."""

    title: str
    summary: str
    paper: ComparedPaper
    page: int | None


def paper(title: str, words: str = "", kind: DocumentKind = "report", **details: str) -> ComparedPaper:
    key = title.casefold().replace(" ", "-")
    return ComparedPaper(
        Document(key, kind, title, f"https://d.example.gov.uk/documents/{key}.pdf", details=details), words
    )


SEND_REPORT = paper("SEND performance, quarter 2", SEND)
CONTRACTS = paper("HOME TO SCHOOL TRANSPORT CONTRACTS", TRANSPORT)
BUDGET_REPORT = paper("Budget monitoring, period 6", BUDGET)
LIBRARY = paper("Closure of Harold Hill library", kind="decision", status="Recommendations Approved")
REFUSED = paper("Sale of Hornchurch Country Park depot", kind="decision", status="Recommendations Refused")
MINUTES = paper("Printed minutes", "RESOLVED that the Rainham leisure centre be rebuilt for £27.4m.", "minutes")
INCLUSION = paper("Specialist inclusion bases in primary schools")
AIR = paper("Air quality action plan for Rainham and South Hornchurch")
PARKING = paper(
    "Parking charges in Upminster town centre", "Permits cost £65 more.\fParking revenue of £1,240,000 is expected."
)
BRIDGE = paper(
    "Gallows Corner flyover works",
    "The flyover reopens. Some 77,500 vehicles use the Gallows Corner junction each day.",
)
CHARTER = paper("SEND local offer annual review")

PAIRS = (
    # names it
    Pair("Cabinet to decide on home to school transport contracts", "", CONTRACTS, 0),
    Pair("Taxis for pupils to go", "Home-to-school transport contracts go before councillors next week.", CONTRACTS, 0),
    Pair("Specialist inclusion bases planned in primary schools across Havering", "", INCLUSION, 0),
    Pair("New air quality action plan", "The air quality plan for Rainham and South Hornchurch is out.", AIR, 0),
    Pair("Gallows Corner flyover works: what we know", "", BRIDGE, 0),
    Pair("Parking charges in Upminster town centre to rise", "", PARKING, 0),
    Pair("Outrage over Upminster town centre parking", "Parking charges in Upminster town centre up.", PARKING, 0),
    # its figure
    Pair("Parents wait 71 weeks for EHCPs as council misses deadline", "", SEND_REPORT, 2),
    Pair("EHCP delays", "Parents had an average 71-week wait for an assessment, a report says.", SEND_REPORT, 2),
    Pair("Schools grant £14.6m in the red", "The dedicated grant is overspent.", SEND_REPORT, 1),
    Pair("Only 38% of plans issued within twenty weeks", "Havering has 2,613 EHCPs.", SEND_REPORT, 2),
    Pair("Taxis cut", "The number of taxis falls and 430 pupils move to shared pick-up points.", CONTRACTS, 3),
    Pair("Families to pay £950 for travel", "The contribution to post-16 travel more than doubles.", CONTRACTS, 3),
    Pair("Council forecasts £35.3 million overspend", "", BUDGET_REPORT, 1),
    Pair("Leisure centre in Rainham to be rebuilt for £27.4million", "", MINUTES, 0),
    Pair("Drivers", "Upminster permits: revenue of £1.24m is expected from parking.", PARKING, 2),
    Pair("Junction reopens", "About 77,500 vehicles use the Gallows Corner junction by the flyover.", BRIDGE, 0),
    # its decision
    Pair("Harold Hill library will shut after closure is approved", "Harold Hill: closure of the library was approved.",
         LIBRARY, 0),
    Pair("Councillors agreed to shut Harold Hill's library", "", LIBRARY, 0),
    Pair("Hornchurch depot sale refused", "The sale of a depot at the country park was rejected.", REFUSED, 0),
    # something else
    Pair("Harold Hill library could be approved for closure", "Closure may be agreed.", LIBRARY, None),
    Pair("Harold Hill library closure refused", "", LIBRARY, None),
    Pair("Cabinet approved the sale of the Hornchurch depot", "", REFUSED, None),
    Pair("Harold Hill library closes for a week", "A burst pipe.", LIBRARY, None),
    Pair("Harold Hill man approved as candidate", "", LIBRARY, None),
    Pair("Bus driver wins £950 on a scratch card", "The Romford man took a year to claim.", CONTRACTS, None),
    Pair("Woman, 71, waits hours for an ambulance", "", SEND_REPORT, None),
    Pair("Roadworks to last 71 weeks", "Drivers wait at Gallows Corner.", SEND_REPORT, None),
    Pair("Hospital spends £4m more on agency staff", "", BUDGET_REPORT, None),
    Pair("Police seize £35.3m of drugs", "The council praised officers.", BUDGET_REPORT, None),
    Pair("430 pupils sit exams", "Results at a school in Romford.", CONTRACTS, None),
    Pair("House prices in Rainham up 38 per cent", "Plans for homes.", SEND_REPORT, None),
    Pair("School transport firm wins award", "Home carers celebrate.", CONTRACTS, None),
    Pair("Home to school transport policy consultation opens", "", CONTRACTS, None),
    Pair("Air quality poor in Rainham", "Residents want action on South Hornchurch fires.", AIR, None),
    Pair("Inclusion award for primary school", "Specialist teachers praised.", INCLUSION, None),
    Pair("Budget: what it means for you", "The chancellor sets out her plans.", BUDGET_REPORT, None),
    Pair("Local SEND offer praised by parents", "", CHARTER, None),
    Pair("77,500 fans at Wembley", "Each day of the festival.", BRIDGE, None),
    Pair("Leisure firm fined £27.4m", "", MINUTES, None),
    Pair("Upminster parking: 65 tickets in a day", "", PARKING, None),
    Pair("£450 a year for school uniforms", "Families make a contribution to travel.", CONTRACTS, None),
    Pair("Rainham leisure club raises £27,400", "It will be rebuilt.", MINUTES, None),
    Pair("Council tax rises 4.99 per cent", "The budget is agreed.", BUDGET_REPORT, None),
    Pair("Redbridge council forecasts an overspend of £53.3m", "", BUDGET_REPORT, None),
    Pair("Harold Hill library roof: contract approved", "", LIBRARY, None),
    Pair("Call for Harold Hill library closure to be refused", "", LIBRARY, None),
    Pair("Primary schools in Havering told to expand", "New specialist bases could follow.", INCLUSION, None),
    Pair("Staff in care", "Agency staff in children's homes cost the council £4m more.", BUDGET_REPORT, 2),
    Pair("Councillors back closure", "The closure of Harold Hill library was agreed on Tuesday.", LIBRARY, 0),
    Pair("Taxis for Havering pupils fall from 212", "They are to fall to 90.", CONTRACTS, 3),
    Pair("Council meets on 18 November 2026", "Item 7 and 2 more.", CONTRACTS, None),
)  # fmt: skip


def found_page(pair: Pair) -> int | None:
    found = match(article(pair.title, pair.summary), pair.paper)
    return found.page if found else None


def article(title: str, summary: str = "") -> Article:
    return Article(Document("n1", "article", title, "https://news.example/1", summary=summary))


def test_no_article_leads_to_a_paper_or_a_page_that_it_is_not_about() -> None:
    wrong = [pair.title for pair in PAIRS if found_page(pair) not in (pair.page, None)]
    assert wrong == []


def test_of_ten_articles_about_a_paper_eight_lead_to_it() -> None:
    about = [pair for pair in PAIRS if pair.page is not None]
    missed = [pair.title for pair in about if found_page(pair) is None]
    assert len(missed) * 5 <= len(about), missed


def test_an_article_that_links_to_a_paper_is_about_it_whatever_it_says() -> None:
    linking = Article(replace(article("Read this").document, details={"links": [CONTRACTS.document.url]}))
    assert match(linking, CONTRACTS)
    assert not match(linking, BUDGET_REPORT)


def test_of_several_papers_that_say_the_same_the_report_is_chosen() -> None:
    news = article("Parents wait 71 weeks for EHCPs")
    pack = paper("Public reports pack", SEND, "agenda")
    found = [(one, found) for one in (pack, SEND_REPORT) if (found := match(news, one))]
    assert [(one.document.title, found.page) for one, found in surest(found)] == [("SEND performance, quarter 2", 2)]


def test_a_figure_that_stands_in_many_papers_leads_to_none() -> None:
    news = article("Parents wait 71 weeks for EHCPs")
    many = [paper(f"{name} of children and their wider families", SEND) for name in ("Care", "Health", "Sport", "Play")]
    found = [(one, found) for one in many if (found := match(news, one))]
    assert len(found) == 4
    assert surest(found) == []
    assert len(surest(found[:1])) == 1


@every_example(
    ("sentence", "figure"),
    [
        ("It costs £4.2m.", NewsFigure("4200000", "£")),
        ("It costs £4,200,000 more.", NewsFigure("4200000", "£")),
        ("It costs £4.2 million.", NewsFigure("4200000", "£")),
        ("A 71-week wait.", NewsFigure("71", "week")),
        ("They wait 71 weeks.", NewsFigure("71", "week")),
        ("It was 17.80 per cent.", NewsFigure("17.8", "%")),
        ("It was 17.8%.", NewsFigure("17.8", "%")),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(sentence: str, figure: NewsFigure) -> None:
    assert [found for found, _ in figures_of(sentence)] == [figure]


@every_example("sentence", ["On 18 November 2026.", "Item 7 of section 47.", "A 430 from Romford.", "No. 12."])
def test_dates_items_and_bare_numbers_are_no_figures(sentence: str) -> None:
    assert list(figures_of(sentence)) == []


def test_of_a_hostile_paper_few_pages_are_read_and_of_a_hostile_article_few_letters() -> None:
    pack = paper("Pack", "\f".join(["Parents wait 71 weeks; the EHCP is late."] * 600), "agenda")
    found = match(article("Parents wait 71 weeks for EHCPs", "9" * 100_000 + " £" * 10_000), pack)
    assert found is not None
    assert found.page == 1
