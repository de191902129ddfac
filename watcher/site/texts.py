"""Holds the words of feeds, calendars and open data."""

from __future__ import annotations

ALL_CHANGES = "Everything that is new or changed"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = "Facts and links: CC BY 4.0. Titles and quotations belong to the sites they come from."
