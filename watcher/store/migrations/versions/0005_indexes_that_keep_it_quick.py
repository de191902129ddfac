"""Indexes, so that ten years later a visit and `status` take what they took on the first day (docs/adr/0009)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index(op.f("ix_documents_source_id_withdrawn"), "documents", ["source_id", "withdrawn"])
    op.create_index(
        "ix_documents_missing",
        "documents",
        ["source_id"],
        sqlite_where=sa.text("missing > 0"),
        postgresql_where=sa.text("missing > 0"),
    )
