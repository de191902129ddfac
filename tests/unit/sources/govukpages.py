"""Answers of GOV.UK in the shape of facts/ofsted.md, 10, written by us: a collection with what it holds, a feed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SITE = "https://www.gov.uk"
PATH = "/government/collections/notices-of-anytown"
API = f"{SITE}/api/content{PATH}"


def held(number: int, title: str, updated: str = "2024-03-01T09:00:00+00:00") -> dict[str, Any]:
    """A document of the collection, as its links name it."""
    return {
        "content_id": f"id-{number}",
        "base_path": f"/government/publications/notice-{number}",
        "title": title,
        "description": "A notice.",
        "public_updated_at": updated,
        "document_type": "notice",
    }


def collection(**other: Any) -> dict[str, Any]:
    """A collection of three notices in two sections, last updated on 1 March 2024."""
    return {
        "content_id": "id-0",
        "base_path": PATH,
        "title": "Notices of Anytown",
        "description": "All notices.",
        "document_type": "document_collection",
        "public_updated_at": "2024-03-01T10:00:00.000+00:00",
        "updated_at": "2024-03-02T11:12:13.141Z",
        "withdrawn_notice": {},
        "details": {
            "body": "<div><p>These are the notices.</p></div>",
            "change_history": [{"public_timestamp": "2024-03-01T10:00:00+00:00", "note": "Added notice 3."}],
            "collection_groups": [
                {"title": "Open", "documents": ["id-1", "id-3", "id-9"]},
                {"title": "Closed", "documents": ["id-2"]},
            ],
        },
        "links": {"documents": [held(1, "Notice one"), held(2, "Notice two"), held(3, "Notice three")]},
        **other,
    }


def served(content: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(content)


def atom(*entries: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
    <id>{SITE}/search/all</id><title>GOV.UK</title><updated>2026-01-02T03:04:05Z</updated>
    <link rel="self" href="{SITE}/search/all.atom"/>{"".join(entries)}</feed>"""


def entry(path: str, title: str, updated: str, *, tag: str = "", summary: str = "About it.") -> str:
    return f"""<entry><id>{tag or f"tag:www.gov.uk,2005:{path}"}</id><updated>{updated}</updated>
    <link rel="alternate" href="{SITE}{path}" type="text/html"/><title>{title}</title>
    <summary>{summary}</summary></entry>"""


def noted(content: dict[str, Any], *notes: tuple[str, str]) -> dict[str, Any]:
    """The collection updated with these change notes, newest first, added to its history."""
    added = [{"public_timestamp": when, "note": note} for when, note in notes]
    content["details"]["change_history"][:0] = added
    return content | {"public_updated_at": notes[0][0]}
