"""A change says which other one told its event first, and how many articles changed in the same way (docs/adr/0038)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("changes", sa.Column("same_as", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("changes", sa.Column("alike", sa.Integer(), nullable=False, server_default="0"))
    tells_again = sa.text("same_as > 0")
    op.create_index(
        "ix_changes_same_as", "changes", ["same_as"], sqlite_where=tells_again, postgresql_where=tells_again
    )
