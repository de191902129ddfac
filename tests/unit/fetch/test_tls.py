"""Certificates are always verified, against the usual authorities or the operator's own bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Answer, Served, Site, redirect
from tests.unit.fetch.conftest import FetcherOf, error_of
from watcher.core.errors import Unreachable

CERTIFICATE = Path(__file__).parents[2] / "fixtures" / "fetch" / "loopback.pem"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator trusts our certificate."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))


def test_a_certificate_that_nobody_vouches_for_is_not_valid(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}, certificate=CERTIFICATE) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/"))
        assert site.requests == []
    assert isinstance(error, Unreachable)
    assert str(error) == f"the certificate of {site.host} is not valid (self-signed certificate)"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_the_operator_trusts_is(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}, certificate=CERTIFICATE) as site:
        assert fetcher_of(site).get(f"{site.url}/").body == b"x"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_is_not_valid(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}, certificate=CERTIFICATE) as site:
        place = f"news.example:{site.port}"
        fetcher = fetcher_of(own_hosts=[place], resolve=lambda host, port: ["127.0.0.1"])
        error = error_of(lambda: fetcher.get(f"https://{place}/"))
        assert site.requests == []
    assert "the certificate of news.example" in str(error)


@pytest.mark.usefixtures("trusted")
def test_time_and_size_hold_over_tls_too(fetcher_of: FetcherOf) -> None:
    pages: dict[str, Served] = {"/drip": Answer(b"x" * 9_999, drip=0.01), "/big": bytes(10_001)}
    with Site(pages, certificate=CERTIFICATE) as site:
        quick, small = fetcher_of(site, timeout=0.1), fetcher_of(site, max_bytes=10_000)
        assert "took longer than " in str(error_of(lambda: quick.get(f"{site.url}/drip")))
        assert "larger than 10000 bytes" in str(error_of(lambda: small.get(f"{site.url}/big")))


def test_a_site_that_speaks_no_tls_is_said_so(fetcher_of: FetcherOf) -> None:
    with Site({"/": b"x"}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"https://{site.host}/"))
    assert str(error) == f"no secure connection to {site.host} could be made (TLS)"


@pytest.mark.usefixtures("trusted")
def test_a_redirect_to_a_bad_certificate_is_not_followed(
    fetcher_of: FetcherOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site({"/": b"x"}, certificate=CERTIFICATE) as other, Site({"/": redirect(f"{other.url}/")}) as site:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        assert "certificate" in str(error_of(lambda: fetcher_of(site, other).get(f"{site.url}/")))


def test_a_bundle_that_is_not_there_is_said_so(fetcher_of: FetcherOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/bundle.pem")
    with Site({"/": b"x"}, certificate=CERTIFICATE) as site:
        assert "/nowhere/bundle.pem" in str(error_of(lambda: fetcher_of(site).get(f"{site.url}/")))
