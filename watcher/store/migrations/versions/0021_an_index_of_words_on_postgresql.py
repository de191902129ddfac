"""A full-text index on PostgreSQL that finds what SQLite's finds (docs/adr/0044); nothing changes on SQLite."""

from alembic import op

revision = "0021"
down_revision = "0020"

# The same stems as SQLite's `porter`, no word left out, and no parts of words: what is indexed are words already.
_CONFIGURATION = """
CREATE TEXT SEARCH DICTIONARY watcher_stems (TEMPLATE = snowball, Language = porter);;
CREATE TEXT SEARCH CONFIGURATION watcher_words (PARSER = "default");;
ALTER TEXT SEARCH CONFIGURATION watcher_words
    ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat WITH watcher_stems
"""
# Accents go as SQLite takes them away: what a letter is made up of, without the marks. All but letters and digits parts
# words. No extension is needed for it, which not every server lets its users create.
_WORDS = r"""
CREATE FUNCTION watcher_words_of(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT array_remove(regexp_split_to_array(
        regexp_replace(normalize(said, NFD), '[\u0300-\u036f]+', '', 'g'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7'
        '\u2000-\u206f\u20a0-\u20cf\u2100-\u214f\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020]+'
    ), '')
$body$
"""
# A row for each thousand words and some of the next: a `tsvector` knows no places behind 16,383 and no word more than
# 256 times, and may not be larger than a megabyte. A row is of one text alone, so that no phrase runs from one into
# the other.
_TABLE = """
CREATE TABLE documents_search (
    number bigint NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    titled boolean NOT NULL,
    words tsvector NOT NULL
);;
CREATE INDEX ix_documents_search_number ON documents_search (number);;
CREATE INDEX ix_documents_search_words ON documents_search USING gin (words);;
CREATE INDEX ix_documents_search_titles ON documents_search USING gin (words) WHERE titled;;
CREATE FUNCTION watcher_index(its_number bigint, titled boolean, said text) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    every text[] := watcher_words_of(said);
BEGIN
    INSERT INTO documents_search (number, titled, words)
    SELECT its_number, titled, to_tsvector('watcher_words', (
        SELECT string_agg(left(word, 100), ' ' ORDER BY place)
        FROM unnest(every[starts:starts + 1063]) WITH ORDINALITY AS each(word, place)
    )) FROM generate_series(1, cardinality(every), 1000) AS starts;
END
$body$;;
CREATE FUNCTION watcher_index_document() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    DELETE FROM documents_search WHERE number = new.number;
    PERFORM watcher_index(new.number, true, new.title), watcher_index(new.number, false, new.summary),
        watcher_index(new.number, false, new.words);
    RETURN NULL;
END
$body$;;
CREATE SEQUENCE documents_number_seq OWNED BY documents.number;;
UPDATE documents SET number = numbered.number FROM (
    SELECT source_id, key, row_number() OVER (ORDER BY first_seen, source_id, key) AS number FROM documents
) AS numbered WHERE documents.source_id = numbered.source_id AND documents.key = numbered.key;;
SELECT setval('documents_number_seq', (SELECT count(*) + 1 FROM documents), false);;
ALTER TABLE documents ALTER COLUMN number SET DEFAULT nextval('documents_number_seq');;
SELECT watcher_index(number, true, title), watcher_index(number, false, summary), watcher_index(number, false, words)
FROM documents;;
CREATE TRIGGER documents_come AFTER INSERT ON documents FOR EACH ROW EXECUTE FUNCTION watcher_index_document();;
CREATE TRIGGER documents_differ AFTER UPDATE OF title, summary, words ON documents FOR EACH ROW
WHEN ((old.title, old.summary, old.words) IS DISTINCT FROM (new.title, new.summary, new.words))
EXECUTE FUNCTION watcher_index_document()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in ";;".join((_CONFIGURATION, _WORDS, _TABLE)).split(";;"):
            op.get_bind().exec_driver_sql(statement)
