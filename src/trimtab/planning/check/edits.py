"""What an owner has changed: that it is done as asked, said so, and that nothing else has moved for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from trimtab.domain.money import CENT, SHARE_DUST, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.check.findings import Finding, broken, differs, exceeds

_OWN = (ReasonCode.OWNER_EDIT, ReasonCode.LEFT_OUT_BY_OWNER)


def check_edits(request: PlanRequest, planned: Plan, plan: Plan) -> tuple[Finding, ...]:
    """Find what an edited plan does otherwise than `planned`, the plan without edits, though nobody asked.

    A sale that was not edited stays, or goes for want of cash; a purchase that was not may become smaller.
    """
    return (*_each_trade(request, planned, plan), *_each_edit(request, planned, plan), *_rest(planned, plan))


def _each_trade(request: PlanRequest, planned: Plan, plan: Plan) -> Iterator[Finding]:
    before = {trade.symbol: trade for trade in planned.trades}
    for trade in plan.trades:
        was = before.get(trade.symbol)
        if was is None:
            yield from broken("edit", trade.symbol, "is traded, and was not planned", when=True)
            continue
        yield from differs("edit: side", trade.symbol, expected=was.side, found=trade.side)
        by_itself = was.quantity if request.edits else None
        yield from differs("edit: planned", trade.symbol, expected=by_itself, found=trade.planned_quantity)
        if trade.symbol not in request.edited:
            yield from _unedited(was, trade)


def _unedited(was: Trade, trade: Trade) -> Iterator[Finding]:
    if trade.side is Side.SELL:
        yield from differs("edit: other sale", trade.symbol, expected=was.quantity, found=trade.quantity)
    yield from exceeds("edit: other trade", trade.symbol, amount=trade.quantity, most=was.quantity)
    is_claimed = trade.reason.code in _OWN
    yield from broken("edit: reason", trade.symbol, "was not edited by its owner", when=is_claimed)


def _each_edit(request: PlanRequest, planned: Plan, plan: Plan) -> Iterator[Finding]:
    """Find edits that are not made, or not to the share; money is rounded to a cent."""
    before = {trade.symbol for trade in planned.trades}
    trades = {trade.symbol: trade for trade in plan.trades}
    codes = {trade.symbol: trade.reason.code for trade in plan.trades}
    codes |= {line.symbol: line.reason.code for line in plan.skipped}
    for edit in request.edits:
        trade = trades.get(edit.symbol)
        yield from broken("edit", edit.symbol, "was not planned", when=edit.symbol not in before)
        made = trade.quantity if trade else ZERO
        is_off = abs(made - edit.quantity) > (_cents(trade) if trade else ZERO)
        yield from broken("edit: quantity", edit.symbol, f"is {made}, not {edit.quantity}", when=is_off)
        code = _OWN[0] if edit.quantity else _OWN[1]
        yield from differs("edit: reason", edit.symbol, expected=code, found=codes.get(edit.symbol))


def _cents(trade: Trade) -> Decimal:
    """Tell how many shares rounding money to a cent may change."""
    return ZERO if trade.notional is None else CENT / trade.price + SHARE_DUST


def _rest(planned: Plan, plan: Plan) -> Iterator[Finding]:
    """Find other reasons than before for what is not traded, and untraded purchases without any."""
    told = {line.symbol: line.reason for line in plan.skipped}
    for line in planned.skipped:
        yield from differs("edit: skipped", line.symbol, expected=line.reason, found=told.get(line.symbol))
    lost = told.keys() - {line.symbol for line in planned.skipped}
    allowed = {ReasonCode.CASH_SHORT, ReasonCode.LEFT_OUT_BY_OWNER}
    for symbol in sorted(lost):
        yield from broken(
            "edit: lost", symbol, "is lost without a reason", when=told[symbol].code not in allowed
        )
    yield from differs("edit: drift", "portfolio", expected=planned.drift, found=plan.drift)
    yield from differs("edit: bounds", "portfolio", expected=planned.envelope, found=plan.envelope)
