"""Moves messages on their way: queued, claimed before the call, settled after it (DESIGN.md, "What must always hold",
2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from watcher.core.alerts import Alert, Button, Message
from watcher.core.flood_wait import LONGEST_FLOOD_WAIT, flood_wait_left
from watcher.rules.night import is_night
from watcher.store import delivery_window, timestamps
from watcher.store.alerts import ALERT_ROWS, OF_CHATS, UNWORDED, alert
from watcher.store.delivery_window import CAN_RECEIVE_NOW, NOW, UNSENT, Condition
from watcher.store.engines.statements import is_one_of
from watcher.store.tables import IN_FLIGHT, Moment, alerts, chats, messages

_FLOOD = "flood"
LONGEST_UNTIL_DUE = {"now": timedelta(days=1), "daily": timedelta(days=2), "weekly": timedelta(days=8)}


def put_off_for(db: Connection, chat_ids: Collection[int], now: datetime) -> list[Alert]:
    """Returns the alerts that these chats hear at once, but are put off to after `now`."""
    later = alerts.c.chat_id.in_(chat_ids) & UNWORDED & (alerts.c.due_at > now) & (alerts.c.frequency == "now")
    return [alert(row) for row in db.execute(ALERT_ROWS.where(later))]


def put_off(db: Connection, numbers: Sequence[int], until: datetime) -> None:
    """Puts these alerts off until then."""
    db.execute(update(alerts).where(alerts.c.id.in_(numbers)).values(due_at=until))


def was_told(db: Connection, chat_id: int, telegram_id: int) -> bool:
    """Tells whether this message of a chat came out of the outbox: an alert, or news for administrators."""
    told = select(messages.c.id).where(messages.c.chat_id == chat_id, messages.c.telegram_id == telegram_id)
    return db.execute(told.limit(1)).first() is not None


_ADD = insert(messages).returning(messages.c.id)  # built once, as is what follows: building takes longer than executing
_TELLS = (
    update(alerts).where(alerts.c.id.in_(bindparam("told", expanding=True))).values(message_id=bindparam("message"))
)


def queue(db: Connection, message: Message, told: Sequence[int], now: datetime) -> int:
    """Queues a message, to be sent from `now` on, that tells the alerts with these ids; returns its number."""
    row = {
        "chat_id": message.chat_id,
        "thread_id": message.thread_id,
        "html": message.html,
        "buttons": [[asdict(button) for button in line] for line in message.buttons],
        "preview": message.preview,
        "silent": message.silent,
        "reply_to": message.reply_to or None,
        "not_before": now,
        "created_at": now,
    }
    number = int(db.execute(_ADD, row).scalar_one())
    if told:
        db.execute(_TELLS, {"told": told, "message": number})
    return number


_others = messages.alias("others")
_LATER = is_one_of(_others.c.state, ("queued", "uncertain")) & (_others.c.not_before > NOW)
# What has to be sent again is not overtaken by what was to come after it.
_GOING = is_one_of(_others.c.state, IN_FLIGHT)
_NOTHING_BEFORE_IT = messages.c.chat_id.not_in(select(_others.c.chat_id).where(_LATER | _GOING))
_MAY_HEAR = CAN_RECEIVE_NOW | (messages.c.answer & delivery_window.REACHABLE)
_READY = (
    select(messages, chats.c.kind.label("chat_kind"))
    .join(chats, messages.c.chat_id == chats.c.chat_id)
    .where(UNSENT, messages.c.not_before <= NOW, _MAY_HEAR, _NOTHING_BEFORE_IT)
    .where(messages.c.chat_id.not_in(bindparam("busy", expanding=True)))
    .order_by(messages.c.id)
    .limit(1)
    # Of PostgreSQL alone: what another worker is just taking is passed over, and with it the rest of that chat.
    .with_for_update(of=(messages, chats), skip_locked=True, key_share=True)
)
_ONE = messages.c.id == bindparam("number")
# Looked at once more: what another worker took in this moment is seen only now.
_FREE = ~exists().where(_others.c.chat_id == messages.c.chat_id, _GOING)
_CLAIMED = update(messages).where(_ONE, UNSENT, _FREE).values(state=bindparam("becomes"), tries=messages.c.tries + 1)


def claim(db: Connection, now: datetime, busy: Collection[int] = (), zone: tzinfo = UTC) -> Message | None:
    """Takes the oldest message that may be sent at `now`, of a chat that may be told something (quiet hours by the
    clocks of `zone`) and is not `busy`; from here on it counts as being sent. None when there is none."""
    taken, at = list(busy), delivery_window.at(now, zone)
    while row := db.execute(_READY, at | {"busy": taken}).first():
        becomes = "reclaimed" if row.state == "uncertain" else "claimed"
        if db.execute(_CLAIMED, {"number": row.id, "becomes": becomes}).rowcount:
            return _claimed(row, now, zone)
        taken.append(row.chat_id)
    return None


def _claimed(row: Row[Any], now: datetime, zone: tzinfo) -> Message:
    # Whoever reads a channel would tap them, and only its administrators may change anything.
    lines = [] if row.chat_kind == "channel" and not row.answer else row.buttons
    buttons = tuple(tuple(Button(**button) for button in line) for line in lines)
    return Message(
        row.chat_id,
        row.html,
        buttons,
        row.thread_id,
        row.preview,
        row.id,
        row.tries + 1,
        row.reply_to or 0,
        silent=row.silent or is_night(now, zone),
        doubted=row.state == "uncertain",
    )


_NEXT_AT = (
    select(func.min(messages.c.not_before))
    .join(chats, messages.c.chat_id == chats.c.chat_id)
    .where(UNSENT, _MAY_HEAR, (messages.c.not_before > NOW) | _NOTHING_BEFORE_IT)
)


def next_at(db: Connection, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """Returns when the next message may be sent to a chat that may be told something at `now`; None when nothing
    waits."""
    return db.execute(_NEXT_AT, delivery_window.at(now, zone)).scalar()


_GOES_OUT = {"claimed": "sending", "reclaimed": "resending"}
_LEFT = (
    update(messages)
    .where(_ONE, is_one_of(messages.c.state, _GOES_OUT))
    .values(state=case(_GOES_OUT, value=messages.c.state))
)


def left(db: Connection, number: int) -> None:
    """Notes that the request of a claimed message leaves: Telegram may have taken it from here on."""
    db.execute(_LEFT, {"number": number})


_SENT = update(messages).where(_ONE).values(state="sent", telegram_id=bindparam("telegram"), sent_at=NOW, error=None)


def sent(db: Connection, number: int, telegram_id: int, now: datetime) -> None:
    """Notes that Telegram accepted the message, under its own number."""
    db.execute(_SENT, {"number": number, "telegram": telegram_id, "now": now})


def retry(
    db: Connection, number: int, at: datetime, error: str, *, uncertain: bool = False, counted: bool = True
) -> None:
    """Queues a message again, from `at` on, that was not delivered, or (`uncertain`) perhaps was. A try that is not
    `counted` is taken back."""
    tries = messages.c.tries if counted else messages.c.tries - 1
    state = "uncertain" if uncertain else "queued"
    db.execute(
        update(messages).where(messages.c.id == number).values(state=state, not_before=at, error=error, tries=tries)
    )


def fail_permanently(db: Connection, number: int, error: str) -> None:
    """Notes that a message will never be delivered, and why."""
    db.execute(update(messages).where(messages.c.id == number).values(state="dead", error=error))


def reword(db: Connection, number: int, html: str) -> None:
    """Replaces the text of a message and takes its buttons away: Telegram refused one or the other."""
    db.execute(update(messages).where(messages.c.id == number).values(html=html, buttons=[]))


def set_flood_wait(db: Connection, until: datetime) -> None:
    """Notes that Telegram wants no call before then."""
    timestamps.done(db, _FLOOD, until)


def flood_wait(db: Connection, now: datetime) -> timedelta:
    """Returns how long Telegram still wants no call, whichever run it said so to; no time where that is over, or longer
    than LONGEST_FLOOD_WAIT."""
    return flood_wait_left(timestamps.last(db, _FLOOD), now)


STOPPED_TWICE = "the run was stopped twice before Telegram answered; it may have come twice, once or not at all"
_INTERRUPTED_TWICE = update(messages).where(messages.c.state == "resending").values(state="dead", error=STOPPED_TWICE)
_BECOMES = {"claimed": "queued", "reclaimed": "uncertain", "sending": "uncertain"}
_INTERRUPTED = (
    update(messages)
    .where(is_one_of(messages.c.state, _BECOMES))
    .values(
        state=case(_BECOMES, value=messages.c.state),
        not_before=bindparam("at"),
        error="the run was stopped while it was sent",
    )
)


def requeue_interrupted(db: Connection, at: datetime) -> int:
    """Queues again, from `at` on, the messages that a killed run was sending. Those whose request had left are in doubt
    from now on; one that was in doubt already, and has left again, is given up, as it may have come twice. What was
    only claimed is as it was before. Returns how many are given up."""
    given_up = db.execute(_INTERRUPTED_TWICE).rowcount
    db.execute(_INTERRUPTED, {"at": at})
    return given_up


_PUT_BACK = (
    update(messages)
    .where(is_one_of(messages.c.state, ("claimed", "reclaimed")))
    .where(messages.c.id.not_in(bindparam("in_hand", expanding=True)))
    .values(state=case(_BECOMES, value=messages.c.state))
)


def put_back(db: Connection, in_hand: Collection[int]) -> None:
    """Makes what was claimed, and is not `in_hand`, as it was before: nobody else would ever send it."""
    db.execute(_PUT_BACK, {"in_hand": list(in_hand)})


_LATEST = bindparam("latest", type_=Moment)
_LATE = alerts.c.frequency == bindparam("how_often"), alerts.c.due_at > _LATEST
_DUE_NOW = update(alerts).where(UNWORDED, *_LATE).values(due_at=NOW)
_PUT_OFF = (messages.c.created_at > NOW) | (messages.c.not_before > _LATEST)
_SENT_NOW = update(messages).where(UNSENT, _PUT_OFF).values(not_before=NOW)


def repair_times(db: Connection, now: datetime) -> None:
    """Brings forward what waits longer than it would have by the right clock, as far as can be told, after one that ran
    ahead."""
    for frequency, longest in LONGEST_UNTIL_DUE.items():
        db.execute(_DUE_NOW, {"how_often": frequency, "latest": now + longest, "now": now})
    db.execute(_SENT_NOW, {"latest": now + LONGEST_FLOOD_WAIT, "now": now})


def chat_unreachable(db: Connection, chat_id: int, error: str, now: datetime) -> None:
    """Notes that a chat can't be reached: what waits for it dies, its choices stay until it comes back or is
    forgotten."""
    db.execute(update(chats).where(chats.c.chat_id == chat_id, chats.c.gone_at.is_(None)).values(gone_at=now))
    waiting = messages.c.state.in_(("queued", "uncertain", *IN_FLIGHT))
    db.execute(update(messages).where(messages.c.chat_id == chat_id, waiting).values(state="dead", error=error))


def queue_counts(db: Connection) -> dict[str, int]:
    """Counts, as `waiting`, the alerts and messages that wait, and as `failed` the messages that will never be
    delivered; of chats that are still there."""
    unworded = select(func.count()).select_from(alerts).join(chats, OF_CHATS)
    waiting = db.execute(unworded.where(UNWORDED, chats.c.gone_at.is_(None))).scalar_one()
    there = select(messages.c.state, func.count().label("held")).join(chats, messages.c.chat_id == chats.c.chat_id)
    unsettled = ("queued", "uncertain", *IN_FLIGHT)
    counted = db.execute(
        there.where(messages.c.state.in_((*unsettled, "dead")), chats.c.gone_at.is_(None)).group_by(messages.c.state)
    )
    by_state: dict[str, int] = {row.state: row.held for row in counted}
    return {
        "waiting": waiting + sum(by_state.get(state, 0) for state in unsettled),
        "failed": by_state.get("dead", 0),
    }


def waiting(chat_id: int, thread_id: int) -> Condition:
    """Returns a condition on alerts: of this chat or forum topic, and not on their way."""
    unsent = select(messages.c.id).where(messages.c.chat_id == chat_id, UNSENT)
    mine = (alerts.c.chat_id == chat_id) & (alerts.c.thread_id == thread_id)
    return mine & or_(alerts.c.message_id.is_(None), alerts.c.message_id.in_(unsent))


def word_anew(db: Connection, numbers: Collection[int | None]) -> None:
    """Frees the alerts left in these messages, which have lost one, to be put into words again. A message that may have
    been delivered stays as it is, for its one late retry, unless nothing is left in it. None among the numbers is
    passed over."""
    lost = messages.c.id.in_({number for number in numbers if number})
    queued = select(messages.c.id).where(lost, messages.c.state == "queued")
    ids = list(db.execute(queued).scalars())
    db.execute(update(alerts).where(alerts.c.message_id.in_(ids)).values(message_id=None))
    empty = ~exists().where(alerts.c.message_id == messages.c.id)
    db.execute(delete(messages).where(lost, UNSENT, empty))
