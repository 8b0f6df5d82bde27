"""Draw a plan's lines: every symbol once, as a trade or with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.planning.explain import explain_in_place, explain_trade
from trimtab.planning.funding import WantedBuy, fit_to_cash
from trimtab.planning.methods import select_symbols
from trimtab.planning.sizing import size_trade, skip

Line = Trade | SkippedTrade


@dataclass(frozen=True, slots=True)
class Lines:
    """The trades of a plan in the order they are sent, and its non-trades in symbol order."""

    trades: tuple[Trade, ...] = ()
    skipped: tuple[SkippedTrade, ...] = ()


def draw_lines(snapshot: Snapshot, policy: Policy, drift: DriftReport, method: RebalancingMethod) -> Lines:
    """Size what the method selects, fund the buys, and explain everything that is left alone.

    What cannot be traded is no help to the others, so the method chooses without it.
    """
    rows = tuple(row for row in drift.rows if row.key != CASH)
    sized = {row.key: size_trade(row, snapshot, policy) for row in rows}
    fixed = frozenset(symbol for symbol, line in sized.items() if isinstance(line, SkippedTrade))
    selected = select_symbols(method, drift, fixed)
    wanted = tuple(line for symbol, line in sized.items() if symbol in selected and isinstance(line, Trade))
    sells = tuple(trade for trade in wanted if trade.side is Side.SELL)
    buys = _fund(tuple(trade for trade in wanted if trade.side is Side.BUY), sells, snapshot, policy)
    funded = tuple(line for line in buys if isinstance(line, Trade))
    unfunded = tuple(line for line in buys if isinstance(line, SkippedTrade))
    left_alone = _explain_rest(rows, sized, selected, select_symbols(method, drift))
    return Lines(
        trades=_by_drift(sells, drift) + _by_drift(_name_cash(funded, sells, drift), drift),
        skipped=tuple(sorted(unfunded + left_alone, key=lambda line: line.symbol)),
    )


def cash_floor(snapshot: Snapshot, policy: Policy) -> Decimal:
    """Cash that buys must leave, in US dollars: the cash target's part of the portfolio."""
    return policy.targets.weights.get(CASH, ZERO) * snapshot.total_value


def _explain_rest(
    rows: tuple[DriftRow, ...], sized: Mapping[str, Line], selected: frozenset[str], meant: frozenset[str]
) -> tuple[SkippedTrade, ...]:
    """Explain the rows that are not traded: what the method meant to trade by what hinders it."""
    rest = tuple(row for row in rows if row.key not in selected)
    return tuple(_explain_row(row, sized[row.key], is_meant=row.key in meant) for row in rest)


def _explain_row(row: DriftRow, line: Line, *, is_meant: bool) -> SkippedTrade:
    is_untargeted = isinstance(line, SkippedTrade) and line.reason.code is ReasonCode.UNTARGETED_HELD
    if isinstance(line, SkippedTrade) and (is_meant or is_untargeted):
        return line
    return SkippedTrade(symbol=row.key, reason=explain_in_place(row))


def _fund(
    wanted: tuple[Trade, ...], sells: tuple[Trade, ...], snapshot: Snapshot, policy: Policy
) -> tuple[Trade | SkippedTrade, ...]:
    budget = sum((sell.value for sell in sells), snapshot.cash) - cash_floor(snapshot, policy)
    affordable = fit_to_cash(tuple(_wanted_buy(trade, snapshot) for trade in wanted), budget)
    return tuple(_shrink(trade, affordable[trade.symbol], policy) for trade in wanted)


def _wanted_buy(trade: Trade, snapshot: Snapshot) -> WantedBuy:
    instrument = snapshot.instrument(trade.symbol)
    if instrument is None:
        raise LookupError(f"{trade.symbol} was sized without an instrument")
    return WantedBuy(
        symbol=trade.symbol, quantity=trade.quantity, price=trade.price, step=instrument.unit.step
    )


def _shrink(trade: Trade, quantity: Decimal, policy: Policy) -> Trade | SkippedTrade:
    if not quantity or quantity * trade.price < policy.minimum_trade:
        return skip(trade.symbol, ReasonCode.CASH_SHORT)
    return replace(trade, quantity=quantity)


def _name_cash(buys: tuple[Trade, ...], sells: tuple[Trade, ...], drift: DriftReport) -> tuple[Trade, ...]:
    """Call buys without any sale what they are: idle cash being invested."""
    if sells:
        return buys
    code = ReasonCode.CASH_INVESTMENT
    return tuple(replace(buy, reason=explain_trade(drift.row(buy.symbol), Side.BUY, code)) for buy in buys)


def _by_drift(trades: tuple[Trade, ...], drift: DriftReport) -> tuple[Trade, ...]:
    """Order trades of one side: worst level first, then larger drift, then symbol (domain rule 13)."""
    rows = {row.key: row for row in drift.rows}
    return tuple(
        sorted(trades, key=lambda t: (-rows[t.symbol].level, -abs(rows[t.symbol].drift), t.symbol)),
    )
