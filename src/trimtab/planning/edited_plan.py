"""Plan anew around trades that their owner has changed: sales stay, purchases share the cash that is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal

from trimtab.domain.money import CENT, ZERO, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import BindingLimit
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.planning.edits import EditFault, apply_edits
from trimtab.planning.explain import explain_left_out
from trimtab.planning.funding import Trades, Treasury, missing_cash, open_purse, payable_sells
from trimtab.planning.fx import add_trades
from trimtab.planning.limits import bind_cash, exceeded_limit
from trimtab.planning.lines import Lines, exchanged, open_treasury, unavoidable_cash
from trimtab.planning.rebalance import rewrite_plan
from trimtab.planning.sizing import skip
from trimtab.planning.swap_funding import fund_swaps_first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Till:
    """What trades are paid from: the question, the plan without edits, and the cash before any trade."""

    request: PlanRequest
    planned: Plan
    treasury: Treasury


@dataclass(frozen=True, slots=True)
class _Paid:
    """The trades that can be paid, and what cash has cut of them."""

    trades: Trades
    binding: tuple[BindingLimit, ...]


def edit_plan(request: PlanRequest, planned: Plan) -> Plan | EditFault:
    """Plan anew with what `request.edits` ask of the trades of `planned`, the plan without them.

    An edited trade is made as it is asked or not at all: the first edit that sizes, cash or limits do not
    allow is told. Sales that were not edited stay as they are; purchases that were not share the cash that
    is left above the floor, none of them larger than planned.
    """
    till = _Till(request=request, planned=planned, treasury=open_treasury(request, planned.drift))
    wanted = apply_edits(request, planned)
    paid = wanted if isinstance(wanted, EditFault) else _paid(till, wanted)
    if isinstance(paid, EditFault):
        return paid
    plan = rewrite_plan(request, planned, _lines(till, paid))
    return _find_excess(till, plan) or plan


def _paid(till: _Till, wanted: Trades) -> _Paid | EditFault:
    """Pay for edited purchases first, which are not to be cut, and for the others as the policy says."""
    sells = payable_sells(_of(wanted, Side.SELL), till.treasury)
    purse, asked = open_purse(till.treasury, sells), _of(wanted, Side.BUY)
    edited = tuple(trade for trade in asked if trade.is_edited)
    for trade in _of(wanted, Side.SELL):
        if trade.is_edited and trade not in sells:
            return _fault(
                till, trade, ReasonCode.EDIT_ABOVE_CASH, "costs more than the cash there is by then"
            )
    if (lacking := missing_cash(purse, edited)) > 0:
        return _unpaid(till, edited[-1], lacking)
    left = replace(purse, balances=add_trades(purse.balances, edited, purse.terms.base))
    others = tuple(trade for trade in asked if not trade.is_edited)
    bought = fund_swaps_first(others, left, till.request)
    kept = {trade.symbol: trade for trade in (*sells, *edited, *bought)}
    bound = bind_cash(
        asked,
        (*edited, *bought),
        lacking=missing_cash(purse, asked),
        excused=unavoidable_cash(sells, asked, till.request),
    )
    return _Paid(tuple(kept[trade.symbol] for trade in wanted if trade.symbol in kept), bound)


def _lines(till: _Till, paid: _Paid) -> Lines:
    """Write every symbol of the plan once: traded, or left out by its owner or for want of cash."""
    trades, fx_trades = exchanged(paid.trades, till.treasury)
    made = {trade.symbol for trade in trades}
    lost = (_left(till.request, trade) for trade in till.planned.trades if trade.symbol not in made)
    return Lines(
        trades=trades,
        skipped=tuple(sorted((*till.planned.skipped, *lost), key=lambda line: line.symbol)),
        binding=(*till.planned.binding, *paid.binding),
        fx_trades=fx_trades,
    )


def _left(request: PlanRequest, trade: Trade) -> SkippedTrade:
    if trade.symbol in request.edited:
        return SkippedTrade(symbol=trade.symbol, reason=explain_left_out(trade))
    return skip(trade.symbol, ReasonCode.CASH_SHORT)


def _find_excess(till: _Till, plan: Plan) -> EditFault | None:
    """Blame the first trade that was made larger for a limit that all trades together exceed."""
    limits, total = till.request.policy.constraints, plan.drift.total_value
    excess = exceeded_limit(plan.trades, limits, total)
    if not excess:
        return None
    grown = (t for t in plan.trades if t.is_edited and t.quantity > (t.planned_quantity or ZERO))
    return _fault(till, next(grown), ReasonCode.EDIT_ABOVE_LIMIT, f"is too much. {excess}; ask for less")


def _unpaid(till: _Till, trade: Trade, lacking: Decimal) -> EditFault:
    amount = to_text(lacking.quantize(CENT, rounding=ROUND_UP))
    text = f"takes {amount} more than the cash above its floor; ask for less, or sell more"
    return _fault(till, trade, ReasonCode.EDIT_ABOVE_CASH, text)


def _fault(till: _Till, trade: Trade, code: ReasonCode, text: str) -> EditFault:
    edit = next(edit for edit in till.request.edits if edit.symbol == trade.symbol)
    return EditFault(edit, Reason(code, text))


def _of(trades: Trades, side: Side) -> Trades:
    return tuple(trade for trade in trades if trade.side is side)
