"""PDFs whose pages are pictures, made by hand: grey pictures that cover a share of each page, with words over them."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import compress


def scan(*pages: str, share: float = 1.0, picture: tuple[int, int, bytes] = (8, 8, b"\xaa" * 64)) -> bytes:
    """A PDF of one page for each text, which stands over a picture (its width, height and grey pixels) as wide as the
    page and so much of its height."""
    width, height, grey = picture
    stream = compress(grey)
    image = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (
        width,
        height,
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        image + b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    kids = []
    for text in pages:
        shown = b"q 600 0 0 %d 0 0 cm /I Do Q BT /F 9 Tf 20 780 Td (%s)Tj ET" % (800 * share, text.encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown))
        used = b"<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>"
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources%s/Contents %d 0 R>>" % (used, len(objects))
        objects.append(page)
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>"
