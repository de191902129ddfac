"""What a process that runs tests for another tells it of each: how it ended, once.

Of a test that passed pytest-xdist sends seven messages: that it begins, three reports, that it ended, and that the next
may come. They cost more than most of these thousands of tests do, in the process that packs them, in the one that
unpacks them, and in the switches between the two.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from _pytest.runner import runtestprotocol


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """What would print the results is of no use in a process whose output nobody sees."""
    if hasattr(session.config, "workerinput"):
        session.config.pluginmanager.unregister(name="terminalreporter")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Runs a test and reports its call and whatever did not pass; all of it where somebody asks how long each part
    took, or there is no other process."""
    timed = item.config.getoption("durations") is not None or item.config.getoption("xmlpath")
    if timed or "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(report: Any) -> Generator[None, dict[str, Any], dict[str, Any]]:
    """Of a test that passed nobody asks for its keywords, a third of what is told of it."""
    told = yield
    if told and report.passed:
        told["keywords"] = {}
    return told
