"""What a chat followed until it said /stop, so that this can be undone."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "stopped",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", watcher.store.tables.Moment(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("frequency", sa.String(), server_default="now", nullable=False),
        sa.Column("corrections", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("since", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.chat_id"], name=op.f("fk_stopped_chat_id"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "at", "place", name=op.f("pk_stopped")),
    )
