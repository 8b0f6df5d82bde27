"""What no sound run does, each to its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import NOON, leg, run
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.anomalies import find_anomaly, find_wild_pace, pace_after
from trimtab.execution.observe import MAX_ATTEMPTS

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def found(*legs: Leg, now: datetime = NOON, **fields: Any) -> ReasonCode | None:
    """Name what is wrong with the legs of a run."""
    anomaly = find_anomaly(run(**fields), legs, now)
    return anomaly.reason.code if anomaly else None


def answers(told: str) -> tuple[Leg, ...]:
    """Legs sent one second after the other: R was refused, X rejected, A taken, U is unknown, P not sent."""
    states = {"R": LegState.REFUSED, "X": LegState.REJECTED, "A": LegState.ACKED, "U": LegState.UNKNOWN}
    return tuple(_answered(number, states.get(letter)) for number, letter in enumerate(told, start=1))


def _answered(number: int, state: LegState | None) -> Leg:
    if state is None:
        return leg(number)
    taken = state in {LegState.ACKED, LegState.REJECTED}
    at = NOON + number * SECOND
    return leg(
        number, state=state, sent_at=at, updated_at=at, broker_order_id=f"order-{number}" if taken else None
    )


def sent(count: int, at: datetime = NOON) -> tuple[Leg, ...]:
    """As many filled legs that left at one moment."""
    return tuple(
        leg(number, state=LegState.FILLED, sent_at=at, broker_order_id="o") for number in range(1, count + 1)
    )


def test_a_sound_run_has_none():
    """Taken, unknown and waiting orders are nothing to halt for."""
    assert found(*answers("AAUPPR")) is None


@pytest.mark.parametrize(
    ("told", "is_found"),
    [
        ("RRRR", False),
        ("RRRRR", True),
        ("RRXXR", True),
        ("RRRRAR", True),
        ("RRRARRAAAA", False),
        ("RRRRARAAAA", False),
        ("RRRURRAAAAA", True),
        ("RRRAAA", False),
        ("RRRRAA", True),
        ("RRRPP", False),
        ("RRRPPP", False),
        ("RRRRPPP", True),
    ],
)
def test_refusals_halt_in_a_row_or_in_bulk(told: str, *, is_found: bool):
    """Five without one order taken between them, or more than half of a basket of six and more."""
    assert (ReasonCode.REPEATED_REFUSALS if is_found else None) is found(*answers(told))


def test_a_row_goes_by_the_order_of_sending():
    """The third leg was taken, but before all others left."""
    legs = answers("RRARRR" + "A" * 6)
    first = replace(legs[2], sent_at=NOON)

    assert ReasonCode.REPEATED_REFUSALS is found(*legs[:2], first, *legs[3:])


@pytest.mark.parametrize(
    ("extra", "seconds", "is_found"), [(0, 0, False), (1, 0, True), (1, 59, True), (1, 60, False)]
)
def test_a_runaway_loop_is_found_in_the_ledger(extra: int, seconds: int, *, is_found: bool):
    """More than three times the pace of a run within a minute (F-179)."""
    legs, now = sent(18 + extra), NOON + seconds * SECOND

    assert (ReasonCode.ORDER_RATE if is_found else None) is found(*legs, now=now)


@pytest.mark.parametrize(("attempts", "is_found"), [(MAX_ATTEMPTS, False), (MAX_ATTEMPTS + 1, True)])
def test_an_order_sent_too_often_is_found(attempts: int, *, is_found: bool):
    """One order alone may run away, too (F-179)."""
    again = leg(state=LegState.UNKNOWN, attempts=attempts)

    assert (ReasonCode.ORDER_RATE if is_found else None) is found(again)


def test_a_foreign_order_under_our_id_is_found():
    """The broker holds something else than the ledger says."""
    wrong = leg(state=LegState.UNKNOWN, reason_code=ReasonCode.ORDER_MISMATCH)

    assert ReasonCode.ORDER_MISMATCH is found(wrong)


@pytest.mark.parametrize(("code", "is_found"), [("LEDGER_DIFFERS", True), ("ORDER_STUCK", False)])
def test_a_run_that_is_parked_for_a_difference_is_found(code: str, *, is_found: bool):
    """A difference between ledger and broker halts; another reason to park does not."""
    parked = found(leg(), state=RunState.NEEDS_OPERATOR, reason_code=ReasonCode(code))

    assert (ReasonCode.LEDGER_DIFFERS if is_found else None) is parked


def test_an_anomaly_tells_when_the_ledger_came_to_show_it():
    """The last of the refusals, and how many there were."""
    anomaly = find_anomaly(run(), answers("RRRRRA"), NOON + timedelta(hours=1))

    assert anomaly
    assert NOON + 5 * SECOND == anomaly.seen_at
    assert anomaly.reason.text.startswith("The broker refused 5 of 6 orders")


def wild(*runs: tuple[Leg, ...], now: datetime = NOON + timedelta(seconds=59)) -> ReasonCode | None:
    """Name what is wrong with the runs of an account, which have ended one after the other."""
    pace = None
    for legs in runs:
        pace = pace_after(pace, legs, now)
    anomaly = find_wild_pace(pace)
    return anomaly.reason.code if anomaly else None


@pytest.mark.parametrize(("count", "code"), [(18, None), (19, ReasonCode.ORDER_RATE)])
def test_many_small_runs_are_as_wild_as_a_large_one(count: int, code: ReasonCode | None):
    """Each sends one order; together they are three times a run's pace (F-179)."""
    assert code == wild(*[sent(1)] * count)


def test_sends_of_an_earlier_minute_do_not_count():
    """They are forgotten, so that what is kept stays small."""
    pace = pace_after(pace_after(None, sent(12), NOON), sent(12, NOON + timedelta(minutes=1)), NOON + MINUTE)

    assert (12, None) == (len(pace.sent), find_wild_pace(pace))
    assert 19 == len(pace_after(None, sent(60), NOON).sent)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (["R", "R", "R", "R"], None),
        (["R", "R", "X", "R", "R"], ReasonCode.REPEATED_REFUSALS),
        (["RR", "UP", "RRR"], ReasonCode.REPEATED_REFUSALS),
        (["RRR", "A", "RR"], None),
        (["RRRRA", "R"], None),
    ],
)
def test_refusals_count_over_the_runs_of_an_account(told: list[str], code: ReasonCode | None):
    """In a row, whichever run they were of; one order that was taken begins anew."""
    assert code == wild(*map(answers, told))


def test_refusals_of_another_day_do_not_count():
    """Five over a week are five accidents."""
    before = pace_after(None, answers("RRRR"), NOON)
    after = pace_after(before, answers("R"), NOON + timedelta(days=1, minutes=1))

    assert 1 == after.refusals


def test_an_account_without_runs_has_no_pace():
    """Nothing was sent."""
    assert find_wild_pace(None) is None
