"""PURE: writes what stands round the changes of a message: which source they are from and why this chat gets them;
short, and last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from watcher.core.alerts import Alert
from watcher.messages.context import RenderContext
from watcher.messages.reasons import reasons_by_name
from watcher.messages.telegram_html import TelegramHtml, italic, join, link, one_line
from watcher.messages.texts import alerts as texts

MOST_REASONS = 4
MOST_REASON = 120
_NOTHING = TelegramHtml()


def footing(alerts: Sequence[Alert], context: RenderContext, *, in_digest: bool = False) -> TelegramHtml:
    """Returns the sources as links, but for those that an article's own line names, and the reasons: `‹Cabinet› · SEND:
    “EHCPs”`."""
    unsaid = (alert for alert in alerts if in_digest or not outlet(alert, alerts, context).characters)
    elsewhere = (change.source for alert in alerts for change in alert.elsewhere)
    sources = dict.fromkeys([*(alert.change.source for alert in unsaid), *elsewhere])
    named = join((link(context.name(source), context.url(source)) for source in sources), ", ")
    return join([named, why(alerts)], texts.BETWEEN)


def why(alerts: Sequence[Alert]) -> TelegramHtml:
    """Returns why this chat gets these alerts: `SEND: “EHCPs”`."""
    reasons = reasons_by_name(reason for alert in alerts for reason in alert.reasons)
    shown = "; ".join(one_line(reason, MOST_REASON) for reason in reasons[:MOST_REASONS])
    if len(reasons) > MOST_REASONS:
        shown = texts.WHY_MORE.format(reasons=shown)
    return italic(shown) if shown else _NOTHING


def outlet(alert: Alert, alerts: Sequence[Alert], context: RenderContext) -> TelegramHtml:
    """Returns the source of an article as it stands in its own second line; empty where several of the source come
    together, for which it is said once below."""
    source = alert.change.source
    alone = Counter(other.change.source for other in alerts)[source] == 1
    is_article = alert.change.document.kind == "article"
    return link(context.name(source), context.url(source)) if alone and is_article else _NOTHING
