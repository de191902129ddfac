"""What each file of the config may hold, as pydantic models; the JSON Schemas are made from them."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Annotated, Any, ClassVar, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, field_validator

from watcher.config import addresses, figures, values
from watcher.core.defaults import DAILY_AT, KEPT_BYTES, LONDON, MESSAGES_A_SECOND, WEEKLY_AT
from watcher.sources import KINDS, recognise, unrecognised


def _text(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


def _every(text: object, info: ValidationInfo) -> timedelta:
    return addresses.every(str(info.data.get("url", "")))(text)


def _selector(text: object) -> str:
    from watcher.sources.page.selector import problem  # a library: not for a config without any selector

    if said := problem(str(text)):
        raise ValueError(f"must be a CSS selector such as main or #content, not {values.shown(text)}: {said}")
    return str(text)


Id = Annotated[str, BeforeValidator(values.identity), _text(values.ID, "cabinet", "council-news")]
Address = Annotated[str, BeforeValidator(addresses.site), _text("^https?://", "https://www.example.org/news")]
Contact = Annotated[str, BeforeValidator(addresses.contact), _text("^https?://", "https://www.example.org/us")]
Wait = Annotated[timedelta, BeforeValidator(values.wait), _text(values.DURATION, "2s")]
SomeWait = Annotated[timedelta, BeforeValidator(values.some_wait), _text(values.DURATION, "60s")]
Every = Annotated[timedelta, BeforeValidator(_every), _text(values.DURATION, "90s", "30m", "6h", "2d")]
Polite = Annotated[timedelta, BeforeValidator(values.polite), _text(values.DURATION, "90s", "30m", "6h", "2d")]
Size = Annotated[int, BeforeValidator(values.size), _text(values.SIZE, "25MB")]
Space = Annotated[int, BeforeValidator(values.space), _text(values.SIZE, "2GB", "500MB")]
Clock = Annotated[time, BeforeValidator(values.clock), _text(values.CLOCK, "07:30")]
Weekly = Annotated[tuple[int, time], BeforeValidator(values.weekly), _text(values.WEEKLY, "Sat 09:00")]
Zone = Annotated[ZoneInfo, BeforeValidator(values.zone), _text("/|^UTC$", "Europe/London")]
Rate = Annotated[float, BeforeValidator(values.rate), WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 30})]
_LISTEN = WithJsonSchema({"type": ["string", "integer"], "examples": ["127.0.0.1:9105", 9105]})
Listen = Annotated[str, BeforeValidator(addresses.listen), _LISTEN]
Proxy = Annotated[str, BeforeValidator(addresses.proxy), _text("^https?://|^direct$", "http://proxy.example.org:3128")]
Ping = Annotated[str, BeforeValidator(addresses.ping), _text("^https?://", "https://hc-ping.com/your-uuid")]
SiteUrl = Annotated[str, BeforeValidator(addresses.site_root), _text("^https?://", "https://watcher.example.org")]
Folder = Annotated[str, BeforeValidator(values.folder), WithJsonSchema({"type": "string", "minLength": 1})]
Chat = Annotated[int, BeforeValidator(values.chat), WithJsonSchema({"type": "integer"})]
Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, BeforeValidator(values.name), WithJsonSchema({"type": "string", "minLength": 1})]
Selector = Annotated[str, BeforeValidator(_selector), Field(min_length=1)]
Pattern = Annotated[str, BeforeValidator(values.pattern), Field(min_length=1)]
Kind = Annotated[str, WithJsonSchema({"enum": sorted(KINDS)})]
Committee = Annotated[str, Field(min_length=1), WithJsonSchema({"type": ["string", "integer"]})]
_SEVERAL = WithJsonSchema({"type": ["array", "string"], "items": {"type": "string", "minLength": 1}})
_DAYS = WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 60})
WorkingDays = Annotated[int, BeforeValidator(values.working_days), _DAYS]
Several = Annotated[tuple[Words, ...], BeforeValidator(figures.several), _SEVERAL]
Conditions = Annotated[tuple[Words, ...], BeforeValidator(figures.conditions), _SEVERAL]
OfWhen = Annotated[Words, BeforeValidator(figures.period), WithJsonSchema({"type": ["string", "integer"]})]
Better = Annotated[str, BeforeValidator(figures.better), WithJsonSchema({"enum": ["higher", "lower"]})]
Scale = Annotated[int, BeforeValidator(figures.scale), WithJsonSchema({"enum": [1, 100]})]
Listed: TypeAlias = tuple[Words, ...]
Phrase = Annotated[str, BeforeValidator(values.phrase), WithJsonSchema({"type": "string", "minLength": 1})]


class ConfigModel(BaseModel):
    """The base of every model: unknown keys are refused, blanks round words do not count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SourceEntry(ConfigModel):
    """A place to watch."""

    id: Id = Field(description="Lower-case letters, digits, hyphens; the memory of a source hangs on it")
    name: Name = Field(description="What a subscriber reads")
    url: Address = Field(description="As pasted from the browser")
    every: Every | None = Field(None, description="How often it is visited; left out: fetch.every of watcher.yaml")
    topics: Listed = Field((), description="Ids of topics that every document of this source has")
    local: bool = Field(True, description="false: it covers other places too, so a document must name one of ours")
    enabled: bool = Field(True, description="false: it is not visited; what is remembered of it stays")
    # After `url` and `enabled`, on which they hang.
    kind: Kind = Field("", validate_default=True, description="May be left out where the URL tells")
    committees: tuple[Committee, ...] | None = Field(
        None, description="moderngov only: names or CIds; the meetings of no others are read"
    )
    select: Selector | None = Field(
        None, description="page only: a CSS selector of the part to watch, or of links, each then an article"
    )
    ignore: tuple[Pattern, ...] | None = Field(
        None, description="page only: regular expressions; what they match is left out (counters, the date of today)"
    )
    updated: bool | None = Field(
        None, description="feed only: true: a later `updated` of an article is a change too, as it is on GOV.UK"
    )
    questions: WorkingDays | None = Field(
        None, description="moderngov only: the last day for public questions, in working days before a meeting"
    )
    council: Words | None = Field(
        None, description="figures only: whose row is read, as the file writes it; left out: the first of places.ours"
    )
    neighbours: Several | None = Field(
        None, description="figures only: the councils that ours is compared with, as the file writes them"
    )
    value: Words | None = Field(None, description="figures only: the column of the figure, or words of its name")
    period: OfWhen | None = Field(
        None, description="figures only: the column of the year, or the year itself where the file has one alone"
    )
    where: Conditions | None = Field(
        None, description="figures only: which rows, as column = words, where a council has several for a year"
    )
    sheet: Words | None = Field(None, description="figures only: the sheet of the workbook, or words of its name")
    file: Words | None = Field(None, description="figures only: words of the link or address of the file on the page")
    measure: Words | None = Field(
        None, description="figures only: what is counted, as it is said behind the figure: of EHC plans within 20 weeks"
    )
    better: Better | None = Field(None, description="figures only: which is the better, where sure")
    scale: Scale | None = Field(None, description="figures only: 100 where 0.41 in the file means 41 %; else 1")
    was: tuple[Id, ...] = Field((), description="Its earlier ids: memory, followers, mutes and what waits come along")
    proxy: Proxy | None = Field(
        None,
        description="Its pages come through this proxy; direct: through none; left out: fetch.proxy",
    )
    site: Address | None = Field(
        None, description='The page for people that "Source" leads to; known of feeds, searches and GOV.UK if left out'
    )

    _ONLY_FOR: ClassVar[dict[str, str]] = {option: name for name, kind in KINDS.items() for option in kind.options}

    @field_validator("kind")
    @classmethod
    def _is_known_and_built(cls, kind: str, info: ValidationInfo) -> str:
        if kind and kind not in KINDS:
            raise ValueError(f"must be one of {', '.join(sorted(KINDS))}, not {values.shown(kind)}")
        found = kind or recognise(info.data.get("url", ""))
        if not found and "url" in info.data:
            raise ValueError(unrecognised(info.data["url"]))
        return found or ""

    @field_validator(*_ONLY_FOR)
    @classmethod
    def _belongs_to_the_kind(cls, value: Any, info: ValidationInfo) -> Any:  # Any: whatever the option holds
        kind, needed = info.data.get("kind"), cls._ONLY_FOR[str(info.field_name)]
        if kind and kind != needed:
            raise ValueError(f"is only for sources of kind {needed}; this one is {kind}")
        return value

    def options(self) -> dict[str, Any]:
        """Return those keys that only sources of this kind have, where they are given."""
        given = {name: getattr(self, name) for name in self._ONLY_FOR if getattr(self, name) is not None}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}


class SourcesFile(ConfigModel):
    """config/sources.yaml: what is watched."""

    sources: tuple[SourceEntry, ...] = Field((), description="The sources, as they are listed to people")


class PlacesEntry(ConfigModel):
    """By which names of places a document of a source with `local: false` is judged."""

    ours: Listed = Field((), description="A document that names one of these counts")
    others: Listed = Field((), description="A document that names only these does not count")


class TopicEntry(ConfigModel):
    """What subscribers can follow."""

    id: Id = Field(description="What is typed after /subscribe")
    name: Name = Field(description="What a subscriber reads")
    description: str = Field("", description="One line that says what it is about")
    phrases: tuple[Phrase, ...] = Field(
        min_length=1, description="One in capitals matches only in capitals, any other in any case"
    )
    unless: Listed = Field((), alias="not", description="Longer phrases inside which a match does not count")
    includes: Listed = Field((), description="Ids of other topics whose phrases count for this one too")
    was: tuple[Id, ...] = Field((), description="Its earlier ids: followers, mutes and what waits come along")


class TopicsFile(ConfigModel):
    """config/topics.yaml: what subscribers can follow."""

    places: PlacesEntry = PlacesEntry()
    groups: dict[str, Listed] = Field({}, description="Words by a name that phrases use in braces, as in {young}")
    topics: tuple[TopicEntry, ...] = Field((), description="The topics, as they are offered to people")


class FetchEntry(ConfigModel):
    """How sites are visited."""

    contact: Contact = Field(
        addresses.EXAMPLE_CONTACT, description="Named in the User-Agent: where a site's operator finds you"
    )
    every: Polite = Field(timedelta(minutes=30), description="How often a source is visited; 30m if left out")
    delay: Wait = Field(timedelta(seconds=2), description="Pause between two requests to one host; 2s if left out")
    timeout: SomeWait = Field(timedelta(seconds=60), description="The longest wait for a page; 60s if left out")
    max_bytes: Size = Field(25_000_000, description="The largest page, counted after decompression; 25MB if left out")
    proxy: Proxy = Field("", description="Sites are asked through this proxy, http://[user:password@]host:port")


class TelegramEntry(ConfigModel):
    """How people are told. The token is not here: it is in TELEGRAM_BOT_TOKEN."""

    admins: tuple[Chat, ...] = Field((), description="Chat ids told when a source breaks or recovers")
    rate: Rate = Field(MESSAGES_A_SECOND, description="Messages a second, over all chats; 28 if left out")
    daily: Clock = Field(DAILY_AT, description='When daily digests go out; "07:30" if left out')
    weekly: Weekly = Field(WEEKLY_AT, description='When weekly digests go out; "Sat 09:00" if left out')


class PapersEntry(ConfigModel):
    """What is kept of the papers that were read."""

    keep: Space = Field(
        KEPT_BYTES,
        description="How much the files of their versions may take in state/papers/; 2GB if left out, 0B keeps none",
    )


class SiteEntry(ConfigModel):
    """The public pages, which every run writes that changed something."""

    folder: Folder = Field(description="Where they are written: a folder of their own, which a web server hands out")
    url: SiteUrl = Field(description="Where people read them: feeds and shared links need the whole address")
    title: Name = Field("Havering Watcher", description="What stands above every page; Havering Watcher if left out")


class WatcherFile(ConfigModel):
    """config/watcher.yaml: how it is done."""

    timezone: Zone = Field(LONDON, description="Of all times people read; Europe/London if left out")
    fetch: FetchEntry = FetchEntry()
    telegram: TelegramEntry = TelegramEntry()
    papers: PapersEntry = PapersEntry()
    site: SiteEntry | None = Field(None, description="Public pages, feeds and calendars; left out: none")
    metrics: Listen | None = Field(
        None,
        description="Where `watcher run` shows /metrics and /healthz; a port alone: on 127.0.0.1; left out: none",
    )
    ping: Ping | None = Field(
        None,
        description="Called when a run ended well, with /fail when not (a dead man's switch); left out: none",
    )


# The model of what stands under each key of the three files.
MODELS: dict[str, type[ConfigModel]] = {
    "sources": SourceEntry,
    "topics": TopicEntry,
    "places": PlacesEntry,
    "fetch": FetchEntry,
    "telegram": TelegramEntry,
    "papers": PapersEntry,
    "site": SiteEntry,
}
