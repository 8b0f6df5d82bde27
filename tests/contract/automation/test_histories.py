"""What looks leave behind is read page by page, the latest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

from builders import policy, snapshot
from contract.automation.conftest import Kept
from trimtab.domain.checkup import Check, CheckResult, Completeness, DriftSnapshot
from trimtab.domain.market_year import MarketYear
from trimtab.domain.order import Session
from trimtab.domain.policy import Autonomy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import RuleFinding, Verdict, VerdictOutcome
from trimtab.domain.trigger import TriggerKind
from trimtab.drift.classes import measure_drift_view

NOON = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
ANNA = PortfolioRef("anna")
BREACHED = Reason(ReasonCode.THRESHOLD_BREACHED, "AAA is off.")
PRICES = {"AAA": "100"}


def drift(day: date = MONDAY, cash: str = "500") -> DriftSnapshot:
    """Half in cash and half in AAA, or as the cash says."""
    view = measure_drift_view(snapshot(cash, {"AAA": "5"}, PRICES), policy({"AAA": "1"}))
    return DriftSnapshot(portfolio=ANNA, day=day, calculated_at=NOON, policy_version=1, view=view)


def check(number: int = 0) -> Check:
    """One look a day."""
    finding = RuleFinding(rule_id="drift", kind=TriggerKind.THRESHOLD, has_fired=True, reason=BREACHED)
    at = NOON + number * DAY
    verdict = Verdict(
        as_of=at,
        outcome=VerdictOutcome.FIRED,
        reason=BREACHED,
        findings=(finding,),
        rule_id="drift",
        trigger=TriggerKind.THRESHOLD,
    )
    return Check(
        check_id=f"check{number}",
        portfolio=ANNA,
        due_at=at,
        checked_at=at,
        session=at.date(),
        verdict=verdict,
        autonomy=Autonomy.PROPOSE,
        result=CheckResult.PROPOSED,
        reason=BREACHED,
        plan_id="pl_1",
    )


def test_drift_is_read_as_it_was_kept(kept: Kept):
    """Rows per symbol and per class."""
    kept.histories.keep_snapshot(drift())

    assert (drift(),) == kept.histories.snapshots(ANNA, 10)


def test_a_session_has_one_drift(kept: Kept):
    """That of its last look."""
    kept.histories.keep_snapshot(drift())
    kept.histories.keep_snapshot(drift(cash="0"))

    (found,) = kept.histories.snapshots(ANNA, 10)
    assert D(0) == found.view.by_symbol.max_drift


def test_drift_is_paged_by_day(kept: Kept):
    """The latest first; a page begins before a day."""
    for number in range(4):
        kept.histories.keep_snapshot(drift(MONDAY + number * DAY))

    days = [each.day.day for each in kept.histories.snapshots(ANNA, 2, before=MONDAY + 3 * DAY)]
    assert [7, 6] == days


def test_a_check_is_read_as_it_was_kept(kept: Kept):
    """With what each rule said."""
    kept.histories.keep_check(check())

    assert (check(),) == kept.histories.checks(ANNA, 10)


def test_checks_are_paged_by_time(kept: Kept):
    """The latest first, each once."""
    for number in (0, 1, 2, 1):
        kept.histories.keep_check(check(number))

    found = kept.histories.checks(ANNA, 2, before=NOON + 2 * DAY)
    assert ["check1", "check0"] == [each.check_id for each in found]


def test_other_portfolios_have_their_own(kept: Kept):
    """Of the same owner, too."""
    kept.histories.keep_check(check())
    kept.histories.keep_snapshot(drift())
    second = PortfolioRef("anna", "second")

    assert () == kept.histories.checks(second, 10)
    assert () == kept.histories.snapshots(second, 10)


def test_a_sessions_proof_is_kept(kept: Kept):
    """Counts, and the names of those who were missed."""
    late = Completeness(day=MONDAY - DAY, counted_at=NOON, checked_count=None, missed_count=None)
    kept.histories.keep_completeness(late)
    proof = Completeness(day=MONDAY, counted_at=NOON, checked_count=9, missed_count=1, missed=(ANNA,))
    kept.histories.keep_completeness(proof)

    assert (late, proof) == tuple(kept.histories.completeness(day) for day in (MONDAY - DAY, MONDAY))
    assert kept.histories.completeness(MONDAY + DAY) is None


def test_a_year_of_the_exchange_is_kept_as_it_was_read_last(kept: Kept):
    """A session that was called off is gone with the next reading."""
    open_day = Session(MONDAY, NOON, NOON + timedelta(hours=4))
    year = MarketYear(year=2026, sessions=(open_day,), read_at=NOON)
    kept.calendars.keep(year)
    kept.calendars.keep(replace(year, sessions=()))

    assert replace(year, sessions=()) == kept.calendars.find(2026)
    assert kept.calendars.find(2027) is None
