"""PURE: tells what a subscription would have sent lately; where that would be a flood, asks how it shall come."""

from __future__ import annotations

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import name_of
from watcher.core.alerts import Button, Subscription
from watcher.core.documents import Change
from watcher.messages.buttons import callback_data, tag
from watcher.messages.change import event_label, title_of
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts import plain_words
from watcher.messages.texts.format import fill

MOST_A_MONTH = 60
LONGEST_CARRIED_WISH = 64 - len(callback_data("one", verb="weekly"))  # bytes of a button (facts/telegram.md, "Limits")
OWN_WORDS = "="  # before words of one's own that a button carries: nobody follows them yet, so no tag stands for them


def volume_warning(context: RequestContext, wish: Subscription) -> Reply | None:
    """Asks how often something shall come that would be a flood; None where it would be none, or is followed already.
    Without buttons where no button can carry the words: then it is to come once a day."""
    if context.subscription_to(wish.what, wish.words):
        return None
    sample = context.lookups.sample(wish)
    if sample.count <= MOST_A_MONTH:
        return None
    head = fill(
        texts.FLOOD_MORE if sample.more else texts.FLOOD, name=bold(name_of(context, wish)), count=str(sample.count)
    )
    examples = join(_example(change) for change in sample.examples)
    carried = tag(wish.what) if wish.what else OWN_WORDS + wish.words
    if len(carried.encode()) > LONGEST_CARRIED_WISH:
        return Reply(join([head, examples, plain(texts.FLOOD_DAILY)], "\n\n").html)
    rows = (
        tuple(
            Button(texts.FREQUENCY_BUTTONS[frequency], callback_data("one", 0, frequency, carried))
            for frequency in ("daily", "weekly")
        ),
        (Button(texts.BUTTON_ALL_THE_SAME, callback_data("one", 0, "now", carried)),),
        (Button(texts.BUTTON_LEAVE, callback_data("mine")),),
    )
    return Reply(join([head, examples, plain(texts.FLOOD_ASK)], "\n\n").html, rows)


def found_lately(context: RequestContext, wish: Subscription) -> TelegramHtml:
    """Returns what following this would have sent in the last 30 days: how much, and the newest."""
    sample = context.lookups.sample(wish)
    if not sample.count:
        return plain(plain_words.FOUND_NOTHING)
    said = plain_words.FOUND_MORE if sample.more else plain_words.FOUND if sample.count > 1 else plain_words.FOUND_ONE
    return join([fill(said, count=str(sample.count)), *map(_example, sample.examples)])


def _example(change: Change) -> TelegramHtml:
    title = link(one_line(title_of(change.document), 120), change.document.url)
    return plain("• ") + plain(f"{event_label(change)}: ") + title


def carried_words(wanted: str) -> tuple[str, str] | None:
    """Reads the `what` and `words` of a wish in words of one's own that a button carries; None for any other."""
    words = wanted.removeprefix(OWN_WORDS)
    return ("", words) if words and words != wanted else None
