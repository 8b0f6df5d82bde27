"""Compare each account's runs in the ledger with its orders at the broker, after the load is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trimtab.domain.account_state import AccountState
from trimtab.domain.leg import Leg
from trimtab.domain.run import Run, RunEvent
from trimtab.execution.journal import find_broken_link

OUR_PREFIX: Final = "rb"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerOrder:
    """An order as the broker tells it, whatever the ledger says."""

    order_id: str
    client_order_id: str
    symbol: str
    side: str
    filled_quantity: Decimal
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBook:
    """A run as stored, with its legs and its whole history."""

    run: Run
    legs: tuple[Leg, ...]
    events: tuple[RunEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBook:
    """Everything of one account: what was accepted, what the ledger holds, and what the broker holds."""

    uid: str
    accepted: tuple[str, ...]
    state: AccountState
    runs: tuple[RunBook, ...]
    orders: tuple[BrokerOrder, ...]


def violations(book: AccountBook) -> list[str]:
    """List what must not be, each with the account it is in."""
    legs = [leg for each in book.runs for leg in each.legs]
    found = (
        *_lost_or_strange_runs(book),
        *_unended(book),
        *_doubled_or_strange_orders(legs, book.orders),
        *(text for leg in legs for text in _disagreement(leg, book.orders)),
        *_broken_chains(book.runs),
        *_overlaps(book.runs),
    )
    return [f"{book.uid}: {text}" for text in found]


def _lost_or_strange_runs(book: AccountBook) -> Iterator[str]:
    stored = [each.run.run_id for each in book.runs]
    yield from (f"run {run_id} was accepted and is not stored" for run_id in set(book.accepted) - set(stored))
    yield from (
        f"run {run_id} is stored and nobody asked for it" for run_id in set(stored) - set(book.accepted)
    )
    yield from (f"run {run_id} was accepted twice" for run_id in _twice(book.accepted))


def _unended(book: AccountBook) -> Iterator[str]:
    for each in book.runs:
        if not each.run.is_final:
            yield f"run {each.run.run_id} is {each.run.state}: {each.run.message}"
        open_legs = [leg.number for leg in each.legs if not leg.is_final]
        if open_legs:
            yield f"run {each.run.run_id}: legs {open_legs} have not ended"
        if len(each.legs) != each.run.leg_count:
            yield f"run {each.run.run_id} has {len(each.legs)} legs of {each.run.leg_count}"
    if book.state.active_run:
        yield f"the account is still held by {book.state.active_run.run_id}"
    if book.state.locked:
        yield f"the account is locked: {book.state.locked.text}"


def _doubled_or_strange_orders(legs: Sequence[Leg], orders: Sequence[BrokerOrder]) -> Iterator[str]:
    names = {leg.client_order_id for leg in legs}
    ours = [order.client_order_id for order in orders]
    yield from (f"order {name} is at the broker twice" for name in _twice(ours))
    yield from (f"order {name} has no leg" for name in set(ours) - names)
    yield from (f"two legs share the name {name}" for name in _twice([leg.client_order_id for leg in legs]))
    yield from (f"order {order.order_id} is still open" for order in orders if order.is_open)


def _disagreement(leg: Leg, orders: Sequence[BrokerOrder]) -> Iterator[str]:
    order = next((each for each in orders if each.client_order_id == leg.client_order_id), None)
    if order is None:
        if leg.filled_quantity or leg.broker_order_id:
            yield f"{leg.symbol} {leg.client_order_id} is in the ledger and not at the broker"
        return
    told = (leg.broker_order_id, leg.symbol, leg.side.value.lower(), leg.filled_quantity)
    held = (order.order_id, order.symbol, order.side.lower(), order.filled_quantity)
    if told != held:
        yield f"{leg.symbol} {leg.client_order_id}: the ledger has {told}, the broker {held}"


def _broken_chains(runs: Sequence[RunBook]) -> Iterator[str]:
    for each in runs:
        broken = find_broken_link(each.events)
        if broken is not None:
            yield f"run {each.run.run_id}: event {broken} does not follow from the one before"
        last = each.events[-1].hash if each.events else ""
        if last != each.run.last_event_hash or len(each.events) != each.run.sequence:
            yield f"run {each.run.run_id}: its history ends before or after the run does"


def _overlaps(runs: Sequence[RunBook]) -> Iterator[str]:
    in_order = sorted((each.run for each in runs), key=lambda run: run.created_at)
    for before, after in pairwise(in_order):
        if after.created_at < before.history[-1].at:
            yield f"runs {before.run_id} and {after.run_id} held the account at the same time"


def _twice(names: Sequence[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)
