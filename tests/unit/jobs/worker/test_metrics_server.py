"""What the worker shows over HTTP: figures that are all there from the start, whether it works, and nothing else."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.tools.examples import every_example
from tests.tools.web import free_port
from watcher.core.errors import StateError
from watcher.core.sources import Source
from watcher.jobs.heartbeat import HealthCheck
from watcher.jobs.worker import metrics_server
from watcher.jobs.worker.metrics import Metrics
from watcher.store import Store

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
WELL, ILL = HealthCheck(True, "healthy: the worker works"), HealthCheck(False, "unhealthy: news is stuck")
SOURCES = [
    Source("news", "News", "https://www.example.org/feed.xml", "feed"),
    Source("off", "Off", "https://www.example.org/off.xml", "feed", enabled=False),
]


@pytest.fixture(name="free_port")
def a_free_port() -> int:
    return free_port()


@pytest.fixture
def figures(database_url: str, tmp_path: Path) -> Iterator[Metrics]:
    with Store(database_url, state=tmp_path / "state") as store:
        yield _expecting(store)


def _expecting(store: Store) -> Metrics:
    found = Metrics(store, lambda: NOW, lambda: None)
    found.expect(SOURCES)
    return found


def asked(figures: Metrics, path: str, health: HealthCheck | Exception = WELL) -> tuple[int, str]:
    """Status and body."""

    def found() -> HealthCheck:
        if isinstance(health, Exception):
            raise health
        return health

    started: list[str] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "QUERY_STRING": ""}
    body = metrics_server.answers(figures, found)(environ, lambda status, *_: started.append(status))  # type: ignore[arg-type]  # no writer is used
    return int(started[0].split()[0]), b"".join(body).decode()


@every_example(
    "series",
    [
        'watcher_visits_total{source="news",state="suspect"} 0.0',
        'watcher_changes_total{source="news"} 0.0',
        'watcher_sends_total{result="sent"} 0.0',
        'watcher_sends_total{result="TryLater"} 0.0',
        'watcher_queue{state="failed"} 0.0',
        'watcher_last_good_seconds{source="news"} 0.0',
        "watcher_last_poll_seconds 0.0",
        "watcher_alert_seconds_count 0.0",
        "watcher_unseen_seconds_count 0.0",
    ],
)
def test_every_series_is_there_from_the_start(figures: Metrics, series: str) -> None:
    status, body = asked(figures, "/metrics")
    assert status == 200
    assert series in body.splitlines()


def test_a_source_that_is_switched_off_has_none(figures: Metrics) -> None:
    assert '"off"' not in asked(figures, "/metrics")[1]


@pytest.mark.parametrize(
    ("health", "told"),
    [
        (WELL, (200, f"{WELL.words}\n")),
        (ILL, (503, f"{ILL.words}\n")),
        (StateError("the sign of life is damaged"), (503, "unhealthy: the sign of life is damaged\n")),
    ],
)
def test_healthz_says_whether_the_worker_works_and_why_not(
    figures: Metrics, health: HealthCheck | Exception, told: tuple[int, str]
) -> None:
    assert asked(figures, "/healthz", health) == told


@pytest.mark.parametrize("path", ["/", "/metrics/", "/healthz/x", "/favicon.ico", ""])
def test_nothing_else_is_there(figures: Metrics, path: str) -> None:
    assert asked(figures, path)[0] == 404


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_it_listens_where_it_is_told_and_ends(figures: Metrics, host: str, caplog: pytest.LogCaptureFixture) -> None:
    hide = metrics_server.show(figures, lambda: ILL, f"{host}:0")
    if "can't be listened on" in caplog.text:
        pytest.skip("this machine has no IPv6")
    hide()


def test_over_http_a_worker_that_is_ill_answers_503(figures: Metrics, free_port: int) -> None:
    hide = metrics_server.show(figures, lambda: ILL, f"127.0.0.1:{free_port}")
    try:
        with pytest.raises(HTTPError) as refused, urllib.request.urlopen(f"http://127.0.0.1:{free_port}/healthz"):
            pass
        assert (refused.value.code, refused.value.read()) == (503, f"{ILL.words}\n".encode())
    finally:
        hide()


def test_an_address_that_is_not_this_machines_costs_the_figures_alone(
    figures: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    metrics_server.show(figures, lambda: WELL, "192.0.2.1:9105")()
    assert "metrics: 192.0.2.1:9105 can't be listened on" in caplog.text
