"""Alerts and messages on their way: queued, claimed before the call, settled after it (DESIGN.md, "What must always
hold", 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Row,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    update,
)

from watcher.flapping import DAY
from watcher.model import Alert, Button, Hearing, Message
from watcher.store import holding, marks
from watcher.store.changes import change_of
from watcher.store.holding import LISTENING, NOW
from watcher.store.tables import Moment, alerts, changes, chats, messages

_QUEUED = [alerts.c[name] for name in ("change_id", "thread_id", "reasons", "wishes", "quotes", "frequency", "due_at")]
_ROW = [bindparam(column.name, type_=column.type) for column in _QUEUED]
_AT_ONCE = 1_000  # chats in one statement
_IDS = func.json_each(bindparam("chat_ids", type_=JSON)).table_valued(column("value", BigInteger))
# SQLite reads a list of a thousand numbers ten times as fast as so many parameters.
_ADD_ALL, _ADD_EACH = (
    insert(alerts).from_select([alerts.c.chat_id, *_QUEUED], those, include_defaults=False)
    for those in (
        select(_IDS.c.value, *_ROW),
        select(chats.c.chat_id, *_ROW).where(chats.c.chat_id.in_(bindparam("chat_ids", expanding=True))),
    )
)
LONGEST_PAUSE = timedelta(days=1)  # after which Telegram is asked anew, whatever it asked for
_FLOOD = "flood"
LONGEST_WAIT = {"now": DAY, "daily": timedelta(days=2), "weekly": timedelta(days=8)}


def enqueue(db: Connection, queued: Iterable[tuple[Hearing, datetime]]) -> None:
    """Puts alerts into the outbox, each with the moment it is due; the change must be saved already (`change.id`), and
    every chat known. What differs by its chat alone is written together."""
    one_by_one = db.dialect.name != "sqlite"
    for alike, due_at in queued:
        alert = alike.alert
        said = {name: list(getattr(alert, name)) for name in ("reasons", "wishes", "quotes")}
        row = {"change_id": alert.change.id, "thread_id": alert.thread_id, "frequency": alert.frequency, **said}
        for start in range(0, len(alike.chat_ids), _AT_ONCE):
            ids = list(alike.chat_ids[start : start + _AT_ONCE])
            db.execute(_ADD_EACH if one_by_one else _ADD_ALL, row | {"due_at": due_at, "chat_ids": ids})


_OF_CHATS = alerts.c.chat_id == chats.c.chat_id
_ALERT_ROWS = (
    select(alerts, *(column.label(f"of_change_{column.name}") for column in changes.c))
    .join(changes, alerts.c.change_id == changes.c.id)
    .join(chats, _OF_CHATS)
)
_UNWORDED = alerts.c.message_id.is_(None)
_IS_DUE = _UNWORDED & (alerts.c.due_at <= NOW)
_OLDEST = (
    select(alerts.c.chat_id)
    .join(chats, _OF_CHATS)
    .where(_IS_DUE, LISTENING)
    .group_by(alerts.c.chat_id)
    .order_by(func.min(alerts.c.id))
    .limit(bindparam("most"))
)
_DUE = _ALERT_ROWS.where(_IS_DUE, alerts.c.chat_id.in_(_OLDEST)).order_by(alerts.c.chat_id, alerts.c.change_id)


def due(db: Connection, now: datetime, zone: tzinfo = UTC, limit: int = 500) -> list[Alert]:
    """The alerts to be put into words now, of so many whole chats that are listening (by the clocks of `zone`), in the
    order in which their changes were seen."""
    return [_alert(row) for row in db.execute(_DUE, holding.at(now, zone) | {"most": limit})]


def put_off_for(db: Connection, chat_ids: Collection[int], now: datetime) -> list[Alert]:
    """What these chats hear at once, but not yet: alerts that were put off."""
    later = alerts.c.chat_id.in_(chat_ids) & _UNWORDED & (alerts.c.due_at > now) & (alerts.c.frequency == "now")
    return [_alert(row) for row in db.execute(_ALERT_ROWS.where(later))]


def put_off(db: Connection, numbers: Sequence[int], until: datetime) -> None:
    """These alerts are not told before then."""
    db.execute(update(alerts).where(alerts.c.id.in_(numbers)).values(due_at=until))


def _alert(row: Row[tuple[object, ...]]) -> Alert:
    named = row._mapping
    change = change_of({column.name: named[f"of_change_{column.name}"] for column in changes.c})
    return Alert(
        change=change,
        chat_id=named["chat_id"],
        reasons=tuple(named["reasons"]),
        wishes=tuple((what, words) for what, words in named["wishes"]),
        quotes=tuple(named["quotes"]),
        thread_id=named["thread_id"],
        frequency=named["frequency"],
        id=named["id"],
    )


def told_with(db: Connection, chat_id: int, number: int) -> list[Alert]:
    """The alerts that came in one message with this one, in the order they were told; none where it is not this
    chat's, or remembered no longer."""
    of = select(alerts.c.message_id).where(alerts.c.id == number, alerts.c.chat_id == chat_id)
    query = _ALERT_ROWS.where(alerts.c.message_id == of.scalar_subquery(), alerts.c.chat_id == chat_id)
    return [_alert(row) for row in db.execute(query.order_by(alerts.c.change_id))]


def was_told(db: Connection, chat_id: int, telegram_id: int) -> bool:
    """Whether this message of a chat came out of the outbox: an alert, or news for administrators."""
    told = select(messages.c.id).where(messages.c.chat_id == chat_id, messages.c.telegram_id == telegram_id)
    return db.execute(told.limit(1)).first() is not None


def put(db: Connection, message: Message, told: Sequence[int], now: datetime) -> int:
    """Queues a message that tells the alerts with these ids, and returns its number."""
    row = {
        "chat_id": message.chat_id,
        "thread_id": message.thread_id,
        "html": message.html,
        "buttons": [[asdict(button) for button in line] for line in message.buttons],
        "preview": message.preview,
        "reply_to": message.reply_to or None,
        "not_before": now,
        "created_at": now,
    }
    number = int(db.execute(insert(messages).values(row).returning(messages.c.id)).scalar_one())
    if told:
        db.execute(update(alerts).where(alerts.c.id.in_(told)).values(message_id=number))
    return number


def drop(db: Connection, numbers: Sequence[int]) -> None:
    """Forgets alerts of which nothing is left to tell."""
    if numbers:
        db.execute(delete(alerts).where(alerts.c.id.in_(numbers)))


_others = messages.alias("others")
_UNSENT = messages.c.state.in_(("queued", "uncertain"))
_LATER = _others.c.state.in_(("queued", "uncertain")) & (_others.c.not_before > NOW)
_IN_FLIGHT = ("sending", "resending")
# What has to be sent again is not overtaken by what was to come after it.
_NOTHING_BEFORE_IT = messages.c.chat_id.not_in(
    select(_others.c.chat_id).where(_LATER | _others.c.state.in_(_IN_FLIGHT))
)
_MAY_HEAR = LISTENING | (messages.c.answer & holding.REACHABLE)
_READY = (
    select(messages, chats.c.kind.label("chat_kind"))
    .join(chats, messages.c.chat_id == chats.c.chat_id)
    .where(_UNSENT, messages.c.not_before <= NOW, _MAY_HEAR, _NOTHING_BEFORE_IT)
    .where(messages.c.chat_id.not_in(bindparam("busy", expanding=True)))
    .order_by(messages.c.id)
    .limit(1)
)
_ONE = messages.c.id == bindparam("number")
_CLAIMED = update(messages).where(_ONE).values(state=bindparam("becomes"), tries=messages.c.tries + 1)


def claim(db: Connection, now: datetime, busy: Collection[int] = (), zone: tzinfo = UTC) -> Message | None:
    """Takes the oldest message that may be sent now, of a chat that is listening (by the clocks of `zone`) and not
    `busy`; it counts as being sent from here on."""
    row = db.execute(_READY, holding.at(now, zone) | {"busy": list(busy)}).first()
    if row is None:
        return None
    db.execute(_CLAIMED, {"number": row.id, "becomes": "resending" if row.state == "uncertain" else "sending"})
    # Whoever reads a channel would tap them, and only its administrators may change anything.
    lines = [] if row.chat_kind == "channel" and not row.answer else row.buttons
    buttons = tuple(tuple(Button(**button) for button in line) for line in lines)
    tries, reply_to, doubted = row.tries + 1, row.reply_to or 0, row.state == "uncertain"
    return Message(row.chat_id, row.html, buttons, row.thread_id, row.preview, row.id, tries, reply_to, doubted)


_NEXT_AT = (
    select(func.min(messages.c.not_before))
    .join(chats, messages.c.chat_id == chats.c.chat_id)
    .where(_UNSENT, _MAY_HEAR, (messages.c.not_before > NOW) | _NOTHING_BEFORE_IT)
)
_NEXT_DUE = select(func.min(alerts.c.due_at)).join(chats, _OF_CHATS).where(_UNWORDED, LISTENING)


def next_at(db: Connection, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """When the next message may be sent to a chat that is listening now; None when nothing waits."""
    return db.execute(_NEXT_AT, holding.at(now, zone)).scalar()


def next_due(db: Connection, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """When the next alert is to be put into words for a chat that is listening now; None when none waits."""
    return db.execute(_NEXT_DUE, holding.at(now, zone)).scalar()


_SENT = update(messages).where(_ONE).values(state="sent", telegram_id=bindparam("telegram"), sent_at=NOW, error=None)


def sent(db: Connection, number: int, telegram_id: int, now: datetime) -> None:
    """Telegram accepted it."""
    db.execute(_SENT, {"number": number, "telegram": telegram_id, "now": now})


def again(
    db: Connection, number: int, at: datetime, error: str, *, uncertain: bool = False, counted: bool = True
) -> None:
    """It was not delivered, or (`uncertain`) perhaps: to be sent again at `at`. A try that is not `counted` is taken
    back."""
    tries = messages.c.tries if counted else messages.c.tries - 1
    state = "uncertain" if uncertain else "queued"
    db.execute(
        update(messages).where(messages.c.id == number).values(state=state, not_before=at, error=error, tries=tries)
    )


def dead(db: Connection, number: int, error: str) -> None:
    """It will never be delivered."""
    db.execute(update(messages).where(messages.c.id == number).values(state="dead", error=error))


def reword(db: Connection, number: int, html: str) -> None:
    """Sends this text without buttons in its place: Telegram refused one or the other."""
    db.execute(update(messages).where(messages.c.id == number).values(html=html, buttons=[]))


def leave_topic(db: Connection, number: int) -> None:
    """Sends it to the group itself: the forum topic is gone."""
    db.execute(update(messages).where(messages.c.id == number).values(thread_id=0))


def hold_back(db: Connection, until: datetime) -> None:
    """Telegram wants no call before then."""
    marks.done(db, _FLOOD, until)


def held_back(db: Connection, now: datetime) -> timedelta:
    """How long Telegram still wants no call, whichever run it said so to."""
    left = (marks.last(db, _FLOOD) or now) - now
    return left if timedelta() < left <= LONGEST_PAUSE else timedelta()


def left_sending(db: Connection, at: datetime) -> int:
    """Messages that a killed run was sending: perhaps delivered. They are tried once more, from `at` on; one that was
    tried once more already is let go, as it may have come twice. Returns how many are tried again."""
    twice = update(messages).where(messages.c.state == "resending")
    db.execute(twice.values(state="dead", error="the run was stopped twice while it was sent; it may have come twice"))
    mine = update(messages).where(messages.c.state == "sending")
    return db.execute(
        mine.values(state="uncertain", not_before=at, error="the run was stopped while it was sent")
    ).rowcount


_LATEST = bindparam("latest", type_=Moment)
_LATE = alerts.c.frequency == bindparam("how_often"), alerts.c.due_at > _LATEST
_DUE_NOW = update(alerts).where(_UNWORDED, *_LATE).values(due_at=NOW)
_PUT_OFF = (messages.c.created_at > NOW) | (messages.c.not_before > _LATEST)
_SENT_NOW = update(messages).where(_UNSENT, _PUT_OFF).values(not_before=NOW)


def set_right(db: Connection, now: datetime) -> None:
    """After a clock that ran ahead: nothing waits longer than it would have by the right one, as far as can be
    told."""
    for frequency, longest in LONGEST_WAIT.items():
        db.execute(_DUE_NOW, {"how_often": frequency, "latest": now + longest, "now": now})
    db.execute(_SENT_NOW, {"latest": now + LONGEST_PAUSE, "now": now})


def gone(db: Connection, chat_id: int, error: str, now: datetime) -> None:
    """A chat that can't be reached: what waits for it dies, its choices stay until it comes back or is forgotten."""
    db.execute(update(chats).where(chats.c.chat_id == chat_id, chats.c.gone_at.is_(None)).values(gone_at=now))
    waiting = messages.c.state.in_(("queued", "uncertain", *_IN_FLIGHT))
    db.execute(update(messages).where(messages.c.chat_id == chat_id, waiting).values(state="dead", error=error))


def prune(db: Connection, before: datetime) -> int:
    """Forgets what was sent, or given up, before that moment, with the alerts it told; returns how many messages."""
    done = messages.c.state.in_(("sent", "dead")) & (messages.c.not_before < before)
    return db.execute(delete(messages).where(done)).rowcount


def queue(db: Connection) -> dict[str, int]:
    """How many alerts and messages wait, and how many messages will never be delivered to a chat that is still
    there."""
    unworded = select(func.count()).select_from(alerts).join(chats, _OF_CHATS)
    waiting = db.execute(unworded.where(_UNWORDED, chats.c.gone_at.is_(None))).scalar_one()
    there = select(messages.c.state, func.count().label("held")).join(chats, messages.c.chat_id == chats.c.chat_id)
    unsettled = ("queued", "uncertain", *_IN_FLIGHT)
    counted = db.execute(
        there.where(messages.c.state.in_((*unsettled, "dead")), chats.c.gone_at.is_(None)).group_by(messages.c.state)
    )
    by_state: dict[str, int] = {row.state: row.held for row in counted}
    return {
        "waiting": waiting + sum(by_state.get(state, 0) for state in unsettled),
        "failed": by_state.get("dead", 0),
    }
