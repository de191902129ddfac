"""What a chat's own limit, or a missing right, means for that chat alone; the number by which the config knows a group
that has moved; and answers to people that wait in the outbox (docs/adr/0019)."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("chats", sa.Column("held_until", watcher.store.tables.Moment(), nullable=True))
    op.add_column("chats", sa.Column("closed_since", watcher.store.tables.Moment(), nullable=True))
    op.add_column("chats", sa.Column("closed_told", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("chats", sa.Column("was", sa.BigInteger(), nullable=True))
    op.add_column("messages", sa.Column("answer", sa.Boolean(), server_default="0", nullable=False))
