"""Whether enough money has moved since the last look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trigger_builders import MONDAY, entry, look_on, occasion, ruled, schedule, settled
from trimtab.domain.activity import Activity, Fill
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.domain.trigger import CashFlowTrigger
from trimtab.triggers.cash_flow import counted_entries, entries_from, find_cash_flow
from trimtab.triggers.finding import Finding

LOOKED = date(2026, 11, 20)
WEEKEND = date(2026, 11, 21)


def found(
    *activities: Activity, amount: str = "1000", checked: date | None = LOOKED, **switches: Any
) -> Finding:
    trigger = CashFlowTrigger(amount=D(amount), **switches)
    return find_cash_flow(trigger, occasion(ruled(trigger), checked=checked, activities=activities))


@pytest.mark.parametrize(("amount", "has_fired"), [("1000", False), ("1000.01", True)])
def test_exactly_the_amount_does_not_fire(amount: str, *, has_fired: bool):
    """More than the amount does."""
    assert has_fired == found(entry("CSD", amount, WEEKEND)).has_fired


def test_deposits_and_dividends_are_one_sum():
    """Six hundred and five hundred are more than a thousand."""
    finding = found(entry("CSD", "600", WEEKEND), entry("DIV", "500", WEEKEND))

    assert (True, ReasonCode.CASH_FLOW_ARRIVED) == (finding.has_fired, finding.reason.code)
    assert "1100 US dollars came in since the last check; more than 1000 is needed." == finding.reason.text


@pytest.mark.parametrize("kind", ["CSD", "JNLC", "ACATC", "DIV", "DIVCGL"])
def test_money_comes_in_by_many_names(kind: str):
    """Deposits, journals, transfers of accounts, dividends of any kind."""
    assert found(entry(kind, "1001", WEEKEND)).has_fired


@pytest.mark.parametrize("kind", ["INT", "FEE", "SPLIT", "ROC"])
def test_other_entries_are_no_inflow(kind: str):
    """Interest, fees and what is neither a deposit nor a dividend."""
    assert not found(entry(kind, "5000", WEEKEND)).has_fired


def test_taxes_withheld_lessen_a_dividend():
    """What arrives is what counts."""
    finding = found(entry("DIV", "1100", WEEKEND), entry("DIVNRA", "-165", WEEKEND))

    assert "935 US dollars came in" in finding.reason.text


@pytest.mark.parametrize(("deposits", "dividends", "came"), [(False, True, "500"), (True, False, "600")])
def test_a_rule_may_be_deaf_to_one_of_them(*, deposits: bool, dividends: bool, came: str):
    """Then the other counts alone."""
    flows = (entry("CSD", "600", WEEKEND), entry("DIV", "500", WEEKEND))
    finding = found(*flows, deposits=deposits, dividends=dividends)

    assert f"{came} US dollars came in" in finding.reason.text


def test_withdrawals_count_when_the_rule_says_so():
    """As a sum of their own: a deposit does not make them good."""
    flows = (entry("CSW", "-1200", WEEKEND), entry("CSD", "900", WEEKEND))

    assert [False, True] == [found(*flows).has_fired, found(*flows, withdrawals=True).has_fired]
    assert "900 US dollars came in and 1200 went out" in found(*flows, withdrawals=True).reason.text


def test_shares_that_changed_hands_are_no_flow():
    """A fill moves money inside the account."""
    fill = Fill(
        activity_id="f",
        at=datetime(2026, 11, 21, tzinfo=UTC),
        symbol="SPY",
        side=Side.SELL,
        quantity=D(100),
        price=D(100),
        order_id="o",
        is_last=True,
    )

    assert not found(fill).has_fired


def test_an_entry_with_a_time_counts_at_the_first_look_after_it():
    """Booked a moment after the last look, or at this one; not at the last look, not after this one."""
    moment, last, now = timedelta(microseconds=1), look_on(LOOKED), look_on(MONDAY)
    times = (last, last + moment, now, now + moment)

    expected = [False, True, True, False]
    assert expected == [found(entry("CSD", "2000", LOOKED, at)).has_fired for at in times]


def test_an_entry_with_a_day_counts_once_the_day_is_over():
    """Of the day of the last look and later, not of today: each day belongs to one look."""
    days = (LOOKED - timedelta(days=1), LOOKED, WEEKEND, MONDAY)

    assert [False, True, True, False] == [found(entry("CSD", "2000", day)).has_fired for day in days]


def test_an_entry_that_is_listed_late_counts_once():
    """Dated or booked before the last look, and in no list by then; what it was told of does not count."""
    listed = entry("DIV", "900", LOOKED - timedelta(days=1))
    late = entry("DIV", "2000", LOOKED - timedelta(days=3)), entry("CSD", "3000", LOOKED, look_on(LOOKED))
    kept = schedule(settled=settled(LOOKED, counted=(listed.activity_id,)))
    trigger = CashFlowTrigger(amount=D(1000))
    seen = occasion(ruled(trigger), schedule=kept, activities=(listed, *late))

    assert "5000 US dollars came in" in find_cash_flow(trigger, seen).reason.text
    again = replace(kept, settled=settled(MONDAY, counted=counted_entries(seen)))
    later = replace(seen, schedule=again, as_of=look_on(MONDAY + timedelta(days=1)))
    assert "0 US dollars came in" in find_cash_flow(trigger, later).reason.text


def test_what_has_not_come_yet_is_not_counted():
    """An entry of today without a time, which the next look is told again; fees are nobody's flow."""
    trigger = CashFlowTrigger(amount=D(1000))
    flows = (entry("CSD", "5", MONDAY), entry("FEE", "-5", LOOKED), entry("CSW", "-7", LOOKED))

    assert ("CSW-2026-11-20--7",) == counted_entries(occasion(ruled(trigger), activities=flows))


def test_where_no_rule_asks_for_cash_nothing_is_counted():
    """None is not the same as nothing: then times and days tell what is new."""
    assert counted_entries(occasion(ruled(), activities=(entry("CSD", "5", LOOKED),))) is None


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, date(2026, 11, 9)), (LOOKED, date(2026, 11, 6)), (date(2026, 1, 5), date(2026, 8, 9))],
)
def test_entries_are_read_from_two_weeks_before_the_last_settled_look(last: date | None, expected: date):
    """However long it is held back, a quarter of a year and two weeks are the most."""
    kept = schedule(last) if last else schedule()

    assert expected == entries_from(kept, look_on(MONDAY))


def test_the_first_look_counts_all_it_is_given():
    """Before it nothing was counted."""
    old = datetime(2026, 1, 5, tzinfo=UTC)

    assert found(entry("CSD", "2000", old.date(), old), checked=None).has_fired
    assert found(entry("CSD", "2000", old.date()), checked=None).has_fired
