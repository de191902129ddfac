"""What a paper says round the words that an alert is about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("alerts") as alerts:
        alerts.add_column(sa.Column("quotes", sa.JSON(), server_default="[]", nullable=False))
