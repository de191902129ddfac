"""A change of a paper keeps the sentences that read differently, old beside new."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("changes", sa.Column("diff", sa.JSON(), nullable=False, server_default="[]"))
