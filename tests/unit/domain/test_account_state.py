"""What the ledger knows of an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from builders import NOON, run
from trimtab.domain.account_state import LOOK_BACK, OVERLAP, AccountState, DayLimits, DayTotals
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
    """Its orders are looked for again until then, and no longer, where reviews have taken place."""
    first = HELD.given_back(run(), None, NOON)
    reviewed = first.reviewed(NOON + LOOK_BACK - 2 * OVERLAP, None)
    second = reviewed.given_back(run(run_id="run-2"), None, NOON + LOOK_BACK)

    assert ([run().ref], ["run-2"]) == (
        [each.run for each in first.ended],
        [each.run.run_id for each in second.ended],
    )


@pytest.mark.parametrize(("hours", "since"), [(1, 23), (22, 23), (24, 25), (80, 81)])
def test_reviews_leave_no_gap(hours: int, since: int):
    """However long ago the last one was, the next begins an hour before it, and 23 hours back at least."""
    now = NOON + timedelta(hours=100)
    state = FREE.reviewed(now - timedelta(hours=hours), None)

    assert timedelta(hours=since) == now - state.listed_from(now)


@pytest.mark.parametrize("hours", [0, 1, 30, 80])
def test_each_order_that_is_listed_has_its_run(hours: int):
    """A run that ended since then is remembered, though another has ended after it."""
    ended = HELD.given_back(run(), None, NOON)
    later = NOON + timedelta(hours=hours)
    state = ended.given_back(run(run_id="run-2"), None, later)

    assert ["run-1", "run-2"] == [
        each.run.run_id for each in state.ended if each.ended_at > state.listed_from(later)
    ]


def test_a_first_run_begins_the_time_that_is_reviewed():
    """Until a review has taken place nothing before it is looked for, and nothing after it is left out."""
    assert NOON == HELD.reviewed_at


def test_a_review_that_came_to_nothing_is_tried_again_soon():
    """After a minute at first, and a quarter of an hour at last; what was reviewed stays as it was."""
    ended = HELD.given_back(run(), None, NOON)
    times = [ended.unreviewed(NOON + timedelta(minutes=each)).next_review_at for each in (0, 5, 900)]

    assert [1, 10, 915] == [(time - NOON).total_seconds() / 60 for time in times if time]
    assert HELD.reviewed_at == ended.unreviewed(NOON).reviewed_at


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
