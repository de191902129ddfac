"""The first schema."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("minor", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("topics", sa.JSON(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changes_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_changes_source_id_key"), ["source_id", "key"], unique=False)

    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", watcher.store.tables.Moment(), nullable=False),
        sa.Column("gone_at", watcher.store.tables.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("ended_at", watcher.store.tables.Moment(), nullable=True),
        sa.Column("visited", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problems", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), server_default="new", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("last_visit", watcher.store.tables.Moment(), nullable=True),
        sa.Column("last_good", watcher.store.tables.Moment(), nullable=True),
        sa.Column("last_new", watcher.store.tables.Moment(), nullable=True),
        sa.Column("next_visit", watcher.store.tables.Moment(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("baseline_at", watcher.store.tables.Moment(), nullable=True),
        sa.Column("notes", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("broken_since", watcher.store.tables.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "aliases",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_aliases_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "alias", name=op.f("pk_aliases")),
    )
    op.create_table(
        "documents",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("details", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("part_of", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("missing", sa.Integer(), server_default="0", nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("first_seen", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_documents_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_documents")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("preview", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", watcher.store.tables.Moment(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("sent_at", watcher.store.tables.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.chat_id"], name=op.f("fk_messages_chat_id"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_state_not_before"), ["state", "not_before"], unique=False)

    op.create_table(
        "pages",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("last_modified", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("fetched_at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("full_at", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_pages_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "url", name=op.f("pk_pages")),
    )
    op.create_table(
        "scopes",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("read_at", watcher.store.tables.Moment(), nullable=True),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.Column("held_print", sa.String(), nullable=True),
        sa.Column("held_count", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_scopes_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "scope", name=op.f("pk_scopes")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("frequency", sa.String(), server_default="now", nullable=False),
        sa.Column("corrections", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("since", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.chat_id"],
            name=op.f("fk_subscriptions_chat_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "chat_id", "thread_id", "what", "words", name=op.f("uq_subscriptions_chat_id_thread_id_what_words")
        ),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscriptions_what"), ["what"], unique=False)

    op.create_table(
        "alerts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("frequency", sa.String(), server_default="now", nullable=False),
        sa.Column("due_at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_alerts_change_id")),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.chat_id"], name=op.f("fk_alerts_chat_id"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_alerts_message_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("change_id", "chat_id", name=op.f("uq_alerts_change_id_chat_id")),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            "ix_alerts_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("message_id IS NULL"),
            postgresql_where=sa.text("message_id IS NULL"),
        )
