"""A forum topic of a group counts as a chat: one change may be told in several, and each has its own mutes."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0016"
down_revision = "0015"

# What a group has muted so far was muted in every one of its topics.
_IN_EVERY_TOPIC = """
INSERT INTO mutes (chat_id, thread_id, what, key, until)
SELECT mutes.chat_id, topics.thread_id, mutes.what, mutes.key, mutes.until
FROM mutes JOIN (SELECT DISTINCT chat_id, thread_id FROM subscriptions WHERE thread_id <> 0) AS topics
ON mutes.chat_id = topics.chat_id
"""


def upgrade() -> None:
    with op.batch_alter_table("alerts") as alerts:
        alerts.drop_constraint("uq_alerts_change_id_chat_id", type_="unique")
        alerts.create_unique_constraint(
            op.f("uq_alerts_change_id_chat_id_thread_id"), ["change_id", "chat_id", "thread_id"]
        )
    op.rename_table("mutes", "mutes_of_chats")
    op.drop_index("ix_mutes_what_key", "mutes_of_chats")
    if op.get_bind().dialect.name != "sqlite":  # there the name of a key goes with its table
        op.drop_constraint("pk_mutes", "mutes_of_chats", type_="primary")
    op.create_table(
        "mutes",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("until", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.chat_id"], name=op.f("fk_mutes_chat_id"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "what", "key", name=op.f("pk_mutes")),
    )
    op.create_index(op.f("ix_mutes_what_key"), "mutes", ["what", "key"])
    op.execute("INSERT INTO mutes (chat_id, what, key, until) SELECT chat_id, what, key, until FROM mutes_of_chats")
    op.execute(_IN_EVERY_TOPIC)
    op.drop_table("mutes_of_chats")
