"""Source texts as trees: several tests look through all of the package, and each file is parsed once for them all."""

from __future__ import annotations

import ast
from functools import cache


@cache
def tree_of(text: str) -> ast.Module:
    """Returns what this source says; to be read, not changed."""
    return ast.parse(text)
