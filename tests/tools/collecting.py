"""The order in which several processes load the tests, so that in a fresh clone none compiles what another does; and
that of soaks nothing is made where they are not asked for.

Each process of `make test` loads every test. All in one order, in step, all compile every file: ten seconds of each
processor. Each in an order of its own, a file is mostly compiled already by whoever came to it first.
"""

from __future__ import annotations

import os
import random
from collections.abc import Generator, Iterable

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


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, obj: object) -> list[pytest.Item] | None:
    """Leaves a soak out before a test is made of it: each process would make a thousand, a fifth of all tests."""
    marks = getattr(obj, "pytestmark", ())
    return [] if isinstance(marks, list) and _is_soak(marks) and _leaves_out_soaks(collector.config) else None


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Generator[None]:
    """The same for rows of a table; a table of soaks alone is left to pytest."""
    yield
    if quick := [call for call in metafunc._calls if not _is_soak(call.marks)]:
        metafunc._calls = quick if _leaves_out_soaks(metafunc.config) else metafunc._calls


def _is_soak(marks: Iterable[pytest.Mark | pytest.MarkDecorator]) -> bool:
    return any(mark.name == "soak" for mark in marks)


def _leaves_out_soaks(config: pytest.Config) -> bool:
    """Whether they would be deselected: by the words of pyproject.toml, and nobody has named a test."""
    return config.option.markexpr == "not soak" and not any("::" in named for named in config.args)
