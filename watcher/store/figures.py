"""What is measured of the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from watcher.store.tables import alerts, changes


def noticed(db: Connection, message_id: int) -> list[datetime]:
    """When the changes were seen that this message tells to somebody who wanted to hear at once."""
    query = select(changes.c.at).join(alerts, alerts.c.change_id == changes.c.id)
    return list(db.scalars(query.where(alerts.c.message_id == message_id, alerts.c.frequency == "now")))
