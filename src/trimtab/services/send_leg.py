"""Send one leg: look round, commit that it leaves, look at the switch, post once, write down the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.leg import Leg
from trimtab.domain.order import SubmitOutcome
from trimtab.domain.reasons import Reason
from trimtab.execution.decide import SendLeg
from trimtab.execution.fitness import find_unfitness
from trimtab.execution.guard import Surroundings, find_hindrance, put_off
from trimtab.execution.limits import find_order_breach
from trimtab.execution.observe import start_sending, take_back, take_outcome
from trimtab.ports import Broker, RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.ledger import Entry, save, with_leg
from trimtab.services.look_round import look_round
from trimtab.services.withdraw import never_sent

SEND_WINDOW: Final = timedelta(seconds=10)
"""How long an attempt may take until its order leaves; after that nobody sends on its strength."""

SWITCH_AGE: Final = timedelta(seconds=2)
"""How old the last look at the switch may be when an order leaves (I-07)."""


def send_leg(current: RunRecord, step: SendLeg, services: Services) -> RunRecord | None:
    """Send a leg if nothing hinders it; the leg is on record before its first byte leaves (I-02).

    What hinders it may pass within two minutes: then it waits, and is given up after them.
    """
    leg = current.leg(step.number)
    broker = broker_of(current.run, services)
    around = look_round(leg, current, broker, services)
    hindrance = _find_hindrance(leg, current, around)
    if hindrance:
        waiting = put_off(leg, hindrance, services.clock.now())
        unsent = waiting or never_sent(leg, hindrance, services)
        text = f"{leg.symbol}: not sent{' yet' if waiting else ''}. {hindrance.text}"
        return save(current, Entry(text=text, state=step.state, legs=with_leg(current, unsent)), services)
    committed = _commit(current, step, around, services)
    return committed and _post(committed, step, broker, services)


def _find_hindrance(leg: Leg, current: RunRecord, around: Surroundings) -> Reason | None:
    """Ask what the broker cannot do at all for this symbol, what stands in the way now, and each limit."""
    price, bounds = around.quote.price if around.quote else leg.reference_price, current.run.bounds
    return (
        find_unfitness(leg, around.instrument, price)
        or find_hindrance(leg, current.run, around)
        or (find_order_breach(leg, current.legs, price, bounds) if bounds else None)
    )


def _commit(current: RunRecord, step: SendLeg, around: Surroundings, services: Services) -> RunRecord | None:
    leg, now = current.leg(step.number), services.clock.now()
    send_by = min(now + SEND_WINDOW, around.good_until)
    if current.run.lease:
        send_by = min(send_by, current.run.lease.send_by)
    leaving = start_sending(leg, now, send_by)
    entry = Entry(text=f"{leg.symbol}: sending.", state=step.state, legs=with_leg(current, leaving))
    return save(current, entry, services)


def _post(committed: RunRecord, step: SendLeg, broker: Broker, services: Services) -> RunRecord | None:
    """Look at the switch for the last time and post; what was stopped there has not left."""
    leaving = committed.leg(step.number)
    looked_at = services.clock.now()
    ban = services.trading.control(committed.run).find_ban(leaving.side, committed.run.trading_epoch)
    if ban:
        kept = take_back(leaving, ban.text, services.clock.now())
        sent = kept if kept.attempts else never_sent(kept, ban, services)
    else:
        outcome = _submit(leaving, looked_at + SWITCH_AGE, broker)
        sent = take_outcome(leaving, outcome, services.clock.now())
    entry = Entry(text=f"{leaving.symbol}: {sent.state}.", state=step.state, legs=with_leg(committed, sent))
    return save(committed, entry, services)


def _submit(leaving: Leg, not_after: datetime, broker: Broker) -> SubmitOutcome:
    return broker.submit(leaving.intent, min(not_after, leaving.send_by or not_after))
