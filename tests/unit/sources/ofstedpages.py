"""Provider pages and search listings in the shape of facts/ofsted.md, written by us, one row at a time."""

from __future__ import annotations

from html import escape

PROVIDER = "https://reports.ofsted.gov.uk/provider/44/80500"
FILES = "https://files.ofsted.gov.uk/v1/file/"

OPENED = '<li class="timeline__day timeline__day--opened"><span class="event__title">Opened</span></li>'


def row(number: str, label: str, inspected: str, published: str, *, href: str = "") -> str:
    """One report of the timeline. Dates as they are printed: "5 March 2024"."""
    shown = escape(label, quote=True)
    return f"""<li class="timeline__day"><div class="event">
      <p class="timeline__date"><time>{inspected}</time></p>
      <span class="event__title"><a class="publication-link" href="{href or FILES + number}">
          {shown}              <span class="nonvisual">{shown}, pdf - {published}</span></a>
        <div class="event__metadata"><span class="filetype">PDF</span> &ndash; Published
          <time pubdate>{published}</time></div>
      </span></div></li>"""


def provider_page(
    *rows: str, name: str = "Anytown Council", urn: str = "80500", banner: str = "", above: str = ""
) -> str:
    """A whole provider page. `banner` stands outside the main part, `above` in it, before the timeline."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/>
    <link rel="canonical" href="http://reports.ofsted.gov.uk/provider/CARE/RP999999">
    <title>{name} - Open - Find an Inspection Report - Ofsted</title></head><body>
    <div class="banners">{banner}</div><main id="main">
    <ol class="breadcrumbs"><li class="crumb">Search</li></ol>
    <h1 class="title-block__heading">{name}</h1><p class="title-block__subheading">URN: {urn}</p>
    <div class="provider provider--la">{above}<ol class="timeline">{"".join(rows)}</ol></div>
    </main></body></html>"""


def error_page(heading: str, banner: str = "") -> str:
    """What the site serves, as a good answer, when it has no page or no report."""
    return f"""<!DOCTYPE html><html lang="en"><head>
    <title>{heading} - Find an Inspection Report - Ofsted</title></head><body>
    <div class="banners">{banner}</div><ol class="breadcrumbs"><li class="crumb">Home</li></ol>
    <main id="main"><h1 class="title-block__heading">{heading}</h1><p>Not here.</p></main></body></html>"""


HISTORY = {
    "50004354": row("50004354", "Children's services inspection", "27 September 2016", "9 December 2016"),
    "50006280": row("50006280", "Children's services inspection", "11 June 2018", "23 July 2018"),
    "50700001": row("50700001", "Children's services focused visit", "12 May 2021", "25 June 2021"),
    "50239788": row("50239788", "Children's services inspection", "11 December 2023", "16 February 2024"),
}
"""Havering's own history as the facts page gives it, oldest first; the focused visit's number is invented."""


def search_page(*rows: str, total: str = "", next_url: str = "") -> str:
    """One page of a search listing. `total` as the site counts: "1,234"; by default the rows given."""
    following = f'<a class="pagination__next" href="{next_url}">Next</a>' if next_url else ""
    return f"""<!DOCTYPE html><html lang="en"><head><title>Search results</title></head><body><main id="main">
    <h1>Search results</h1><p><strong class="results-count">{total or len(rows)}</strong> results</p>
    <span class="pagination__numbers">1 of 1</span>{following}
    <ul class="results-list">{"".join(rows)}</ul></main></body></html>"""


def found(urn: str, name: str, latest: str = "", rating: str = "") -> str:
    """One provider of a listing; `latest` as printed: "3 May 2026"."""
    report = f"<li>Latest report: <strong><time>{latest}</time></strong></li>" if latest else ""
    rated = f"<li>Rating: <strong>{rating}</strong></li>" if rating else ""
    return f"""<li class="search-result"><h3 class="search-result__title"><a href="/provider/2/{urn}">{name}</a></h3>
    <address class="search-result__address">1 High Street, Anytown</address>
    <strong class="address-distance">0.4 miles</strong>
    <ul class="search-result__provider-info"><li>Category: <strong>Children's home</strong></li>{rated}{report}
    <li>URN: <strong>{urn}</strong></li></ul></li>"""
