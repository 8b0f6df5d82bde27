"""Questions of requirement 003 as a caller would send them; all but the point of a test is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.mandate import MandateQuestion, SimulateMandateRequest
from trimtab.contracts.mandate_answer import to_rebalance_run
from trimtab.contracts.mandate_question import to_command, to_mandate_request
from trimtab.domain.mandate import MandateRun, SimulateMandate
from trimtab.simulation.pipeline import simulate_mandate

MORNING = "2026-02-13T10:00:00Z"
KEY = "key-00000001"


def question(
    held: Mapping[str, str],
    prices: Mapping[str, str],
    weights: Mapping[str, str],
    cash: str = "0",
    **parts: Any,
) -> JsonObject:
    """A portfolio in US dollars whose instruments are all approved equities; `parts` replace whole fields."""
    approved = [{"instrument_id": name, "status": "APPROVED", "asset_class": "EQUITY"} for name in prices]
    usual: JsonObject = {
        "portfolio_snapshot": {
            "portfolio_id": "PF-1",
            "snapshot_id": "ps_1",
            "as_of": MORNING,
            "base_currency": "USD",
            "positions": [{"instrument_id": name, "quantity": held[name]} for name in held],
            "cash_balances": [{"currency": "USD", "amount": cash}],
        },
        "market_data_snapshot": {
            "snapshot_id": "md_1",
            "as_of": MORNING,
            "prices": [{"instrument_id": name, "price": prices[name], "currency": "USD"} for name in prices],
        },
        "model_portfolio": {
            "model_portfolio_id": "mod_1",
            "targets": [{"instrument_id": name, "weight": weights[name]} for name in weights],
        },
        "shelf_version": "s_2026",
        "shelf_entries": approved,
        "mandate": {"mandate_id": "man_1", "policy_version": "v1.2"},
    }
    return {**usual, **parts}


def inflow(**parts: Any) -> JsonObject:
    """Two equal holdings of 10,000 and 10,000 in new cash: half of it belongs to each."""
    return question(
        {"AAA": "100", "BBB": "100"},
        {"AAA": "100", "BBB": "100"},
        {"AAA": "0.5", "BBB": "0.5"},
        cash="10000",
        **parts,
    )


def shelf(**statuses: str) -> list[JsonObject]:
    """Shelf entries of equities by status."""
    return [
        {"instrument_id": name, "status": status, "asset_class": "EQUITY"}
        for name, status in statuses.items()
    ]


def request(sent: JsonObject | None = None, key: str = KEY) -> JsonObject:
    """The whole request under a key; the inflow unless another question is passed."""
    return {**(inflow() if sent is None else sent), "idempotency_key": key}


def command(sent: JsonObject | None = None, key: str = KEY, uid: str = "anna") -> SimulateMandate:
    """The engine's command for a request."""
    return to_command(parse(SimulateMandateRequest, request(sent, key)), uid)


def run(sent: JsonObject | None = None) -> MandateRun:
    """The run that answers a question."""
    return simulate_mandate(to_mandate_request(parse(MandateQuestion, inflow() if sent is None else sent)))


def answer(sent: JsonObject | None = None) -> JsonObject:
    """The answer to a question, as it goes over the wire."""
    asked = parse(MandateQuestion, inflow() if sent is None else sent)
    made = to_rebalance_run(simulate_mandate(to_mandate_request(asked)), asked.options)
    written: JsonObject = made.model_dump(mode="json")
    return written
