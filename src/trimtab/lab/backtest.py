"""Policies on the prices of a file: on its days as they were, or on paths drawn from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Final

import numpy as np

from trimtab.domain.config import CalendarConfig
from trimtab.lab.outcomes import Mean, Outcomes, mean_of
from trimtab.lab.paths import Block, Bootstrap, History
from trimtab.lab.policies import BASIS_POINT, SESSIONS, LabPolicy, TargetMix
from trimtab.lab.prices import Prices
from trimtab.lab.recommend import Recommendation, rank
from trimtab.lab.run import SESSIONS_A_YEAR, Progress, Trial, run, walk
from trimtab.lab.svg import heat_svg, lines_svg, scatter_svg
from trimtab.triggers.calendar import nominal_dates

LEAST_RETURNS: Final = 2

_FREQUENCIES: Final = {sessions: frequency for frequency, sessions in SESSIONS.items()}
_HEAD: Final = (
    "POLICY",
    "TURNOVER %",
    "EVENTS",
    "COST BP",
    "TAX BP",
    "TRACKING %",
    "RETURN %",
    "VOLATILITY %",
    "WORST DRIFT",
    "LOSS BP",
)
_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What is tried on which prices; no paths are the days as they were."""

    prices: Prices
    mix: TargetMix
    policies: tuple[LabPolicy, ...]
    paths: int = 0
    years: int = 10
    seed: int = 1
    aversion: float = 4.0

    @property
    def trial(self) -> Trial:
        """The trial on history or on paths; looks on history are on its real dates."""
        prices = self.prices.choose(self.mix.symbols)
        if self.paths:
            source = Bootstrap(prices.growth(), self.seed)
            return Trial(
                mix=self.mix, policies=self.policies, source=source, steps=self.years * SESSIONS_A_YEAR
            )
        return Trial(
            mix=self.mix,
            policies=self.policies,
            source=History(prices.growth(LEAST_RETURNS)),
            steps=len(prices.dates) - 1,
            looks=tuple(look_days(prices.dates, policy.every) for policy in self.policies),
        )


def look_days(dates: Sequence[date], every: int | None) -> tuple[bool, ...]:
    """Flag the days, after the first, that stand in for dates of the live calendar of a cadence.

    A cadence that no live calendar has is counted in sessions.
    """
    frequency = _FREQUENCIES.get(every or 0)
    if frequency is None:
        return tuple(every is not None and step % every == 0 for step in range(1, len(dates)))
    wanted = takewhile(
        lambda day: day <= dates[-1], nominal_dates(CalendarConfig(frequency=frequency), dates[0])
    )
    places = {bisect_left(dates, day) for day in wanted}
    return tuple(step in places for step in range(1, len(dates)))


def backtest(asked: Backtest, progress: Progress | None = None) -> Recommendation:
    """Run the policies and order them by what trading, taxes and straying cost together."""
    found = run(asked.trial, asked.paths or 1, progress)
    return rank(asked.policies, found, asked.aversion)


def result_rows(found: Recommendation) -> list[tuple[str, ...]]:
    """Lay choices out as rows of text, a head first; means carry half their NORMAL interval."""
    return [_HEAD, *((str(each.policy), *_cells(each.outcomes, each.loss)) for each in found.choices)]


def _cells(found: Outcomes, loss: Mean) -> list[str]:
    percent, points = 100.0, 100.0
    return [
        _shown(mean_of(found.turnover), percent),
        _shown(mean_of(found.events), 1.0),
        _shown(mean_of(found.cost), 1 / BASIS_POINT),
        _shown(mean_of(found.tax), 1 / BASIS_POINT),
        _shown(mean_of(found.tracking_error), percent),
        _shown(mean_of(found.total_return), percent),
        _shown(mean_of(found.volatility), percent),
        _shown(mean_of(found.worst_drift), points),
        _shown(loss, 1 / BASIS_POINT),
    ]


def _shown(mean: Mean, unit: float) -> str:
    value = f"{mean.value * unit:.2f}"
    return value if mean.normal is None else f"{value} ±{(mean.normal.high - mean.value) * unit:.2f}"


def draw_pictures(asked: Backtest, found: Recommendation) -> dict[str, str]:
    """Draw drift over time on the days as they were, the frontier, and a table of losses, by file name."""
    return {
        "drift.svg": _drift(asked, found),
        "frontier.svg": _frontier(found),
        "losses.svg": _losses(found),
    }


def _drift(asked: Backtest, found: Recommendation) -> str:
    best = tuple(choice.policy for choice in found.choices[:_MOST_LINES])
    past = replace(asked, policies=best, paths=0)
    dates = past.prices.dates
    series = dict(zip(map(str, best), drift_series(past.trial), strict=True))
    return lines_svg("Largest drift at the close, points", series, (str(dates[0]), str(dates[-1])), "points")


def drift_series(trial: Trial) -> list[list[float]]:
    """Measure the largest drift of one path after each day's trades, in points, policy by policy."""
    return [_drift_of(replace(trial, policies=(policy,), looks=looks)) for policy, looks in _each(trial)]


def _each(trial: Trial) -> Iterator[tuple[LabPolicy, tuple[tuple[bool, ...], ...]]]:
    for place, policy in enumerate(trial.policies):
        yield policy, trial.looks[place : place + 1]


def _drift_of(trial: Trial) -> list[float]:
    drifts = (
        np.abs(book.values / book.worth - book.rules.targets).max() for (book,) in walk(trial, Block(0, 1))
    )
    return [100 * float(drift) for drift in drifts]


def _frontier(found: Recommendation) -> str:
    points = {
        str(choice.policy): (
            100 * float(choice.outcomes.tracking_error.mean()),
            float((choice.outcomes.cost + choice.outcomes.tax).mean()) / BASIS_POINT,
        )
        for choice in found.choices
    }
    return scatter_svg("What accuracy costs", points, "tracking error, %", "cost and tax, bp a year")


def _losses(found: Recommendation) -> str:
    cells = {
        (choice.policy.rest, choice.policy.cadence): choice.loss.value / BASIS_POINT
        for choice in found.choices
    }
    by_cadence = sorted((choice.policy for choice in found.choices), key=lambda policy: policy.every or 0)
    columns = list(dict.fromkeys(policy.cadence for policy in by_cadence))
    return heat_svg("Loss, bp a year", sorted({rest for rest, _ in cells}), columns, cells)
