"""How a worked example is read: portfolio, policy and request from JSON, and a plan back into JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from builders import NOON, OWNER, holding, instrument, policy, skipped, snapshot
from golden.tax_reading import position_of, shown_taxes
from trimtab.contracts.codec import from_document
from trimtab.domain.config import CostConfig, DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.currency import BASE_CURRENCY, CashBalance, FxRate
from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.money import ZERO, parse_decimal, to_text
from trimtab.domain.optimum import Optimum, Weighing
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Destination, Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.request import Edit, PlanOptions, PlanRequest
from trimtab.domain.rules import BindingLimit
from trimtab.domain.shelf import Shelf, ShelfEntry
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tactics import Tactics
from trimtab.domain.targets import ClassTarget, TargetAllocation, Targets
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.trade import Trade
from trimtab.optimise.plan import plan_optimised
from trimtab.planning.methods.deposit import smallest_deposit
from trimtab.planning.tax_aware.edited import edit_with_taxes
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]
Value = TypeVar("Value", bound="DataclassInstance")

ACCOUNT_FIELDS: Final = {
    "base_currency",
    "cash",
    "foreign_cash",
    "fx_rates",
    "holdings",
    "instruments",
    "market_as_of",
    "open_orders",
    "price_times",
    "prices",
}
POLICY_FIELDS: Final = {
    "cash_target",
    "class_targets",
    "constraints",
    "costs",
    "destination",
    "drift",
    "method",
    "policy_status",
    "tactics",
    "targets",
    "tax",
    "untargeted",
}
REQUEST_FIELDS: Final = {"options", "request", "shelf", "tax_position", "weighing"}
INPUT_FIELDS: Final = ACCOUNT_FIELDS | POLICY_FIELDS | REQUEST_FIELDS


def read(path: Path) -> Json:
    """Read one example."""
    case: Json = json.loads(path.read_text(encoding="utf-8"))
    return case


def build(kind: type[Value], given: Mapping[str, object]) -> Value:
    """Read a domain value by its field names. Raises KeyError for a name it does not have."""
    unknown = given.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise KeyError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return from_document(kind, given)


def account_of(given: Json) -> Snapshot:
    """Read the portfolio; every priced symbol is fractional and tradable unless `instruments` differs."""
    held = given.get("holdings", {})
    own = {symbol: line["price"] for symbol, line in held.items() if "price" in line}
    prices = own | given.get("prices", {})
    account = snapshot(
        given["cash"],
        tuple(holding(symbol, line["quantity"], line.get("available")) for symbol, line in held.items()),
        prices,
        busy_symbols=tuple(given.get("open_orders", ())),
        instruments=tuple(_instrument(symbol, given) for symbol in sorted(prices)),
        base_currency=given.get("base_currency", BASE_CURRENCY),
        foreign_cash=_foreign_cash(given),
        fx_rates=_fx_rates(given),
        market_as_of=_instant(given["market_as_of"]) if "market_as_of" in given else None,
    )
    return _timed(account, given.get("price_times", {}))


def policy_of(given: Json) -> Policy:
    """Read the owner's rule; the minimum trade is 10 dollars unless `costs` differs."""
    tables: Json = {
        "drift": DriftConfig,
        "constraints": Constraints,
        "tactics": Tactics,
        "tax": TaxConfig,
    }
    enums: Json = {
        "method": RebalancingMethod,
        "destination": Destination,
        "untargeted": UntargetedRule,
        "policy_status": PolicyStatus,
    }
    built = {name: build(kind, given[name]) for name, kind in tables.items() if name in given}
    named = {name.removeprefix("policy_"): kind(given[name]) for name, kind in enums.items() if name in given}
    costs = build(CostConfig, {"minimum_trade": "10", **given.get("costs", {})})
    return policy(_targets(given), costs=costs, **built, **named)


def request_of(given: Json) -> PlanRequest:
    """Read the whole question to the planner."""
    special = dict(given.get("request", {}))
    numbers: Json = {
        name: parse_decimal(special.pop(name)) for name in ("cash_flow", "minimum_trade") if name in special
    }
    if "last_rebalanced_at" in special:
        special["last_rebalanced_at"] = _instant(special["last_rebalanced_at"])
    rule = policy_of(given)
    return PlanRequest(
        snapshot=account_of(given),
        policy=rule,
        portfolio=OWNER,
        shelf=_shelf(given["shelf"]) if "shelf" in given else None,
        options=build(PlanOptions, given.get("options", {})),
        symbols=tuple(special.pop("symbols", ())),
        edits=_edits(special.pop("edits", {})),
        tax=position_of(given["tax_position"], rule.tax) if "tax_position" in given else None,
        weighing=build(Weighing, given.get("weighing", {})),
        **numbers,
        **special,
    )


def answer_of(asked: PlanRequest) -> TaxPlan:
    """Plan, and change the plan as its owner wants; every edit of an example can be made."""
    is_weighed = asked.chosen_method is RebalancingMethod.FULL_OPTIMIZATION
    plan = plan_optimised if is_weighed else plan_with_taxes
    changed = edit_with_taxes(asked.edits, plan(replace(asked, edits=())))
    assert isinstance(changed, TaxPlan), changed
    return changed


def planned(case: Json) -> Json:
    """Plan an example and show the plan as far as the example's expectation goes, and whatever is unusual."""
    asked = request_of(case["input"])
    made = answer_of(asked).plan
    views: Json = {
        "smallest_deposit": lambda: to_text(smallest_deposit(asked) or ZERO),
        "weights_after": lambda: {row.key: to_text(row.actual_weight) for row in made.drift_after.rows},
    }
    return shown(made) | {name: view() for name, view in views.items() if name in case["expected"]}


def shown(made: Plan) -> Json:
    """Show a plan; what few plans have is shown only where it is there."""
    usual = {
        "status": made.status.value,
        "finding": made.finding.code.value,
        "trades": [_trade(trade) for trade in made.trades],
        "skipped": skipped(made),
        "warnings": [warning.code.value for warning in made.warnings],
        "cash_after": to_text(made.cash_after),
    }
    unusual = {
        "fx_trades": [f"{fx.side} {to_text(fx.amount)} {fx.currency}" for fx in made.fx_trades],
        "foreign_cash_after": {cash.currency: to_text(cash.amount) for cash in made.foreign_cash_after},
        "costs": to_text(made.costs.total) if made.costs.total else None,
        "binding": [_binding(limit) for limit in made.binding],
        "conflict": list(made.conflict),
        "tax": shown_taxes(made.tax) if made.tax else None,
        "optimum": _optimum(made.optimum) if made.optimum else None,
    }
    return usual | {name: value for name, value in unusual.items() if value}


def _optimum(optimum: Optimum) -> Json:
    """Show the objective of the plan and of its rivals, and what a limit costs; zero weights show nothing."""
    prices = {price.limit: to_text(price.price) for price in optimum.shadow_prices}
    figures = {"objective": optimum.objective, "idle": optimum.idle, "whole": optimum.whole}
    shown_figures = {name: to_text(figure.quantize(Decimal("1E-9"))) for name, figure in figures.items()}
    relaxed = [reason.text for reason in optimum.relaxed]
    unusual = {"prices": prices, "relaxed": relaxed}
    return {**shown_figures, **{name: found for name, found in unusual.items() if found}}


def _trade(trade: Trade) -> Json:
    unusual = {
        "notional": None if trade.notional is None else to_text(trade.notional),
        "depends_on": list(trade.depends_on),
        "planned": None if trade.planned_quantity is None else to_text(trade.planned_quantity),
    }
    return {
        "symbol": trade.symbol,
        "side": trade.side.value,
        "quantity": to_text(trade.quantity),
        "reason": trade.reason.code.value,
        **{name: value for name, value in unusual.items() if value},
    }


def _binding(limit: BindingLimit) -> Json:
    return {
        "limit": limit.limit,
        "allowed": to_text(limit.allowed),
        "wanted": to_text(limit.wanted),
        "fraction": to_text(limit.fraction),
    }


def _instrument(symbol: str, given: Json) -> Instrument:
    usual = instrument(symbol)
    described = {"symbol": symbol, "asset_id": usual.asset_id, "name": symbol, "is_tradable": True}
    return build(
        Instrument, described | {"unit": usual.unit.value} | given.get("instruments", {}).get(symbol, {})
    )


def _targets(given: Json) -> Targets:
    lines = given.get("targets", {})
    wanted = (line if isinstance(line, dict) else {"weight": line} for line in lines.values())
    allocations = (
        build(TargetAllocation, {"symbol": symbol, **line})
        for symbol, line in zip(lines, wanted, strict=True)
    )
    return Targets(
        allocations=tuple(sorted(allocations, key=lambda target: target.symbol)),
        cash_weight=parse_decimal(given.get("cash_target", "0")),
        class_allocations=_class_targets(given.get("class_targets", {})),
    )


def _class_targets(lines: Mapping[str, Mapping[str, object]]) -> tuple[ClassTarget, ...]:
    return tuple(build(ClassTarget, {"asset_class": name, **lines[name]}) for name in sorted(lines))


def _edits(quantities: Mapping[str, str]) -> tuple[Edit, ...]:
    return tuple(
        Edit(symbol=symbol, quantity=parse_decimal(quantities[symbol])) for symbol in sorted(quantities)
    )


def _shelf(lines: Mapping[str, Mapping[str, object]]) -> Shelf:
    entries = (build(ShelfEntry, {"symbol": symbol, **lines[symbol]}) for symbol in sorted(lines))
    return Shelf(version="golden", entries=tuple(entries))


def _foreign_cash(given: Json) -> tuple[CashBalance, ...]:
    amounts = given.get("foreign_cash", {})
    return tuple(
        CashBalance(currency=currency, amount=parse_decimal(amounts[currency]))
        for currency in sorted(amounts)
    )


def _fx_rates(given: Json) -> tuple[FxRate, ...]:
    rates = given.get("fx_rates", {})
    return tuple(
        FxRate(currency=currency, rate=parse_decimal(rates[currency]), as_of=NOON)
        for currency in sorted(rates)
    )


def _timed(account: Snapshot, times: Mapping[str, str]) -> Snapshot:
    quotes = (
        Quote(symbol=seen.symbol, price=seen.price, as_of=_instant(times[seen.symbol]))
        if seen.symbol in times
        else seen
        for seen in account.quotes
    )
    return replace(account, quotes=tuple(quotes))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
