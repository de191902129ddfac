"""What reads the text of a paper takes time in proportion to its length, however long and unkind the paper is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from cProfile import Profile
from datetime import date
from math import inf
from time import thread_time
from typing import TypeAlias

import pytest

from tests.tools.examples import every_example
from tests.tools.long_papers import SHAPES, Pages
from watcher.core.documents import PAGE_BREAK, Document, DocumentKind
from watcher.core.promises import KeptPromise, Promise
from watcher.papers.fingerprint import text_fingerprint
from watcher.rules import importance, item_minutes, promise_kept, quotes
from watcher.rules.furniture import repeated_lines
from watcher.rules.importance import RankedPaper, unlike
from watcher.rules.item_minutes import mentions, minute_of
from watcher.rules.matching import own_words
from watcher.rules.mentions import is_about
from watcher.rules.moved_figures import moved_figures
from watcher.rules.news_links import Article, ComparedPaper, match
from watcher.rules.phrases import Text
from watcher.rules.plan_rows import plan_rows
from watcher.rules.plan_turns import plan_turns, same_actions
from watcher.rules.promise_kept import is_named_in, shows_kept
from watcher.rules.promises import promises_in
from watcher.rules.quotes import choose_quotes
from watcher.rules.said import sentences_with, words_asked
from watcher.rules.sentences import sentences
from watcher.rules.table_rows import rows_apart
from watcher.rules.text_changes import text_changes

Sizes: TypeAlias = tuple[int, int]
TODAY = date(2026, 11, 21)
PHRASES = own_words("EHCP, school places")
QUICK, EVERY, LARGE = (15, 120), (100, 800), (1_250, 10_000)
"""Sentences, rows or lines of a paper, and eight times as many; the largest has 10,000 sentences, or one of a million
letters."""
UNKIND = ("sentences", "one sentence", "the same line", "rows of a plan", "table rows")
TRIES = 5
MOST_TIMES = 3 * 8
"""As much time for eight times as much is what is in proportion; the square would be 64 times as much."""
TOO_LITTLE = 0.004
"""Seconds in which nothing that grows with the square could have been done."""
PROMISE = Promise(
    "It was agreed that the Director would bring the EHCP transport figures.", 1, "EHCP transport", what=""
)
KEPT = KeptPromise(1, "portal", "m", "https://a.example/m", "Cabinet", "Cabinet", date(2026, 9, 29), PROMISE)
ARTICLE = Document(
    "a", "article", "Caseload rises to 19.4 in Havering schools and 12 per cent of transport is late",
    url="https://news.example/a", summary="The average caseload rose from 17.8 to 19.4. Children of £7 in March.",
)  # fmt: skip


def other(pages: Pages) -> Pages:
    """The same a quarter later."""
    return [page.replace("7", "8").replace("Amber", "Red") for page in pages]


def paper(pages: Pages, kind: DocumentKind = "report") -> Document:
    words = PAGE_BREAK.join(pages)
    return Document("k", kind, "EHCP transport", url="https://a.example/k", words=words, details={"text": "x"})


RULES: Mapping[str, Callable[[Pages], object]] = {
    "sentences": sentences,
    "furniture": repeated_lines,
    "plans": plan_rows,
    "turns of plans": lambda pages: plan_turns(same_actions(plan_rows(pages), plan_rows(other(pages)))),
    "promises": lambda pages: promises_in(pages, TODAY),
    "promises kept": lambda pages: (
        is_named_in(PROMISE, pages), shows_kept(KEPT, paper(pages)), shows_kept(KEPT, paper(pages, "minutes"))),
    "figures that moved": lambda pages: moved_figures(pages, other(pages), TODAY),
    "changes of a text": lambda pages: text_changes(pages, other(pages)),
    "a text written anew": lambda pages: text_changes(pages, [page[::-1] for page in pages]),
    "rows of tables": lambda pages: [rows_apart(page) for page in pages],
    "quotes": lambda pages: choose_quotes(Text(("EHCP",), pages), {"send": PHRASES, "": ()}, {}, TODAY),
    "the best sentences": lambda pages: unlike(RankedPaper(pages, TODAY).ranked("send", PHRASES), 2),
    "mentions": lambda pages: [is_about(Text(("A title",), pages), phrase) for phrase in PHRASES],
    "items": lambda pages: (minute_of(pages, "EHCP transport"), mentions(pages, "EHCP transport")),
    "news": lambda pages: match(Article(ARTICLE), ComparedPaper(paper(pages), PAGE_BREAK.join(pages))),
    "what was said": lambda pages: sentences_with(paper(pages), words_asked("EHCP schools")),
    "fingerprint": text_fingerprint,
}  # fmt: skip


def seconds(rule: Callable[[Pages], object], pages: Pages) -> float:
    """Of the processor, of a paper that nothing was read of before."""
    for remembered in (importance.read, quotes._paper, item_minutes._read, item_minutes._folded, promise_kept._telling):
        remembered.cache_clear()
    began = thread_time()
    rule(pages)
    return thread_time() - began


def judge(name: str, shapes: Sequence[str], sizes: Sizes) -> None:
    rule = RULES[name]
    for shape in shapes:
        fewer, more = map(SHAPES[shape], sizes)
        short = long = inf
        for _ in range(TRIES):  # what takes too long is measured again: the machine may be busy
            short, long = min(short, seconds(rule, fewer)), min(long, seconds(rule, more))
            if long <= max(TOO_LITTLE, MOST_TIMES * short):
                break
        else:
            pytest.fail(f"{name} of {shape}: {1000 * short:.1f} ms for {sizes[0]}, {1000 * long:.1f} ms for {sizes[1]}")


@every_example("name", RULES)
def test_a_paper_eight_times_as_long_is_read_in_eight_times_the_time(name: str) -> None:
    judge(name, UNKIND[1:4:2], QUICK)


@pytest.mark.soak
@pytest.mark.parametrize("name", RULES)
def test_so_is_one_of_every_unkind_shape(name: str) -> None:
    judge(name, list(SHAPES), EVERY)


@pytest.mark.soak
@pytest.mark.parametrize("name", RULES)
def test_so_are_ten_thousand_sentences_and_one_of_a_million_letters(name: str) -> None:
    judge(name, UNKIND, LARGE)


def calls(rule: Callable[[Pages], object], pages: Pages) -> int:
    """Of functions: no clock, so that it is the same on every machine."""
    profile = Profile()
    profile.runcall(rule, pages)
    return int(sum(entry.callcount for entry in profile.getstats()))


def test_words_of_heads_without_end_cost_a_plan_little_more_than_their_sentences() -> None:
    pages = SHAPES["words of heads"](100)
    # 100 times as much where every run of eight lines is tried as a head, 16 as it is
    assert calls(plan_rows, pages) < 30 * calls(sentences, pages)
