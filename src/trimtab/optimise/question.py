"""A planning request as the optimiser sees it: each symbol's way from where it is to where FULL takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH, Instrument, QuantityUnit
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.lines import cash_floor
from trimtab.planning.rebalance import Basis, find_basis
from trimtab.planning.tax_aware.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One symbol; values are in base currency, weights fractions of the portfolio's value before any trade.

    `whole` is its trade all the way, None where it cannot be moved. `tolerance` is its band around `goal`.
    """

    symbol: str
    asset_class: str
    value: Decimal
    weight: Decimal
    goal: Decimal
    tolerance: Decimal
    whole: Trade | None
    instrument: Instrument | None
    must_exit: bool
    least: Decimal
    """The least trade, in base currency."""

    @property
    def reach(self) -> Decimal:
        """How far it can move, signed, in base currency."""
        if self.whole is None:
            return ZERO
        return -self.whole.value if self.whole.side is Side.SELL else self.whole.value

    @property
    def share_value(self) -> Decimal:
        """What one share is worth where only whole ones are traded; zero elsewhere."""
        is_whole = self.instrument is not None and self.instrument.unit is QuantityUnit.WHOLE
        return self.whole.price * self.whole.fx_rate if is_whole and self.whole else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All ways in symbol order, what the portfolio is worth, and the cash above its floor, which may lack."""

    request: PlanRequest
    ground: Ground | None
    basis: Basis
    ways: tuple[Way, ...]
    total: Decimal
    room: Decimal
    cash_weight: Decimal

    def part(self, amount: Decimal) -> float:
        """Turn an amount in base currency into a weight."""
        return float(amount / self.total)


def ask(request: PlanRequest, ground: Ground | None) -> Question:
    """Find every symbol's way; what may not be moved, or not far enough to be worth an order, has none."""
    basis = find_basis(request)
    drift = basis.drift
    exits = {member.symbol: member.must_exit for member in basis.universe.members}
    trades = {symbol: line for symbol, line in basis.alone.lines.items() if isinstance(line, Trade)}
    cash = drift.row(CASH)
    return Question(
        request=request,
        ground=ground,
        basis=basis,
        ways=_ways(request, drift, trades, exits),
        total=drift.total_value,
        room=cash.market_value - cash_floor(request, drift),
        cash_weight=cash.actual_weight,
    )


def _ways(
    request: PlanRequest, drift: DriftReport, trades: Mapping[str, Trade], exits: Mapping[str, bool]
) -> tuple[Way, ...]:
    snapshot, given = request.snapshot, request.policy.asset_classes
    return tuple(
        Way(
            symbol=row.key,
            asset_class=snapshot.asset_class(row.key, given),
            value=row.market_value,
            weight=row.actual_weight,
            goal=row.target_weight,
            tolerance=row.band.tolerance if row.target_weight else ONE,
            whole=trades.get(row.key),
            instrument=snapshot.instrument(row.key),
            must_exit=exits[row.key],
            least=request.least_trade(row.key),
        )
        for row in drift.rows
        if row.key != CASH
    )
