"""The grammar of Atom (RFC 4287, section 4) as RELAX NG, for what our feeds use of it: ids, moments and addresses are
checked by their form, and an element that Atom does not know is refused."""

from __future__ import annotations

from lxml import etree

_ADDRESS = "[A-Za-z][A-Za-z0-9+.\\-]*:[!-~]+|[!-~]*"
_ABSOLUTE = "(https?://[!-~]+|urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+\\-][0-9]{2}:[0-9]{2})"
_TYPES = "<choice><value>text</value><value>html</value></choice>"
_WORDS = f'<optional><attribute name="type">{_TYPES}</attribute></optional>'


def _form(pattern: str) -> str:
    return f'<data type="string"><param name="pattern">{pattern}</param></data>'


def _element(name: str, inner: str) -> str:
    return f'<element name="{name}">{inner}</element>'


def _some(how: str, inner: str) -> str:
    return f"<{how}>{inner}</{how}>"


_LINK = _element(
    "link",
    '<attribute name="href">' + _form(_ADDRESS) + "</attribute>"
    '<optional><attribute name="rel"><choice><value>alternate</value><value>self</value><value>via</value></choice>'
    "</attribute></optional><empty/>",
)
_PERSON = _element("author", _element("name", "<text/>") + _some("optional", _element("uri", _form(_ADDRESS))))
_CATEGORY = _element("category", '<attribute name="term"/><empty/>')
_COMMON = (
    _element("id", _form(_ABSOLUTE))
    + _element("title", _WORDS + "<text/>")
    + _element("updated", _form(_MOMENT))
    + _some("oneOrMore", _LINK)
    + _some("zeroOrMore", _CATEGORY)
    + _some("optional", _element("rights", "<text/>"))
)
_ENTRY = _element(
    "entry",
    _some(
        "interleave",
        _COMMON
        + _some("optional", _element("published", _form(_MOMENT)))
        + _some("optional", _element("summary", _WORDS + "<text/>"))
        + _some("optional", _PERSON),
    ),
)
_FEED = _element(
    "feed",
    '<attribute name="xml:lang"/>'
    + _some(
        "interleave",
        _COMMON + _PERSON + _some("optional", _element("subtitle", "<text/>")) + _some("zeroOrMore", _ENTRY),
    ),
)
GRAMMAR = etree.RelaxNG(
    etree.XML(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom" '
        f'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start>{_FEED}</start></grammar>'
    )
)


def faults(feed: bytes) -> list[str]:
    """Returns what is wrong with a feed, line by line: by the grammar, and beyond it two ids alike, two links of one
    kind, an entry that is newer than its feed."""
    root = etree.fromstring(feed)
    GRAMMAR.validate(root)
    found = [f"{error.line}: {error.message}" for error in GRAMMAR.error_log]
    atom = {"a": "http://www.w3.org/2005/Atom"}
    ids = [element.text for element in root.iterfind(".//a:id", atom)]
    found += [f"{name} stands {ids.count(name)} times" for name in set(ids) if ids.count(name) > 1]
    for entry in root.iterfind("a:entry", atom):
        rels = [link.get("rel") for link in entry.iterfind("a:link", atom)]
        found += [f"two links {rel}" for rel in set(rels) if rels.count(rel) > 1]
        if str(entry.findtext("a:updated", "", atom)) > str(root.findtext("a:updated", "", atom)):
            found.append("an entry is newer than its feed")
    return found
