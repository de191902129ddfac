"""How many connections a worker takes of a PostgreSQL server, which no test needs to ask."""

from __future__ import annotations

from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from watcher.store.engines.engine import open_engine

AS_IT_COMES = 100 - 3
"""`max_connections` of a server as it comes, without those it keeps for its administrators."""
TO_STAY_ALIVE = 1


def test_three_workers_with_every_host_busy_find_room_on_a_server_as_it_comes() -> None:
    pool = open_engine(make_url("postgresql://watcher@127.0.0.1/watcher"), 1).pool
    assert isinstance(pool, QueuePool)
    assert 3 * (pool.size() + pool._max_overflow + TO_STAY_ALIVE) <= AS_IT_COMES
