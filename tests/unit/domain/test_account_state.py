"""What the ledger knows of an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from builders import NOON, run
from trimtab.domain.account_state import LOOK_BACK, AccountState, DayLimits, DayTotals
from trimtab.domain.policy import Limits
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import BrokerMode

TODAY = DayTotals(day=date(2026, 11, 20), order_count=2, value=D(500))
FREE = AccountState(account_key="acct_1", environment=BrokerMode.PAPER, fence=4)
HELD = FREE.held_by(run(), TODAY)
LOCK = Reason(ReasonCode.LEDGER_DIFFERS, "An order nobody knows.")


def test_a_run_takes_a_free_account():
    """It is named, the fence grows, and the day's totals hold its orders."""
    assert (run().ref, 5, TODAY) == (HELD.active_run, HELD.fence, HELD.totals)


@pytest.mark.parametrize("taken", [HELD, replace(FREE, locked=LOCK)])
def test_no_run_takes_an_account_from_another_or_a_locked_one(taken: AccountState):
    """Whoever asks has to look first (I-06)."""
    with pytest.raises(ValueError, match="acct_1 is not free"):
        taken.held_by(run(run_id="run-2"), TODAY)


def test_an_ended_run_is_remembered_for_a_day():
    """Its orders are looked for again until then, and no longer."""
    first = HELD.given_back(run(), None, NOON)
    second = first.given_back(run(run_id="run-2"), None, NOON + LOOK_BACK)

    assert ([run().ref], ["run-2"]) == (
        [each.run for each in first.ended],
        [each.run.run_id for each in second.ended],
    )


@pytest.mark.parametrize("settled", [None, TODAY.plus(-1, D(-200))])
def test_totals_are_settled_when_the_run_ends(settled: DayTotals | None):
    """What was not sent does not count; without a word on it they stay."""
    after = HELD.given_back(run(), settled, NOON)

    assert (None, settled or TODAY) == (after.active_run, after.totals)


def test_a_day_begins_with_nothing():
    """Totals of yesterday do not count today."""
    tomorrow = TODAY.day + timedelta(days=1)

    assert (TODAY, DayTotals(day=tomorrow)) == (HELD.totals_on(TODAY.day), HELD.totals_on(tomorrow))


@pytest.mark.parametrize(("minutes", "pause"), [(0, 1), (1, 1), (30, 30), (1_440, 1_440), (5_000, 1_440)])
def test_reviews_are_as_far_apart_as_the_last_run_is_over(minutes: int, pause: int):
    """A minute at least, a day at most."""
    now = NOON + timedelta(minutes=minutes)
    after = HELD.given_back(run(), None, NOON).reviewed(now, None)

    assert now + timedelta(minutes=pause) == after.next_review_at


def test_a_lock_stays_until_a_person_takes_it_away():
    """A later review that finds nothing does not."""
    locked = HELD.given_back(run(), None, NOON).reviewed(NOON, LOCK).reviewed(NOON, None)

    assert (LOCK, None) == (locked.locked, locked.unlocked(NOON).locked)


MAIN, SIDE = PortfolioRef("owner"), PortfolioRef("owner", "side")
TIGHT = Limits(max_day_orders=3, max_day_value=D(1_000), max_day_turnover=D("0.1"))


def test_the_day_s_limits_of_one_portfolio_hold_for_the_others_of_its_account():
    """Another portfolio, with the usual wide limits, cannot trade past them (I-17)."""
    limits = TODAY.limited_by(MAIN, TIGHT).tightened(SIDE, Limits())

    assert (3, D(1_000), D("0.1")) == (
        limits.max_day_orders,
        limits.max_day_value,
        limits.max_day_turnover,
    )


def test_a_portfolio_s_own_new_limits_take_the_place_of_its_old_ones():
    """Its owner has set others since its last run of the day."""
    totals = TODAY.limited_by(MAIN, TIGHT)

    assert Limits() == totals.tightened(MAIN, Limits())
    assert (DayLimits.of(MAIN, Limits()),) == totals.limited_by(MAIN, Limits()).limits


def test_limits_of_a_run_and_of_an_order_are_each_portfolio_s_own():
    """Only what is counted for the whole account is shared."""
    limits = TODAY.limited_by(MAIN, Limits(max_orders=1, max_order_value=D(1), max_run_value=D(1)))

    assert Limits() == limits.tightened(SIDE, Limits())


def test_the_next_day_begins_without_limits_of_others():
    """They were for that day."""
    tomorrow = TODAY.day + timedelta(days=1)
    state = replace(FREE, totals=TODAY.limited_by(MAIN, TIGHT))

    assert Limits() == state.totals_on(tomorrow).tightened(SIDE, Limits())
