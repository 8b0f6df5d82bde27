"""The REST endpoints on the real function, the real verifier of tokens and the real store."""

from __future__ import annotations

from typing import Any
from urllib.request import urlopen

import pytest

from _stack.addresses import Addresses
from _stack.client import Caller
from _stack.errors import CallError
from _stack.web import send

pytestmark = pytest.mark.emulator

KEY = "123e4567-e89b-42d3-a456-426614174000"


def ask(owner: Caller, method: str, path: str, body: object = None, **headers: str) -> Any:
    """Send a request to the function; lists come back under `items`."""
    every = {"Authorization": f"Bearer {owner.token}", **headers}
    return send(method, f"{rest_url(owner.urls)}{path}", body, headers=every)


def rest_url(urls: Addresses) -> str:
    """Give the address of the function `api`, behind which the endpoints' paths begin."""
    return f"{urls.functions_url}/api"


def test_the_endpoints_agree_with_the_callable(owner: Caller):
    """Drift, analysis and status of the demo portfolio agree with the callable."""
    checked = owner.call("check_rebalance_drift", method="THRESHOLD_REBALANCING")
    sent = {"portfolio_id": "default", "trigger_type": "MANUAL", "method": "THRESHOLD_REBALANCING"}
    analysis = ask(owner, "POST", "/api/v1/rebalancing/analyze", sent)
    drift = ask(owner, "GET", "/api/portfolios/default/drift/")["items"]
    status = ask(owner, "GET", "/api/v1/rebalancing/default/status")

    assert {trade["symbol"] for trade in checked["trades"]} == {
        trade["instrument_id"] for trade in analysis["recommended_trades"]
    }
    assert ("stock", True) == (drift[0]["asset_type"], status["rebalancing_required"])


def test_nothing_is_answered_without_a_token(urls: Addresses):
    """The real verifier refuses."""
    with pytest.raises(CallError, match="NOT_SIGNED_IN"):
        send("GET", f"{rest_url(urls)}/api/portfolios/default/drift/")


def test_a_simulation_is_answered_once_for_each_key(owner: Caller):
    """Stored in the real Firestore; the second answer is the first one."""
    question = {
        "portfolio_snapshot": {
            "portfolio_id": "PF-1",
            "snapshot_id": "ps_1",
            "as_of": "2026-02-13T10:00:00Z",
            "base_currency": "USD",
            "cash_balances": [{"currency": "USD", "amount": "10000"}],
        },
        "market_data_snapshot": {"snapshot_id": "md_1", "as_of": "2026-02-13T10:00:00Z"},
        "model_portfolio": {"model_portfolio_id": "mod_1", "targets": [], "cash_weight": "1"},
        "shelf_version": "s_2026",
        "shelf_entries": [],
        "mandate": {"mandate_id": "man_1", "policy_version": "v1.2"},
    }
    answers = [
        ask(owner, "POST", "/rebalance/simulate", question, **{"Idempotency-Key": KEY}) for _ in range(2)
    ]

    assert "READY" == answers[0]["status"]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/docs/", "/api/docs/viewer.js"])
def test_the_description_is_open(path: str, urls: Addresses):
    """Anybody may read it."""
    with urlopen(f"{rest_url(urls)}{path}", timeout=60) as answer:  # noqa: S310 - the stack's own address
        assert (200, "nosniff") == (answer.status, answer.headers["X-Content-Type-Options"])
