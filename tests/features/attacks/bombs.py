"""Small answers that grow when they are read: markup, feeds and PDFs, written by us to hurt."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence

MANY = 200_000
MANY_ARTICLES = 10_000  # of which 500 are kept
LAUGHS = b'<!DOCTYPE x [<!ENTITY l0 "lol">%b]>' % b"".join(
    b'<!ENTITY l%d "%b">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
)
"""Ten entities, a thousand million words."""


def page(inside: bytes, *, start: bytes = b"<!DOCTYPE html><html><body>") -> bytes:
    return start + inside + b"</body></html>"


def nested(tag: str = "div") -> bytes:
    """A page of 200,000 tags inside each other."""
    return page(b"<%b>" % tag.encode() * MANY)


def many_attributes() -> bytes:
    """A page of one tag that has 200,000."""
    return page(b"<p %b>x" % b" ".join(b"a%d=1" % number for number in range(MANY)))


def rss(articles: Iterable[bytes], prolog: bytes = b"") -> bytes:
    head = b'<?xml version="1.0"?>%b<rss version="2.0"><channel><title>News</title>' % prolog
    return head + b"".join(articles) + b"</channel></rss>"


def many_articles() -> list[bytes]:
    return [
        b"<item><title>Story %d</title><guid>%d</guid></item>" % (number, number) for number in range(MANY_ARTICLES)
    ]


def brackets_json() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * MANY + b"]" * MANY + b"}"


def many_json() -> bytes:
    """A JSON feed of ten thousand articles."""
    articles = [{"id": str(number), "title": f"Story {number}"} for number in range(MANY_ARTICLES)]
    return json.dumps({"version": "https://jsonfeed.org/version/1", "title": "News", "items": articles}).encode()


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    parts, offsets, length = [b"%PDF-1.4\n"], [], 9
    for number, one in enumerate(objects, 1):
        offsets.append(length)
        parts.append(b"%d 0 obj%b\nendobj\n" % (number, one))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return b"".join(parts) + end % (count, table, count, length)


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _one_page(content: bytes, box: bytes = b"0 0 900 1200") -> bytes:
    about = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R/UserUnit 1e9>>" % box
    return pdf_of([_CATALOGUE, b"<</Type/Pages/Count 1/Kids[5 0 R]>>", _FONT, content, about])


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), more, content)


def _zipped_twice(megabytes: int, command: bytes) -> bytes:
    pack = zlib.compressobj(9)
    once = b"".join(pack.compress(command * (1_000_000 // len(command))) for _ in range(megabytes)) + pack.flush()
    return _stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]")


def endless_text() -> bytes:
    """Forty megabytes of text commands in a kilobyte."""
    return _one_page(_zipped_twice(40, b"BT /F 9 Tf (x)Tj ET "))


def laughing_forms() -> bytes:
    """A page that draws a form that draws a form: 30 times 30 times 30 ... a thousand million times."""
    here = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    about = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 900]%b/Contents 4 0 R>>" % (here % 6)
    objects = [_CATALOGUE, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", about, _stream(b"/X Do"), _FONT]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]"
    objects += [_stream(b"/X Do " * 30, form + here % (7 + depth)) for depth in range(6)]
    return pdf_of([*objects, _stream(b"BT /F 9 Tf (lol)Tj ET", form + here % 5)])


def huge_page() -> bytes:
    return _one_page(_stream(b"BT /F 9 Tf (Words)Tj ET"), b"0 0 1e30 1e30")


def deep_tree() -> bytes:
    """A page under 50,000 tree nodes inside each other."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(50_000)]
    return pdf_of([_CATALOGUE, *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def tree_in_itself() -> bytes:
    return pdf_of([_CATALOGUE, b"<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R 2 0 R]>>"])


def many_pages() -> bytes:
    kids = b"3 0 R " * 100_000
    node = b"<</Type/Pages/Count 100000/Kids[%b]>>" % kids
    return pdf_of([_CATALOGUE, node, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])


def huge_object_stream() -> bytes:
    """A hundred thousand objects in one compressed stream."""
    count = 100_000
    head = b" ".join(b"%d %d" % (10 + number, 5 * number) for number in range(count)) + b" "
    packed = zlib.compress(head + b"null " * count, 9)
    stream = _stream(packed, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(head)))
    page_ = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return pdf_of([_CATALOGUE, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page_, stream])


def brackets() -> bytes:
    """A million arrays inside each other."""
    deep = b"[" * 1_000_000 + b"]" * 1_000_000
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R/X %b>>" % deep, b"<</Type/Pages/Count 0/Kids[]>>"])
