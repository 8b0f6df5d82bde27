"""Take in what the broker says: a look-up or the end of a submit moves one leg, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.leg import IN_DOUBT, WORKING, Leg, LegState
from trimtab.domain.order import Accepted, NotSent, Order, OrderStatus, Refusal, SubmitOutcome, Throttled
from trimtab.domain.reasons import ReasonCode

MISSES_BEFORE_RESEND: Final = 3
DOUBT_BEFORE_RESEND: Final = timedelta(seconds=60)
"""An order not found is only believed absent after this many look-ups over this long (reliability rule)."""

LOOKUP_SPACING: Final = timedelta(seconds=10)
"""How long to leave the broker alone between two look-ups of an order that was not found."""

MAX_ATTEMPTS: Final = 3

MAX_THROTTLES: Final = 10
"""How often an order may be turned away for the number of requests; the broker counts them by the minute."""

THROTTLE_PAUSE: Final = timedelta(seconds=15)
"""How long to wait after that when the broker does not say."""

LONGEST_THROTTLE: Final = timedelta(seconds=75)
"""How long to wait at most: a minute's allowance, and a margin for clocks that differ."""

_RESET_MARGIN: Final = timedelta(seconds=1)

_LEG_STATES: Final = {
    OrderStatus.OPEN: LegState.ACKED,
    OrderStatus.PARTIALLY_FILLED: LegState.PARTIAL,
    OrderStatus.FILLED: LegState.FILLED,
    OrderStatus.CANCELLED: LegState.CANCELLED,
    OrderStatus.EXPIRED: LegState.EXPIRED,
    OrderStatus.REJECTED: LegState.REJECTED,
}


def start_sending(leg: Leg, now: datetime, send_by: datetime) -> Leg:
    """Mark a leg as leaving until `send_by`; this is committed before the first byte goes out (I-02)."""
    return replace(
        leg,
        state=LegState.SENDING,
        attempts=leg.attempts + 1,
        in_doubt_since=now,
        missed_lookups=0,
        hindered_since=None,
        sent_at=now,
        send_by=send_by,
        updated_at=now,
    )


def take_outcome(leg: Leg, outcome: SubmitOutcome, now: datetime) -> Leg:
    """Record how a submit ended; anything unclear leaves the leg UNKNOWN, never failed.

    A refused repeat is unclear too: the first attempt may be what stands in its way. So is a name that is
    taken: a look-up shows by whom.
    """
    if isinstance(outcome, Accepted):
        return take_order(leg, outcome.order, now)
    if isinstance(outcome, Throttled):
        return _take_throttle(leg, outcome, now)
    if isinstance(outcome, NotSent):
        return take_back(leg, outcome.text, now)
    if (
        isinstance(outcome, Refusal)
        and leg.attempts <= 1
        and outcome.reason is not ReasonCode.CLIENT_ID_TAKEN
    ):
        return replace(
            leg, state=LegState.REFUSED, reason_code=outcome.reason, note=outcome.text, updated_at=now
        )
    return replace(leg, state=LegState.UNKNOWN, note=outcome.text, updated_at=now)


def take_back(leg: Leg, text: str, now: datetime) -> Leg:
    """Undo an attempt of which no byte has left; an earlier attempt leaves the leg in doubt still."""
    earlier = leg.attempts - 1
    return replace(
        leg,
        state=LegState.UNKNOWN if earlier else LegState.INTENT,
        attempts=earlier,
        in_doubt_since=leg.in_doubt_since if earlier else None,
        note=text,
        updated_at=now,
    )


def _take_throttle(leg: Leg, outcome: Throttled, now: datetime) -> Leg:
    """Leave the leg to be sent later under its id; an attempt that was turned away does not count."""
    turned_away = replace(
        leg,
        state=LegState.INTENT,
        attempts=leg.attempts - 1,
        throttles=leg.throttles + 1,
        in_doubt_since=None,
        note=outcome.text,
        updated_at=now,
    )
    if turned_away.throttles >= MAX_THROTTLES:
        return replace(turned_away, state=LegState.NEVER_SENT, reason_code=ReasonCode.BROKER_UNAVAILABLE)
    resets_at = now + THROTTLE_PAUSE if outcome.retry_at is None else outcome.retry_at + _RESET_MARGIN
    return replace(turned_away, not_before=min(resets_at, now + LONGEST_THROTTLE))


def take_order(leg: Leg, order: Order, now: datetime) -> Leg:
    """Record what a look-up found; filled quantities never go back, and a foreign order is not adopted."""
    if not _is_ours(leg, order):
        text = f"the broker holds {order.side} {order.quantity} {order.symbol} under this leg's id"
        code = ReasonCode.ORDER_MISMATCH
        return replace(leg, state=LegState.UNKNOWN, reason_code=code, note=text, updated_at=now)
    if leg.is_final or order.filled_quantity < leg.filled_quantity:
        return leg
    return replace(
        leg,
        state=_LEG_STATES[order.status],
        broker_order_id=order.order_id,
        broker_status=order.broker_status,
        filled_quantity=order.filled_quantity,
        filled_average_price=order.filled_average_price,
        in_doubt_since=None,
        missed_lookups=0,
        note="",
        updated_at=now,
    )


def adopt_order(leg: Leg, order: Order, now: datetime) -> Leg:
    """Take in an order that the ledger does not know to have left: it was restored from an old copy (F-134).

    A buy that is not sealed yet takes the size it was sealed at then; more than was approved is not ours.
    """
    is_sealed_later = leg.state is LegState.PLANNED and order.quantity <= leg.planned_quantity
    sealed = replace(leg, quantity=order.quantity) if is_sealed_later else leg
    return take_order(replace(sealed, attempts=1, sent_at=order.submitted_at or now), order, now)


def take_absence(leg: Leg, now: datetime) -> Leg:
    """Record that a look-up found nothing; only patience turns a doubt into a repeat with the same id."""
    missed = replace(leg, state=LegState.UNKNOWN, missed_lookups=leg.missed_lookups + 1, updated_at=now)
    since = leg.in_doubt_since or now
    last_sent = max(leg.send_by or since, since)
    if missed.missed_lookups < MISSES_BEFORE_RESEND or now - last_sent < DOUBT_BEFORE_RESEND:
        return replace(missed, in_doubt_since=since)
    if leg.attempts >= MAX_ATTEMPTS:
        return replace(missed, state=LegState.NEVER_SENT, reason_code=ReasonCode.NEVER_ARRIVED)
    return replace(missed, state=LegState.INTENT, missed_lookups=0, in_doubt_since=None)


def is_lookup_due(leg: Leg, now: datetime) -> bool:
    """Tell whether to ask the broker about a leg now: a working one always, a doubtful one with patience."""
    if leg.state in IN_DOUBT:
        return not leg.missed_lookups or now - leg.updated_at >= LOOKUP_SPACING
    return leg.state in WORKING


def _is_ours(leg: Leg, order: Order) -> bool:
    return (order.symbol, order.side, order.quantity) == (leg.symbol, leg.side, leg.quantity)
