"""Send one leg: look round, commit that it leaves, post once, and write down what came back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason
from trimtab.domain.trade import Side
from trimtab.execution.decide import SendLeg
from trimtab.execution.guard import Surroundings, find_hindrance
from trimtab.execution.observe import start_sending, take_outcome
from trimtab.ports import Broker, Brokerage, RunRecord, Services
from trimtab.services.ledger import save, with_leg


def send_leg(current: RunRecord, step: SendLeg, services: Services) -> RunRecord | None:
    """Send a leg if nothing hinders it; the leg is on record before its first byte leaves (I-02)."""
    leg = current.leg(step.number)
    broker = services.brokers.of(current.run.uid)
    hindrance = find_hindrance(leg, current.run.envelope, _look_round(leg, broker, services))
    if hindrance:
        return _leave_unsent(current, step, hindrance, services)
    leaving = start_sending(leg, services.clock.now())
    committed = save(current, with_leg(current, leaving), step.state, f"{leg.symbol}: sending.", services)
    if committed is None:
        return None
    sent = take_outcome(leaving, broker.submit(leaving.intent), services.clock.now())
    return save(committed, with_leg(committed, sent), step.state, f"{leg.symbol}: {sent.state}.", services)


def _look_round(leg: Leg, broker: Brokerage, services: Services) -> Surroundings:
    """Read the surroundings, the switch last: nothing else may come between it and the order."""
    market = broker.market_clock()
    quote = broker.quotes((leg.symbol,)).get(leg.symbol)
    available = _available(leg, broker)
    return Surroundings(
        market=market,
        quote=quote,
        available=available,
        trading=services.trading.current(),
    )


def _available(leg: Leg, broker: Broker) -> Decimal:
    if leg.side is Side.BUY:
        return ZERO
    held = next((held for held in broker.holdings() if held.symbol == leg.symbol), None)
    return held.available_quantity if held else ZERO


def _leave_unsent(
    current: RunRecord, step: SendLeg, hindrance: Reason, services: Services
) -> RunRecord | None:
    leg = current.leg(step.number)
    unsent = replace(
        leg,
        state=LegState.NEVER_SENT,
        reason_code=hindrance.code,
        note=hindrance.text,
        updated_at=services.clock.now(),
    )
    text = f"{leg.symbol}: not sent. {hindrance.text}"
    return save(current, with_leg(current, unsent), step.state, text, services)
