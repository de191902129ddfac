"""One memory of parsed pages for the portals that tests visit: most of what they parse is a page of ours that another
test has had parsed a moment ago, and to parse it is half of a visit.

No kind changes a tree; tests/unit/sources/test_shared_trees.py sees to it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from bs4 import BeautifulSoup

from watcher.core.visits import Page
from watcher.sources import html

MOST = 16
"""Trees; more are hardly met again, and each is a megabyte."""
_parsed = html._parsed
_known: OrderedDict[tuple[type, str | bytes], BeautifulSoup] = OrderedDict()


@contextmanager
def shared_trees() -> Iterator[None]:
    """Within the block a page of the same letters is the same tree."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(html, "_parsed", _shared)
        yield


def _shared(page: Page, markup: str | bytes, builder: Any) -> BeautifulSoup:
    if isinstance(markup, str) and "<base" in markup.lower():  # its links are put right in the tree
        return _parsed(page, markup, builder)
    asked = type(builder), markup
    tree = _known.pop(asked, None) or _parsed(page, markup, builder)
    _known[asked] = tree
    if len(_known) > MOST:
        _known.popitem(last=False)
    return tree
