"""Makes the pages and feeds that everybody reads here: made up, in the shape and size of a council's portal, of
inspection listings, of news pages and of news feeds. The same number and version always make the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

WORDS = (
    "council cabinet committee report decision school children family budget housing planning transport road works "
    "library park market station bridge river parent pupil teacher place funding consultation strategy review plan "
    "service care health community resident business grant scheme site open close new proposed agreed published local "
    "annual public special educational needs support Havering Romford Hornchurch Upminster Rainham Ofsted SEND EHCP "
    "the of and to in for on with at by from about after before under over between during without across"
).split()
_START = datetime(2026, 11, 1, 8, tzinfo=UTC)
_FILLER = '<li class="mgMenuItem"><a class="menu-link" href="/{0}.aspx" title="Link to {0}">{0}</a></li>\n'


def page(number: int, version: int) -> str:
    """Returns a web page of 20 to 60 KB, whose main part reads differently in each version."""
    chance = Random(number)  # noqa: S311  # no secret: the same page every time
    main = (_meeting, _provider, _article)[number % 3](chance, number)
    news = f"<p>Note {version}: {_sentence(Random(f'{number} {version}'))}</p>"  # noqa: S311  # as above
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{_title(chance)}</title>\n"
        f"<script>var settings = {{{_script(chance)}}};</script><style>{_style(chance)}</style></head>\n"
        f"<body><header><nav><ul>{_menu(chance, 90)}</ul></nav></header>\n"
        f'<main id="main">\n{main}\n{news}\n</main>\n'
        f"<aside><ul>{_menu(chance, 60)}</ul></aside><footer><ul>{_menu(chance, 50)}</ul></footer></body></html>\n"
    )


def small_page(number: int, version: int) -> str:
    """Returns a page of 2 KB, as a plain notice is."""
    chance = Random(number)  # noqa: S311  # as above
    words = "\n".join(f"<p>{_sentence(chance)}</p>" for _ in range(8))
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><title>{_title(chance)}</title></head>\n"
        f'<body><main id="main"><h1>{_title(chance)}</h1>{words}<p>Note {version}.</p></main></body></html>\n'
    )


def _meeting(chance: Random, number: int) -> str:
    rows = "".join(
        f'<tr><td class="mgItemNumberCell"><p>{item}.</p></td><td><p class="mgAiTitleTxt">{_title(chance)}</p>'
        f'<div class="mgWordPara"><p>{_sentence(chance)}</p><p>{_sentence(chance)}</p></div>'
        f'<ul class="mgBulletList"><li><a href="documents/s{number}{item:03}/{item}.pdf">{_title(chance)}</a>'
        f" <span class='mgFileSize'>PDF {chance.randint(80, 900)} KB</span></li></ul></td></tr>\n"
        for item in range(1, 26)
    )
    return f'<h1 class="mgMainTitleTxt">Agenda of {_title(chance)}</h1><table class="mgItemTable">{rows}</table>'


def _provider(chance: Random, number: int) -> str:
    reports = "".join(
        f'<li class="timeline__day"><time datetime="20{20 - when // 3:02}-0{1 + when % 9}-14"></time><h3 class="event">'
        f'<a href="/file/{number}{when:03}">{_title(chance)}</a></h3><p>{_sentence(chance)}</p></li>\n'
        for when in range(20)
    )
    return f'<h1 class="heading--title">{_title(chance)}</h1><ol class="timeline">{reports}</ol>'


def _article(chance: Random, number: int) -> str:
    words = "\n".join(
        f"<p>{' '.join(_sentence(chance) for _ in range(4))}</p>" if part % 6 else f"<h2>{_title(chance)}</h2>"
        for part in range(1, 31)
    )
    return f'<article data-id="{number}"><h1>{_title(chance)}</h1>{words}</article>'


def feed(number: int, version: int) -> str:
    """Returns a feed of 10 to 30 articles (5 to 40 KB): RSS, RSS with the whole text, or Atom. Each version has one article
    more at its top."""
    count = (10, 15, 30)[number % 3]
    articles = range(version + count, version, -1)
    if number % 3 == 2:
        return _atom(number, articles)
    entries = "".join(_rss_article(number, article, whole=number % 3 == 1) for article in articles)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        'content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>News {number}</title><link>https://news{number}.example/</link><description>All of it</description>\n"
        f"{entries}</channel></rss>\n"
    )


def _rss_article(number: int, article: int, *, whole: bool) -> str:
    chance = Random(f"{number}/{article}")  # noqa: S311  # as above
    link = f"https://news{number}.example/2026/{article}"
    text = "".join(f"<p>{_sentence(chance)} {_sentence(chance)}</p>" for _ in range(8))
    content = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if whole else ""
    return (
        f"<item><title>{_title(chance)}</title><link>{link}</link><dc:creator>Staff</dc:creator>"
        f'<guid isPermaLink="false">{link}</guid><pubDate>{_moment(article):%a, %d %b %Y %H:%M:%S +0000}</pubDate>'
        f"<category>{chance.choice(WORDS)}</category><description><![CDATA[<p>{_sentence(chance)}</p>]]></description>"
        f"{content}</item>\n"
    )


def _atom(number: int, articles: range) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Updates {number}</title><id>tag:{number}</id><link href='https://news{number}.example/'/>"
        f"<updated>{_moment(articles[0]).isoformat()}</updated>\n{''.join(_atom_articles(number, articles))}</feed>\n"
    )


def _atom_articles(number: int, articles: range) -> Iterator[str]:
    for article in articles:
        chance = Random(f"{number}/{article}")  # noqa: S311  # as above
        yield (
            f"<entry><title>{_title(chance)}</title><id>tag:{number}/{article}</id><updated>{_moment(article).isoformat()}"
            f"</updated><link rel='alternate' href='https://news{number}.example/{article}'/>"
            f"<summary>{_sentence(chance)}</summary></entry>\n"
        )


def _moment(article: int) -> datetime:
    return _START + timedelta(minutes=37 * article)


def _title(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=7)).capitalize()


def _sentence(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=22)).capitalize() + "."


def _menu(chance: Random, count: int) -> str:
    return "".join(_FILLER.format(f"{chance.choice(WORDS)}-{item}") for item in range(count))


def _script(chance: Random) -> str:
    return ", ".join(f'"{chance.choice(WORDS)}{item}": {chance.random()}' for item in range(150))


def _style(chance: Random) -> str:
    return "".join(f".{chance.choice(WORDS)}-{item}{{margin:{item}px;color:#{item:06x}}}" for item in range(120))
