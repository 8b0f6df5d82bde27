"""Send one leg: look round, commit that it leaves, look at the switch, post once, write down the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.order import SubmitOutcome
from trimtab.domain.trade import Side
from trimtab.execution.decide import SendLeg
from trimtab.execution.guard import Surroundings, find_hindrance
from trimtab.execution.observe import start_sending, take_back, take_outcome
from trimtab.ports import Broker, Brokerage, RunRecord, Services
from trimtab.services.ledger import Entry, save, with_leg
from trimtab.services.purse import free_cash
from trimtab.services.withdraw import never_sent

SEND_WINDOW: Final = timedelta(seconds=10)
"""How long an attempt may take until its order leaves; after that nobody sends on its strength."""

SWITCH_AGE: Final = timedelta(seconds=2)
"""How old the last look at the switch may be when an order leaves (I-07)."""


def send_leg(current: RunRecord, step: SendLeg, services: Services) -> RunRecord | None:
    """Send a leg if nothing hinders it; the leg is on record before its first byte leaves (I-02)."""
    leg = current.leg(step.number)
    broker = services.brokers.of(current.run.uid)
    hindrance = find_hindrance(leg, current.run, _look_round(current, step, broker, services))
    if hindrance:
        unsent = never_sent(leg, hindrance, services)
        text = f"{leg.symbol}: not sent. {hindrance.text}"
        return save(current, Entry(text=text, state=step.state, legs=with_leg(current, unsent)), services)
    committed = _commit(current, step, services)
    return committed and _post(committed, step, broker, services)


def _commit(current: RunRecord, step: SendLeg, services: Services) -> RunRecord | None:
    leg, now = current.leg(step.number), services.clock.now()
    send_by = now + SEND_WINDOW
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


def _look_round(current: RunRecord, step: SendLeg, broker: Brokerage, services: Services) -> Surroundings:
    leg = current.leg(step.number)
    before, market, after = services.clock.now(), broker.market_clock(), services.clock.now()
    is_buy = leg.side is Side.BUY
    return Surroundings(
        now=min(max(market.now, before), after),  # waiting for an answer sets no clocks apart
        market=market,
        quote=broker.quotes((leg.symbol,)).get(leg.symbol),
        available=ZERO if is_buy else _available(leg, broker),
        free_cash=free_cash(current.run, broker) if is_buy else ZERO,
    )


def _available(leg: Leg, broker: Broker) -> Decimal:
    held = next((held for held in broker.holdings() if held.symbol == leg.symbol), None)
    return held.available_quantity if held else ZERO
