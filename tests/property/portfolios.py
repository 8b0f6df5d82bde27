"""Random portfolios and policies, from the ordinary to the odd; all numbers are exact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

import builders
from builders import ACCOUNT, NOON
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import CASH, Instrument, QuantityUnit
from trimtab.domain.policy import Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.snapshot import BrokerMode, Snapshot
from trimtab.domain.targets import TargetAllocation, Targets

SYMBOLS: Final = ("AAA", "BRK.B", "CASH", "OLD", "SPY", "TLT")
POINTS: Final = 10_000


def scaled(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals from low to high steps of the last place."""
    return st.integers(low, high).map(lambda steps: Decimal(steps).scaleb(-places))


prices = scaled(1, 500_000, 2)
quantities = st.one_of(scaled(0, 1_000, 0), scaled(1, 10**12, 9))
cash_amounts = st.one_of(st.just(Decimal(0)), scaled(0, 10_000_000, 2))


@st.composite
def holdings(draw: st.DrawFn, symbol: str) -> Holding:
    """Shares of a symbol; some or all of them may be promised to open sells."""
    quantity = draw(quantities)
    promised = draw(st.sampled_from([Decimal(0), quantity, (quantity / 2).quantize(Decimal("1e-9"))]))
    return Holding(symbol=symbol, quantity=quantity, available_quantity=max(quantity - promised, Decimal(0)))


rarely = st.integers(0, 7).map(lambda number: number == 0)


@st.composite
def instruments(draw: st.DrawFn, symbol: str) -> Instrument:
    """An instrument of either unit; few are not tradable."""
    unit = draw(st.sampled_from(QuantityUnit))
    return builders.instrument(symbol, unit, is_tradable=not draw(rarely))


@st.composite
def target_sets(draw: st.DrawFn, symbols: tuple[str, ...] = SYMBOLS) -> Targets:
    """Targets that add up to one hundred, or to a point less, with or without a cash target."""
    chosen = draw(st.lists(st.sampled_from(symbols), min_size=1, max_size=len(symbols), unique=True))
    cuts = draw(st.lists(st.integers(0, POINTS), min_size=len(chosen), max_size=len(chosen)))
    edges = [0, *sorted(cuts)]
    shares = [Decimal(high - low) / POINTS for low, high in pairwise(edges)]
    rest = 1 - sum(shares, Decimal(0))
    missing = min(draw(st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.0001")])), rest)
    allocations = (
        TargetAllocation(symbol=symbol, weight=weight)
        for symbol, weight in zip(sorted(chosen), shares, strict=True)
    )
    return Targets(allocations=tuple(allocations), cash_weight=rest - missing)


@st.composite
def policies(draw: st.DrawFn, symbols: tuple[str, ...] = SYMBOLS) -> Policy:
    """Any policy that may be saved as complete."""
    return Policy(
        version=1,
        status=PolicyStatus.ACTIVE,
        saved_at=NOON,
        targets=draw(target_sets(symbols)),
        tolerance=draw(scaled(0, 10, 2)),
        minimum_trade=draw(st.sampled_from([Decimal(0), Decimal(10), Decimal(100)])),
        method=draw(st.sampled_from(RebalancingMethod)),
        untargeted=draw(st.sampled_from(UntargetedRule)),
    )


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """An account with any holdings; every held symbol has a price, few are untradable or busy."""
    held = draw(st.lists(st.sampled_from(SYMBOLS), max_size=len(SYMBOLS), unique=True))
    known = sorted({*held, *draw(st.lists(st.sampled_from(SYMBOLS), min_size=4))})
    return Snapshot(
        account_id=ACCOUNT,
        environment=BrokerMode.PAPER,
        as_of=NOON,
        cash=draw(cash_amounts),
        holdings=tuple(draw(holdings(symbol)) for symbol in sorted(held)),
        quotes=tuple(Quote(symbol=symbol, price=draw(prices), as_of=NOON) for symbol in known),
        instruments=tuple(draw(instruments(symbol)) for symbol in known),
        busy_symbols=tuple(symbol for symbol in known if draw(rarely)),
    )


@st.composite
def ample(draw: st.DrawFn) -> tuple[Snapshot, Policy]:
    """A portfolio nothing stands in the way of: all fractional, free, tradable, wanted; full method."""
    symbols = draw(st.sampled_from([SYMBOLS[:2], SYMBOLS[:4], SYMBOLS]))
    account = builders.snapshot(
        str(draw(cash_amounts)),
        {symbol: format(draw(quantities), "f") for symbol in symbols},
        {symbol: format(draw(prices), "f") for symbol in symbols},
    )
    rule = draw(policies(symbols))
    return account, replace(rule, method=RebalancingMethod.FULL, untargeted=UntargetedRule.LIQUIDATE)


@st.composite
def on_target(draw: st.DrawFn) -> tuple[Snapshot, Policy]:
    """A portfolio in which every weight is exactly what it should be."""
    rule = draw(policies())
    weights = dict(rule.targets.weights)
    total = draw(st.integers(1, 1_000)) * POINTS
    cash = weights.pop(CASH) * total
    worth = {symbol: draw(st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(400)])) for symbol in weights}
    held = {symbol: format(weights[symbol] * total / worth[symbol], "f") for symbol in weights}
    priced = {symbol: format(price, "f") for symbol, price in worth.items()}
    return builders.snapshot(format(cash, "f"), held, priced), rule
