"""Opens a page of a portal: the shell that each has, its headings and labels; and knows what is no page of a portal at
all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import is_inside, soup, text
from watcher.sources.moderngov.parse.links import is_address, link

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_BROKEN = re.compile(
    r"server error in '|runtime error|an (?:unexpected )?error (?:has )?occurred|sorry, something went wrong"
    r"|service unavailable|request timed? ?out",
    re.IGNORECASE,
)
_LONGEST_LABEL = 71
# Headings that name the kind of their page; the agenda of a meeting and the list of a committee have many.
_HEADINGS = {
    "browse meetings": "list",
    "decision details": "decision",
    "issue details": "issue",
    "issue history": "issue",
    "what's new": "news",
    "forward plan": "plan",
    "meeting attendance": "attendance",
    "attendance": "attendance",
    "search": "search",
    "advanced search": "search",
    "your councillors": "people",
    "councillors": "people",
}
_LINES, _BLOCKS = frozenset({"p", "li", "dt", "div"}), frozenset({"p", "li", "div", "table", "ul"})
_LINK, _META = frozenset({"a"}), frozenset({"meta"})
_SIGNPOSTS = re.compile(r"mg(?:LocationDetails|ReasonsRestricted)\.aspx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """An opened page. `body` is what the portal wrote, without the site around it."""

    url: str
    heading: str
    subtitle: str
    title: str
    """The page's own (`DC.title`), else the one for the browser, which may name the site alone."""
    body: Tag
    framed: bool
    """The portal's own frame (`#modgov`) is there: an empty list inside it is a true answer."""
    own_title: str = ""
    """`DC.title` alone."""
    own_day: date | None = None
    """`DC.date`: of a meeting's page mostly the meeting's, of others the day on which they are asked for."""


def open_page(page: Page, own: str) -> PortalPage:
    """Open a page that should be of its `own` kind (one of the values of _HEADINGS, or none of them). Raises
    NotUnderstood where it is another, an error page, cut short, in Welsh, or not a page of words at all."""
    if page.body.lstrip().startswith(b"<?xml") and b"<html" not in page.body[:4000].lower():
        raise NotUnderstood(f"{page.url} answered with XML where a page should be")
    tree = soup(page)
    frame = tree.find(id="modgov")
    body = frame or tree.body or tree
    own_title = _meta(tree, "title")
    title = own_title or text(tree.title)
    if not frame and (_BROKEN.search(title) or _BROKEN.search(text(tree.find("h1")))):
        raise NotUnderstood(f"{page.url} answered with an error page ({title or 'no title'}); tried again next time")
    if not text(body):
        raise NotUnderstood(f"{page.url} answered with a page without words (a redirect or a guard's page)")
    if b"<html" in page.body[:4000].lower() and b"</html" not in page.body[-20000:].lower():
        raise NotUnderstood(f"{page.url} was cut short: the page has no end; tried again next time")
    root = tree.html
    if root and str(root.get("lang", "")).lower().startswith("cy") and "lll=1" not in page.url.lower():
        raise NotUnderstood(f"{page.url} answered in Welsh; the source's URL does not ask for it")
    heading = text(body.find("h1"))
    kind = next((kind for words, kind in _HEADINGS.items() if heading.lower().startswith(words)), own)
    if kind != own:
        raise NotUnderstood(f"{page.url} answered with another page ({heading})")
    return PortalPage(
        page.url, heading, _subtitle(body), title, body, frame is not None, own_title, day(_meta(tree, "date"))
    )


def labels(tag: Tag) -> dict[str, str]:
    """Return the lines "Label: value" in this part of a page, by label as `label_of` gives it; the first of two
    counts."""
    found: dict[str, str] = {}
    for line in tags(tag, _LINES):
        if line.name == "div" and any(tags(line, _BLOCKS)):
            continue
        label, value = label_of(line)
        if label and value:
            found.setdefault(label, value)
    return found


def label_of(line: Tag) -> tuple[str, str]:
    """Return the label of a line, in small letters without its punctuation, and its value; ("", "") for other lines."""
    label, colon, value = _said(line).partition(":")
    label = label.rstrip().removesuffix("?").rstrip()
    is_label = colon and "A" <= label[:1] <= "Z" and 1 < len(label) <= _LONGEST_LABEL
    return (label.lower(), value.strip(" -")) if is_label else ("", "")


def _said(line: Tag) -> str:
    """Return the words of a line without its signposts ("View directions", "view reasons")."""
    from bs4.element import NavigableString  # loaded with the page

    signposts = {id(a) for a in tags(line, _LINK) if _SIGNPOSTS.search(str(a.get("href", "")))}
    bits = (bit for bit in line.descendants if type(bit) is NavigableString)
    return collapse_spaces(" ".join(bit for bit in bits if not is_inside(bit, signposts)))


def first_label(found: dict[str, str], *names: str) -> str:
    """Return the value of the first of these labels that is there, else ""."""
    return next((found[name] for name in names if name in found), "")


def reasons_href(tag: Tag) -> str:
    """Return the link of this part of a page to why something is kept from the public; "" where there is none."""
    return next((href for _, href in links(tag) if link(href).page == "mgreasonsrestricted"), "")


def tags(tag: Tag, names: frozenset[str]) -> Iterator[Tag]:
    """Yield the tags of these names inside a tag. A page is asked a thousand times: `find_all` takes three times as
    long."""
    from bs4 import Tag  # loaded with the page

    return (node for node in tag.descendants if isinstance(node, Tag) and node.name in names)


def links(tag: Tag) -> list[tuple[Tag, str]]:
    """Return every link in the order of the page, with its address; those that have none are left out."""
    return [(a, str(a["href"])) for a in tags(tag, _LINK) if a.has_attr("href") and is_address(str(a["href"]))]


def _meta(tree: BeautifulSoup, name: str) -> str:
    """Return what a page says of itself in its head (Dublin Core)."""
    named = f"dc.{name}"
    meta = next((tag for tag in tags(tree, _META) if str(tag.get("name", "")).lower() == named), None)
    return collapse_spaces(str(meta.get("content", ""))) if meta else ""


def _subtitle(body: Tag) -> str:
    """Return the second line of the heading; committee and date may stand on two lines."""
    lines = [tag for tag in body.find_all(True) if "mgSubTitleTxt" in tag.get_attribute_list("class")]
    lines = lines or list(body.find_all("h2", limit=1))
    return collapse_spaces(" - ".join(filter(None, map(text, lines[:2] if len(lines) == 2 else lines[:1]))))
