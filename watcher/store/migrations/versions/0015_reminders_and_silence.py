"""What somebody is to be reminded of; what comes at once whatever the frequency; and what makes no sound."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", watcher.store.tables.RowId, primary_key=True),
        sa.Column(
            "chat_id",
            sa.BigInteger(),
            sa.ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE", name="fk_reminders_chat_id"),
            nullable=False,
        ),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("wishes", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("told", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("since", watcher.store.tables.Moment(), nullable=False),
        sa.UniqueConstraint(
            "chat_id", "thread_id", "source_id", "key", name="uq_reminders_chat_id_thread_id_source_id_key"
        ),
    )
    op.add_column("messages", sa.Column("silent", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("alerts", sa.Column("urgent", sa.Boolean(), server_default="0", nullable=False))
