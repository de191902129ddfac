"""Versions of papers that were read are kept, and a change says which there were (docs/adr/0046)."""

import sqlalchemy as sa
from alembic import op

from watcher.store.tables import Moment, RowId

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("read_as", sa.String(), nullable=False, server_default="text"),
        sa.Column("is_kept", sa.Boolean(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("sha256", name="pk_papers"),
    )
    op.create_table(
        "paper_versions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False, server_default=""),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_paper_versions"),
        sa.ForeignKeyConstraint(["sha256"], ["papers.sha256"], name="fk_paper_versions_sha256"),
    )
    op.create_index("ix_paper_versions_source_id_key", "paper_versions", ["source_id", "key"])
    op.create_index("ix_paper_versions_sha256", "paper_versions", ["sha256"])
    op.add_column("changes", sa.Column("versions", sa.JSON(), nullable=False, server_default="[]"))
