"""PURE: answers /latest, /search and /ofsted: shows what was found so far, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.bot.commands.change_line import change_line
from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.directory import key_of
from watcher.bot.commands.misspelt import corrected
from watcher.bot.commands.names import find, near, sources, spellings, tagged
from watcher.bot.commands.offers import read_as
from watcher.bot.commands.views import NOTHING, local_day, name_of_what, pager, suggestions
from watcher.core.alerts import Button, Buttons
from watcher.core.chats import ALL
from watcher.core.documents import PAGE_BREAK, Document
from watcher.core.queries import SearchHit
from watcher.core.text import normalise
from watcher.messages import grade_chart, inspections
from watcher.messages.buttons import LONGEST_LABEL, callback_data, tag
from watcher.messages.change import title_of
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, own, plain, untappable
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.changes import PAGE
from watcher.messages.texts.format import fill
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase
from watcher.rules.quotes import quote

A_PAGE = 8
LONGEST_TITLE = 160
LONGEST_SENTENCE = 220
LONGEST_CARRIED_SEARCH = 48  # bytes of the words of a search, beside view, page and verb in the 64 of a button
SHORTEST_STEM = 4


def latest(context: RequestContext, words: str) -> Reply:
    """Shows what was new lately: of what these words name, or of all that is followed, or of everything where nothing
    is."""
    what = find(context.catalogue, words, context.mine) if words else ""
    if what is None and (slip := corrected(key_of(words), spellings(context.catalogue))):
        return read_as(latest_page(context, slip[1], 0), words, slip[0])
    if what is None:
        head = fill(texts.UNKNOWN_WHAT, what=code(one_line(words, 60) or "?"))
        return suggestions(near(context.catalogue, words), head)
    return latest_page(context, what, 0)


def latest_tapped(context: RequestContext, page: int, wanted: str) -> Reply:
    """Shows a page of /latest again, of what the button's tag stands for."""
    pair = tagged(context.catalogue, context.mine, wanted) if wanted else None
    return latest_page(context, pair[0] if pair else "", page)


def latest_page(context: RequestContext, what: str, page: int) -> Reply:
    """Shows a page of the newest changes of a topic, a source or `all`; of an empty `what`: of all that is followed."""
    wanted = what or ("" if context.mine else ALL)
    changes = context.lookups.latest(wanted, page * A_PAGE, A_PAGE + 1)
    of = name_of_what(context, wanted) if wanted else texts.ALL_FOLLOWED
    if not changes:
        return Reply(fill(texts.LATEST_NONE if not page else texts.NO_MORE, of=bold(of)).html)
    return _paged(
        fill(texts.LATEST, of=bold(of)), [change_line(context, change) for change in changes[:A_PAGE]],
        pager("latest", page, tag(what) if what else "", more=len(changes) > A_PAGE),
    )  # fmt: skip


def search(context: RequestContext, words: str) -> Reply:
    """Shows the first page of the documents that hold all of the words."""
    return search_page(context, words, 0)


def search_page(context: RequestContext, words: str, page: int) -> Reply:
    """Shows a page of the documents that hold all of the words, each with a sentence that does."""
    asked = one_line(normalise(words), 200)
    wanted = [phrase for phrase in own_words(asked) if phrase.trigger]
    if not wanted:
        return Reply(fill(texts.SEARCH_HOW, example=code("/search school places"), phrase=_PHRASE).html)
    hits = context.lookups.search(wanted, page * A_PAGE, A_PAGE + 1)
    if not hits:
        said = fill(texts.SEARCH_NONE, words=bold(asked)) if not page else fill(texts.NO_MORE, of=bold(asked))
        return Reply(said.html)
    more = len(hits) > A_PAGE
    fits = len(asked.encode()) <= LONGEST_CARRIED_SEARCH
    note = plain(texts.SEARCH_LONG) if more and not fits else TelegramHtml()
    blocks = [_found(context, hit, wanted) for hit in hits[:A_PAGE]]
    rows = pager("search", page, asked, more=more) if fits else ()
    return _paged(fill(texts.SEARCH, words=bold(asked)), blocks, rows, note)


_PHRASE = code('/search "special school"')


def _found(context: RequestContext, hit: SearchHit, wanted: Sequence[Phrase]) -> TelegramHtml:
    """Returns a document that was found, with a sentence that holds the words."""
    document = hit.document
    title = link(one_line(title_of(document), LONGEST_TITLE), document.url)
    when = local_day(context, document.published or hit.seen)
    gone = plain(texts.WITHDRAWN_NOW) if hit.withdrawn else TelegramHtml()
    line = fill(texts.SEARCH_LINE, title=title, source=name_of_what(context, hit.source), when=when, gone=gone)
    return join([line, _sentence(hit, wanted)])


def _sentence(hit: SearchHit, wanted: Sequence[Phrase]) -> TelegramHtml:
    """Quotes the first sentence of summary or paper that holds the rarest-looking of the words, with its page."""
    pages = hit.document.words.split(PAGE_BREAK)
    for phrase in sorted(wanted, key=lambda phrase: -len(phrase.trigger)):
        pattern = _loosely(phrase)
        for number, part in enumerate((hit.document.summary, *pages)):
            words = normalise(part)
            if match := pattern.search(words):
                where = _page(hit.document, number) if number and len(pages) > 1 else NOTHING
                return where + _marked(quote(words, *match.span(), LONGEST_SENTENCE), pattern)
    return TelegramHtml()


def _page(document: Document, number: int) -> TelegramHtml:
    """Names a page of a paper, as a link to it."""
    return link(PAGE.format(page=number), f"{document.url.partition('#')[0]}#page={number}") + plain(": ")


def _marked(sentence: str, pattern: re.Pattern[str]) -> TelegramHtml:
    """Puts a sentence in quotes, with the words that were looked for in bold."""
    line = untappable(one_line(sentence, LONGEST_SENTENCE + 40))  # before it is cut: two pieces could make an address
    match = pattern.search(line)
    if not match:
        return own(f"“{line}”")
    return own(f"“{line[: match.start()]}") + bold(own(match[0])) + own(f"{line[match.end() :]}”")


def _loosely(phrase: Phrase) -> re.Pattern[str]:
    """Finds the words by their beginning: the index knows `places` for `place`."""
    stems = (word[: max(SHORTEST_STEM, len(word) - 3)] for word in phrase.words if word != "|")
    letters = r"[^\W_]"  # what is no sign between two words: else a run of "_" would belong to both
    return re.compile(
        rf"(?<!{letters})" + r"[\W_]+".join(rf"{re.escape(stem)}{letters}*" for stem in stems), re.IGNORECASE
    )


def ofsted(context: RequestContext, words: str) -> Reply:
    """Shows the inspections of one provider; of the first of those that are watched where none is named."""
    known = context.lookups.inspections()
    shown = [provider for provider in sources(context.catalogue) if known.get(provider.what)]
    if not shown:
        return Reply(plain(texts.NO_INSPECTIONS).html)
    wanted = (find(context.catalogue, words) or "") if words else shown[0].what
    if wanted not in known:
        head = fill(texts.NO_INSPECTIONS_OF, what=code(one_line(words, 60) or "?"))
        return Reply(head.html, _others(context, ""))
    name = name_of_what(context, wanted)
    said, picture = inspections.history(known[wanted]), grade_chart.chart(known[wanted], name)
    return Reply(said.html, _others(context, wanted), picture=picture)


def ofsted_tapped(context: RequestContext, page: int, wanted: str) -> Reply:
    """Shows the inspections of the provider that the button's tag stands for."""
    pair = tagged(context.catalogue, context.mine, wanted)
    return ofsted(context, pair[0] if pair else "")


def _others(context: RequestContext, shown: str) -> Buttons:
    known = context.lookups.inspections()
    others = [
        provider for provider in sources(context.catalogue) if known.get(provider.what) and provider.what != shown
    ]
    return tuple(
        (Button(one_line(provider.name, LONGEST_LABEL), callback_data("ofsted", 0, "show", tag(provider.what))),)
        for provider in others[:8]
    )


def _paged(head: TelegramHtml, blocks: Sequence[TelegramHtml], rows: Buttons, foot: TelegramHtml = NOTHING) -> Reply:
    """Puts the blocks into one message, nearly always; very long addresses may need another."""
    first, *more = (text.html for text, _ in split_into_messages(blocks, head, foot))
    return Reply(first, rows, more=tuple(more))
