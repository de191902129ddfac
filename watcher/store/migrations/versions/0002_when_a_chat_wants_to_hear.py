"""When a chat wants to hear: a pause, and quiet hours."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("chats") as chats:
        chats.add_column(sa.Column("paused_until", watcher.store.tables.Moment(), nullable=True))
        chats.add_column(sa.Column("quiet_from", sa.Time(), nullable=True))
        chats.add_column(sa.Column("quiet_to", sa.Time(), nullable=True))
