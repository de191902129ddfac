"""The sentences of a paper that matter for its topics stand in the log, with their pages (docs/adr/0031)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("changes", sa.Column("quotes", sa.JSON(), nullable=False, server_default="[]"))
