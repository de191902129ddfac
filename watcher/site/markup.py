"""Makes HTML of the words of messages/, and fills the templates. The only module that knows the template library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from watcher.messages.telegram_html import JOINER, TelegramHtml, one_line

_TAGS = (
    (JOINER, ""),
    ("<blockquote expandable>", "<blockquote>"),
    ("<b>", "<strong>"), ("</b>", "</strong>"), ("<i>", "<em>"), ("</i>", "</em>"),
    ("\n", "<br>\n"),
)  # fmt: skip


def web(text: TelegramHtml) -> Markup:
    """Returns a text of messages/ for a page: it is escaped already, and its links are web addresses."""
    html = text.html
    for telegram, ours in _TAGS:
        html = html.replace(telegram, ours)
    return Markup(html)  # noqa: S704 - messages/telegram_html.py has escaped it


def fill(template: str, /, **values: object) -> bytes:
    """Returns a page. Every value that is no Markup is escaped; one that a template names and nobody gives is an
    error."""
    return _templates().get_template(template).render(values).encode("utf-8", "xmlcharrefreplace")


def part(template: str, /, **values: object) -> Markup:
    """Returns a part that stands on many pages."""
    return Markup(_templates().get_template(template).render(values).rstrip("\n"))  # noqa: S704 - escaped as a page is


@contextmanager
def kept_compiled(folder: Path) -> Iterator[None]:
    """Keeps the templates of this block in a folder as they were compiled, for other processes: to compile the seven
    that an ordinary change needs took 60 ms of each run. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _templates().bytecode_cache = FileSystemBytecodeCache(str(folder))
    try:
        yield
    finally:
        _templates().bytecode_cache = None


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,
    )  # fmt: skip
    made.globals.clear()  # none of ours names one, and to copy them took 5 µs for each filling
    made.filters |= {"line": one_line, "capitalise": _capitalised}
    return made


def _capitalised(words: str) -> str:
    """Returns a sentence that begins with a capital, and else as it is."""
    return words[:1].upper() + words[1:]
