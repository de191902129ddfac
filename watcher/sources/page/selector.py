"""Checks a CSS selector, as the reader of pages understands them."""

from __future__ import annotations

from bs4 import BeautifulSoup


def problem(text: str) -> str:
    """Say in a line what is wrong with the selector; "" where nothing is."""
    try:
        BeautifulSoup("", "html.parser").select(text)
    except Exception as error:  # whatever the selector's own parser raises
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    return ""
