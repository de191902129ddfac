"""One message of each kind, by name. Their exact words stand in examples.txt, and nowhere else; after a change of words
`python -m tests.unit.messages.examples` writes them anew, to be read before they are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

from tests.unit.messages.example_administrators import TOLD_ADMINISTRATORS
from tests.unit.messages.example_alerts import TOLD
from tests.unit.messages.example_answers import STANDS, TOLD_BESIDES
from tests.unit.messages.example_changes import COUNCIL
from tests.unit.messages.example_documents import AT, SETTING
from tests.unit.messages.example_elsewhere import ELSEWHERE
from tests.unit.messages.example_figures import FIGURES
from watcher.core.alerts import Alert, Buttons, Message
from watcher.messages.buttons import alert_buttons
from watcher.messages.grouping import bundle
from watcher.messages.paper_buttons import paper_rows
from watcher.messages.render import render
from watcher.messages.site_links import story_row
from watcher.rules.deadlines import deadlines_of
from watcher.rules.reminders import moments_ahead

FILE = Path(__file__).with_name("examples.txt")
_HEAD = (
    "# Every kind of message as a phone shows it: ‹a link›, [ a button ], | what is folded, (what shows for a moment). "
    "Written by `python -m tests.unit.messages.examples`.\n"
)
ALERTS: dict[str, tuple[Alert, ...]] = {**TOLD, **COUNCIL, **ELSEWHERE, **FIGURES}
SITES = {"a new version where there are public pages": "https://watcher.example.org/"}
"""The public pages, of examples that are told with them."""
_SHOWN = 12
BESIDES = {**TOLD_BESIDES, **TOLD_ADMINISTRATORS}
EXAMPLES = (*ALERTS, *BESIDES)


def said(name: str) -> str:
    """The messages of an example as a phone shows them; of a very long one the first lines and the last."""
    shown = "\n---\n".join(
        map(_shown, _alerts(ALERTS[name], SITES.get(name, "")) if name in ALERTS else BESIDES[name]())
    )
    lines = shown.split("\n")
    return "\n".join([*lines[:_SHOWN], "[…]", *lines[-_SHOWN:]]) if len(lines) > 2 * _SHOWN + 20 else shown


def _alerts(alerts: Sequence[Alert], site: str) -> list[Message]:
    numbered = [replace(alert, id=number) for number, alert in enumerate(alerts, 1)]
    found = [each for group in bundle(numbered) for each in render(group, SETTING)]
    return [replace(message, buttons=(*message.buttons, *_below(numbered, told, site))) for message, told in found]


def _below(alerts: Sequence[Alert], told: Sequence[int], site: str) -> Buttons:
    """The buttons that stand under every alert, as jobs/compose.py puts them there."""
    shown = [alert for alert in alerts if alert.id in told]
    gone = (alert for alert in shown if alert.change.replaced or alert.change.kind == "withdrawn")
    earlier = {alert.id: STANDS for alert in gone if alert.change.document.part_of}
    reminds = any(map(_subject, shown))
    pages = (*paper_rows(shown, earlier, SETTING.timezone, AT, site), *story_row(shown, site))
    return (*pages, *alert_buttons(told[0], reminds=reminds))


def _subject(alert: Alert) -> str:
    document = alert.change.document
    known = SETTING.meeting(alert.change.source, document.part_of).meeting if document.part_of else document
    document = known or document
    if alert.change.kind == "withdrawn":
        return ""
    return document.key if moments_ahead(deadlines_of(document, {}, ()), (), AT) else ""


def _shown(message: Message) -> str:
    html = re.sub(r"<blockquote[^<>]*>(.*?)</blockquote>", _folded, message.html, flags=re.DOTALL)
    html = re.sub(r"<a [^<>]*>", "‹", html).replace("</a>", "›")
    rows = [" ".join(f"[ {button.label} ]" for button in row) for row in message.buttons]
    return "\n".join([unescape(re.sub("<[^<>]*>", "", html)).replace("\u2060", ""), *rows])


def _folded(found: re.Match[str]) -> str:
    return "\n".join(f"| {line}" for line in found[1].split("\n"))


@cache
def kept() -> dict[str, str]:
    """What examples.txt says, by name."""
    parts = FILE.read_text(encoding="utf-8").split("\n=== ")[1:]
    return {name: words.strip("\n") for name, _, words in (part.partition("\n") for part in parts)}


if __name__ == "__main__":
    told_now = "\n".join(f"\n=== {name}\n{said(name)}" for name in EXAMPLES)
    FILE.write_text(f"{_HEAD}{told_now}\n", encoding="utf-8")
