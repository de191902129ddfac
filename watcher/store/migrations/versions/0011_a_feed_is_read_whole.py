"""What was remembered of the articles of a feed as they stood in its bytes goes: a feed is read whole
(docs/adr/0024)."""

from alembic import op

revision = "0011"
down_revision = "0007"


def upgrade() -> None:
    op.drop_table("parts")
