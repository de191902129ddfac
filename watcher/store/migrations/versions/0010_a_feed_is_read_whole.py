"""What was remembered of the articles of a feed as they stood in its bytes goes: a feed is read whole (docs/adr/0024).
The names that rules of a site give get the site's host, or two councils' articles of one number would be one
(docs/adr/0025)."""

import re
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_SITES = ("jadu", "newsquest", "archant")
_ARCHANT = re.compile(
    r"(romford|ilford|newham)recorder|barkinganddagenhampost|eastlondonadvertiser|(hackney|islington)gazette"
)


_DOCUMENTS = sa.table("documents", sa.column("source_id"), sa.column("key"), sa.column("url"))
_ALIASES = sa.table("aliases", sa.column("source_id"), sa.column("key"), sa.column("alias"))
_CHANGES = sa.table(
    "changes", sa.column("id"), sa.column("source_id"), sa.column("key"), sa.column("document", sa.JSON())
)


def upgrade() -> None:
    op.drop_table("parts")
    db = op.get_bind()
    urls = {(row.source_id, row.key): row.url for row in db.execute(sa.select(_DOCUMENTS))}
    for (source, key), url in urls.items():
        if (new := _with_host(key, url)) != key and (source, new) not in urls:
            _rename(db, source, key, new)
    _rename_aliases(db, {(row.source_id, row.key): row.url for row in db.execute(sa.select(_DOCUMENTS))})


def _rename(db: sa.Connection, source: str, key: str, new: str) -> None:
    for table in (_DOCUMENTS, _ALIASES):
        mine = (table.c.source_id == source) & (table.c.key == key)
        db.execute(sa.update(table).where(mine).values(key=new))
    for row in db.execute(sa.select(_CHANGES).where(_CHANGES.c.source_id == source, _CHANGES.c.key == key)).all():
        values = {"key": new, "document": {**row.document, "key": new}}
        db.execute(sa.update(_CHANGES).where(_CHANGES.c.id == row.id).values(values))


def _rename_aliases(db: sa.Connection, urls: dict[tuple[str, str], str]) -> None:
    rows = db.execute(sa.select(_ALIASES)).all()
    taken = {(row.source_id, row.alias) for row in rows}
    for row in rows:
        new = _with_host(row.alias, urls.get((row.source_id, row.key), ""))
        if new == row.alias or (row.source_id, new) in taken:
            continue
        mine = (_ALIASES.c.source_id == row.source_id) & (_ALIASES.c.alias == row.alias)
        db.execute(sa.update(_ALIASES).where(mine).values(alias=new))


def _with_host(name: str, url: str) -> str:
    """The name as it is given now, to an article at this address."""
    guid, _, last = name.rpartition(" ")  # the name alone, or after the guid that several articles share
    site, _, number = last.partition(":")
    if site not in _SITES or not number.isdecimal() or not url:
        return name
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    new = f"{site}:{host}:{number}"
    if site == "archant" and not (_ARCHANT.match(host) and parts.path.startswith("/news/")):
        new = host + parts.path.rstrip("/")
    return f"{guid} {new}" if guid else new
