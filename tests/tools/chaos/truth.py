"""What is true whatever the watcher does: what the sites have published, who has asked for it, and the verdict on what
was delivered. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Told:
    """One thing that happened on a site, as a message names it: `New: T12 …`."""

    kind: Literal["New", "Changed"]
    token: str


@dataclass(frozen=True)
class Happening:
    """Something that happened in a round, and what a chat must follow to hear of it: its source, its topics, `all`."""

    round: int
    told: Told
    followed: frozenset[str]


@dataclass
class Wish:
    """What a chat asked for. The watcher has heard it for certain when Telegram let go of the update."""

    chat_id: int
    what: str
    heard: int | None = None
    """The first round that began when the watcher had heard it."""
    ended: bool = False
    ending_heard: int | None = None

    def must_hear(self, one: Happening) -> bool:
        """One that was ended promises nothing: what still waited when it ended may have been dropped."""
        return self.what in one.followed and self.heard is not None and one.round >= self.heard and not self.ended

    def may_hear(self, one: Happening) -> bool:
        return self.what in one.followed and (self.ending_heard is None or one.round < self.ending_heard)


@dataclass(frozen=True)
class Delivery:
    """A message that Telegram accepted. `unseen`: its run never saw the answer, or had no time to write it down."""

    chat_id: int
    told: tuple[Told, ...]
    unseen: bool


@dataclass
class Figures:
    """The verdict: numbers of alerts, and the first few that are wrong, in words."""

    expected: int = 0
    delivered: int = 0
    lost: int = 0
    let_go: int = 0
    """Not lost by us: proven to have left twice, and to have come to Telegram neither time."""
    doubled: int = 0
    allowed: int = 0
    unwanted: int = 0
    most: int = 0
    """Copies of one alert."""
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.unwanted)


def judge(
    happenings: Collection[Happening],
    wishes: Collection[Wish],
    deliveries: Iterable[Delivery],
    let_go: Collection[tuple[int, Told]] = (),
) -> Figures:
    """Every alert that the truth implies, exactly once; twice only where the first delivery was not seen, and never
    more often; not at all only where it was rightly `let_go`, in that chat."""
    came: dict[tuple[int, Told], list[Delivery]] = {}
    for delivery in deliveries:
        for told in delivery.told:
            came.setdefault((delivery.chat_id, told), []).append(delivery)
    figures = Figures(delivered=len(came))
    for one in happenings:
        for chat_id in {wish.chat_id for wish in wishes}:
            mine = [wish for wish in wishes if wish.chat_id == chat_id]
            must, may = any(wish.must_hear(one) for wish in mine), any(wish.may_hear(one) for wish in mine)
            came_here = came.get((chat_id, one.told), [])
            if must and not came_here and (chat_id, one.told) in let_go:
                figures.expected += 1
                figures.let_go += 1
            else:
                _count(figures, f"{one.told.kind} {one.told.token} to {chat_id}", came_here, must, may)
    return figures


def _count(figures: Figures, name: str, deliveries: list[Delivery], must: bool, may: bool) -> None:
    figures.expected += must
    figures.most = max(figures.most, len(deliveries))
    if must and not deliveries:
        figures.lost += 1
        figures.wrong.append(f"lost: {name}")
    if deliveries and not may:
        figures.unwanted += 1
        figures.wrong.append(f"unwanted: {name}")
    doubled = [delivery for delivery in deliveries[:-1] if not delivery.unseen] or deliveries[2:]
    figures.doubled += len(doubled)
    figures.wrong += [f"doubled: {name}"] * len(doubled)
    figures.allowed += len(deliveries[:-1]) - len(doubled)
