"""Reads and writes reasons and quotes as JSON, for the columns `reasons` and `quotes`. Reads too what earlier versions
wrote there, words made for people, and passes over what a later version may have added."""

from __future__ import annotations

from typing import Any, get_args

from watcher.core.alerts import Reason, ReasonKind
from watcher.core.documents import Quote

_KINDS = get_args(ReasonKind)


def reason_row(reason: Reason) -> dict[str, Any]:
    """Returns a reason as JSON."""
    return {"kind": reason.kind, "name": reason.name, "phrase": reason.phrase}


def reason_of(row: Any) -> Reason:
    """Builds a reason from its JSON; a plain one where that is words (`SEND: “EHCP”`) or of a kind that is not
    known."""
    if not isinstance(row, dict):
        name, _, phrase = str(row).partition(": “")
        whole = name and len(phrase) > 1 and phrase.endswith("”")
        return Reason("plain", name, phrase[:-1]) if whole else Reason("plain", str(row))
    kind: Any = row.get("kind")
    name, phrase = str(row.get("name") or ""), str(row.get("phrase") or "")
    return Reason(kind if kind in _KINDS else "plain", name, phrase)


def quote_row(quote: Quote) -> dict[str, Any]:
    """Returns a quote as JSON."""
    return {"page": quote.page, "text": quote.text, "topic": quote.topic, "only_page": quote.only_page}


def quote_of(row: Any) -> Quote:
    """Builds a quote from its JSON, which may be words (`p. 12: “…”`, without the page where the paper had only
    one)."""
    if not isinstance(row, dict):
        where, begun, words = str(row).partition("“")
        page = where.removeprefix("p. ").removesuffix(": ")
        named = page.isascii() and page.isdecimal() and len(page) < 10
        return Quote(int(page) if named else 1, words.removesuffix("”") if begun else where, only_page=not named)
    found: Any = row.get("page")
    known = type(found) is int and found > 0
    text, topic = str(row.get("text") or ""), str(row.get("topic") or "")
    return Quote(found if known else 1, text, topic, only_page=bool(row.get("only_page")) or not known)
