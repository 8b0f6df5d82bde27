"""Give a plan's own trades the quantities their owner wants, or say why that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import CENT, round_down, round_to_cents, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import Edit, PlanRequest, SellLimit
from trimtab.domain.trade import Side, Trade
from trimtab.planning.explain import EXIT_CODES, explain_edit
from trimtab.planning.sizing import is_worth_making, sized_in_money, with_costs


@dataclass(frozen=True, slots=True)
class EditFault:
    """An edit that cannot be made as it is asked; `reason` says what to ask for."""

    edit: Edit
    reason: Reason


def apply_edits(request: PlanRequest, planned: Plan) -> tuple[Trade, ...] | EditFault:
    """Resize the trades of a plan as `request.edits` ask, in its order; what is left out is not among them.

    Nothing is cut: a quantity stands as it is asked, or the first edit that cannot be made is told. Money is
    not looked at here.
    """
    trades = {trade.symbol: trade for trade in planned.trades}
    for edit in request.edits:
        made = _edited(edit, trades.get(edit.symbol), request)
        if isinstance(made, EditFault):
            return made
        trades[edit.symbol] = made
    # What pays for a purchase is named anew: another quantity may need no exchange.
    kept = (replace(trades[t.symbol], planned_quantity=t.quantity, depends_on=()) for t in planned.trades)
    return tuple(trade for trade in kept if trade.quantity)


def _edited(edit: Edit, trade: Trade | None, request: PlanRequest) -> Trade | EditFault:
    instrument = request.snapshot.instrument(edit.symbol)
    if trade is None or instrument is None:
        text = "is not traded by the plan, whose own trades alone can be changed; leave it out of the edits"
        return _fault(edit, ReasonCode.EDIT_NOT_PLANNED, text)
    reason = explain_edit(trade, edit.quantity)
    free = request.snapshot.holding(edit.symbol).available_quantity
    sized = replace(_sized(trade, edit.quantity, free, instrument), reason=reason)
    made = with_costs(sized, request)
    is_exit = trade.reason.code in EXIT_CODES
    limits = {} if is_exit else {limit.symbol: limit for limit in request.sell_limits}
    return _find_fault(edit, made, instrument, request, limits) or made


def _sized(trade: Trade, quantity: Decimal, free: Decimal, instrument: Instrument) -> Trade:
    """Size a trade to shares, or to the cents they are worth; no rounding up sells what is promised."""
    if instrument.unit is not QuantityUnit.NOTIONAL:
        return trade.resized(quantity, None, trade.costs)
    sized = sized_in_money(trade, round_to_cents(quantity * trade.price))
    is_rounded_up = trade.side is Side.SELL and quantity <= free < sized.quantity
    return sized_in_money(trade, round_down(free * trade.price, CENT)) if is_rounded_up else sized


def _find_fault(
    edit: Edit, made: Trade, instrument: Instrument, request: PlanRequest, limits: Mapping[str, SellLimit]
) -> EditFault | None:
    if not edit.quantity:
        return None
    is_sale, free = made.side is Side.SELL, request.snapshot.holding(edit.symbol).available_quantity
    if is_sale and edit.quantity > free:
        text = f"is more than the {to_text(free)} shares that are free to sell; ask for at most these"
        return _fault(edit, ReasonCode.EDIT_ABOVE_FREE, text)
    is_all = is_sale and edit.quantity == free
    if instrument.unit is QuantityUnit.WHOLE and edit.quantity % 1 and not is_all:
        return _fault(edit, ReasonCode.EDIT_STEP, "is no whole number of shares, and only these are traded")
    limit = limits.get(edit.symbol)
    if is_sale and limit and made.quantity > limit.quantity:
        text = (
            f"is more than the {to_text(limit.quantity)} shares that taxes leave; ask for at most these, or "
            f"for another method. {limit.reason.text}"
        )
        return _fault(edit, ReasonCode.EDIT_ABOVE_TAX_LIMIT, text)
    if not is_worth_making(made, request):
        least = to_text(request.least_trade(edit.symbol))
        text = f"is worth less than the smallest trade of {least}, or than it costs; ask for more, or for 0"
        return _fault(edit, ReasonCode.EDIT_TOO_SMALL, text)
    return None


def _fault(edit: Edit, code: ReasonCode, text: str) -> EditFault:
    return EditFault(edit, Reason(code, text))
