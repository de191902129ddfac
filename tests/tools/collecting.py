"""The order in which several processes load the tests, so that in a fresh clone none compiles what another does.

Each process of `make test` loads every test. All in one order, in step, all compile every file: ten seconds of each
processor. Each in an order of its own, a file is mostly compiled already by whoever came to it first.
"""

from __future__ import annotations

import os
import random
from collections.abc import Generator

import pytest

Report = pytest.CollectReport


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Report, Report]:
    """Shuffles what lies in a folder, the same way in each run."""
    report = yield
    if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and isinstance(collector, pytest.Directory):
        random.Random(worker).shuffle(report.result)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts them back into one order, as pytest-xdist asks of all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.path.parts)
