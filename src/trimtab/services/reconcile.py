"""Compare a run with what the broker says of its orders and of the account (I-10)."""

from __future__ import annotations

from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.order import Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.execution.settle import Closing, find_residual
from trimtab.ports import Broker, RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.look import FEW, BrokerOrders


def find_difference(current: RunRecord, services: Services) -> Reason | None:
    """Return what differs between ledger and broker, or None: each order first, then the account as a whole.

    Raises UnavailableError when the broker cannot be asked.
    """
    broker = broker_of(current.run, services)
    return _compare_orders(current, broker) or _compare_account(current, broker)


def _compare_orders(current: RunRecord, broker: Broker) -> Reason | None:
    orders, sent = BrokerOrders(current.run, broker), [leg for leg in current.legs if leg.attempts]
    found = (orders.find(leg.client_order_id, in_list=len(sent) > FEW) for leg in sent)
    differing = next((leg for leg, order in zip(sent, found, strict=True) if not _agree(leg, order)), None)
    if differing is None:
        return None
    filled = to_text(differing.filled_quantity)
    text = f"The ledger has {filled} {differing.symbol} filled, the broker does not."
    return Reason(ReasonCode.LEDGER_DIFFERS, f"{text} A person must look.")


def _agree(leg: Leg, order: Order | None) -> bool:
    if order is None:
        return leg.broker_order_id is None and not leg.filled_quantity
    seen = (order.order_id, order.filled_quantity, order.filled_average_price)
    return seen == (leg.broker_order_id, leg.filled_quantity, leg.filled_average_price)


def _compare_account(current: RunRecord, broker: Broker) -> Reason | None:
    """Compare cash and shares; a run that has not taken down its beginning has nothing to compare."""
    opening = current.run.opening
    if opening is None:
        return None
    closing = Closing(
        cash=broker.account().cash,
        quantities={held.symbol: held.quantity for held in broker.holdings()},
        activities=broker.activities(opening.at.date()),
    )
    return find_residual(current.legs, opening, closing)
