"""Find in the ledger what no sound run does: then its account is halted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from trimtab.domain.account_state import OrderPace
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run
from trimtab.execution.decide import SENDS_A_MINUTE
from trimtab.execution.observe import MAX_ATTEMPTS

MOST_SENDS_A_MINUTE: Final = 3 * SENDS_A_MINUTE
"""A run keeps its pace; three times as many within a minute are no accident (F-179)."""

REFUSALS_IN_A_ROW: Final = 5
"""So many refused orders, one after the other without one that was taken, are no accident."""

LARGE_BASKET: Final = 6
"""From this size on a basket of which more than half is refused is not sound either."""

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_REFUSED: Final = frozenset({LegState.REFUSED, LegState.REJECTED})


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What is wrong, and when the ledger came to show it; whoever turned the switch later knew of it."""

    reason: Reason
    seen_at: datetime


def find_anomaly(run: Run, legs: tuple[Leg, ...], now: datetime) -> Anomaly | None:
    """Return what must not be in a ledger, or None; a difference from the broker goes first."""
    return _differs(run, legs) or _too_many_sent(legs, now) or _refused(legs)


def _differs(run: Run, legs: tuple[Leg, ...]) -> Anomaly | None:
    mismatch = next((leg for leg in legs if leg.reason_code is ReasonCode.ORDER_MISMATCH), None)
    if mismatch:
        text = f"The broker holds another order than run {run.run_id} sent for {mismatch.symbol}."
        return Anomaly(Reason(ReasonCode.ORDER_MISMATCH, text), mismatch.updated_at)
    if run.reason_code is ReasonCode.LEDGER_DIFFERS:
        text = f"The ledger of run {run.run_id} and the broker do not agree."
        return Anomaly(Reason(ReasonCode.LEDGER_DIFFERS, text), run.updated_at)
    return None


def _too_many_sent(legs: tuple[Leg, ...], now: datetime) -> Anomaly | None:
    recent = [leg.sent_at for leg in legs if leg.sent_at is not None and now - leg.sent_at < _MINUTE]
    if len(recent) > MOST_SENDS_A_MINUTE:
        text = f"{len(recent)} orders were sent within a minute, at most {MOST_SENDS_A_MINUTE} are expected."
        return Anomaly(Reason(ReasonCode.ORDER_RATE, text), max(recent))
    repeated = next((leg for leg in legs if leg.attempts > MAX_ATTEMPTS), None)
    if repeated:
        text = (
            f"The order for {repeated.symbol} was sent {repeated.attempts} times, {MAX_ATTEMPTS} are allowed."
        )
        return Anomaly(Reason(ReasonCode.ORDER_RATE, text), repeated.updated_at)
    return None


def _refused(legs: tuple[Leg, ...]) -> Anomaly | None:
    refused = tuple(leg for leg in legs if leg.state in _REFUSED)
    is_most = len(legs) >= LARGE_BASKET and 2 * len(refused) > len(legs)
    if not is_most and _longest_row(legs) < REFUSALS_IN_A_ROW:
        return None
    text = f"The broker refused {len(refused)} of {len(legs)} orders; the last: {refused[-1].note}"
    return Anomaly(Reason(ReasonCode.REPEATED_REFUSALS, text), max(leg.updated_at for leg in refused))


def _longest_row(legs: Iterable[Leg]) -> int:
    """Count the most refusals in the order of sending; an order whose fate is not known parts nothing."""
    rows = groupby(_answered(legs), key=lambda leg: leg.state in _REFUSED)
    return max((len(list(row)) for is_refused, row in rows if is_refused), default=0)


def _answered(legs: Iterable[Leg]) -> list[Leg]:
    answered = [leg for leg in legs if leg.sent_at and (leg.state in _REFUSED or leg.broker_order_id)]
    return sorted(answered, key=lambda leg: (leg.sent_at or leg.updated_at, leg.number))


def pace_after(pace: OrderPace | None, legs: tuple[Leg, ...], now: datetime) -> OrderPace:
    """Return how an account has sent once a run with these legs has ended, too; what is old is forgotten."""
    known = pace or OrderPace()
    times = sorted((*known.sent, *(leg.sent_at for leg in legs if leg.sent_at is not None)))
    recent = tuple(sent_at for sent_at in times if now - sent_at < _MINUTE)
    refusals, refused_at = known.refusals, known.refused_at
    if refused_at is None or now - refused_at >= _DAY:
        refusals = 0
    for leg in _answered(legs):
        is_refused = leg.state in _REFUSED
        refusals, refused_at = (refusals + 1, leg.updated_at) if is_refused else (0, refused_at)
    return OrderPace(sent=recent[-(MOST_SENDS_A_MINUTE + 1) :], refusals=refusals, refused_at=refused_at)


def find_wild_pace(pace: OrderPace | None) -> Anomaly | None:
    """Return what no sound sequence of runs does on one account, or None: one run alone shows neither."""
    if pace is None:
        return None
    if len(pace.sent) > MOST_SENDS_A_MINUTE and pace.sent[-1] - pace.sent[0] < _MINUTE:
        text = (
            f"{len(pace.sent)} orders of the account were sent within a minute, at most "
            f"{MOST_SENDS_A_MINUTE} are expected."
        )
        return Anomaly(Reason(ReasonCode.ORDER_RATE, text), pace.sent[-1])
    if pace.refusals >= REFUSALS_IN_A_ROW and pace.refused_at is not None:
        text = f"The broker refused {pace.refusals} orders of the account, one after the other."
        return Anomaly(Reason(ReasonCode.REPEATED_REFUSALS, text), pace.refused_at)
    return None
