from typing import Any

import pytest

from _stack.demo_verdict import verdict

Report = dict[str, Any]


def a_row(symbol: str, market_value: str) -> Report:
    """A drift row of a holding whose target is a quarter."""
    return {"symbol": symbol, "market_value": market_value, "target_percent": "25"}


def a_report() -> Report:
    """A demo in which everything went well."""
    worth = {"JPM": "19980", "MSFT": "30310", "WMT": "33700", "XOM": "16010", "$CASH": "400"}
    return {
        "before": {
            "drift_analysis": [a_row(symbol, value) for symbol, value in worth.items()],
            "trades": [{"reason_code": "REBALANCE_DRIFT", "reason": "5.31 points over"}],
        },
        "run": {"state": "COMPLETED"},
        "orders": [{"state": "FILLED", "broker_order_id": "b-1"}],
        "after": {
            "status": "NO_ACTION",
            "needs_rebalance": False,
            "trades": [],
            "drift_analysis": [{"symbol": symbol, "drift_percent": "-0.25"} for symbol in worth],
        },
    }


QUARTERS = [a_row(symbol, "25000") for symbol in ("JPM", "MSFT", "WMT", "XOM")]


def refuted(report: Report) -> list[str]:
    """The claims that did not hold."""
    return [claim["claim"] for claim in verdict(report) if not claim["held"]]


def test_a_demo_in_which_everything_went_well_holds_every_claim() -> None:
    """The verdict agrees with a flawless report; a quarter point is still repaired."""
    assert [] == refuted(a_report())


@pytest.mark.parametrize(
    ("part", "field", "value", "claim"),
    [
        ("before", "drift_analysis", [], "drift before is that of the real prices"),
        ("before", "drift_analysis", QUARTERS, "drift before is that of the real prices"),
        ("before", "trades", [], "every planned trade has a reason"),
        ("run", "state", "PARTIAL", "the run completed"),
        ("after", "drift_analysis", [], "drift after is at most 0.25 points everywhere"),
        ("after", "status", "READY", "a second check finds nothing to do"),
        ("after", "trades", [{}], "a second check finds nothing to do"),
        ("after", "needs_rebalance", True, "a second check finds nothing to do"),
    ],
)
def test_a_planted_fault_refutes_its_claim(part: str, field: str, value: object, claim: str) -> None:
    """No claim holds by accident: each is refuted by a report that breaks it."""
    report = a_report()
    report[part][field] = value

    assert claim in refuted(report)


@pytest.mark.parametrize("points", ["0.26", "-0.26"])
def test_drift_above_a_quarter_point_is_not_repaired(points: str) -> None:
    """Repaired means at most 0.25 points to either side, cash included."""
    report = a_report()
    report["after"]["drift_analysis"][-1]["drift_percent"] = points

    assert ["drift after is at most 0.25 points everywhere"] == refuted(report)


@pytest.mark.parametrize(
    "order", [{"state": "UNKNOWN", "broker_order_id": "b-1"}, {"state": "FILLED", "broker_order_id": None}]
)
def test_an_order_counts_only_when_filled_under_a_broker_id(order: Report) -> None:
    """An order without a fill or without the broker's id refutes the claim."""
    report = a_report() | {"orders": [order]}

    assert ["every order was filled and carries the broker's id"] == refuted(report)
