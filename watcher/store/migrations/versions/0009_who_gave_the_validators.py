"""Validators are sent only to the address that gave them: a redirect may lead elsewhere today."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("pages", sa.Column("final_url", sa.Text(), nullable=False, server_default=""))
