"""Make the order for what a repriced one has left unfilled: a new leg, never a new attempt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.intent import OrderType, client_order_id
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO, round_down, to_text
from trimtab.domain.order import Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run
from trimtab.domain.trade import Side
from trimtab.execution.fitness import find_unfitness
from trimtab.execution.guard import Surroundings, find_hindrance, find_price_move
from trimtab.execution.observe import adopt_order
from trimtab.execution.pricing import limit_of
from trimtab.execution.seal import wanted_buy
from trimtab.planning.funding import fit_to_cash


def residual_of(leg: Leg, run: Run, around: Surroundings) -> Leg:
    """Return the run's next leg, for what a leg is missing: priced afresh, or at market when it is the last.

    Never more than is missing, and no buy for more than the free cash. What cannot be sent as things stand is
    skipped with the reason.
    """
    bare = _bare(leg, run, around.now)
    if around.quote is None:
        return _left(bare, Reason(ReasonCode.PRICE_MISSING, f"There is no price for {leg.symbol} now."))
    if around.instrument is None:
        return _left(bare, Reason(ReasonCode.NOT_TRADABLE, f"The broker does not know {leg.symbol} now."))
    priced = _priced(bare, run, around.quote)
    sized = replace(priced, quantity=_size(priced, around, around.quote, around.instrument))
    reason = (
        _find_nothing(sized)
        or find_price_move(sized, run, around.quote.price)
        or find_unfitness(sized, around.instrument, around.quote.price)
        or find_hindrance(sized, run, around)
    )
    return _left(sized, reason) if reason else sized


def next_order_id(run: Run) -> str:
    """Return the name that the order of a run's next leg will have."""
    return client_order_id(run.environment, run.account_id, run.run_id, run.leg_count + 1)


def adopted_residual(leg: Leg, run: Run, order: Order, now: datetime) -> Leg:
    """Return the run's next leg as the broker has it: a ledger that was restored had lost it (F-134)."""
    kind = OrderType.MARKET if order.limit_price is None else OrderType.LIMIT
    unsealed = replace(_bare(leg, run, now), state=LegState.PLANNED)
    return adopt_order(replace(unsealed, order_type=kind, limit_price=order.limit_price), order, now)


def forgone(leg: Leg, run: Run, reason: Reason, now: datetime) -> Leg:
    """Return the run's next leg, which says why nothing is sent for what a leg is missing."""
    return _left(_bare(leg, run, now), reason)


def _bare(leg: Leg, run: Run, now: datetime) -> Leg:
    return Leg(
        number=run.leg_count + 1,
        symbol=leg.symbol,
        side=leg.side,
        planned_quantity=leg.missing_quantity,
        quantity=leg.missing_quantity,
        reference_price=leg.reference_price,
        client_order_id=next_order_id(run),
        state=LegState.INTENT,
        updated_at=now,
        residual_of=leg.number,
        reprices=leg.reprices + 1,
    )


def _priced(bare: Leg, run: Run, quote: Quote) -> Leg:
    """Price an order like the run's others; the one after the last of those goes at market."""
    if bare.reprices > run.execution.max_reprices:
        return bare
    limit = limit_of(run.execution, bare.side, quote.price)
    return replace(bare, order_type=OrderType.LIMIT, limit_price=limit)


def _size(priced: Leg, around: Surroundings, quote: Quote, instrument: Instrument) -> Decimal:
    missing = round_down(priced.planned_quantity, instrument.unit.step)
    if priced.side is Side.SELL:
        return missing
    wanted = replace(wanted_buy(priced, quote, instrument), quantity=missing)
    return fit_to_cash((wanted,), around.free_cash - around.unseen_cost)[priced.symbol]


def _find_nothing(sized: Leg) -> Reason | None:
    if sized.quantity > ZERO:
        return None
    if sized.side is Side.BUY:
        return Reason(ReasonCode.CASH_SHORT, f"There is not enough cash to buy {sized.symbol}.")
    return Reason(ReasonCode.BELOW_ONE_SHARE, f"{sized.symbol} is traded in whole shares only.")


def _left(leg: Leg, reason: Reason) -> Leg:
    note = f"{to_text(leg.planned_quantity)} {leg.symbol} were left. {reason.text}"
    return replace(leg, state=LegState.SKIPPED, quantity=ZERO, reason_code=reason.code, note=note)
