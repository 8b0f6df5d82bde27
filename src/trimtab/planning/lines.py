"""Draw a plan's lines: every symbol once, as a trade or with the reason why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from trimtab.domain.costs import NO_COSTS, Costs
from trimtab.domain.currency import FxTrade
from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import BindingLimit
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.planning.explain import EXIT_CODES, explain_in_place, explain_trade
from trimtab.planning.funding import Treasury, missing_cash, open_purse, payable_sells
from trimtab.planning.fx import add_trades, cash_balances, exchange_currencies, fx_terms, name_funding
from trimtab.planning.limits import (
    bind_cash,
    bind_fraction,
    cash_fraction,
    keep_within_limits,
    makeable_change,
)
from trimtab.planning.methods.moves import Move, choose_moves, move_to_goal
from trimtab.planning.methods.steps import step_value
from trimtab.planning.sizing import size_move, skip
from trimtab.planning.swap_funding import fund_swaps_first
from trimtab.planning.universe import Member, Universe

_UNWORTHY: Final = ReasonCode.NOT_WORTH_ITS_COST

Line = Trade | SkippedTrade
Trades = tuple[Trade, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The trades of a plan in the order they are sent, its non-trades in symbol order, and what limited it.

    The exchange trades stand between sells and buys; foreign cash by itself is no reason to trade.
    """

    trades: tuple[Trade, ...] = ()
    skipped: tuple[SkippedTrade, ...] = ()
    binding: tuple[BindingLimit, ...] = ()
    fx_trades: tuple[FxTrade, ...] = ()

    @property
    def costs(self) -> Costs:
        """What all trades together are estimated to cost, in base currency."""
        return sum((trade.costs for trade in self.trades), NO_COSTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Every symbol's move all the way as if there were no other, and what comes of it without limits."""

    moves: Mapping[str, Move]
    lines: Mapping[str, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Everything the stages look things up in, by symbol; cash has no row here."""

    request: PlanRequest
    drift: DriftReport
    rows: Mapping[str, DriftRow]
    members: Mapping[str, Member]
    treasury: Treasury
    capped: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Lines of the symbols that were moved, and the limits that have bound so far."""

    lines: Mapping[str, Line]
    binding: tuple[BindingLimit, ...] = ()

    @property
    def trades(self) -> Trades:
        return tuple(line for line in self.lines.values() if isinstance(line, Trade))


def draw_lines(
    request: PlanRequest,
    universe: Universe,
    drift: DriftReport,
    capped: Collection[str] = (),
    alone: Alone | None = None,
) -> Lines:
    """Size what the method selects, fund the buys, keep to the limits, and explain what is left alone.

    What cannot be traded is no help to the others, so the method chooses without it. `capped` are the
    symbols whose target a cap has set; `alone` is what `size_alone` gives, where it is known already.
    """
    desk = _open_desk(request, universe, drift, capped)
    alone = alone or size_alone(request, universe, drift)
    tried = alone.lines
    fixed = frozenset(symbol for symbol, line in tried.items() if isinstance(line, SkippedTrade))
    moves = choose_moves(request, drift, fixed)
    draft = _within_limits(desk, _funded(desk, _sized(desk, moves, alone)))
    trades, fx_trades = exchanged(_told(draft, desk), desk.treasury)
    skipped = [line for line in draft.lines.values() if isinstance(line, SkippedTrade)]
    skipped += _left_alone(desk, tried, moves.keys())
    return Lines(
        trades=trades,
        skipped=tuple(sorted(skipped, key=lambda line: line.symbol)),
        binding=draft.binding,
        fx_trades=fx_trades,
    )


def size_alone(request: PlanRequest, universe: Universe, drift: DriftReport) -> Alone:
    """Size every symbol's move all the way as if there were no other; cash and limits play no part."""
    desk = _open_desk(request, universe, drift, ())
    moves = {symbol: move_to_goal(request, drift, row) for symbol, row in desk.rows.items()}
    return Alone(moves=moves, lines=_size_all(desk, moves))


def exchanged(trades: Trades, treasury: Treasury) -> tuple[Trades, tuple[FxTrade, ...]]:
    """Exchange the currencies that trades lack or leave over, and name to each buy what pays for it."""
    balances = add_trades(treasury.balances, trades, treasury.terms.base)
    fx_trades = exchange_currencies(balances, treasury.terms) if trades else ()
    return name_funding(trades, fx_trades), fx_trades


def cash_floor(request: PlanRequest, drift: DriftReport) -> Decimal:
    """Return the cash buys must leave, in base currency: the cash target's part, or the reserve.

    Where something is swapped it is at most the cash there is: what a swap's sale brings is not to fill it.
    """
    floor = _whole_floor(request, drift)
    return min(floor, drift.row(CASH).market_value) if request.swaps else floor


def _whole_floor(request: PlanRequest, drift: DriftReport) -> Decimal:
    wanted = drift.row(CASH).target_weight * drift.total_value
    return max(wanted, request.policy.constraints.cash_reserve(drift.total_value))


def open_treasury(request: PlanRequest, drift: DriftReport) -> Treasury:
    """Count the cash before any trade, and what buys must leave of it."""
    return Treasury(
        balances=cash_balances(request.snapshot), terms=fx_terms(request), floor=cash_floor(request, drift)
    )


def _open_desk(
    request: PlanRequest, universe: Universe, drift: DriftReport, capped: Collection[str]
) -> _Desk:
    return _Desk(
        request=request,
        drift=drift,
        rows={row.key: row for row in drift.rows if row.key != CASH},
        members={member.symbol: member for member in universe.members},
        treasury=open_treasury(request, drift),
        capped=capped,
    )


def _size_all(desk: _Desk, moves: Mapping[str, Move]) -> dict[str, Line]:
    return {
        symbol: size_move(move, desk.rows[symbol], desk.members[symbol], desk.request)
        for symbol, move in moves.items()
    }


def _sized(desk: _Desk, moves: Mapping[str, Move], alone: Alone) -> _Draft:
    """Size the moves; PROPORTIONAL_REBALANCING makes the same fraction of each, as cash allows.

    What goes all the way is not sized again.
    """
    new = {symbol: move for symbol, move in moves.items() if move != alone.moves[symbol]}
    lines = {symbol: alone.lines[symbol] for symbol in moves}
    draft = _Draft(lines=lines | _size_all(desk, new))
    if desk.request.chosen_method is not RebalancingMethod.PROPORTIONAL_REBALANCING:
        return draft
    fraction = cash_fraction(moves, draft.trades, desk.request, desk.treasury)
    if fraction == ONE:
        return draft
    changes = {
        trade.symbol: makeable_change(moves[trade.symbol], trade, desk.request) for trade in draft.trades
    }
    part = {
        symbol: replace(moves[symbol], change=change * fraction, is_exit=False)
        for symbol, change in changes.items()
    }
    bound = bind_fraction(_of(draft.trades, Side.BUY), fraction)
    return _Draft(lines={**draft.lines, **_size_all(desk, part)}, binding=(bound,))


def _funded(desk: _Desk, draft: _Draft) -> _Draft:
    """Drop sells whose costs nothing pays, and shrink the buys to the cash there is."""
    ranked = _in_order(draft.trades, desk.rows)
    sells = payable_sells(_of(ranked, Side.SELL), desk.treasury)
    purse, asked = open_purse(desk.treasury, sells), _of(ranked, Side.BUY)
    paid = fund_swaps_first(asked, purse, desk.request)
    kept = {trade.symbol: trade for trade in (*sells, *paid)}
    short = {trade.symbol: skip(trade.symbol, ReasonCode.CASH_SHORT) for trade in ranked}
    lacking, excused = missing_cash(purse, asked), unavoidable_cash(sells, asked, desk.request)
    bound = draft.binding or bind_cash(asked, paid, lacking=lacking, excused=excused)
    return _Draft(lines={**draft.lines, **short, **kept}, binding=bound)


def unavoidable_cash(sells: Trades, buys: Trades, request: PlanRequest) -> Decimal:
    """Tell how much cash the costs take, and the cutting of sells to whole steps: no limit of the owner's."""
    steps = (step_value(request.snapshot, sell.symbol) for sell in sells)
    return sum((trade.costs.total for trade in (*sells, *buys)), sum(steps, ZERO))


def _within_limits(desk: _Desk, draft: _Draft) -> _Draft:
    ranked = _in_order(draft.trades, desk.rows)
    limited = keep_within_limits(ranked, desk.request, desk.drift.total_value, desk.treasury)
    kept = {trade.symbol: trade for trade in limited.trades}
    dropped = {line.symbol: line for line in limited.dropped}
    return _Draft(lines={**draft.lines, **dropped, **kept}, binding=draft.binding + limited.binding)


def _left_alone(desk: _Desk, tried: Mapping[str, Line], moved: Collection[str]) -> list[SkippedTrade]:
    """Explain what the method did not move: what hinders a trade that was meant, or that none is needed.

    What is left out of the valuation for want of a price has no row, and says so.
    """
    meant = choose_moves(desk.request, desk.drift, frozenset())
    unvalued = desk.members.keys() - desk.rows.keys()
    return [
        _explain_row(desk, row, tried[symbol], is_meant=symbol in meant)
        for symbol, row in desk.rows.items()
        if symbol not in moved
    ] + [skip(symbol, desk.members[symbol].quality or ReasonCode.PRICE_MISSING) for symbol in unvalued]


def _explain_row(desk: _Desk, row: DriftRow, line: Line, *, is_meant: bool) -> SkippedTrade:
    member = desk.members[row.key]
    is_untargeted = isinstance(line, SkippedTrade) and line.reason.code is ReasonCode.UNTARGETED_HELD
    if isinstance(line, SkippedTrade) and (is_meant or is_untargeted):
        return line
    if member.codes and not member.is_target:
        return skip(row.key, member.codes[0])
    if row.level > DriftLevel.WITHIN_TOLERANCE:
        barred = member.no_sell if row.drift > 0 else member.no_buy
        is_weighed = desk.request.aims is not None
        return skip(row.key, barred or (_UNWORTHY if is_weighed else ReasonCode.NOT_NEEDED))
    return SkippedTrade(symbol=row.key, reason=explain_in_place(row))


def _told(draft: _Draft, desk: _Desk) -> Trades:
    trades = _in_order(draft.trades, desk.rows)
    has_sells = bool(_of(trades, Side.SELL))
    return tuple(_tell(trade, desk, is_funded_by_sells=has_sells) for trade in trades)


def _tell(trade: Trade, desk: _Desk, *, is_funded_by_sells: bool) -> Trade:
    """Give a trade its final reason; what a limit has made a part of an exit is not called all of it."""
    row, old = desk.rows[trade.symbol], trade.reason.code
    code = _final_code(trade, desk.capped, is_funded_by_sells=is_funded_by_sells)
    if code in EXIT_CODES and trade.quantity < desk.request.snapshot.holding(trade.symbol).available_quantity:
        words = explain_trade(row, trade.side, ReasonCode.REBALANCE_DRIFT).text
        return replace(trade, reason=Reason(code, words))
    return trade if code is old else replace(trade, reason=explain_trade(row, trade.side, code))


def _final_code(trade: Trade, capped: Collection[str], *, is_funded_by_sells: bool) -> ReasonCode:
    """Say what moves a trade: what the method said in particular, a cap, or idle cash."""
    if trade.reason.code is not ReasonCode.REBALANCE_DRIFT:
        return trade.reason.code
    if trade.symbol in capped:
        return ReasonCode.CONSTRAINT_CAP
    is_idle_cash = trade.side is Side.BUY and not is_funded_by_sells
    return ReasonCode.CASH_INVESTMENT if is_idle_cash else ReasonCode.REBALANCE_DRIFT


def _of(trades: Trades, side: Side) -> Trades:
    return tuple(trade for trade in trades if trade.side is side)


def _in_order(trades: Trades, rows: Mapping[str, DriftRow]) -> Trades:
    """Order trades as they are sent: sells first, then worst level, larger drift, symbol (rules 13, 32)."""

    def rank(trade: Trade) -> tuple[bool, int, Decimal, str]:
        row = rows[trade.symbol]
        return trade.side is Side.BUY, -row.level, -abs(row.drift), trade.symbol

    return tuple(sorted(trades, key=rank))
