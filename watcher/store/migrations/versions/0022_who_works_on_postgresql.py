"""The workers on one PostgreSQL and the roles they hold (docs/adr/0062); SQLite has the table, and no row in it."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("holder", sa.Text()),
        sa.Column("until", watcher.store.tables.Moment()),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("since", watcher.store.tables.Moment(), nullable=False),
        sa.Column("left_at", watcher.store.tables.Moment()),
        sa.Column("config", sa.JSON()),
    )
