"""Looking back and muting: a full-text index of the documents (SQLite only), mutes, what an alert was wished by, which
message a message answers, what administrators rejected, and when something was last done."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0004"
down_revision = "0003"

# The index holds no text of its own. Numbers are given by us: SQLite's own row numbers change when it is vacuumed.
_INDEX = """
UPDATE documents SET number = rowid;;
CREATE VIRTUAL TABLE documents_search USING fts5(
    title, summary, words, content='documents', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);;
INSERT INTO documents_search (documents_search) VALUES ('rebuild');;
CREATE TRIGGER documents_come AFTER INSERT ON documents BEGIN
    UPDATE documents SET number = (SELECT coalesce(max(number), 0) + 1 FROM documents)
    WHERE source_id = new.source_id AND key = new.key;
    INSERT INTO documents_search (rowid, title, summary, words) SELECT number, title, summary, words FROM documents
    WHERE source_id = new.source_id AND key = new.key;
END;;
CREATE TRIGGER documents_differ AFTER UPDATE OF title, summary, words ON documents
WHEN old.title IS NOT new.title OR old.summary IS NOT new.summary OR old.words IS NOT new.words BEGIN
    INSERT INTO documents_search (documents_search, rowid, title, summary, words)
    VALUES ('delete', old.number, old.title, old.summary, old.words);
    INSERT INTO documents_search (rowid, title, summary, words)
    VALUES (new.number, new.title, new.summary, new.words);
END;;
CREATE TRIGGER documents_go AFTER DELETE ON documents BEGIN
    INSERT INTO documents_search (documents_search, rowid, title, summary, words)
    VALUES ('delete', old.number, old.title, old.summary, old.words);
END
"""


def upgrade() -> None:
    op.create_table(
        "mutes",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("until", watcher.store.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.chat_id"], name=op.f("fk_mutes_chat_id"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "what", "key", name=op.f("pk_mutes")),
    )
    op.create_index(op.f("ix_mutes_what_key"), "mutes", ["what", "key"])
    op.create_table(
        "marks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", watcher.store.tables.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.add_column("alerts", sa.Column("wishes", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("messages", sa.Column("reply_to", sa.BigInteger(), nullable=True))
    op.add_column("scopes", sa.Column("rejected", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("documents", sa.Column("number", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_documents_number"), "documents", ["number"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        for statement in _INDEX.split(";;"):
            op.execute(statement)
