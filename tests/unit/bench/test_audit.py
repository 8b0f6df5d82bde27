"""The load measurement's checker: clean books pass, and each planted violation is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from bench.audit import AccountBook, BrokerOrder, RunBook, violations
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from worlds import ANNA, world

Plant = Callable[[AccountBook], AccountBook]


def order_of(leg: Leg) -> BrokerOrder:
    return BrokerOrder(
        order_id=leg.broker_order_id or "",
        client_order_id=leg.client_order_id,
        symbol=leg.symbol,
        side=leg.side.value,
        filled_quantity=leg.filled_quantity,
        is_open=False,
    )


@pytest.fixture(scope="module")
def book() -> AccountBook:
    """Two runs of Anna's that have ended, each a sell and a buy."""
    here = world()
    for turn, percents in enumerate(({"SPY": "60", "TLT": "40"}, {"SPY": "80", "TLT": "20"})):
        here.save(**percents)
        here.finish(here.execute(here.check(), f"key-0000000{turn}"))
        here.clock.advance(timedelta(minutes=1))
    runs = tuple(
        RunBook(run=record.run, legs=record.legs, events=tuple(here.runs.events[record.run.run_id]))
        for record in here.runs.records.values()
    )
    account = here.runs.account(runs[0].run.account_key, runs[0].run.environment)
    return AccountBook(
        uid=ANNA.uid,
        accepted=tuple(each.run.run_id for each in runs),
        state=account.state,
        runs=runs,
        orders=tuple(order_of(leg) for each in runs for leg in each.legs),
    )


def test_books_that_agree_have_no_violation(book: AccountBook):
    """Two runs with two orders each, one after the other."""
    assert (2, 4, []) == (len(book.runs), len(book.orders), violations(book))


def first(book: AccountBook, changed: RunBook) -> AccountBook:
    return replace(book, runs=(changed, *book.runs[1:]))


def with_leg(book: AccountBook, leg: Leg) -> AccountBook:
    run = book.runs[0]
    return first(book, replace(run, legs=(leg, *run.legs[1:])))


def doubles_an_order(book: AccountBook) -> AccountBook:
    return replace(book, orders=(*book.orders, replace(book.orders[0], order_id="twin")))


def sends_an_order_of_no_leg(book: AccountBook) -> AccountBook:
    return replace(book, orders=(*book.orders, replace(book.orders[0], client_order_id="rbpstray")))


def loses_an_order(book: AccountBook) -> AccountBook:
    return replace(book, orders=book.orders[1:])


def loses_a_leg(book: AccountBook) -> AccountBook:
    return first(book, replace(book.runs[0], legs=book.runs[0].legs[1:]))


def fills_more_than_is_known(book: AccountBook) -> AccountBook:
    order = book.orders[0]
    return replace(
        book, orders=(replace(order, filled_quantity=order.filled_quantity + D(1)), *book.orders[1:])
    )


def leaves_an_order_open(book: AccountBook) -> AccountBook:
    return replace(book, orders=(replace(book.orders[0], is_open=True), *book.orders[1:]))


def leaves_a_leg_open(book: AccountBook) -> AccountBook:
    return with_leg(book, replace(book.runs[0].legs[0], state=LegState.ACKED))


def names_two_legs_alike(book: AccountBook) -> AccountBook:
    return with_leg(book, replace(book.runs[0].legs[0], client_order_id=book.runs[1].legs[0].client_order_id))


def parks_a_run(book: AccountBook) -> AccountBook:
    run = replace(book.runs[0].run, state=RunState.NEEDS_OPERATOR)
    return first(book, replace(book.runs[0], run=run))


def loses_a_run(book: AccountBook) -> AccountBook:
    return replace(book, accepted=(*book.accepted, "lost"))


def accepts_a_run_twice(book: AccountBook) -> AccountBook:
    return replace(book, accepted=(*book.accepted, book.accepted[0]))


def starts_a_run_for_nobody(book: AccountBook) -> AccountBook:
    return replace(book, accepted=book.accepted[1:])


def breaks_the_chain(book: AccountBook) -> AccountBook:
    events = book.runs[0].events
    return first(book, replace(book.runs[0], events=(events[0], replace(events[1], text="?"), *events[2:])))


def cuts_the_chain(book: AccountBook) -> AccountBook:
    return first(book, replace(book.runs[0], events=book.runs[0].events[:-1]))


def starts_before_the_other_has_ended(book: AccountBook) -> AccountBook:
    before = book.runs[0].run.created_at - timedelta(seconds=1)
    early = replace(book.runs[1].run, created_at=before)
    return replace(book, runs=(book.runs[0], replace(book.runs[1], run=early)))


def holds_the_account(book: AccountBook) -> AccountBook:
    return replace(book, state=replace(book.state, active_run=book.runs[0].run.ref))


def locks_the_account(book: AccountBook) -> AccountBook:
    return replace(book, state=replace(book.state, locked=Reason(ReasonCode.LEDGER_DIFFERS, "differs")))


@pytest.mark.parametrize(
    ("plant", "named"),
    [
        (doubles_an_order, "is at the broker twice"),
        (sends_an_order_of_no_leg, "order rbpstray has no leg"),
        (loses_an_order, "is in the ledger and not at the broker"),
        (loses_a_leg, "has 1 legs of 2"),
        (fills_more_than_is_known, "the broker ("),
        (leaves_an_order_open, "is still open"),
        (leaves_a_leg_open, "legs [1] have not ended"),
        (names_two_legs_alike, "two legs share the name"),
        (parks_a_run, "is NEEDS_OPERATOR"),
        (loses_a_run, "run lost was accepted and is not stored"),
        (accepts_a_run_twice, "was accepted twice"),
        (starts_a_run_for_nobody, "is stored and nobody asked for it"),
        (breaks_the_chain, "event 2 does not follow"),
        (cuts_the_chain, "its history ends before or after the run does"),
        (starts_before_the_other_has_ended, "held the account at the same time"),
        (holds_the_account, "the account is still held"),
        (locks_the_account, "the account is locked: differs"),
    ],
)
def test_a_planted_violation_is_named(book: AccountBook, plant: Plant, named: str):
    """What is wrong is in the list, with the person it concerns."""
    found = violations(plant(book))

    assert any(text.startswith("anna: ") and named in text for text in found), found
