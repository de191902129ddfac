"""The borough on a town's site: what is watched, what stands there now, and who reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from ruamel.yaml import YAML

from tests.features.end_to_end.town import Town
from tests.tools.borough.portal import Portal
from tests.tools.borough.press import Feed, Notices, Ofsted
from tests.tools.standin import Chat
from watcher.cli.demo import as_shown

TOPICS = Path(__file__).resolve().parents[3] / "config" / "topics.yaml"
PLACES = {"ours": ["Eastmere", "Millbrook", "Oakhurst"], "others": ["Westford", "Northgate"]}
ISSUE = 45592
BOSS, REMIND = 900, "Remind me"
FORUM_TOPIC = 11
FORUM, CHANNEL = -1001000000004, -1001000000005


@dataclass(frozen=True)
class Told:
    """A message as it stood at a moment. `shown` has the addresses of links behind their words, and the buttons."""

    reader: str
    at: datetime
    text: str
    shown: str
    number: int
    reply_to: int | None = None
    thread: int | None = None
    silent: bool = False


@dataclass
class Borough:
    """`feeds` by id."""

    town: Town
    portal: Portal = field(default_factory=Portal)
    ofsted: Ofsted = field(default_factory=Ofsted)
    notices: Notices = field(default_factory=Notices)
    feeds: dict[str, Feed] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    readers: dict[str, Chat] = field(default_factory=dict)
    _seen: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_watched(self) -> None:
        """All its sites, as an administrator would write them, with the topics of the default config."""
        town = self.town
        town.topics = {**YAML(typ="safe").load(TOPICS.read_text("utf-8")), "places": PLACES}
        for one in self.feeds.values():
            town.watches(one.id, f"/{one.id}.xml", kind="feed", local=one.id == "newsroom", every="15m")
            town.sources[one.id]["name"] = one.name
        town.watches("portal", "/", kind="moderngov", every="15m")
        town.watches("plan", f"/mgIssueHistoryHome.aspx?IId={ISSUE}", topics=["childrens-services"], every="15m")
        town.watches("ofsted-council", "/provider/44/80599", topics=["ofsted"], every="15m")
        town.watches(
            "ofsted-schools", "/search?level_1_types=1&start=0&rows=100", kind="ofsted", topics=["ofsted"], every="15m"
        )
        town.watches("notices", self.notices.path, every="15m", local=False)
        town.watches("govuk-search", "/search/all.atom?keywords=eastmere", every="15m", local=False)
        names = {
            "govuk-search": "GOV.UK: search",
            "portal": "Eastmere Council",
            "plan": "Improvement plan",
            "ofsted-council": "Ofsted: Eastmere",
        }
        names |= {"ofsted-schools": "Ofsted: schools", "notices": "GOV.UK: improvement notices"}
        for id_, name in names.items():
            town.sources[id_]["name"] = name

    def stands(self) -> None:
        """The sites show what there is now."""
        pages = {f"/{one.id}.xml": one.body() for one in self.feeds.values()}
        self.town.site.pages = {**self.portal.pages(), **self.ofsted.pages(), **self.notices.pages(), **pages}

    def gathers_readers(self) -> None:
        """Five readers, from now on."""
        api = self.town.api
        sue, dan, eve = (api.private(number, name) for number, name in ((41, "Sue"), (42, "Dan"), (43, "Eve")))
        forum = api.group(FORUM, "Parents", admins=[BOSS], forum=True, topics=[FORUM_TOPIC])
        channel = api.channel(CHANNEL, "Eastmere news", admins=[BOSS])
        self.readers = {"sue": sue, "dan": dan, "eve": eve, "forum": forum, "channel": channel}
        sue.says("/subscribe send")
        dan.says("/subscribe childrens-services daily")
        eve.says("/subscribe all weekly")
        for words in ("Hazel Grange", "EHCP", "short breaks"):
            forum.says(f"/keyword {words}", user=BOSS, thread=FORUM_TOPIC)
        for source in ("herald", "ofsted-council"):
            channel.says(f"/subscribe {source}")
        self.town.once()
        self.reads()
        self.told.clear()

    def runs(self, at: datetime) -> None:
        """A run of the watcher at that moment, if it is not past; what came is read."""
        self.town.once(later=max(at - self.town.clock(), timedelta()))
        self.reads()

    def reads(self) -> None:
        """What is new or reads differently; where Sue is offered to be reminded, she is glad of it."""
        for reader, chat in self.readers.items():
            for message in chat.messages:
                number = (chat.id, message.message_id)
                if self._seen.get(number) != message.text:
                    self._seen[number] = message.text
                    if reader == "sue" and message.button(REMIND):
                        chat.taps(REMIND, message)
                    shown = as_shown(message).replace(self.town.site.url, "")  # type: ignore[arg-type]  # one class
                    self.told.append(
                        Told(
                            reader, self.town.clock(), message.text, shown, message.message_id,
                            message.reply_to, message.thread, message.silent,
                        )
                    )  # fmt: skip

    def of(self, reader: str) -> Iterator[Told]:
        return (one for one in self.told if one.reader == reader)
