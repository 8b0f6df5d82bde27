"""What a person does about runs and accounts that wait for one: look, decide, and have it written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from trimtab.domain.commands import Resolution, ResolveRun
from trimtab.domain.decision import Decision
from trimtab.domain.errors import NotFoundError, RefusedError, UnavailableError
from trimtab.domain.leg import IN_DOUBT, Leg, LegState
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.order import STILL_OPEN, Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunEvent, RunRef, RunState
from trimtab.execution.decide import Conclude
from trimtab.execution.journal import find_broken_link
from trimtab.ports import AccountChange, AccountRecord, RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.conclude import end
from trimtab.services.ledger import Entry, save, with_legs
from trimtab.services.look import BrokerOrders
from trimtab.services.reconcile import find_difference
from trimtab.services.ticks import ask_for_tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything there is to see of a run: ledger, broker's orders by name, what differs, its whole history.

    `broken_at` is the first event that does not follow from the one before; None while the chain holds.
    """

    record: RunRecord
    orders: tuple[Order, ...]
    difference: Reason | None
    history: tuple[RunEvent, ...]
    broken_at: int | None


def find_waiting(services: Services) -> tuple[tuple[AccountRecord, RunRecord | None], ...]:
    """List the accounts that wait for a person: those with a parked run, and those that are locked."""
    due = (*services.runs.busy_accounts(), *services.runs.locked_accounts())
    accounts = {account.state.account_key: account for account in due}
    found = ((account, _active(account, services)) for account in accounts.values())
    return tuple(
        (account, record)
        for account, record in found
        if account.state.locked or (record and record.run.state is RunState.NEEDS_OPERATOR)
    )


def _active(account: AccountRecord, services: Services) -> RunRecord | None:
    active = account.state.active_run
    return services.runs.load(active.portfolio, active.run_id) if active else None


def show_evidence(name: RunRef, services: Services) -> Evidence:
    """Gather the evidence. Raises NotFoundError for an unknown run, UnavailableError without the broker."""
    record = _load(name, services)
    orders = BrokerOrders(record.run, broker_of(record.run, services)).listed()
    history = services.runs.history_of(record.run)
    return Evidence(
        record=record,
        orders=tuple(orders[leg.client_order_id] for leg in record.legs if leg.client_order_id in orders),
        difference=find_difference(record, services),
        history=history,
        broken_at=find_broken_link(history),
    )


def resolve_run(command: ResolveRun, services: Services) -> RunRecord:
    """Carry out a person's decision about a parked run.

    Raises RefusedError for a run that is not parked, and for ending one whose orders are still open at the
    broker; UnavailableError when somebody else has just moved it.
    """
    record = _load(command.run, services)
    if record.run.state is not RunState.NEEDS_OPERATOR:
        text = f"The run is {record.run.state}, not parked; there is nothing to decide."
        raise RefusedError(ReasonCode.RUN_NOT_PARKED, text)
    resolved = _resume if command.choice is Resolution.RESUME else _close
    after = resolved(record, command, services)
    if after is None:
        text = "Somebody else has just moved the run; look at it again."
        raise UnavailableError(ReasonCode.SAVE_CONFLICT, text)
    return after


def _resume(record: RunRecord, command: ResolveRun, services: Services) -> RunRecord | None:
    """Let a run go on where it was before it was parked."""
    now = services.clock.now()
    head = replace(
        record.run, reason_code=None, message="", tick_failures=0, failing_since=None, next_tick_at=now
    )
    entry = Entry(text=_words(command), head=head, state=record.run.history[-2].state)
    after = save(record, entry, services)
    if after:
        ask_for_tick(after.run, services)
    return after


def _close(record: RunRecord, command: ResolveRun, services: Services) -> RunRecord | None:
    """End a run as it is: what the broker has of each order is taken in, and the account is free again."""
    orders = _orders_of(record, services)
    _require_settled(record, orders)
    now = services.clock.now()
    closed = tuple(
        replace(_closed(leg, orders.get(leg.client_order_id)), updated_at=now)
        for leg in record.legs
        if not leg.is_final
    )
    settled = save(record, Entry(text=_words(command), legs=with_legs(record, closed)), services)
    if settled is None:
        return None
    moved = any(leg.filled_quantity for leg in settled.legs)
    reason = Reason(ReasonCode.CLOSED_BY_OPERATOR, _words(command))
    return end(settled, Conclude(RunState.PARTIAL if moved else RunState.BLOCKED, reason), services)


def _orders_of(record: RunRecord, services: Services) -> Mapping[str, Order]:
    """Return the broker's orders by their names: what may be live each by itself, for lists are behind."""
    broker = broker_of(record.run, services)
    listed = BrokerOrders(record.run, broker).listed()
    found = (broker.find(leg.client_order_id) for leg in record.legs if _may_be_live(leg))
    return {**listed, **{order.client_order_id: order for order in found if order}}


def _may_be_live(leg: Leg) -> bool:
    return not leg.is_final and (leg.attempts > 0 or leg.broker_order_id is not None)


def _is_unresolved(leg: Leg) -> bool:
    return not leg.is_final and (leg.state in IN_DOUBT or leg.broker_order_id is not None)


def _require_settled(record: RunRecord, orders: Mapping[str, Order]) -> None:
    """Raise RefusedError for an order that is still open, or that the broker does not show (I-08)."""
    shown = [(leg, orders.get(leg.client_order_id)) for leg in record.legs]
    live = sorted(leg.symbol for leg, order in shown if order and order.status in STILL_OPEN)
    if live:
        text = f"Orders for {', '.join(live)} are still open; cancel them at the broker first."
        raise RefusedError(ReasonCode.ORDERS_STILL_OPEN, text)
    unseen = sorted(leg.symbol for leg, order in shown if order is None and _is_unresolved(leg))
    if unseen:
        text = (
            f"Orders for {', '.join(unseen)} may be open, and the broker does not show them; resume the run."
        )
        raise RefusedError(ReasonCode.ORDERS_STILL_OPEN, text)


def _closed(leg: Leg, order: Order | None) -> Leg:
    if order is None:
        return replace(leg, state=LegState.NEVER_SENT, reason_code=ReasonCode.CLOSED_BY_OPERATOR)
    state = LegState.FILLED if order.filled_quantity == leg.quantity else LegState.CANCELLED
    return replace(
        leg,
        state=state,
        reason_code=ReasonCode.CLOSED_BY_OPERATOR,
        broker_order_id=order.order_id,
        broker_status=order.broker_status,
        filled_quantity=order.filled_quantity,
        filled_average_price=order.filled_average_price,
    )


def find_changes(days: int, services: Services) -> tuple[ModeChange, ...]:
    """List the turns of all switches in the last days (UTC), today among them, the first turn first."""
    listed = (services.trading.changes_of(day) for day in _last_days(days, services))
    return tuple(change for day in listed for change in day)


def find_decisions(days: int, services: Services) -> tuple[Decision, ...]:
    """List what was decided by hand in the last days (UTC), today among them, the first decision first."""
    return tuple(made for day in _last_days(days, services) for made in services.runs.decisions_of(day))


def unlock_account(account: AccountRecord, decision: Decision, services: Services) -> bool:
    """Let runs start again on a locked account, and write down who says so, in one step.

    False when it has moved since it was read: nothing is unlocked then, and nothing written down.
    """
    after = account.state.unlocked(decision.at)
    return services.runs.change_account(AccountChange(before=account, after=after, decision=decision))


def _last_days(days: int, services: Services) -> Iterator[date]:
    today = services.clock.now().astimezone(UTC).date()
    return (today - timedelta(days=ago) for ago in reversed(range(days)))


def _words(command: ResolveRun) -> str:
    return f"{command.choice.value} by {command.by}: {command.reason}"


def _load(name: RunRef, services: Services) -> RunRecord:
    record = services.runs.load(name.portfolio, name.run_id)
    if record is None:
        raise NotFoundError(ReasonCode.RUN_NOT_FOUND, f"There is no run {name.run_id} of {name.uid}.")
    return record
