"""Plans with their actions; and what differs in a paper from the one before it."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0020"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", watcher.store.tables.RowId, primary_key=True),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
    )
    op.create_index("ix_plans_source_id", "plans", ["source_id"])
    op.create_table(
        "plan_actions",
        sa.Column("id", watcher.store.tables.RowId, primary_key=True),
        sa.Column(
            "plan_id",
            watcher.store.tables.RowId,
            sa.ForeignKey("plans.id", ondelete="CASCADE", name="fk_plan_actions_plan_id"),
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", sa.String(), server_default="", nullable=False),
        sa.Column("due_day", sa.Date()),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("past_told", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("history", sa.JSON(), server_default="[]", nullable=False),
    )
    op.create_index("ix_plan_actions_plan_id", "plan_actions", ["plan_id"])
    op.create_index("ix_plan_actions_name", "plan_actions", ["name"])
    op.add_column("changes", sa.Column("since_last", sa.JSON(), nullable=False, server_default="{}"))
