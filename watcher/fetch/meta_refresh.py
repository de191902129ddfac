"""PURE: finds where a page leads that is nothing but a sign to another one (a header `Refresh`, or a meta tag of that
name): browsers follow it at once, and people never see it."""

from __future__ import annotations

from watcher.fetch.responses import PAGE_STATUSES, HttpResponse

LONGEST_STUB = 10_000
"""Bytes; a page with more is one that people read, whatever it does afterwards."""
SOON = 10.0
"""Seconds; a longer wait is for people to read what stands here."""


def refresh_target(reply: HttpResponse) -> str:
    """Return where the page sends its reader on at once, as it was written; "" where it does not."""
    if reply.status not in PAGE_STATUSES or len(reply.body) > LONGEST_STUB:
        return ""
    named = [reply.headers.get("Refresh", ""), *_in_meta(reply.body.decode("utf-8", "replace"))]
    return next((target for each in named if (target := _target(each))), "")


def _in_meta(page: str) -> list[str]:
    """Yield the `content` of every `<meta http-equiv=refresh>`."""
    tags = (piece.partition(">")[0] for piece in _pieces(page, "<meta"))
    return [_attribute(tag, "content") for tag in tags if _attribute(tag, "http-equiv").strip().lower() == "refresh"]


def _pieces(page: str, mark: str) -> list[str]:
    """Yield what follows each mark, whatever its case."""
    lower, found, at = page.lower(), [], page.lower().find(mark)
    while at >= 0:
        following = lower.find(mark, at + 1)
        found.append(page[at + len(mark) : following if following >= 0 else len(page)])
        at = following
    return found


def _attribute(tag: str, name: str) -> str:
    """Return the value of an attribute; "" where it is not there."""
    lower = tag.lower()
    at = lower.find(f"{name}=")
    if at < 0:
        return ""
    value = tag[at + len(name) + 1 :].lstrip()
    if value[:1] in ('"', "'"):
        return value[1:].partition(value[0])[0]
    return (value.split() or [""])[0].rstrip("/")


def _target(value: str) -> str:
    """Take the address out of `0; url=https://example.org/`; "" where it comes late or names none."""
    value = value.replace("&amp;", "&")
    sign = min(";,", key=lambda each: value.find(each) % (len(value) + 1))  # the first of the two that stands there
    seconds, _, rest = value.partition(sign)
    try:
        if not float(seconds.strip() or "0") <= SOON:
            return ""
    except ValueError:
        return ""
    rest = rest.strip()
    if rest[:3].lower() == "url":
        rest = rest[3:].lstrip().removeprefix("=").strip()
    return rest.strip("\"'").strip()
