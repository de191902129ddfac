"""Names every table there is, for migrations and for whoever goes through all of them; a run loads those it asks."""

from __future__ import annotations

from watcher.store import paper_tables as paper_tables
from watcher.store import run_tables as run_tables
from watcher.store.tables import metadata as metadata
