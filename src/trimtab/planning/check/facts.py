"""What a request says, valued anew: the checker's own arithmetic, without rounding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from trimtab.domain.config import DriftMethod
from trimtab.domain.costs import Costs
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import CASH, Instrument, QuantityUnit
from trimtab.domain.money import CENT, ONE, SHARE_DUST, ZERO
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.shelf import ShelfEntry
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import SUM_TOLERANCE
from trimtab.domain.trade import Side, Trade

EXACT: Final = Context(prec=120, traps=[])
"""Wide enough that no sum or product of a plan is ever rounded; NaN is smaller and larger than nothing."""

BANDED: Final = frozenset({RebalancingMethod.THRESHOLD_REBALANCING, RebalancingMethod.TAX_AWARE})
"""Methods that repair only what has left its band."""

Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A request by symbol and currency, in base currency where nothing else is said.

    `wanted` are the policy's weights, cash included, after substitutions; `prices` are base currency per
    share, where known. `values` are what is held is worth, by key, cash included.
    """

    request: PlanRequest
    holdings: Mapping[str, Holding]
    quotes: Mapping[str, Quote]
    instruments: Mapping[str, Instrument]
    entries: Mapping[str, ShelfEntry]
    rates: Amounts
    prices: Amounts
    cash: Amounts
    wanted: Amounts
    tolerances: Mapping[str, Decimal]
    own_classes: Mapping[str, str]
    values: Amounts
    total: Decimal

    @property
    def snapshot(self) -> Snapshot:
        """The portfolio."""
        return self.request.snapshot

    @property
    def policy(self) -> Policy:
        """The owner's rule."""
        return self.request.policy

    def quantity(self, symbol: str) -> Decimal:
        """Tell how many shares are held."""
        held = self.holdings.get(symbol)
        return held.quantity if held else ZERO

    def available(self, symbol: str) -> Decimal:
        """Tell how many shares may be sold."""
        held = self.holdings.get(symbol)
        return held.available_quantity if held else ZERO

    @property
    def paired(self) -> frozenset[str]:
        """Symbols that count together with another one."""
        pairs = self.request.substitutions
        return frozenset(symbol for pair in pairs for symbol in (pair.symbol, pair.substitute))

    def asset_class(self, symbol: str) -> str:
        """Tell the asset class, the owner's before the broker's; nobody's is empty."""
        known = self.instruments.get(symbol)
        own = self.own_classes.get(symbol)
        return CASH if symbol == CASH else own or (known.asset_class if known else "")


def gather(request: PlanRequest) -> Facts:
    """Read a request."""
    snapshot = request.snapshot
    rates = {rate.currency: rate.rate for rate in snapshot.fx_rates} | {snapshot.base_currency: ONE}
    instruments = {known.symbol: known for known in snapshot.instruments}
    quotes = {quote.symbol: quote for quote in snapshot.quotes}
    foreign = {balance.currency: balance.amount for balance in snapshot.foreign_cash}
    entries = request.shelf.entries if request.shelf else ()
    holdings = {held.symbol: held for held in snapshot.holdings}
    cash = {**foreign, snapshot.base_currency: snapshot.cash}
    prices = _base_prices(snapshot, quotes, instruments, rates)
    quantities = {symbol: held.quantity for symbol, held in holdings.items()}
    values = value_all(quantities, cash, prices, rates)
    return Facts(
        request=request,
        holdings=holdings,
        quotes=quotes,
        instruments=instruments,
        entries={entry.symbol: entry for entry in entries},
        rates=rates,
        prices=prices,
        cash=cash,
        wanted=_wanted_weights(request),
        tolerances={
            target.symbol: target.tolerance
            for target in request.policy.targets.allocations
            if target.is_enabled and target.tolerance is not None
        },
        own_classes=_own_classes(request.policy),
        values=values,
        total=sum(values.values(), ZERO),
    )


def _own_classes(policy: Policy) -> dict[str, str]:
    """Read the owner's classes; who has no target takes the class of the first it can stand in for."""
    given: dict[str, str] = {
        target.symbol: (target.asset_class or "") for target in policy.targets.allocations
    }
    seats = [(each, known.symbol) for known in policy.tax.substitutes for each in known.substitutes]
    stand_ins = {each: given[symbol] for each, symbol in reversed(seats) if given.get(symbol)}
    return {**stand_ins, **given}


def _base_prices(
    snapshot: Snapshot, quotes: Mapping[str, Quote], instruments: Mapping[str, Instrument], rates: Amounts
) -> dict[str, Decimal]:
    prices = {}
    for symbol, quote in quotes.items():
        known = instruments.get(symbol)
        rate = rates.get(known.currency if known else snapshot.base_currency)
        if rate is not None:
            prices[symbol] = quote.price * rate
    return prices


def _policy_weights(policy: Policy) -> dict[str, Decimal]:
    """Read what the owner wants; what is missing to one is cash (domain rule 36)."""
    weights = {a.symbol: a.weight for a in policy.targets.allocations if a.is_enabled}
    if not weights and not policy.targets.cash_weight:
        return {}
    rest = ONE - sum(weights.values())
    if -SUM_TOLERANCE <= rest < 0:
        biggest = max(weights.values())
        weights[max(symbol for symbol, weight in weights.items() if weight == biggest)] += rest
    return {**weights, CASH: max(rest, ZERO)}


def _wanted_weights(request: PlanRequest) -> dict[str, Decimal]:
    """Read what the owner wants, with a part of a target moved to what stands in for it."""
    weights = _policy_weights(request.policy)
    for pair in request.substitutions:
        weights[pair.symbol] = weights.get(pair.symbol, ZERO) - pair.weight
        weights[pair.substitute] = weights.get(pair.substitute, ZERO) + pair.weight
    return weights


def value_all(quantities: Amounts, cash: Amounts, prices: Amounts, rates: Amounts) -> dict[str, Decimal]:
    """Value shares and all cash in base currency, by key; what has no price or rate is left out."""
    values = {symbol: shares * prices[symbol] for symbol, shares in quantities.items() if symbol in prices}
    known = ((amount, rates.get(currency)) for currency, amount in cash.items())
    return {**values, CASH: sum((amount * rate for amount, rate in known if rate is not None), ZERO)}


def band_of(facts: Facts, key: str, weight: Decimal) -> tuple[Decimal, Decimal]:
    """Return the tolerance and the critical edge of a key with this target weight (domain rules 3 and 5)."""
    config = facts.policy.drift
    own = facts.tolerances.get(key)
    tolerance = config.threshold if own is None else own
    critical = config.critical if config.critical is not None and own is None else tolerance * 2
    if key == CASH or config.method is DriftMethod.ABSOLUTE:
        return tolerance, critical
    if config.method is DriftMethod.RELATIVE:
        return tolerance * weight, critical * weight
    if not weight:
        return tolerance, critical
    edge = min(tolerance, config.relative_threshold * weight)
    return edge, edge * critical / tolerance if tolerance else ZERO


def amount_of(trade: Trade) -> Decimal:
    """Tell what changes hands in the instrument's currency."""
    return trade.quantity * trade.price if trade.notional is None else trade.notional


def value_of(trade: Trade) -> Decimal:
    """Tell what changes hands in base currency."""
    return amount_of(trade) * trade.fx_rate


def signed(side: Side, amount: Decimal) -> Decimal:
    """Count what is bought as more, what is sold as less."""
    return amount if side is Side.BUY else -amount


def estimate(facts: Facts, instrument: Instrument, quantity: Decimal, value: Decimal) -> Costs:
    """Estimate the costs of a trade in base currency, unrounded.

    Half the spread; the commission, or its minimum; and the square-root law: volatility times the root of the
    part of a day's volume (domain §4.8).
    """
    config, rate = facts.policy.costs, ZERO
    if instrument.daily_volume and instrument.daily_volatility:
        rate = instrument.daily_volatility * (quantity / instrument.daily_volume).sqrt()
    return Costs(
        spread=value * config.spread_rate / 2,
        commission=max(config.commission_rate * value, config.minimum_commission),
        impact=value * config.impact * rate,
    )


def step_of(facts: Facts, symbol: str) -> Decimal:
    """Tell what the smallest difference between two trades of a symbol is worth in base currency."""
    known, price = facts.instruments.get(symbol), facts.prices.get(symbol)
    if known is None or price is None:
        return ZERO
    if known.unit is QuantityUnit.WHOLE:
        return price
    is_money = known.unit is QuantityUnit.NOTIONAL
    return SHARE_DUST * price + (CENT * facts.rates[known.currency] if is_money else ZERO)
