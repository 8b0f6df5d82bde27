"""Add the order for what a repriced one has left unfilled."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.execution.decide import AddResidual
from trimtab.execution.residual import adopted_residual, forgone, next_order_id, residual_of
from trimtab.ports import RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.ledger import Entry, save
from trimtab.services.look import list_orders
from trimtab.services.look_round import look_round


def add_residual(current: RunRecord, step: AddResidual, services: Services) -> RunRecord | None:
    """Append a leg for the rest of another, in one step of the ledger; it is sent in a later one.

    A ledger that was restored from an old copy may have lost it: an order of its name is taken in (F-134).
    Raises UnavailableError when the broker does not tell price, session, shares or cash.
    """
    run = replace(current.run, leg_count=current.run.leg_count + 1)
    added = _made(current, step, services)
    text = added.note or f"{added.symbol}: {to_text(added.quantity)} are ordered anew, {_terms(added)}."
    return save(current, Entry(text=text, state=step.state, head=run, legs=(*current.legs, added)), services)


def _made(current: RunRecord, step: AddResidual, services: Services) -> Leg:
    leg = current.leg(step.number)
    if step.ban:
        return forgone(leg, current.run, step.ban, services.clock.now())
    lost = list_orders(current, services).get(next_order_id(current.run))
    if lost:
        return adopted_residual(leg, current.run, lost, services.clock.now())
    broker = broker_of(current.run, services)
    return residual_of(leg, current.run, look_round(leg, current, broker, services))


def _terms(added: Leg) -> str:
    return "at market" if added.limit_price is None else f"with a limit of {to_text(added.limit_price)}"
