"""Closes and questions for tests of studies, small enough to run by the dozen."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from math import exp, sin
from typing import Final

from trimtab.domain.holdings import DailyBar
from trimtab.domain.study import StudiedTarget, StudyQuestion, StudyTerms

WEEKEND: Final = 5
SUNDAY: Final = date(2026, 1, 4)
"""The last day before worlds begin."""

TERMS: Final = StudyTerms(years=1, paths=50)


def days(count: int, last: date = SUNDAY) -> list[date]:
    """List so many weekdays up to a day, in order."""
    found: list[date] = []
    while len(found) < count:
        if last.weekday() < WEEKEND:
            found.insert(0, last)
        last -= timedelta(days=1)
    return found


def bars(count: int, swing: float = 0.05, last: date = SUNDAY) -> list[DailyBar]:
    """Let closes of about a hundred dollars swing, up to a day."""
    closes = (D(f"{100 * exp(swing * sin(7.3 * number) + 0.0004 * number):.4f}") for number in range(count))
    return [DailyBar(day, close) for day, close in zip(days(count, last), closes, strict=True)]


def two_bars(count: int = 300) -> dict[str, list[DailyBar]]:
    """SPY swings much and TLT little."""
    return {"SPY": bars(count), "TLT": bars(count, 0.01)}


def question(terms: StudyTerms = TERMS, **weights: str) -> StudyQuestion:
    """Ask of weights; sixty SPY and forty TLT unless others are named."""
    wanted = weights or {"SPY": "0.6", "TLT": "0.4"}
    mix = tuple(StudiedTarget(symbol, D(weight)) for symbol, weight in sorted(wanted.items()))
    return StudyQuestion(mix=mix, terms=terms)
