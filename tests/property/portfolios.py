"""Random portfolios, policies and requests, from the ordinary to the odd; all numbers are exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

import builders
from builders import ACCOUNT, NOON, OWNER
from property.dice import Dice, rolls
from property.mandates import constraints_of, options_of, shelf_of, tactics_of
from trimtab.domain.config import CostConfig, DriftConfig, DriftMethod
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import CASH, AssetClass, Instrument, QuantityUnit
from trimtab.domain.policy import Destination, Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import BrokerMode, Snapshot
from trimtab.domain.targets import TargetAllocation, Targets

SYMBOLS: Final = ("AAA", "BRK.B", "CASH", "OLD", "SPY", "TLT")
POINTS: Final = 10_000
CURRENCIES: Final = ("USD", "USD", "USD", "USD", "EUR", "JPY")
PRICES: Final = (Decimal(100), Decimal(1), Decimal("33.33"), Decimal("0.01"), Decimal("4999.99"), None, None)
METHODS: Final = tuple(RebalancingMethod)


def scaled(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals from low to high steps of the last place."""
    return st.integers(low, high).map(lambda steps: Decimal(steps).scaleb(-places))


prices = scaled(1, 500_000, 2)
quantities = st.one_of(scaled(0, 1_000, 0), scaled(1, 10**12, 9))
cash_amounts = st.one_of(st.just(Decimal(0)), scaled(0, 10_000_000, 2))


def target_sets(symbols: Sequence[str] = SYMBOLS) -> st.SearchStrategy[Targets]:
    """Targets that add up to one hundred, or to a point less, with or without a cash target."""
    return rolls(lambda dice: targets_of(dice, symbols), size=64)


def policies(symbols: Sequence[str] = SYMBOLS) -> st.SearchStrategy[Policy]:
    """Any policy that may be saved as complete, without limits of its own."""
    return rolls(lambda dice: policy_of(dice, symbols), size=96)


def snapshots() -> st.SearchStrategy[Snapshot]:
    """An account in dollars with any holdings; every held symbol has a price, few are untradable or busy."""
    return rolls(lambda dice: snapshot_of(dice, ("USD",)), size=160)


def requests() -> st.SearchStrategy[PlanRequest]:
    """Any question: currencies, units, shelf, locks, limits, costs, tilts, selections, flows."""
    return rolls(request_of)


def free_requests() -> st.SearchStrategy[PlanRequest]:
    """Questions of any method and any currencies, but without limits, shelf, costs or selections."""
    return rolls(_free_request)


def targets_of(dice: Dice, symbols: Sequence[str]) -> Targets:
    """Draw targets for some of the symbols, few of them with a tolerance and a class of their own."""
    chosen = [symbol for symbol in symbols if not dice.once_in(4)] or [symbols[0]]
    edges = [0, *sorted(dice.below(POINTS + 1) for _ in chosen)]
    shares = [Decimal(high - low) / POINTS for low, high in pairwise(edges)]
    rest = 1 - sum(shares, Decimal(0))
    missing = min(dice.pick((Decimal(0), Decimal(0), Decimal("0.01"), Decimal("0.0001"))), rest)
    if dice.once_in(2):
        shares[0], rest = shares[0] + rest, missing
    return Targets(
        allocations=tuple(
            TargetAllocation(
                symbol=symbol,
                weight=weight,
                tolerance=dice.amount(10, 0) / 100 if odd else None,
                asset_class=dice.pick((None, *AssetClass)) if odd else None,
            )
            for symbol, weight in zip(chosen, shares, strict=True)
            for odd in (dice.once_in(8),)
        ),
        cash_weight=rest - missing,
    )


def policy_of(dice: Dice, symbols: Sequence[str]) -> Policy:
    """Draw a policy of any method and destination, without costs or limits."""
    threshold = Decimal(dice.below(11)) / 100
    return Policy(
        version=1,
        status=PolicyStatus.ACTIVE,
        saved_at=NOON,
        targets=targets_of(dice, symbols),
        drift=DriftConfig(threshold=threshold, method=dice.pick((*DriftMethod, DriftMethod.ABSOLUTE))),
        costs=CostConfig(minimum_trade=dice.pick((Decimal(10), Decimal(0), Decimal(100)))),
        method=dice.pick(METHODS),
        destination=dice.pick((Destination.TARGET, Destination.TARGET, *Destination)),
        untargeted=dice.pick(tuple(UntargetedRule)),
    )


def snapshot_of(dice: Dice, currencies: Sequence[str] = CURRENCIES) -> Snapshot:
    """Draw an account; few shares are promised, few symbols untradable, busy, unheld or unknown."""
    known = [symbol for symbol in SYMBOLS if not dice.once_in(8)] or [SYMBOLS[0]]
    held = [symbol for symbol in known if not dice.once_in(4)]
    is_foreign = len(currencies) > 1
    return Snapshot(
        account_id=ACCOUNT,
        environment=BrokerMode.PAPER,
        as_of=NOON,
        cash=dice.amount(100_000, 2) if dice.once_in(2) else Decimal(dice.below(20) * 500),
        holdings=tuple(_holding(dice, symbol) for symbol in held),
        quotes=tuple(Quote(symbol=symbol, price=_price(dice), as_of=NOON) for symbol in known),
        instruments=tuple(_instrument(dice, symbol, currencies) for symbol in known),
        busy_symbols=tuple(symbol for symbol in known if dice.once_in(16)),
        foreign_cash=_foreign_cash(dice) if is_foreign else (),
        fx_rates=_fx_rates(dice) if is_foreign else (),
    )


def request_of(dice: Dice) -> PlanRequest:
    """Draw a question with anything in it; about half of what is possible is left out each time."""
    plain = policy_of(dice, SYMBOLS)
    rule = replace(
        plain,
        costs=_costs(dice, plain.costs) if dice.once_in(3) else plain.costs,
        constraints=constraints_of(dice, SYMBOLS),
        tactics=tactics_of(dice, SYMBOLS),
    )
    return PlanRequest(
        snapshot=_with_gaps(dice, snapshot_of(dice)),
        policy=rule,
        portfolio=OWNER,
        symbols=tuple(symbol for symbol in SYMBOLS if dice.once_in(2)) if dice.once_in(6) else (),
        cash_flow=_flow(dice),
        minimum_trade=dice.pick((Decimal(0), Decimal(0), Decimal(50))),
        is_forced=dice.once_in(4),
        shelf=shelf_of(dice, SYMBOLS) if dice.once_in(4) else None,
        options=options_of(dice),
    )


def _with_gaps(dice: Dice, account: Snapshot) -> Snapshot:
    """Lose a price or the exchange rates once in a while."""
    quotes = tuple(seen for seen in account.quotes if not dice.once_in(64))
    return replace(account, quotes=quotes, fx_rates=() if dice.once_in(32) else account.fx_rates)


def _free_request(dice: Dice) -> PlanRequest:
    return PlanRequest(
        snapshot=snapshot_of(dice), policy=policy_of(dice, SYMBOLS), portfolio=OWNER, cash_flow=_flow(dice)
    )


def _flow(dice: Dice) -> Decimal:
    amount = dice.amount(5_000, 2) * dice.pick((0, 1, -1))
    return amount or Decimal(0)


def _holding(dice: Dice, symbol: str) -> Holding:
    quantity = Decimal(dice.below(1_001)) if dice.once_in(2) else dice.amount(100, 9)
    promised = dice.pick((Decimal(0),) * 5 + (quantity, (quantity / 2).quantize(Decimal("1e-9"))))
    return Holding(symbol=symbol, quantity=quantity, available_quantity=max(quantity - promised, Decimal(0)))


def _price(dice: Dice) -> Decimal:
    return dice.pick(PRICES) or Decimal(dice.below(500_000) + 1).scaleb(-2)


def _instrument(dice: Dice, symbol: str, currencies: Sequence[str]) -> Instrument:
    has_volume = dice.once_in(2)
    return replace(
        builders.instrument(symbol, dice.pick(tuple(QuantityUnit)), is_tradable=not dice.once_in(12)),
        currency=dice.pick(currencies),
        asset_class=dice.pick(("EQUITY", "EQUITY", "BOND")),
        daily_volume=Decimal(dice.below(100_000) + 1) if has_volume else None,
        daily_volatility=Decimal("0.02") if has_volume else None,
    )


def _foreign_cash(dice: Dice) -> tuple[CashBalance, ...]:
    owned = (("EUR", dice.once_in(3)), ("JPY", dice.once_in(6)))
    return tuple(
        CashBalance(currency=currency, amount=dice.amount(5_000, 2))
        for currency, is_there in owned
        if is_there
    )


def _fx_rates(dice: Dice) -> tuple[FxRate, ...]:
    rates = (("EUR", dice.pick(("1.1", "1.08735"))), ("JPY", dice.pick(("0.01", "0.0067"))))
    return tuple(FxRate(currency=currency, rate=Decimal(rate), as_of=NOON) for currency, rate in rates)


def _costs(dice: Dice, plain: CostConfig) -> CostConfig:
    return replace(
        plain,
        spread_rate=dice.pick((Decimal(0), Decimal("0.0004"), Decimal("0.02"))),
        commission_rate=dice.pick((Decimal(0), Decimal("0.001"))),
        minimum_commission=dice.pick((Decimal(0), Decimal(1), Decimal("9.99"))),
        impact=dice.pick((Decimal(0), Decimal(1))),
    )


@st.composite
def ample(draw: st.DrawFn) -> tuple[Snapshot, Policy]:
    """A portfolio nothing stands in the way of: all fractional, free, tradable, wanted; full method."""
    symbols = draw(st.sampled_from([SYMBOLS[:2], SYMBOLS[:4], SYMBOLS]))
    account = builders.snapshot(
        format(draw(cash_amounts), "f"),
        {symbol: format(draw(quantities), "f") for symbol in symbols},
        {symbol: format(draw(prices), "f") for symbol in symbols},
    )
    rule = draw(policies(symbols))
    return account, replace(
        rule,
        method=RebalancingMethod.FULL,
        destination=Destination.TARGET,
        untargeted=UntargetedRule.LIQUIDATE,
    )


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
