"""The composition root gives everybody their own account, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import bootstrap
from trimtab.domain.errors import RefusedError
from trimtab.domain.snapshot import BrokerMode

LOCAL = "http://127.0.0.1:9"
PARAMETERS = {
    "OWNER_UID": "anna",
    "ALPACA_BASE_URL": LOCAL,
    "ALPACA_DATA_URL": LOCAL,
    "ALPACA_KEY_ID": "PKKEY",
    "ALPACA_SECRET_KEY": "s3cret",
}


@pytest.fixture(autouse=True)
def _deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the parameters of a deployment, and forget what an earlier one opened."""
    for name, value in PARAMETERS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ALPACA_ENVIRONMENT", raising=False)
    bootstrap.brokers.cache_clear()
    yield
    bootstrap.brokers.cache_clear()


def test_the_owner_has_the_deployments_account():
    """Without another word the keys are paper keys."""
    assert BrokerMode.PAPER is bootstrap.brokers().of("anna").environment


def test_a_stranger_has_no_account_here():
    """The owner's keys serve nobody else."""
    with pytest.raises(RefusedError, match="No brokerage account"):
        bootstrap.brokers().of("ben")


def test_an_instance_opens_its_way_to_the_broker_once():
    """What an account may still ask is remembered from one request to the next."""
    assert bootstrap.brokers() is bootstrap.brokers()


def test_live_money_must_be_asked_for_by_name(monkeypatch: pytest.MonkeyPatch):
    """The live host alone is not enough: keys of a paper account are never shown to it (F-181)."""
    monkeypatch.setenv("ALPACA_BASE_URL", "https://api.alpaca.markets")
    monkeypatch.setenv("ALPACA_DATA_URL", "https://data.alpaca.markets")

    with pytest.raises(ValueError, match="PAPER keys are never shown to it"):
        bootstrap.brokers().of("anna")


def test_live_keys_are_not_shown_to_this_machine(monkeypatch: pytest.MonkeyPatch):
    """A local broker is always paper."""
    monkeypatch.setenv("ALPACA_ENVIRONMENT", "LIVE")

    with pytest.raises(ValueError, match="LIVE keys are never shown to it"):
        bootstrap.brokers().of("anna")
