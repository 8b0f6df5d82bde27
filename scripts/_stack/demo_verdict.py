"""What the demo claims, and whether it held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from _stack.web import JsonObject

CASH = "$CASH"

# Percentage points before cash: a quarter each at the closes of 2019-12-31, priced at those of 2020-03-23.
EXPECTED_DRIFT = {
    "JPM": Decimal("-5.0"),
    "MSFT": Decimal("5.3"),
    "WMT": Decimal("8.8"),
    "XOM": Decimal("-9.0"),
}
DRIFT_TOLERANCE = Decimal("0.15")
REPAIRED_WITHIN = Decimal("0.25")


def verdict(report: JsonObject) -> list[JsonObject]:
    """Judge every claim on a report, in order."""
    return [{"claim": claim, "held": holds(report)} for claim, holds in CLAIMS]


def _drifted_as_published(report: JsonObject) -> bool:
    drift = drift_before_cash(report["before"]["drift_analysis"])
    return drift.keys() == EXPECTED_DRIFT.keys() and all(
        abs(drift[symbol] - expected) <= DRIFT_TOLERANCE for symbol, expected in EXPECTED_DRIFT.items()
    )


def drift_before_cash(rows: Sequence[JsonObject]) -> dict[str, Decimal]:
    """Measure drift within what is invested, in percentage points: whole shares leave a little cash over."""
    invested = [row for row in rows if row["symbol"] != CASH]
    total = sum(Decimal(row["market_value"]) for row in invested)
    return {
        row["symbol"]: 100 * Decimal(row["market_value"]) / total - Decimal(row["target_percent"])
        for row in invested
    }


def _every_trade_has_a_reason(report: JsonObject) -> bool:
    trades = report["before"]["trades"]
    return bool(trades) and all(trade["reason_code"] and trade["reason"] for trade in trades)


def _run_completed(report: JsonObject) -> bool:
    return bool(report["run"]["state"] == "COMPLETED")


def _every_order_filled(report: JsonObject) -> bool:
    orders = report["orders"]
    return len(orders) == len(report["before"]["trades"]) and all(_is_filled(order) for order in orders)


def _is_filled(order: JsonObject) -> bool:
    return bool(order["state"] == "FILLED" and order["broker_order_id"])


def _drift_is_repaired(report: JsonObject) -> bool:
    rows: list[dict[str, Any]] = report["after"]["drift_analysis"]
    return {row["symbol"] for row in rows} >= EXPECTED_DRIFT.keys() and all(
        abs(Decimal(row["drift_percent"])) <= REPAIRED_WITHIN for row in rows
    )


def _nothing_left_to_do(report: JsonObject) -> bool:
    after = report["after"]
    return bool(after["status"] == "NO_ACTION" and not after["trades"] and not after["needs_rebalance"])


CLAIMS: tuple[tuple[str, Callable[[JsonObject], bool]], ...] = (
    ("drift before is that of the real prices", _drifted_as_published),
    ("every planned trade has a reason", _every_trade_has_a_reason),
    ("the run completed", _run_completed),
    ("every order was filled and carries the broker's id", _every_order_filled),
    (f"drift after is at most {REPAIRED_WITHIN} points everywhere", _drift_is_repaired),
    ("a second check finds nothing to do", _nothing_left_to_do),
)
