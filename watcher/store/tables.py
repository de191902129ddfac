"""Defines the tables. Changed only together with a migration (`watcher/store/migrations`); a test holds the two
together."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    literal_column,
)

from watcher.store.column_types import Moment as Moment  # migrations know both by this place
from watcher.store.column_types import RowId as RowId
from watcher.store.metadata import metadata as metadata
from watcher.store.plan_tables import plan_actions as plan_actions
from watcher.store.plan_tables import plans as plans
from watcher.store.promise_tables import promises as promises

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("state", String, nullable=False, server_default="new"),
    Column("reason", Text),
    Column("last_visit", Moment),
    Column("last_good", Moment),
    Column("last_new", Moment),
    Column("next_visit", Moment),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("baseline_at", Moment),
    Column("notes", JSON, nullable=False, server_default="{}"),
    Column("broken_since", Moment),  # told to the administrators; empty while all is well
    Column("documents", Integer, nullable=False, server_default="0"),  # counted as they come and go
)

pages = Table(
    "pages",
    metadata,
    Column("source_id", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("digest", String, nullable=False),
    Column("reader", String, nullable=False),  # our version: what another version read is read again
    Column("fetched_at", Moment, nullable=False),  # when this was remembered of it
    Column("full_at", Moment, nullable=False),  # the last time it was asked for without validators
    Column(
        "final_url", Text, nullable=False, server_default=""
    ),  # what gave the validators, where a redirect led there
)

scopes = Table(
    "scopes",
    metadata,
    Column("source_id", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("read_at", Moment),  # empty: it failed during the baseline, so its first good reading is silent too
    Column("held_reason", Text),
    Column("held_print", String),
    Column("held_count", Integer, nullable=False, server_default="0"),
    Column("rejected", Boolean, nullable=False, server_default="0"),  # by an administrator: held while it reads so
)

documents = Table(
    "documents",
    metadata,
    Column("source_id", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", Date),
    Column("summary", Text, nullable=False, server_default=""),
    Column("details", JSON, nullable=False, server_default="{}"),
    Column("part_of", Text, nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    Column("missing", Integer, nullable=False, server_default="0"),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Column("first_seen", Moment, nullable=False),
    Column("number", BigInteger),  # its row in the index that searches use, given by a trigger (migration 0004)
    Index(None, "number", unique=True),
    Index(None, "source_id", "published"),
    Index(None, "source_id", "scope"),
)
Index("ix_documents_missing", documents.c.source_id, sqlite_where=documents.c.missing > 0)
# The 0 stands in the statement as it does in the index that answers it: a parameter would have it planned every time.
IS_MISSING = documents.c.missing > literal_column("0")

aliases = Table(
    "aliases",
    metadata,
    Column("source_id", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Index(None, "source_id", "key"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", Text, nullable=False),
    Column("document", JSON, nullable=False),
    Column("fields", JSON, nullable=False, server_default="{}"),
    Column("minor", Boolean, nullable=False, server_default="0"),
    Column("topics", JSON, nullable=False, server_default="[]"),
    Column("diff", JSON, nullable=False, server_default="[]"),  # page, old and new of each sentence that differs
    Column("since_last", JSON, nullable=False, server_default="{}"),  # what is known of it beside others
    Column("quotes", JSON, nullable=False, server_default="[]"),  # what the paper says that matters for the topics
    Column("same_as", BigInteger, nullable=False, server_default="0"),  # the change that told the same event first
    Column("alike", Integer, nullable=False, server_default="0"),  # articles of its feed that changed in the same way
    Column("versions", JSON, nullable=False, server_default="[]"),  # SHA-256 of each version of the paper there was
    Index(None, "at"),
    Index(None, "source_id", "key"),
)
Index("ix_changes_same_as", changes.c.same_as, sqlite_where=changes.c.same_as > 0)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),  # private, group, supergroup, channel; guest: only an answer waits for it
    Column("since", Moment, nullable=False),
    Column("gone_at", Moment),  # blocked or kicked us: nothing is sent, the choices are kept for a while
    Column("paused_until", Moment),  # nothing is sent until then
    Column("quiet_from", Time),  # nothing is sent between these, in the config's zone
    Column("quiet_to", Time),
    Column("held_until", Moment),  # Telegram wants no call to this chat before then
    Column("closed_since", Moment),  # it takes no messages since then, and may again
    Column("closed_told", Boolean, nullable=False, server_default="0"),  # administrators know of that
    Column("was", BigInteger),  # its number before the group moved, as the config may still name it
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("what", String, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("frequency", String, nullable=False, server_default="now"),
    Column("corrections", Boolean, nullable=False, server_default="0"),
    Column("since", Moment, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "what", "words"),
    Index(None, "what"),
)

# What a chat followed until it said /stop at a moment, in its order: it can be undone for a while.
stopped = Table(
    "stopped",
    metadata,
    Column(
        "chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True
    ),
    Column("at", Moment, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("what", String, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("frequency", String, nullable=False, server_default="now"),
    Column("corrections", Boolean, nullable=False, server_default="0"),
    Column("since", Moment, nullable=False),
)

IN_FLIGHT = ("claimed", "reclaimed", "sending", "resending")
"""What a message is while a run sends it: `claimed`, or `reclaimed` where it was in doubt, until its request has left,
and then `sending` or `resending` (docs/adr/0056)."""

messages = Table(
    "messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("html", Text, nullable=False),
    Column("buttons", JSON, nullable=False, server_default="[]"),
    Column("preview", Boolean, nullable=False, server_default="0"),
    Column("state", String, nullable=False, server_default="queued"),  # or IN_FLIGHT, uncertain, sent, dead
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment, nullable=False),
    Column("error", Text),
    Column("telegram_id", BigInteger),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("reply_to", BigInteger),  # Telegram's number of the message that it carries on from
    Column("answer", Boolean, nullable=False, server_default="0"),  # to what somebody said: it waits for no quiet hours
    Column("silent", Boolean, nullable=False, server_default="0"),  # by what it says; at night all is
    Index(None, "state", "not_before"),
    Index(None, "chat_id"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("change_id", BigInteger, ForeignKey("changes.id"), nullable=False),
    Column("chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("reasons", JSON, nullable=False),
    Column("quotes", JSON, nullable=False, server_default="[]"),  # here, not in the log: they may show a chat's words
    Column("wishes", JSON, nullable=False, server_default="[]"),  # what and words of each subscription that wants it
    Column("frequency", String, nullable=False, server_default="now"),
    Column("due_at", Moment, nullable=False),
    Column("message_id", BigInteger, ForeignKey("messages.id", ondelete="CASCADE")),  # empty: not yet put into words
    Column("urgent", Boolean, nullable=False, server_default="0"),  # told at once, with sound
    UniqueConstraint("change_id", "chat_id", "thread_id"),  # a forum topic of a group counts as a chat
    Index(None, "chat_id"),
)
# The migrations narrow them on PostgreSQL too; to name that here would load all of that dialect into every run.
Index("ix_alerts_waiting", alerts.c.due_at, sqlite_where=alerts.c.message_id.is_(None))
Index("ix_alerts_message_id", alerts.c.message_id, sqlite_where=alerts.c.message_id.is_not(None))

mutes = Table(
    "mutes",
    metadata,
    Column(
        "chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True
    ),
    Column("thread_id", BigInteger, primary_key=True, server_default="0", autoincrement=False),
    Column("what", String, primary_key=True),  # a topic's id or a source's
    Column("key", Text, primary_key=True, server_default=""),  # of one meeting of that source
    Column("until", Moment, nullable=False),
    Index(None, "what", "key"),
)

# What somebody is to be reminded of. When, and whether at all, follows from the document as it stands.
reminders = Table(
    "reminders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("source_id", String, nullable=False),
    Column("key", Text, nullable=False),  # of the document whose deadlines they are
    Column("wishes", JSON, nullable=False, server_default="[]"),  # as an alert's: it ends with the last of them
    Column("told", JSON, nullable=False, server_default="{}"),  # by moment, its message; 0 where none had to
    Column("since", Moment, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "source_id", "key"),
)

# When something was last done: what is done now and then, or what must not be done twice.
marks = Table(
    "marks",
    metadata,
    Column("name", String, primary_key=True),
    Column("at", Moment, nullable=False),
)
