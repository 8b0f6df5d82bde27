"""Take orders back: the ones that have not left at once, the ones at the broker by asking it."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import WORKING, Leg, LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.execution.decide import CancelLeg, WithdrawLegs
from trimtab.ports import RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.ledger import Entry, save, with_leg, with_legs


def withdraw(current: RunRecord, step: WithdrawLegs, services: Services) -> RunRecord | None:
    """Give up legs that have not left, each with its reason."""
    given_up = tuple(never_sent(current.leg(number), reason, services) for number, reason in step.reasons)
    text = f"{len(given_up)} orders are not sent. {step.reasons[0][1].text}"
    return save(current, Entry(text=text, legs=with_legs(current, given_up)), services)


def never_sent(leg: Leg, reason: Reason, services: Services) -> Leg:
    """End a leg of which no order has left."""
    return replace(
        leg,
        state=LegState.NEVER_SENT,
        reason_code=reason.code,
        note=reason.text,
        updated_at=services.clock.now(),
    )


def cancel_leg(current: RunRecord, step: CancelLeg, services: Services) -> RunRecord | None:
    """Ask the broker to cancel what is left of an order; what became of it only a look-up tells.

    That what is left is to be sent anew is on record before: whoever finds the order cancelled must know.
    Raises UnavailableError when the broker does not answer.
    """
    noted = _note_purpose(current, step, services)
    return noted and _ask(noted, step, services)


def cancel_known(current: RunRecord, services: Services) -> RunRecord | None:
    """Ask the broker to cancel each open order of a run that nobody works on; asking again changes nothing.

    An order that may be somebody else's is left to a person. Raises UnavailableError when the broker does not
    answer, and RefusedError when its owner's keys open another account.
    """
    known = tuple(leg for leg in current.legs if _is_open(leg))
    broker = broker_of(current.run, services) if known else None
    for leg in known:
        if broker and leg.broker_order_id:
            broker.cancel(leg.broker_order_id)
    now = services.clock.now()
    asked = tuple(replace(leg, cancel_requested_at=now) for leg in known if leg.cancel_requested_at is None)
    if not asked:
        return current
    text = f"{len(asked)} cancellations asked for."
    return save(current, Entry(text=text, legs=with_legs(current, asked)), services)


def _is_open(leg: Leg) -> bool:
    return leg.state in WORKING and leg.reason_code is not ReasonCode.ORDER_MISMATCH


def _note_purpose(current: RunRecord, step: CancelLeg, services: Services) -> RunRecord | None:
    leg = current.leg(step.number)
    if leg.is_repriced or not step.is_repriced:
        return current
    noted = with_leg(current, replace(leg, is_repriced=True))
    return save(current, Entry(text=f"{leg.symbol}: to be priced anew.", legs=noted), services)


def _ask(current: RunRecord, step: CancelLeg, services: Services) -> RunRecord | None:
    leg = current.leg(step.number)
    if leg.broker_order_id is not None:
        broker_of(current.run, services).cancel(leg.broker_order_id)
    asked = replace(leg, cancel_requested_at=services.clock.now())
    entry = Entry(
        text=f"{leg.symbol}: cancellation asked for.", state=step.state, legs=with_leg(current, asked)
    )
    return save(current, entry, services)
