"""Answer a study: the usual grid on shuffled blocks of a portfolio's own past days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from trimtab.domain.study import (
    Cadence,
    Figure,
    StudiedPolicy,
    StudyBasis,
    StudyQuestion,
    StudyResult,
    StudyTerms,
)
from trimtab.lab.bars import Bars, align, basis_of
from trimtab.lab.outcomes import Mean, mean_of
from trimtab.lab.paths import Bootstrap
from trimtab.lab.policies import CashFlow, TargetMix
from trimtab.lab.recommend import Choice, Question, Recommendation, recommend
from trimtab.lab.run import Progress

MONTH: Final = 21
"""Sessions from one cash flow to the next."""

_CADENCES: Final = {
    1: Cadence.DAILY,
    5: Cadence.WEEKLY,
    MONTH: Cadence.MONTHLY,
    63: Cadence.QUARTERLY,
    252: Cadence.ANNUAL,
}
_PLACES: Final = Decimal("0.00000001")


def study(
    question: StudyQuestion, bars: Bars, asked_on: date, progress: Progress | None = None
) -> StudyResult:
    """Try the usual policies on paths drawn from the symbols' daily closes (any currency that all share).

    Equal questions on equal closes give equal results. Raises BadInputError for closes that do not do, and
    for a portfolio that its own withdrawals empty.
    """
    prices = align(bars, question.symbols)
    terms = question.terms
    asked = Question(
        mix=_mix(question),
        source=Bootstrap(prices.growth(), terms.seed),
        cost_bp=float(terms.cost_bp),
        tax_rate=float(terms.tax_rate),
        flow=_flow(terms),
        years=terms.years,
        paths=terms.paths,
        aversion=float(terms.aversion),
    )
    return _result(recommend(asked, progress), basis_of(bars, prices, asked_on))


def _mix(question: StudyQuestion) -> TargetMix:
    weights = tuple(float(target.weight) for target in question.mix)
    return TargetMix(symbols=question.symbols, weights=weights)


def _flow(terms: StudyTerms) -> CashFlow | None:
    return CashFlow(amount=float(terms.monthly_flow), every=MONTH) if terms.monthly_flow else None


def _result(found: Recommendation, basis: StudyBasis) -> StudyResult:
    return StudyResult(
        recommended=_policy(found.recommended),
        frequency=_policy(found.frequency) if found.frequency else None,
        band=_policy(found.band) if found.band else None,
        runners_up=tuple(_policy(choice) for choice in found.runners_up),
        basis=basis,
    )


def _policy(choice: Choice) -> StudiedPolicy:
    policy, outcomes = choice.policy, choice.outcomes
    return StudiedPolicy(
        cadence=_CADENCES[policy.every or 0],
        band_width=Decimal(repr(policy.band.width)) if policy.band else None,
        band_method=policy.band.kind if policy.band else None,
        destination=policy.destination,
        loss=_figure(choice.loss),
        behind=_figure(choice.behind),
        is_tied=choice.is_tied,
        turnover=_figure(mean_of(outcomes.turnover)),
        events=_figure(mean_of(outcomes.events)),
        cost=_figure(mean_of(outcomes.cost)),
        tax=_figure(mean_of(outcomes.tax)),
        tracking_error=_figure(mean_of(outcomes.tracking_error)),
        worst_drift=_figure(mean_of(outcomes.worst_drift)),
    )


def _figure(mean: Mean) -> Figure:
    """Round a mean to eight places; a study has two paths at least, so that its error is known."""
    low, high = (mean.normal.low, mean.normal.high) if mean.normal else (mean.value, mean.value)
    return Figure(_rounded(mean.value), _rounded(low), _rounded(high))


def _rounded(number: float) -> Decimal:
    return Decimal(repr(number)).quantize(_PLACES)
