"""Source texts as trees: several tests look through all of the package, and each file is parsed once for them all."""

from __future__ import annotations

import ast
import gc
from functools import cache


@cache
def tree_of(text: str) -> ast.Module:
    """Returns what this source says; to be read, not changed."""
    collecting = gc.isenabled()
    gc.disable()  # a tree is thousands of new objects and no garbage: to look through them takes longer than to parse
    try:
        return ast.parse(text)
    finally:
        if collecting:
            gc.enable()
