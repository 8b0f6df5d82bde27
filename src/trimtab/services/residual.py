"""Add the order for what a repriced one has left unfilled."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.execution.decide import AddResidual
from trimtab.execution.residual import forgone, residual_of
from trimtab.ports import RunRecord, Services
from trimtab.services.ledger import Entry, save
from trimtab.services.look_round import look_round


def add_residual(current: RunRecord, step: AddResidual, services: Services) -> RunRecord | None:
    """Append a leg for the rest of another, in one step of the ledger; it is sent in a later one.

    Raises UnavailableError when the broker does not tell price, session, shares or cash.
    """
    run = replace(current.run, leg_count=current.run.leg_count + 1)
    added = _added(current, step, services)
    text = added.note or f"{added.symbol}: {to_text(added.quantity)} are ordered anew, {_terms(added)}."
    return save(current, Entry(text=text, state=step.state, head=run, legs=(*current.legs, added)), services)


def _added(current: RunRecord, step: AddResidual, services: Services) -> Leg:
    leg = current.leg(step.number)
    if step.ban:
        return forgone(leg, current.run, step.ban, services.clock.now())
    broker = services.brokers.of(current.run.uid)
    return residual_of(leg, current.run, look_round(leg, current.run, broker, services))


def _terms(added: Leg) -> str:
    return "at market" if added.limit_price is None else f"with a limit of {to_text(added.limit_price)}"
