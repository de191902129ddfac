"""A process that is killed, played in this one: nothing of ours catches what the fuse raises. Whole processes are
killed by tests/tools/chaos."""

from __future__ import annotations

from sqlalchemy import Engine, event


class Killed(BaseException):
    """The process ends here: nothing after this line was ever run."""


class Fuse:
    """Raises Killed before one more thing happens on an engine: the `left`-th of those that burn it; 0: never."""

    def __init__(self, left: int = 0) -> None:
        self.left = left

    def burns_at(self, engine: Engine, *events: str) -> None:
        """At each of these of SQLAlchemy's events: `commit`, `before_cursor_execute` (a statement)."""
        for name in events:
            event.listen(engine, name, self._burn)

    def _burn(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed
