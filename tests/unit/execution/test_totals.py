"""What runs send in a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

from builders import NOON, leg, run
from trimtab.domain.account_state import AccountState, DayTotals
from trimtab.domain.bounds import Bounds
from trimtab.domain.leg import LegState
from trimtab.domain.policy import Limits
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side
from trimtab.execution.totals import planned_value, reserved_totals, settled_totals, with_day

EARLIER = DayTotals(day=date(2026, 11, 20), order_count=3, value=D(900))
ACCOUNT = AccountState(account_key="acct_1", environment=BrokerMode.PAPER, totals=EARLIER)
LEGS = (leg(1, Side.SELL, "10"), leg(2, Side.BUY, "6"))


def test_both_sides_count():
    """Ten sold and six bought at a hundred dollars."""
    assert D(1_600) == planned_value(LEGS)


def test_a_new_run_counts_as_if_all_of_it_were_sent():
    """Three orders of 900 dollars before, two of 1,600 now."""
    assert EARLIER.plus(2, D(1_600)) == reserved_totals(ACCOUNT, run(), LEGS)


def test_an_ended_run_counts_for_what_it_did():
    """The sell was filled for 990 dollars, the buy never sent."""
    held = ACCOUNT.held_by(run(), reserved_totals(ACCOUNT, run(), LEGS))
    sold = replace(
        LEGS[0],
        state=LegState.FILLED,
        attempts=1,
        filled_quantity=D(10),
        filled_average_price=D(99),
    )

    assert EARLIER.plus(1, D(990)) == settled_totals(held, run(), (sold, LEGS[1]))


def test_a_run_of_yesterday_changes_nothing_today():
    """Its orders were never in today's totals."""
    assert None is settled_totals(ACCOUNT, replace(run(), created_at=NOON.replace(day=19)), LEGS)


def test_a_held_run_counts_on_the_day_its_orders_leave():
    """Approved on the evening of the twentieth for the morning of the twenty-third, whose limits it takes."""
    held = replace(run(), hold_until=NOON.replace(day=23))
    day = reserved_totals(ACCOUNT, held, LEGS)

    assert DayTotals(day=date(2026, 11, 23), order_count=2, value=D(1_600)) == day
    assert DayTotals(day=day.day, order_count=0, value=D(0)) == settled_totals(
        replace(ACCOUNT, totals=day), held, LEGS
    )


def test_a_rest_was_never_counted_as_planned():
    """Ten shares were reserved once; the order and the one for its rest sold them, in two orders."""
    held = ACCOUNT.held_by(run(), reserved_totals(ACCOUNT, run(), LEGS[:1]))
    done: dict[str, Any] = {"attempts": 1, "filled_average_price": D(99)}
    first = replace(LEGS[0], state=LegState.CANCELLED, filled_quantity=D(4), **done)
    rest = leg(3, quantity="6", state=LegState.FILLED, residual_of=1, filled_quantity=D(6), **done)

    assert EARLIER.plus(2, D(990)) == settled_totals(held, run(), (first, rest))


BOUNDS = Bounds(limits=Limits(), account_value=D(10_000))


def test_a_run_s_bounds_hold_what_was_sent_before_it():
    """Three orders of 900 dollars."""
    found = with_day(BOUNDS, ACCOUNT, run().portfolio, NOON)

    assert (3, D(900)) == (found.day_orders, found.day_value)


def test_a_run_s_bounds_hold_the_limits_of_the_account_s_other_portfolios():
    """Another portfolio allows five orders a day; the run's own limits allow 400 (I-17)."""
    other = EARLIER.limited_by(PortfolioRef("owner", "other"), Limits(max_day_orders=5))
    found = with_day(BOUNDS, replace(ACCOUNT, totals=other), run().portfolio, NOON)

    assert 5 == found.limits.max_day_orders


def test_totals_keep_the_limits_when_a_run_is_settled():
    """The day goes on for the others."""
    limited = EARLIER.limited_by(run().portfolio, Limits(max_day_orders=5))
    held = replace(ACCOUNT, totals=limited).held_by(run(), limited)
    settled = settled_totals(held, run(), LEGS)

    assert settled is not None
    assert limited.limits == settled.limits
