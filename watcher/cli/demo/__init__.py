"""The whole job on this machine, for somebody who has neither token nor internet: the product's own code reads a
made-up borough and tells a subscriber, with Telegram's side played by the strict stand-in of the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from watcher.cli.demo import pages
from watcher.cli.demo.clock import HURRY, StoryClock
from watcher.cli.demo.site import Borough, served
from watcher.cli.demo.standin import BotApi, Chat, Message
from watcher.config import environment, load_settings
from watcher.core.text import pluralise
from watcher.jobs.run import run_once
from watcher.jobs.run_result import RunResult

CONFIG = {
    "topics.yaml": """
topics:
  - {id: send, name: SEND, description: Special educational needs, phrases: [SEND, EHC plans, home to school transport]}
  - {id: childrens-services, name: Children's services, phrases: [children's services, children's centre]}
""",
    "watcher.yaml": "fetch: {delay: 0s, contact: 'http://127.0.0.1/demo'}\n",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story: what happens, what was found, and what stands in the subscriber's chat because of it."""

    heading: str
    found: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


def play(folder: Path, now: datetime) -> Iterator[Scene]:
    """Yields the story, scene by scene. Writes config and state into `folder`, which is thrown away afterwards."""
    clock = StoryClock(now)
    with served(pages.before(now)) as borough, BotApi(clock=clock.timestamp, hurry=HURRY) as api:
        subscriber = api.private(1)
        story = _Story(folder, clock, borough, api, subscriber)
        subscriber.says("/start")
        yield story.scene("A parent opens the bot; the borough's three sites are read for the first time")
        subscriber.taps("SEND")
        subscriber.taps("Children's services")
        subscriber.says("/subscribe scrutiny")
        subscriber.says("/subscribe ofsted")
        yield story.scene("She taps SEND and Children's services, and writes /subscribe scrutiny and /subscribe ofsted")
        borough.pages = pages.after(now)
        yield story.scene(
            "A day later an agenda, a moved meeting, an Ofsted report and two stories are out", later=timedelta(days=1)
        )
        yield story.scene("The next run finds nothing new", later=timedelta(hours=1))


class _Story:
    """Runs the product against the borough, and tells what each run brought."""

    def __init__(self, folder: Path, clock: StoryClock, borough: Borough, api: BotApi, subscriber: Chat) -> None:
        self._folder, self._clock, self._subscriber = folder, clock, subscriber
        self._told: dict[int, str] = {}  # what she has read, by message
        self._environment = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
        (folder / "config").mkdir()
        for name, text in {**CONFIG, "sources.yaml": _sources(borough.url)}.items():
            (folder / "config" / name).write_text(text, encoding="utf-8")

    def scene(self, heading: str, *, later: timedelta = timedelta(minutes=5)) -> Scene:
        """Runs `watcher once`, so much later in the story, and returns what came of it."""
        self._clock.forward(later)
        config, state = self._folder / "config", self._folder / "state"
        surroundings = environment(self._environment, config=config, state=state)
        settings = load_settings(config)
        limiter = self._clock.limiter(settings.telegram.rate)
        monotonic = self._clock.timestamp
        result = run_once(settings, surroundings, clock=self._clock, limiter=limiter, monotonic=monotonic)
        new = [message for message in self._subscriber.messages if self._told.get(message.message_id) != message.text]
        self._told |= {message.message_id: message.text for message in new}
        return Scene(heading, tuple(_lines(result)), tuple(as_shown(message) for message in new))


def _sources(url: str) -> str:
    watched = [
        ("scrutiny", "Children's Scrutiny Committee", url + pages.COMMITTEE),
        ("ofsted", "Ofsted: Example Borough", url + pages.PROVIDER),
        ("gazette", "Example Gazette", url + pages.FEED),
    ]
    return json.dumps({"sources": [dict(zip(("id", "name", "url"), row, strict=True)) for row in watched]})


def _lines(result: RunResult) -> Iterator[str]:
    for visit in result.visits:
        changed = pluralise(len(visit.changes), "change") if visit.changes else "nothing to tell"
        yield f"{visit.source.name}: {visit.state}, {pluralise(visit.documents, 'document')} known, {changed}"
    yield from result.problems


def as_shown(message: Message) -> str:
    """Returns a message as plain text, each link's address behind its words, the buttons in brackets below."""
    shown = message.text.encode("utf-16-le")
    for entity in sorted(message.entities, key=lambda found: -found["offset"]):
        if entity["type"] == "text_link":  # offsets count UTF-16 units (facts/telegram.md, "Limits")
            end = 2 * (entity["offset"] + entity["length"])
            shown = shown[:end] + f" <{entity['url']}>".encode("utf-16-le") + shown[end:]
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.buttons]
    return "\n".join([shown.decode("utf-16-le"), *rows])
