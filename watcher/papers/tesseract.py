"""Reads the words in a picture; the only module that knows Tesseract, which it calls as a library: the process that
does so may start no program (docs/adr/0023)."""

from __future__ import annotations

import ctypes
import os
import shutil

_LIBRARIES = ("libtesseract.so.5", "libtesseract.so.4", "libtesseract.5.dylib", "libtesseract.dylib", "libtesseract.so")
_LANGUAGE = b"eng"


def is_installed() -> bool:
    """Tells whether the program `tesseract` is there; its library comes with it."""
    return shutil.which("tesseract") is not None


class Tesseract:
    """Holds an open Tesseract for English. Raises OSError where it is not there, or has no English."""

    def __init__(self) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # the process that uses it may start no thread
        self._library = library = _load()
        library.TessBaseAPICreate.restype = ctypes.c_void_p
        library.TessBaseAPIInit3.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
        library.TessBaseAPISetImage.argtypes = (ctypes.c_void_p, ctypes.c_char_p, *[ctypes.c_int] * 4)
        library.TessBaseAPISetSourceResolution.argtypes = (ctypes.c_void_p, ctypes.c_int)
        library.TessBaseAPIGetUTF8Text.argtypes = (ctypes.c_void_p,)
        library.TessBaseAPIGetUTF8Text.restype = ctypes.c_void_p
        library.TessDeleteText.argtypes = (ctypes.c_void_p,)
        self._handle = library.TessBaseAPICreate()
        if library.TessBaseAPIInit3(self._handle, None, _LANGUAGE):
            raise OSError("Tesseract has no data for English")

    def words(self, grey: bytes, width: int, height: int, stride: int, resolution: int) -> str:
        """Returns the text of a picture of one byte for each pixel, `stride` bytes a line, at so many dots an inch."""
        library = self._library
        library.TessBaseAPISetImage(self._handle, grey, width, height, 1, stride)
        library.TessBaseAPISetSourceResolution(self._handle, resolution)
        text = library.TessBaseAPIGetUTF8Text(self._handle)
        if not text:
            return ""
        try:
            return ctypes.string_at(text).decode("utf-8", "replace")
        finally:
            library.TessDeleteText(text)


def _load() -> ctypes.CDLL:
    """Opens the library under the first of its names that is there. Raises OSError where none is."""
    for name in _LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("the library of Tesseract is not there")
