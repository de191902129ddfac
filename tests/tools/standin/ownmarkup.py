"""Our own strict parser of Telegram HTML, for places where tdjson is not installed.

Accepts and refuses what tdjson does (a test holds them against each other), except for `tg-emoji` and
`tg-time`, which no message of ours uses: those it does not know.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
}
BLANK = " \\t\\r\\n\\v"
TAG_NAME = re.compile(f"[^{BLANK}>]*")
BLANKS = re.compile(f"[{BLANK}]*")
ATTRIBUTE_NAME = re.compile(f"[^{BLANK}=>/\"']*")
BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]+));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 10


class MarkupError(ValueError):
    """The HTML is refused; the text is Telegram's reason, without "Can't parse entities: "."""


@dataclass
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    at: int
    text_at: int


@dataclass
class _Reader:
    html: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0  # of `text`, in UTF-16 units
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.html):
            if self.html.startswith("</", self.at):
                self.end_tag()
            elif self.html[self.at] == "<":
                self.start_tag()
            else:
                self.character()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.html, self.at)
        self.at = found.end() if found else self.at
        return found.group() if found else ""

    def peek(self) -> str:
        return self.html[self.at : self.at + 1]

    def byte_offset(self, at: int) -> str:
        return f"at byte offset {len(self.html[:at].encode('utf-8', 'surrogatepass'))}"

    def character(self) -> None:
        found = REFERENCE.match(self.html, self.at)
        character = decoded(found) if found else None
        self.at = found.end() if found and character else self.at + 1
        self.text.append(character or self.html[self.at - 1])
        self.length += 2 if self.text[-1] > "\uffff" else 1

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(TAG_NAME).lower()
        if not self.peek():
            raise MarkupError(f"Unclosed start tag {self.byte_offset(begin)}")
        if tag not in TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" {self.byte_offset(begin)}')
        argument = self.attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" {self.byte_offset(begin)}')
        self.open.append(_Open(tag, argument, self.length, len(self.text)))

    def attributes(self, tag: str, begin: int) -> str:
        """What the tag's one telling attribute says; leaves the reader behind the tag."""
        argument = ""
        self.take(BLANKS)
        while self.peek() != ">":
            name = self.take(ATTRIBUTE_NAME)
            if not name:
                where = f'in the tag "{tag}" {self.byte_offset(begin)}'
                raise MarkupError(f"Empty attribute name {where}")
            self.take(BLANKS)
            if not self.peek():
                raise MarkupError(f'Unclosed start tag "{tag}" {self.byte_offset(begin)}')
            value = None
            if self.peek() == "=":
                value = self.attribute_value(tag, begin)
            argument = telling(tag, name, value, argument)
            self.take(BLANKS)
        self.at += 1
        return argument

    def attribute_value(self, tag: str, begin: int) -> str:
        self.at += 1
        self.take(BLANKS)
        if not self.peek():
            raise MarkupError(f'Unclosed start tag "{tag}" {self.byte_offset(begin)}')
        value = self.quoted() if self.peek() in "\"'" else self.bare()
        if not self.peek():
            raise MarkupError(f"Unclosed start tag {self.byte_offset(begin)}")
        return value

    def quoted(self) -> str:
        quote = self.peek()
        end = self.html.find(quote, self.at + 1)
        raw = self.html[self.at + 1 : end if end >= 0 else len(self.html)]
        self.at = end + 1 if end >= 0 else len(self.html)
        return REFERENCE.sub(lambda found: decoded(found) or found.group(), raw)

    def bare(self) -> str:
        begin = self.at
        value = self.take(BARE_VALUE).lower()
        if self.peek() and self.peek() not in " \t\r\n\v>":
            raise MarkupError(f"Unexpected end of name token {self.byte_offset(begin)}")
        return value

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise MarkupError(f"Unexpected end tag {self.byte_offset(begin)}")
        self.at += 2
        name = self.take(TAG_NAME).lower()
        self.take(BLANKS)
        if self.peek() != ">":
            raise MarkupError(f"Unclosed end tag {self.byte_offset(begin)}")
        self.at += 1
        start = self.open.pop()
        if name and name != start.tag:
            found = f'expected "</{start.tag}>", found "</{name}>"'
            raise MarkupError(f"Unmatched end tag {self.byte_offset(begin)}, {found}")
        if self.length > start.at:
            self.close(start)

    def close(self, start: _Open) -> None:
        entity: Json = {"type": TAGS[start.tag], "offset": start.at, "length": self.length - start.at}
        if start.tag == "blockquote" and start.argument:
            entity["type"] = "expandable_blockquote"
        if start.tag == "a":
            url = checked_link(start.argument or "".join(self.text[start.text_at :]))
            if not url:
                return
            entity["url"] = url
        elif start.tag in ("code", "pre"):
            self.close_code(start, entity)
            return
        self.entities.append(entity)

    def close_code(self, start: _Open, entity: Json) -> None:
        """A `code` that fills a `pre` (or the other way round) makes one `pre` with the language it names."""
        entity["language"] = start.argument
        last = self.entities[-1] if self.entities else None
        same = last and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if last and same and {last["type"], entity["type"]} == {"code", "pre"}:
            language = last["language"] or start.argument
            if language:
                self.entities[-1] = entity | {"type": "pre", "language": language}
                return
        self.entities.append(entity)


def telling(tag: str, name: str, value: str | None, before: str) -> str:
    """The argument of the tag after this attribute: names count in lower case only, the last one wins."""
    if tag == "blockquote" and name == "expandable":
        return "1"
    if tag == "a" and name == "href" and value is not None:
        return value
    prefix = {"code": "language-", "span": "tg-"}.get(tag)
    if prefix and name == "class" and value and value.startswith(prefix):
        return value.removeprefix(prefix)
    return before


def decoded(found: re.Match[str]) -> str | None:
    """The character a reference stands for; None when it stands for itself."""
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return NAMED.get(name)
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    if code == 0 or code >= 0x10FFFF or len(found.group().rstrip(";")) >= LONGEST_REFERENCE:
        return None
    return chr(code)


def checked_link(url: str) -> str:
    """The address as Telegram would keep it; "" when the link goes and only its text stays."""
    if not re.match(r"[A-Za-z][\w.+-]*://", url):
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), parts.netloc.rpartition("@")[2]
    if scheme == "tg":
        return url
    if scheme not in ("http", "https") or "." not in host.strip(".") or host != host.strip():
        return ""
    if re.search(r"\s|[<>\"]", host) or port == 0 or url != url.lstrip():
        return ""
    rest = url[url.index("://") + 3 + len(parts.netloc) :].rstrip().replace(" ", "%20")
    if not rest.startswith("/"):
        rest = "/" + rest
    return f"{scheme}://{parts.netloc[: len(parts.netloc) - len(host)]}{host.lower()}{rest}"


def parse(html: str) -> tuple[str, tuple[Json, ...]]:
    """The text and sorted entities of Telegram HTML; raises MarkupError in Telegram's words."""
    reader = _Reader(html)
    reader.read()
    text = "".join(reader.text)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise MarkupError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    for entity in reader.entities:
        if entity["type"] == "code" or not entity.get("language"):
            entity.pop("language", None)  # only a `pre` keeps its language
    order = sorted(reader.entities, key=lambda e: (e["offset"], -e["length"], e["type"], e.get("url", "")))
    return text, tuple(order)
