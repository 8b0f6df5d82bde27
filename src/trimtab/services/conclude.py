"""End a run: only after every order it sent was compared with what the broker holds (I-10)."""

from __future__ import annotations

from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.order import Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.decide import Conclude
from trimtab.execution.totals import settled_totals
from trimtab.ports import AccountChange, AccountRecord, RunRecord, Services
from trimtab.services.ledger import Entry, save


def conclude(current: RunRecord, step: Conclude, services: Services) -> RunRecord | None:
    """Compare the ledger with the broker and store how the run ended.

    A difference parks the run for a person. Raises UnavailableError when the broker cannot be asked.
    """
    if step.state is RunState.NEEDS_OPERATOR:
        return park(current, step.reason, services)
    text = "The orders' fills are compared with the broker's."
    checking = save(current, Entry(text=text, state=RunState.RECONCILING), services)
    if checking is None:
        return None
    difference = _find_difference(checking, services)
    return park(checking, difference, services) if difference else end(checking, step, services)


def park(current: RunRecord, reason: Reason, services: Services) -> RunRecord | None:
    """Leave a run to a person; it keeps its account."""
    entry = Entry(text=reason.text, state=RunState.NEEDS_OPERATOR, ending=reason)
    return save(current, entry, services)


def end(current: RunRecord, step: Conclude, services: Services) -> RunRecord | None:
    """End a run: its last state, the account given back, and the notice to its owner, in one step (I-08)."""
    run = current.run
    account = services.runs.account(run.account_key, run.environment)
    entry = Entry(
        text=step.reason.text,
        state=step.state,
        ending=step.reason,
        account=_give_back(account, current, services) if account.state.active_run == run.ref else None,
    )
    return save(current, entry, services)


def _give_back(account: AccountRecord, current: RunRecord, services: Services) -> AccountChange:
    totals = settled_totals(account.state, current.run, current.legs)
    after = account.state.given_back(current.run, totals, services.clock.now())
    return AccountChange(before=account, after=after)


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
