"""PURE: puts one change into words: which word it goes under, what is said of a new document, old -> new for a changed
one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from watcher.core.dates import day, format_date
from watcher.core.documents import COUNCIL_KINDS, Change, Document, Json, Quote
from watcher.messages import consultations, council, council_news, figures, inspections, ombudsman, publications
from watcher.messages.mass_edit import and_as_many_more
from watcher.messages.moved_figures import moved_figure_lines
from watcher.messages.plans import beside_plan, news_of_plan, plan_lines
from watcher.messages.readable import readable
from watcher.messages.reasons import quote_lines
from watcher.messages.related import related_lines
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.text_changes import MOST_TOLD as MOST_DIFFERING
from watcher.messages.text_changes import text_change_lines
from watcher.messages.texts import changes as texts
from watcher.messages.texts import council as council_texts
from watcher.messages.texts.consultations import OPENED
from watcher.messages.texts.ombudsman import DECIDED
from watcher.messages.verdicts import is_found_told
from watcher.rules.event_word import event_word
from watcher.rules.flapping import STANDING
from watcher.rules.meeting_status import AS_PLANNED

MOST_TOLD, MOST_OF_AN_INSPECTION = 2_400, 3_300
MOST_QUOTES = 2
MOST_QUOTED = 260
MOST_NEWS = 200
MOST_STATES, MOST_OF_A_STATE = 3, 160
NOTHING = TelegramHtml()
_OPAQUE = frozenset({"text", "report"})
"""Fields whose values are prints of a file's words."""
_BRIEF: Mapping[str, Callable[[Document], str]] = {
    "inspection": inspections.brief,
    "publication": publications.brief,
    **dict.fromkeys(COUNCIL_KINDS, council.brief),
}
_ABOUT: Mapping[str, Callable[[Change], list[TelegramHtml]]] = {
    "publication": publications.about,
    **dict.fromkeys(COUNCIL_KINDS, council.about),
}


def event_label(change: Change) -> str:
    """Returns the word a change goes under, as people read it."""
    return texts.WORDS[event_word(change)]


def render_change(
    change: Change, quotes: Sequence[Quote] = (), *, last_today: bool = False, source: TelegramHtml = NOTHING
) -> TelegramHtml:
    """Returns a change as it is told: the word, the title as a link and the news of it; what is known of it, for a
    changed one what changed, and what the paper itself says there. `last_today`: no more of it is told for a day.
    `source`: which it is from, where that is said here."""
    line, later = first_line(change), plain(texts.LAST_TODAY if last_today and not change.unsettled else "")
    return _within([line, *_below(change, quotes, line, source, later)], _most(change))


def render_below(change: Change, quotes: Sequence[Quote] = ()) -> TelegramHtml:
    """Returns what is told below the first line of a change, where that line stands elsewhere: it takes no room here,
    and of ten thousand documents it took a quarter of the time."""
    return _within(_below(change, quotes), _most(change))


def _most(change: Change) -> int:
    return MOST_OF_AN_INSPECTION if change.document.kind == "inspection" else MOST_TOLD


def _below(
    change: Change,
    quotes: Sequence[Quote],
    above: TelegramHtml = NOTHING,
    source: TelegramHtml = NOTHING,
    later: TelegramHtml = NOTHING,
) -> list[TelegramHtml]:
    """Returns the lines below the first, `above`, all that there are but of an inspection, which fills the room."""
    document = change.document
    said = quote_lines(_telling(change, quotes), document.url, MOST_QUOTED)[:MOST_QUOTES]
    fields = _fields_told(change) if change.fields else []
    fields += [*_unsettled_told(change), and_as_many_more(change), *moved_figure_lines(change), *plan_lines(change)]
    rest = [*fields, *said, *related_lines(change), later]
    if document.kind == "inspection":
        about = inspections.about(change, _most(change) - join([above, *rest]).characters)
    else:
        about = _ABOUT[document.kind](change) if document.kind in _ABOUT else [_about(change, source), *_said(change)]
    return fields if change.alike else [*about, *rest]


def _fields_told(change: Change) -> list[TelegramHtml]:
    """Returns what changed, field by field, but what goes to and fro."""
    worded = {**council.field_lines(change), **consultations.field_lines(change)}
    said_first = {*change.unsettled, "figure"}
    settled = {name: pair for name, pair in change.fields.items() if name not in said_first}
    fields = [plain(worded[name]) if name in worded else _field(name, *pair) for name, pair in settled.items()]
    return fields + (text_change_lines(change) if "text" in settled and "grades" not in settled else [])  # they say it


def _said(change: Change) -> list[TelegramHtml]:
    """Returns what else is known of an article: what a council agreed to do, until when a consultation is open, how a
    figure stands to others."""
    return [ombudsman.about(change), consultations.about(change), figures.about(change.document)]


def named(change: Change) -> TelegramHtml:
    """Returns the word a change goes under, and its title as a link (INTERFACE.md, "Telegram")."""
    return bold(event_label(change)) + plain(": ") + link(title_of(change.document), change.document.url)


def _telling(change: Change, quotes: Sequence[Quote]) -> list[Quote]:
    """Returns the sentences that are told with a change: none where a paper went or came back, for what it says is no
    news; of one that was replaced none that is told old and new; of an inspection, whose findings are told anyway, only
    those that matter for what somebody follows and are not among them."""
    if change.kind in ("withdrawn", "restored"):
        return []
    if change.since_last.plan:
        quotes = beside_plan(change, quotes)
    if change.document.kind != "inspection":
        told = {differing.new for differing in change.diff[:MOST_DIFFERING]}
        return [quote for quote in quotes if quote.text not in told]
    return [quote for quote in quotes if quote.topic and not is_found_told(quote.text, change)]


def first_line(change: Change, most: int = MOST_NEWS) -> TelegramHtml:
    """Returns the word, the title and the news of it in at most so many characters."""
    said = news(change)
    return named(change) + plain(" " if said.startswith(" ") else "") + plain(one_line(said, most))


def news(change: Change) -> str:
    """Returns what is said behind the title, so that the line is the news: `: approved by Cabinet`; empty where nothing
    is."""
    if event_word(change) == "Unsettled":
        return texts.KEEPS_CHANGING
    if change.document.kind == "publication":
        return publications.news(change)
    if "paragraphs" in change.fields:
        return _first_added(*change.fields["paragraphs"])
    if said := news_of_plan(change) or consultations.news(change) or figures.news(change):
        return said
    return council_news.news(change, event_word(change)) if change.document.kind in COUNCIL_KINDS else ""


def _first_added(old: Json, new: Json) -> str:
    """Returns the first paragraph that a page did not have before; empty where there is none."""
    before, after = (value if isinstance(value, list) else [] for value in (old, new))
    added = next((str(words) for words in after if words not in before), "")
    return texts.SAYS.format(words=one_line(added, MOST_OF_A_STATE)) if added else ""


def unsettled(change: Change) -> list[TelegramHtml]:
    """Returns which fields of a change go to and fro, and between what, one a line."""
    return [plain(_between(name, states, change)) for name, states in change.unsettled.items()]


def _unsettled_told(change: Change) -> list[TelegramHtml]:
    if not change.unsettled:
        return []
    meeting = change.document.kind == "meeting"
    return [*unsettled(change), plain(texts.BEFORE_YOU_GO if meeting else texts.NOT_EACH_TIME)]


def _between(name: str, states: Sequence[Json], change: Change) -> str:
    """Returns the states between which a field goes to and fro, in words."""
    field = texts.WHETHER_IT_STANDS if name == STANDING else texts.FIELDS.get(name, name)
    if name in _OPAQUE:
        return texts.UNSETTLED.format(field=field, states=texts.VERSIONS.format(count=len(states)))
    common = set.intersection(*(set(map(str, state)) if isinstance(state, list) else set() for state in states))
    shown = [f"“{_state(state, common, change)}”" for state in states]
    listed = texts.AND.join((", ".join(shown[:-1]), shown[-1])) if len(shown) <= MOST_STATES else ""
    listed = listed or texts.AND_MORE_STATES.format(states=", ".join(shown[:MOST_STATES]))
    now = change.kind if name == STANDING else change.fields[name][1]
    now = "there" if now == "restored" else now
    return texts.UNSETTLED_NOW.format(field=field, states=listed, now=f"“{_state(now, common, change)}”")


def _state(value: Json, common: Collection[str], change: Change) -> str:
    """Returns one of the states between which a field goes to and fro; of a list what not all the states hold."""
    if isinstance(value, list):
        own = "; ".join(str(entry) for entry in value if str(entry) not in common)
        return one_line(own, MOST_OF_A_STATE) or texts.NOTHING
    if change.document.kind == "meeting" and value in AS_PLANNED:
        return council_texts.AS_PLANNED
    if isinstance(value, str) and value in texts.STANDING:
        return texts.STANDING[value]
    return one_line(_value(value), MOST_OF_A_STATE)


def _about(change: Change, source: TelegramHtml) -> TelegramHtml:
    """Returns which outlet, when, and the summary of what is new: `The Example Daily, 9 November 2026. Months go
    by.`"""
    document = change.document
    summary = document.summary if document.kind == "article" and change.kind == "new" else ""
    when = _when(document) if source.characters else happened(document) if document.stated_day else ""
    return join([join([source, plain(when)], ", "), plain(one_line(summary, 240))], ". ")


def _when(document: Document) -> str:
    """Returns the day that its source states, else the day on which we first saw it."""
    if document.stated_day or not document.published:
        return day(document.stated_day) if document.stated_day else ""
    return council_texts.FIRST_SEEN.format(day=day(document.published))


def _within(lines: list[TelegramHtml], most: int) -> TelegramHtml:
    """Returns as many of the lines as fit, so that one change always fits into one message."""
    whole, told = join(lines), TelegramHtml()
    if whole.characters <= most:
        return whole
    for line in lines:
        longer = join([told, line])
        if longer.characters > most:
            break
        told = longer
    return told + plain("\n…")


def title_of(document: Document) -> str:
    """Returns a title that can be seen and tapped, whatever the page called the document."""
    return one_line(readable(document.title)) or one_line(_file_name(document.url), 100) or texts.NO_TITLE


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])


def happened(document: Document) -> str:
    """Returns when and what a document is, in a few words: `1 December 2026, 19:00, Town Hall`, `report, item 7, PDF
    388 KB`."""
    if document.kind in _BRIEF:
        return _BRIEF[document.kind](document)
    opened = OPENED if "closes" in document.details else texts.PUBLISHED
    said = DECIDED if ombudsman.is_decision(document) else opened
    return said.format(day=day(document.stated_day)) if document.stated_day else ""


def extra_lines(document: Document) -> list[str]:
    """Returns what else is understood of a change, line by line, for those who check it against its page."""
    if document.kind in COUNCIL_KINDS:
        return council.extra_lines(document)
    return [*figures.extra_lines(document), *consultations.extra_lines(document)]


def _field(name: str, old: Json, new: Json) -> TelegramHtml:
    field = texts.FIELDS.get(name, name)
    if name == "text":
        return plain(texts.TEXT_DIFFERS)
    if name == "report":
        return plain(texts.REPORT_CAN_BE_READ)
    if name == "grades":
        return inspections.regraded(old, new)
    if name == "files":
        return _replaced(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _listed(field, old, new)
    before, now = (_value(value) or texts.NOTHING for value in (old, new))
    return plain(texts.FIELD.format(field=field, old=before, new=now))


def _replaced(old: Json, new: Json) -> TelegramHtml:
    """Returns which links lead to another file than before, by their words; empty where none does."""
    before, after = (value if isinstance(value, dict) else {} for value in (old, new))
    names = [words for words, address in after.items() if before.get(words, address) != address]
    return plain("\n".join(texts.FILE_REPLACED.format(words=one_line(words, 120)) for words in names[:5]))


def _listed(field: str, old: list[Json], new: list[Json]) -> TelegramHtml:
    """Returns what was added to a list and what was taken out of it, in words."""
    added = [str(entry) for entry in new if entry not in old]
    removed = [str(entry) for entry in old if entry not in new]
    said = [
        template.format(field=field, names=one_line("; ".join(names), 300))
        for template, names in ((texts.ADDED, added), (texts.REMOVED, removed))
        if names
    ]
    return plain("\n".join(said))


def _value(value: Json) -> str:
    if isinstance(value, str):
        return one_line(format_date(value))
    if isinstance(value, Mapping):
        return one_line("; ".join(f"{name}: {entry}" for name, entry in value.items()))
    return "" if value is None else one_line(str(value))
