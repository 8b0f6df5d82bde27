"""Schedules begin with a policy, are found when their time has come, and change from what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from google.cloud.firestore import Client

from builders import policy
from contract.automation.conftest import Kept
from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.schedules import FirestoreSchedules
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.domain.checkup import DueCheck
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import SessionNews, SettledLook, VerdictOutcome
from trimtab.ports.automation import ScheduleRecord

NOON = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTLED = SettledLook(
    at=NOON, session=date(2026, 1, 5), coming_session=date(2026, 1, 6), counted=("entry1", "entry2")
)
NEWS = SessionNews(
    session=date(2026, 1, 5),
    policy_version=1,
    plan_id="pl_1",
    expires_at=NOON + timedelta(minutes=10),
    hindrances=(ReasonCode.TRADING_HALTED,),
)
ANNA, BEN, SECOND = PortfolioRef("anna"), PortfolioRef("ben"), PortfolioRef("anna", "second")


def saved(kept: Kept, *portfolios: PortfolioRef, at: datetime = NOON) -> None:
    """Save a first policy for each portfolio, a minute apart."""
    for number, portfolio in enumerate(portfolios):
        rule = replace(policy({"AAA": "1"}), version=1, saved_at=at + number * timedelta(minutes=1))
        assert kept.policies.append(portfolio, rule)


def record(kept: Kept, portfolio: PortfolioRef = ANNA) -> ScheduleRecord:
    """Read a schedule that is there."""
    found = kept.schedules.load(portfolio)
    assert found
    return found


def test_without_a_policy_there_is_no_schedule(kept: Kept):
    """Nobody is looked at who has saved nothing."""
    assert kept.schedules.load(ANNA) is None
    assert () == kept.schedules.due(NOON, 10)


def test_a_saved_policy_is_due_at_once(kept: Kept):
    """The first look follows the save, not some later date."""
    saved(kept, ANNA)

    assert (DueCheck(portfolio=ANNA, due_at=NOON),) == kept.schedules.due(NOON, 10)
    assert 1 == record(kept).schedule.policy_version


def test_a_draft_is_not_due(kept: Kept):
    """Targets that are not complete are not looked at."""
    rule = replace(policy({"AAA": "1"}), version=1, saved_at=NOON, status=PolicyStatus.DRAFT)
    kept.policies.append(ANNA, rule)

    assert () == kept.schedules.due(NOON + HOUR, 10)


def test_those_whose_time_has_come_are_listed_by_time(kept: Kept):
    """Portfolios of all owners together; one due later is not among them."""
    saved(kept, BEN, ANNA, SECOND)

    found = kept.schedules.due(NOON + timedelta(minutes=1), 10)

    assert [BEN, ANNA] == [each.portfolio for each in found]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_hold_everybody_once(kept: Kept, size: int):
    """Equal times among them: a page begins behind the one before, whoever stands there."""
    people = [PortfolioRef(f"user{number}") for number in range(5)]
    for person in people:
        saved(kept, person)
    pages: list[PortfolioRef] = []
    after = None
    while page := kept.schedules.due(NOON, size, after):
        pages.extend(each.portfolio for each in page)
        after = page[-1]

    assert people == sorted(pages, key=lambda each: each.uid)


def test_a_schedule_comes_back_as_it_was_saved(kept: Kept):
    """Every field of a look."""
    saved(kept, ANNA)
    before = record(kept)
    after = replace(
        before.schedule,
        next_due_at=NOON + 24 * HOUR,
        due_since=NOON + 23 * HOUR,
        last_checked_at=NOON,
        last_session=date(2026, 1, 5),
        last_run_session=date(2026, 1, 5),
        last_outcome=VerdictOutcome.FIRED,
        last_reason=Reason(ReasonCode.THRESHOLD_BREACHED, "AAA is off."),
        settled=SETTLED,
        news=NEWS,
        failures=2,
    )

    assert kept.schedules.save(before, after)
    assert after == record(kept).schedule


@pytest.mark.emulator
def test_a_schedule_of_before_was_settled_by_its_last_look(client: Client):
    """What an earlier version stored knows no other: its dates are met and its money is counted."""
    old = {"portfolio": {"uid": "anna", "portfolio_id": "default"}, "policy_version": 1}
    looked = {"last_checked_at": NOON, "last_session": "2026-01-05", "coming_session": "2026-01-06"}
    schedules = FirestoreSchedules(Documents(client), RandomIdentifiers())
    path = paths.schedule(ANNA)
    client.document(path).set({**old, **looked}, timeout=4)
    found = schedules.load(ANNA)
    client.document(path).set(old, timeout=4)
    fresh = schedules.load(ANNA)

    assert found
    assert fresh
    assert (replace(SETTLED, counted=None), None) == (found.schedule.settled, fresh.schedule.settled)


def test_another_policy_forgets_neither_what_waits_nor_what_was_told(kept: Kept):
    """Dates and money go on waiting; what was told was told of the policy before."""
    saved(kept, ANNA)
    before = record(kept)
    kept.schedules.save(before, replace(before.schedule, settled=SETTLED, news=NEWS))
    kept.policies.append(ANNA, replace(policy({"BBB": "1"}), version=2, saved_at=NOON + HOUR))
    now = record(kept).schedule

    assert (2, SETTLED, NEWS) == (now.policy_version, now.settled, now.news)


def test_of_two_looks_one_moves_the_schedule(kept: Kept):
    """The second was decided from what is no longer so."""
    saved(kept, ANNA)
    before = record(kept)
    kept.schedules.save(before, replace(before.schedule, failures=1))

    assert not kept.schedules.save(before, replace(before.schedule, failures=9))
    assert 1 == record(kept).schedule.failures


def test_a_save_that_changes_nothing_still_counts(kept: Kept):
    """Whoever read before it is late (reliability §0, fact 7)."""
    saved(kept, ANNA)
    before = record(kept)
    kept.schedules.save(before, before.schedule)

    assert not kept.schedules.save(before, before.schedule)


def test_a_new_policy_is_due_at_once_and_keeps_what_was_seen(kept: Kept):
    """Of an earlier look nothing is forgotten, and one under way is too late to move the schedule."""
    saved(kept, ANNA)
    before = record(kept)
    seen = replace(before.schedule, last_session=date(2026, 1, 5), next_due_at=NOON + 24 * HOUR)
    kept.schedules.save(before, seen)
    under_way = record(kept)
    kept.policies.append(ANNA, replace(policy({"BBB": "1"}), version=2, saved_at=NOON + HOUR))
    now = record(kept).schedule

    assert (NOON + HOUR, date(2026, 1, 5), 2) == (now.next_due_at, now.last_session, now.policy_version)
    assert not kept.schedules.save(under_way, seen)


def test_looks_of_a_session_are_counted(kept: Kept):
    """Those done, and those owed since before a time."""
    saved(kept, ANNA, BEN)
    before = record(kept)
    done = replace(before.schedule, last_session=date(2026, 1, 5), due_since=NOON + 24 * HOUR)
    kept.schedules.save(before, done)

    assert 1 == kept.schedules.count_checked(date(2026, 1, 5))
    assert 1 == kept.schedules.count_due(NOON + HOUR)
    assert 0 == kept.schedules.count_checked(date(2026, 1, 6))


def test_looks_of_later_sessions_are_counted(kept: Kept):
    """Later than a day, not on it; whoever was never looked at is not among them."""
    saved(kept, ANNA, BEN)
    before = record(kept)
    kept.schedules.save(before, replace(before.schedule, last_session=date(2026, 1, 5)))

    assert [1, 0] == [kept.schedules.count_checked_after(date(2026, 1, day)) for day in (2, 5)]


def test_a_look_that_was_put_off_is_still_owed(kept: Kept):
    """Its next time is later, and it is counted and named by the first; the longest wait comes first."""
    saved(kept, BEN, ANNA)
    before = record(kept, BEN)
    kept.schedules.save(before, replace(before.schedule, next_due_at=NOON + 24 * HOUR))

    assert 2 == kept.schedules.count_due(NOON + HOUR)
    assert (BEN, ANNA) == kept.schedules.owed(NOON + HOUR, 2)
    assert (BEN,) == kept.schedules.owed(NOON + HOUR, 1)


def test_a_look_owed_since_the_very_time_is_not_listed(kept: Kept):
    """Before is before; a draft owes none."""
    saved(kept, ANNA)
    kept.policies.append(
        BEN, replace(policy({"A": "1"}), version=1, saved_at=NOON, status=PolicyStatus.DRAFT)
    )

    assert (0, ()) == (kept.schedules.count_due(NOON), kept.schedules.owed(NOON, 9))
    assert (ANNA,) == kept.schedules.owed(NOON + timedelta(seconds=1), 9)


def test_a_new_policy_does_not_forget_what_is_owed(kept: Kept):
    """Only a draft owes nothing, and what comes after it begins anew."""
    saved(kept, ANNA)
    later = replace(policy({"A": "1"}), version=2, saved_at=NOON + HOUR)
    kept.policies.append(ANNA, later)
    owed = record(kept).schedule.due_since
    kept.policies.append(ANNA, replace(later, version=3, status=PolicyStatus.DRAFT))
    nothing = record(kept).schedule.due_since
    kept.policies.append(ANNA, replace(later, version=4))

    assert (NOON, None, NOON + HOUR) == (owed, nothing, record(kept).schedule.due_since)
