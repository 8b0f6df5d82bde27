"""End a run: only after every order it sent was compared with what the broker holds (I-10)."""

from __future__ import annotations

from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.order import Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.decide import Conclude
from trimtab.ports import RunRecord, Services
from trimtab.services.ledger import save


def conclude(current: RunRecord, step: Conclude, services: Services) -> RunRecord | None:
    """Compare the ledger with the broker and store how the run ended.

    A difference parks the run for a person. Raises UnavailableError when the broker cannot be asked.
    """
    if step.state is RunState.NEEDS_OPERATOR:
        return _end(current, step.state, step.reason, services)
    text = "The orders' fills are compared with the broker's."
    checking = save(current, current.legs, RunState.RECONCILING, text, services)
    if checking is None:
        return None
    difference = _find_difference(checking, services)
    if difference:
        return _end(checking, RunState.NEEDS_OPERATOR, difference, services)
    return _end(checking, step.state, step.reason, services)


def _end(current: RunRecord, state: RunState, reason: Reason, services: Services) -> RunRecord | None:
    return save(current, current.legs, state, reason.text, services, ending=reason)


def _find_difference(current: RunRecord, services: Services) -> Reason | None:
    broker = services.brokers.of(current.run.uid)
    sent = (leg for leg in current.legs if leg.attempts)
    differing = next((leg for leg in sent if not _agree(leg, broker.find(leg.client_order_id))), None)
    if differing is None:
        return None
    text = (
        f"The ledger has {to_text(differing.filled_quantity)} {differing.symbol} filled, the broker does not."
    )
    return Reason(ReasonCode.LEDGER_DIFFERS, f"{text} A person must look.")


def _agree(leg: Leg, order: Order | None) -> bool:
    if order is None:
        return leg.broker_order_id is None and not leg.filled_quantity
    seen = (order.order_id, order.filled_quantity, order.filled_average_price)
    return seen == (leg.broker_order_id, leg.filled_quantity, leg.filled_average_price)
