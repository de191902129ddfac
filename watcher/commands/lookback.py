"""PURE: /latest, /search and /ofsted: what was found, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.commands.finding import find, near, sources, tag, tagged
from watcher.commands.library import Found
from watcher.commands.parts import ALL, Answer, Scene
from watcher.commands.views import LONGEST_LABEL, NOTHING, data, local_day, name_of_what, pager, suggestions
from watcher.inspections import history
from watcher.matching import own_words
from watcher.model import Button, Buttons, Change
from watcher.phrases import Phrase
from watcher.quoting import quote
from watcher.styled import Styled, bold, clean, code, join, link, own, pack, plain, untappable
from watcher.telling import title_of, word
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.texts.telling import PAGE
from watcher.wording import fold

A_PAGE = 8
LONGEST_TITLE = 160
LONGEST_SENTENCE = 220
LONGEST_CARRIED = 48  # bytes of the words of a search, beside view, page and verb in the 64 of a button
SHORTEST_STEM = 4


def latest(scene: Scene, words: str) -> Answer:
    """What was new lately: of WHAT, or of all that is followed, or of everything where nothing is."""
    what = find(scene.offer, words, scene.mine) if words else ""
    if what is None:
        head = say(texts.UNKNOWN_WHAT, what=code(clean(words, 60) or "?"))
        return suggestions(near(scene.offer, words), head)
    return latest_page(scene, what, 0)


def latest_tapped(scene: Scene, page: int, wanted: str) -> Answer:
    pair = tagged(scene.offer, scene.mine, wanted) if wanted else None
    return latest_page(scene, pair[0] if pair else "", page)


def latest_page(scene: Scene, what: str, page: int) -> Answer:
    wanted = what or ("" if scene.mine else ALL)
    found = scene.library.latest(wanted, page * A_PAGE, A_PAGE + 1)
    of = name_of_what(scene, wanted) if wanted else texts.ALL_FOLLOWED
    if not found:
        return Answer(say(texts.LATEST_NONE if not page else texts.NO_MORE, of=bold(of)).html)
    return _paged(
        say(texts.LATEST, of=bold(of)), [_changed(scene, one) for one in found[:A_PAGE]],
        pager("latest", page, tag(what) if what else "", more=len(found) > A_PAGE),
    )  # fmt: skip


def _changed(scene: Scene, change: Change) -> Styled:
    title = link(clean(title_of(change.document), LONGEST_TITLE), change.document.url)
    when = local_day(scene, change.at) if change.at else ""
    return say(texts.LATEST_LINE, word=word(change), title=title, source=name_of_what(scene, change.source), when=when)


def search(scene: Scene, words: str) -> Answer:
    return search_page(scene, words, 0)


def search_page(scene: Scene, words: str, page: int) -> Answer:
    """The documents that hold all of the words, each with a sentence that does."""
    asked = clean(fold(words), 200)
    wanted = [phrase for phrase in own_words(asked) if phrase.trigger]
    if not wanted:
        return Answer(say(texts.SEARCH_HOW, example=code("/search school places"), phrase=_PHRASE).html)
    found = scene.library.search(wanted, page * A_PAGE, A_PAGE + 1)
    if not found:
        said = say(texts.SEARCH_NONE, words=bold(asked)) if not page else say(texts.NO_MORE, of=bold(asked))
        return Answer(said.html)
    more = len(found) > A_PAGE
    fits = len(asked.encode()) <= LONGEST_CARRIED
    note = plain(texts.SEARCH_LONG) if more and not fits else Styled()
    blocks = [_found(scene, one, wanted) for one in found[:A_PAGE]]
    rows = pager("search", page, asked, more=more) if fits else ()
    return _paged(say(texts.SEARCH, words=bold(asked)), blocks, rows, note)


_PHRASE = code('/search "special school"')


def _found(scene: Scene, found: Found, wanted: Sequence[Phrase]) -> Styled:
    document = found.document
    title = link(clean(title_of(document), LONGEST_TITLE), document.url)
    when = local_day(scene, document.published or found.seen)
    gone = plain(texts.WITHDRAWN_NOW) if found.withdrawn else Styled()
    line = say(texts.SEARCH_LINE, title=title, source=name_of_what(scene, found.source), when=when, gone=gone)
    return join([line, _sentence(found, wanted)])


def _sentence(found: Found, wanted: Sequence[Phrase]) -> Styled:
    """The first sentence of summary or paper that holds the rarest-looking of the words, with its page."""
    pages = found.document.words.split("\f")
    for phrase in sorted(wanted, key=lambda one: -len(one.trigger)):
        pattern = _loosely(phrase)
        for number, part in enumerate((found.document.summary, *pages)):
            words = fold(part)
            if match := pattern.search(words):
                where = PAGE.format(page=number) if number and len(pages) > 1 else ""
                return plain(where) + _marked(quote(words, *match.span(), LONGEST_SENTENCE), pattern)
    return Styled()


def _marked(sentence: str, pattern: re.Pattern[str]) -> Styled:
    """In quotes, with the words that were looked for in bold."""
    line = untappable(clean(sentence, LONGEST_SENTENCE + 40))  # before it is cut: two pieces could make an address
    match = pattern.search(line)
    if not match:
        return own(f"“{line}”")
    return own(f"“{line[: match.start()]}") + bold(own(match[0])) + own(f"{line[match.end() :]}”")


def _loosely(phrase: Phrase) -> re.Pattern[str]:
    """The words by their beginning: the index knows `places` for `place`."""
    stems = (word[: max(SHORTEST_STEM, len(word) - 3)] for word in phrase.words if word != "|")
    letters = r"[^\W_]"  # what is no sign between two words: else a run of "_" would belong to both
    return re.compile(
        rf"(?<!{letters})" + r"[\W_]+".join(rf"{re.escape(stem)}{letters}*" for stem in stems), re.IGNORECASE
    )


def ofsted(scene: Scene, words: str) -> Answer:
    """The inspections of one provider; the first of those that are watched where none is named."""
    known = scene.library.inspections()
    shown = [one for one in sources(scene.offer) if known.get(one.what)]
    if not shown:
        return Answer(plain(texts.NO_INSPECTIONS).html)
    wanted = (find(scene.offer, words) or "") if words else shown[0].what
    if wanted not in known:
        head = say(texts.NO_INSPECTIONS_OF, what=code(clean(words, 60) or "?"))
        return Answer(head.html, _others(scene, ""))
    return Answer(history(known[wanted]).html, _others(scene, wanted))


def ofsted_tapped(scene: Scene, page: int, wanted: str) -> Answer:
    pair = tagged(scene.offer, scene.mine, wanted)
    return ofsted(scene, pair[0] if pair else "")


def _others(scene: Scene, shown: str) -> Buttons:
    known = scene.library.inspections()
    others = [one for one in sources(scene.offer) if known.get(one.what) and one.what != shown]
    return tuple(
        (Button(clean(one.name, LONGEST_LABEL), data("ofsted", 0, "show", tag(one.what))),) for one in others[:8]
    )


def _paged(head: Styled, blocks: Sequence[Styled], rows: Buttons, foot: Styled = NOTHING) -> Answer:
    """In one message nearly always; very long addresses may need another."""
    first, *more = (text.html for text, _ in pack(blocks, head, foot))
    return Answer(first, rows, more=tuple(more))
