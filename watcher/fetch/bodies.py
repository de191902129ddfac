"""PURE: undoes the compression of a body, and sees whether it came whole. urllib3 takes a compressed stream that ends
too early for a whole one; half a page would be told as text that was removed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from requests.exceptions import ChunkedEncodingError, ContentDecodingError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PIECE = 262_144
_KNOWN = {"gzip", "x-gzip", "deflate"}
_FOREIGN = {"br", "zstd", "compress", "x-compress"}


class Decoder:
    """Undoes `Content-Encoding`: gzip (in any number of members) and deflate, also in turn. Hands out small pieces, so
    that a bomb is noticed before it is unpacked."""

    def __init__(self, encoding: str) -> None:
        """Raises ContentDecodingError for an encoding that was not asked for."""
        named = [each.strip() for each in encoding.lower().split(",")]
        if foreign := sorted(_FOREIGN.intersection(named)):
            raise ContentDecodingError(f"not asked for: {', '.join(foreign)}")
        self._stages = [_Stage() for each in named if each in _KNOWN]  # "utf-8" stands there too, and means nothing

    def feed(self, part: bytes) -> Iterator[bytes]:
        """Take the next part of the body, and yield what it unpacks to, piece by piece. Raises ContentDecodingError for
        what is no such stream."""
        yield from _through(self._stages, part)

    def end(self) -> None:
        """Check that the stream has ended, when no more comes. Raises ChunkedEncodingError where it has not."""
        if any(not stage.is_whole for stage in self._stages):
            raise ChunkedEncodingError("the compressed answer ends before its end")


def _through(stages: list[_Stage], part: bytes) -> Iterator[bytes]:
    if not stages:
        yield part
        return
    *outer, last = stages  # the encoding named last was applied last, and is undone first
    for piece in last.feed(part):
        yield from _through(outer, piece)


class _Stage:
    """Undoes one compression."""

    def __init__(self) -> None:
        self._undo = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = self._raw_tried = False

    @property
    def is_whole(self) -> bool:
        return self._undo.eof or not self._begun

    def feed(self, part: bytes) -> Iterator[bytes]:
        while part:
            if self._undo.eof:
                if not part.strip(b"\0"):  # padding after the last member
                    return
                self._undo = zlib.decompressobj(_GZIP_OR_ZLIB)
            piece, part = self._some(part)
            if piece:
                yield piece

    def _some(self, part: bytes) -> tuple[bytes, bytes]:
        """Unpack a piece of the body; returns it with the rest of the part."""
        try:
            piece = self._undo.decompress(part, _PIECE)
        except zlib.error as error:
            if self._begun or self._raw_tried:
                raise ContentDecodingError(error) from error
            self._raw_tried = True  # deflate without its two bytes of header, as some servers send it
            self._undo = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._some(part)
        self._begun = True
        return piece, self._undo.unconsumed_tail or self._undo.unused_data


def whole(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return the body as it came. Raises ChunkedEncodingError for a page of HTML that was begun and is not ended, where
    nothing but the end of the connection said that this is all: HTTP/1.0 knows no other end."""
    if "Content-Length" in headers or "Transfer-Encoding" in headers or b"<html" not in body[:2_000].lower():
        return body
    rest = body[-20_000:].lower()
    if b"</html" in rest or b"</body" in rest:
        return body
    raise ChunkedEncodingError("the page ends before its end")
