"""How many documents each source holds is kept, not counted anew by every visit; and the index from alerts to their
messages holds those alone that have one, so that a story for very many chats is queued sooner (docs/adr/0009)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("sources", sa.Column("documents", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE sources SET documents = (SELECT count(*) FROM documents"
        " WHERE documents.source_id = sources.id AND NOT documents.withdrawn)"
    )
    op.drop_index(op.f("ix_documents_source_id_withdrawn"), "documents")
    op.drop_index(op.f("ix_alerts_message_id"), "alerts")
    worded = sa.text("message_id IS NOT NULL")
    op.create_index("ix_alerts_message_id", "alerts", ["message_id"], sqlite_where=worded, postgresql_where=worded)
