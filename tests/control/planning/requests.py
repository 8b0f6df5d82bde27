"""Seeded requests to the planner, from the ordinary to the odd: the same number makes the same request."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Final

from trimtab.domain.config import CostConfig, DriftConfig, DriftMethod
from trimtab.domain.constraints import CapMode, CashShortRule, ClassCap, Constraints, ExcludedWeight
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import round_down
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Destination, Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest, Repatriation
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import BrokerMode, Snapshot
from trimtab.domain.tactics import Signal, Tactics, Tilt
from trimtab.domain.targets import TargetAllocation, Targets

NOON: Final = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SYMBOLS: Final = ("AAA", "BBB", "BRK.B", "CCC", "DDD", "EEE", "OLD", "TLT")
CURRENCIES: Final = ("EUR", "GBP")
CLASSES: Final = ("EQUITY", "BOND")


def make_request(number: int) -> PlanRequest:
    """Make the request of this number: mostly ordinary, each oddity in some of them."""
    chance = Random(number)  # noqa: S311 - examples, not secrets
    symbols = sorted(chance.sample(SYMBOLS, chance.randint(2, len(SYMBOLS))))
    account, rule = _with_past(number, _snapshot(chance, symbols)), _policy(chance, symbols)
    if chance.random() < 0.08 and account.total_value > 0:
        rule = replace(rule, targets=_where_it_stands(account))
    is_flow = rule.method is RebalancingMethod.CASH_FLOW
    return PlanRequest(
        snapshot=account,
        policy=rule,
        portfolio=PortfolioRef("owner"),
        method=chance.choice([RebalancingMethod.FULL, RebalancingMethod.CASH_FLOW])
        if _rarely(chance)
        else None,
        symbols=tuple(chance.sample(symbols, 2)) if _rarely(chance) else (),
        cash_flow=_flow(chance, account) if is_flow else Decimal(0),
        minimum_trade=Decimal(chance.choice([0, 0, 0, 50])),
        is_forced=_rarely(chance),
        last_rebalanced_at=NOON - timedelta(days=chance.randint(0, 10)) if _rarely(chance) else None,
        shelf=_shelf(chance, symbols) if chance.random() < 0.3 else None,
        options=_options(chance),
    )


def _with_past(number: int, account: Snapshot) -> Snapshot:
    """Give every tenth account last closes; of one symbol it is far from today's price."""
    if number % 10:
        return account
    odd = account.quotes[number % len(account.quotes)].symbol if account.quotes else ""
    closes = {quote.symbol: quote.price * (2 if quote.symbol == odd else 1) for quote in account.quotes}
    past = tuple(PastTrading(symbol=symbol, last_close=close) for symbol, close in closes.items())
    return replace(account, past=past)


def _where_it_stands(account: Snapshot) -> Targets:
    """Want what is held, to a whole point: little is out of its band."""
    total, values = account.total_value, account.market_values
    weights = {held.symbol: values.get(held.symbol, Decimal(0)) / total for held in account.holdings}
    allocations = tuple(
        TargetAllocation(symbol=symbol, weight=max(round_down(weight, Decimal("0.01")), Decimal(0)))
        for symbol, weight in weights.items()
    )
    wanted = sum((target.weight for target in allocations), Decimal(0))
    return Targets(allocations=allocations, cash_weight=max(1 - wanted, Decimal(0)))


def _rarely(chance: Random) -> bool:
    return chance.random() < 0.12


def _scaled(chance: Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(chance.randint(low, high)).scaleb(-places)


def _flow(chance: Random, account: Snapshot) -> Decimal:
    """Invest some of the cash there is, or raise some; sometimes neither."""
    cash = max(int(account.cash), 0)
    return chance.choice([Decimal(chance.randint(0, cash)), _scaled(chance, -3_000_000, 0, 2), Decimal(0)])


def _some(chance: Random, symbols: list[str], likelihood: float = 0.15) -> tuple[str, ...]:
    if chance.random() > 2 * likelihood:
        return ()
    return tuple(symbol for symbol in symbols if chance.random() < 0.3)


def _snapshot(chance: Random, symbols: list[str]) -> Snapshot:
    is_foreign = chance.random() < 0.35
    held = [symbol for symbol in symbols if chance.random() < 0.8]
    known = {symbol: _instrument(chance, symbol, is_foreign=is_foreign) for symbol in symbols}
    rates = [code for code in CURRENCIES if not _rarely(chance) or _holds(known, held, code)]
    return Snapshot(
        account_id="PA-0001",
        environment=BrokerMode.PAPER,
        as_of=NOON,
        cash=_cash(chance),
        holdings=tuple(_holding(chance, symbol, known[symbol].unit) for symbol in held),
        quotes=tuple(_quote(chance, symbol) for symbol in symbols if symbol in held or not _rarely(chance)),
        instruments=tuple(known.values()),
        busy_symbols=_some(chance, symbols, 0.06),
        is_account_blocked=chance.random() < 0.01,
        foreign_cash=tuple(
            CashBalance(currency=code, amount=_scaled(chance, 0, 2_000_000, 2))
            for code in CURRENCIES
            if is_foreign and code in rates and chance.random() < 0.6
        ),
        fx_rates=tuple(
            FxRate(currency=code, rate=_scaled(chance, 8_000, 14_000, 4), as_of=NOON) for code in rates
        ),
        market_as_of=NOON - timedelta(minutes=chance.randint(0, 20)) if _rarely(chance) else None,
    )


def _cash(chance: Random) -> Decimal:
    if chance.random() < 0.01:
        return _scaled(chance, -100_000, -1, 2)
    return chance.choice([Decimal(0), _scaled(chance, 0, 500_000, 2), _scaled(chance, 0, 5_000_000, 2)])


def _holds(known: dict[str, Instrument], held: list[str], currency: str) -> bool:
    return any(known[symbol].currency == currency for symbol in held)


def _instrument(chance: Random, symbol: str, *, is_foreign: bool) -> Instrument:
    has_volume = chance.random() < 0.5
    return Instrument(
        symbol=symbol,
        asset_id=f"asset-{symbol}",
        name=symbol,
        is_tradable=chance.random() > 0.04,
        unit=chance.choice(list(QuantityUnit)),
        currency=chance.choice(("USD", *CURRENCIES)) if is_foreign else "USD",
        asset_class=chance.choice(CLASSES),
        daily_volume=Decimal(chance.randint(1_000, 1_000_000)) if has_volume else None,
        daily_volatility=_scaled(chance, 1, 400, 4) if has_volume else None,
    )


def _holding(chance: Random, symbol: str, unit: QuantityUnit) -> Holding:
    is_whole = unit is QuantityUnit.WHOLE and not _rarely(chance)
    quantity = Decimal(chance.randint(0, 300)) if is_whole else _scaled(chance, 1, 300 * 10**9, 9)
    if chance.random() < 0.05:
        quantity = _scaled(chance, 1, 10**8, 9)
    quantity = -quantity if chance.random() < 0.003 else quantity
    free = chance.choice([quantity] * 8 + [Decimal(0), (quantity / 2).quantize(Decimal("1E-9"))])
    return Holding(symbol=symbol, quantity=quantity, available_quantity=free)


def _quote(chance: Random, symbol: str) -> Quote:
    age = timedelta(minutes=chance.choice([0, 0, 0, 30]))
    return Quote(symbol=symbol, price=_scaled(chance, 100, 60_000, 2), as_of=NOON - age)


def _policy(chance: Random, symbols: list[str]) -> Policy:
    return Policy(
        version=chance.randint(1, 9),
        status=PolicyStatus.DRAFT if chance.random() < 0.01 else PolicyStatus.ACTIVE,
        saved_at=NOON,
        targets=_targets(chance, symbols),
        drift=DriftConfig(
            threshold=_scaled(chance, 0, 10, 2),
            critical=chance.choice([None, Decimal("0.1"), Decimal("0.12")]),
            method=chance.choice([DriftMethod.ABSOLUTE, *DriftMethod]),
        ),
        method=chance.choice([*RebalancingMethod, RebalancingMethod.FULL]),
        destination=chance.choice([Destination.TARGET, *Destination]),
        costs=_costs(chance),
        constraints=_constraints(chance, symbols) if chance.random() < 0.7 else Constraints(),
        tactics=_tactics(chance, symbols),
        untargeted=chance.choice(list(UntargetedRule)),
    )


def _targets(chance: Random, symbols: list[str]) -> Targets:
    chosen = sorted(chance.sample(symbols, chance.randint(1, len(symbols))))
    edges = [0, *sorted(chance.randint(0, 10_000) for _ in chosen)]
    rest = Decimal(10_000 - edges[-1]) / 10_000
    missing = min(chance.choice([Decimal(0), Decimal(0), Decimal("0.01"), Decimal("0.0001")]), rest)
    return Targets(
        allocations=tuple(
            TargetAllocation(
                symbol=symbol,
                weight=Decimal(high - low) / 10_000,
                tolerance=_scaled(chance, 0, 8, 2) if _rarely(chance) else None,
            )
            for symbol, (low, high) in zip(chosen, pairwise(edges), strict=True)
        ),
        cash_weight=rest - missing,
    )


def _costs(chance: Random) -> CostConfig:
    minimum = Decimal(chance.choice([0, 10, 100]))
    if chance.random() < 0.5:
        return CostConfig(minimum_trade=minimum)
    return CostConfig(
        minimum_trade=minimum,
        spread_rate=_scaled(chance, 0, 40, 4),
        commission_rate=_scaled(chance, 0, 30, 4),
        minimum_commission=chance.choice([Decimal(0), Decimal(1), Decimal("4.95")]),
        impact=chance.choice([Decimal(0), Decimal("0.8")]),
    )


def _constraints(chance: Random, symbols: list[str]) -> Constraints:
    caps = [ClassCap(asset_class=name, weight=_scaled(chance, 30, 80, 2)) for name in CLASSES]
    return Constraints(
        max_turnover=chance.choice([None, None, None, _scaled(chance, 1, 40, 2)]),
        transaction_cost_limit=chance.choice([None, None, None, Decimal(chance.randint(1, 60))]),
        allocate_at_most=chance.choice([None, None, None, Decimal(chance.randint(100, 9_000))]),
        excluded_instruments=_some(chance, symbols, 0.1),
        locked=_some(chance, symbols, 0.1),
        do_not_buy=_some(chance, symbols, 0.1),
        do_not_sell=_some(chance, symbols, 0.1),
        max_position_weight=chance.choice([None, None, _scaled(chance, 25, 60, 2)]),
        class_caps=tuple(cap for cap in caps if chance.random() < 0.15),
        cap_mode=chance.choice([CapMode.ITERATIVE, *CapMode]),
        excluded_weight=chance.choice(list(ExcludedWeight)),
        cash_short=chance.choice(list(CashShortRule)),
        cash_reserve_amount=chance.choice([Decimal(0), Decimal(0), _scaled(chance, 0, 500_000, 2)]),
        cash_reserve_weight=chance.choice([Decimal(0), Decimal(0), _scaled(chance, 0, 15, 2)]),
        cooldown_days=chance.choice([0, 0, 5]),
        improvement_threshold=chance.choice([Decimal(0), Decimal(0), Decimal("0.03")]),
    )


def _tactics(chance: Random, symbols: list[str]) -> Tactics:
    return Tactics(
        tilts=tuple(
            Tilt(symbol=symbol, change=_scaled(chance, -12, 12, 2))
            for symbol in symbols
            if chance.random() < 0.25
        ),
        signals=tuple(
            Signal(
                symbol=symbol,
                score=_scaled(chance, -10, 30, 1) if chance.random() < 0.5 else None,
                stop_price=Decimal(chance.randint(1, 300)) if chance.random() < 0.4 else None,
            )
            for symbol in symbols
            if chance.random() < 0.25
        ),
    )


def _shelf(chance: Random, symbols: list[str]) -> Shelf:
    statuses = [ShelfStatus.APPROVED] * 6 + list(ShelfStatus)
    return Shelf(
        version="shelf-1",
        entries=tuple(
            ShelfEntry(
                symbol=symbol,
                status=chance.choice(statuses),
                minimum_trade=Decimal(chance.choice([0, 0, 200, 1_000])),
            )
            for symbol in symbols
            if chance.random() > 0.05
        ),
    )


def _options(chance: Random) -> PlanOptions:
    return PlanOptions(
        suppress_dust_trades=chance.random() < 0.8,
        review_soft_rules=chance.random() < 0.3,
        allow_restricted=chance.random() < 0.3,
        data_quality=chance.choice(list(DataQuality)),
        max_staleness=timedelta(minutes=20) if _rarely(chance) else None,
        fx_buffer_pct=chance.choice([Decimal(0), Decimal("0.01")]),
        repatriation=chance.choice([Repatriation.OFF, *Repatriation]),
        repatriation_threshold=Decimal(chance.choice([0, 500, 5_000])),
    )
