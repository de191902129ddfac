"""A town for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.town import Town, founded


@pytest.fixture
def town(tmp_path: Path, database: Path) -> Iterator[Town]:
    with founded(tmp_path) as one:
        yield one


@pytest.fixture
def yesterday(tmp_path: Path, database: Path) -> Iterator[Town]:
    """A town of a day ago, for programs of their own that know no other time than the real one: all is due for them."""
    with founded(tmp_path, datetime.now(UTC) - timedelta(days=1)) as one:
        yield one
