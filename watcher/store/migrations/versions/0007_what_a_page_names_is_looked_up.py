"""A changed page looks up what it names, and a feed parses what is new in it, however much its source has ever had
(docs/adr/0009, docs/adr/0016)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "parts",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_parts_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "scope", name="pk_parts"),
    )
    op.create_index(op.f("ix_documents_source_id_published"), "documents", ["source_id", "published"])
    op.create_index(op.f("ix_documents_source_id_scope"), "documents", ["source_id", "scope"])
    op.create_index(op.f("ix_aliases_source_id_key"), "aliases", ["source_id", "key"])
