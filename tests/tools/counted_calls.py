"""How many functions of Python something calls: what it costs on any machine, however busy that is."""

from __future__ import annotations

from collections.abc import Callable
from sys import setprofile
from types import FrameType


def calls(work: Callable[[], object], of: str = "") -> int:
    """Count the calls meanwhile, of functions of this name alone where one is given."""
    counted = 0

    def count(frame: FrameType, happened: str, _what: object) -> None:
        nonlocal counted
        counted += happened == "call" and of in ("", frame.f_code.co_name)

    setprofile(count)
    try:
        work()
    finally:
        setprofile(None)
    return counted
