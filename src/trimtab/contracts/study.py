"""The contract of `recommend_policy` (requirement 002), and the parts of the document that holds a study."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText, Instant, PortfolioRequest, to_fraction
from trimtab.domain.commands import RecommendPolicy
from trimtab.domain.config import DriftMethod
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Destination
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import Cadence, Study, StudyState, StudyTerms

USUAL: Final = StudyTerms()
_PLACES: Final = 2


def _between(least: str, most: str) -> Callable[[Decimal], Decimal]:
    def check(value: Decimal) -> Decimal:
        if not Decimal(least) <= value <= Decimal(most):
            raise PydanticCustomError(
                "bounds", "must be between {least} and {most}", {"least": least, "most": most}
            )
        if value != round(value, _PLACES):
            raise PydanticCustomError("bounds", "must have at most two decimals")
        return value

    return check


class RecommendPolicyRequest(PortfolioRequest):
    """Ask which schedule suits the saved targets.

    `cost_bp` are basis points of each trade's value, `tax_percent` the rate on gains, `monthly_flow_percent`
    what comes in each month as a part of the portfolio's value today (below zero: goes out).
    """

    cost_bp: Annotated[DecimalText, AfterValidator(_between("0", "500"))] = USUAL.cost_bp
    tax_percent: Annotated[DecimalText, AfterValidator(_between("0", "60"))] = ZERO
    monthly_flow_percent: Annotated[DecimalText, AfterValidator(_between("-2", "5"))] = ZERO
    years: Annotated[StrictInt, Field(ge=1, le=30)] = USUAL.years
    paths: Annotated[StrictInt, Field(ge=50, le=1000)] = USUAL.paths
    aversion: Annotated[DecimalText, AfterValidator(_between("0.5", "20"))] = USUAL.aversion
    seed: Annotated[StrictInt, Field(ge=0, le=999_999)] = USUAL.seed

    def to_domain(self, uid: str) -> RecommendPolicy:
        """Convert to the engine's command."""
        terms = StudyTerms(
            cost_bp=self.cost_bp,
            tax_rate=to_fraction(self.tax_percent),
            monthly_flow=to_fraction(self.monthly_flow_percent),
            years=self.years,
            paths=self.paths,
            aversion=self.aversion,
            seed=self.seed,
        )
        return RecommendPolicy(portfolio=PortfolioRef(uid, self.portfolio_id), terms=terms)


class RecommendPolicyResult(Contract):
    """The study that answers; its document tells how far it is, and at last what it found."""

    study_id: str
    state: StudyState
    progress: int
    asked_at: Instant

    @classmethod
    def of(cls, study: Study) -> RecommendPolicyResult:
        """Show where a study stands."""
        return cls(
            study_id=study.study_id, state=study.state, progress=study.progress, asked_at=study.asked_at
        )


class StoredTarget(Contract):
    """A symbol and its target weight, a fraction."""

    symbol: str
    weight: str


class StoredTerms(Contract):
    """What trading costs and how far the lab goes; rates are fractions, costs basis points."""

    cost_bp: str
    tax_rate: str
    monthly_flow: str
    years: int
    paths: int
    aversion: str
    seed: int


class StoredQuestion(Contract):
    """What was asked."""

    mix: tuple[StoredTarget, ...]
    terms: StoredTerms


class StoredFigure(Contract):
    """A mean and the interval that holds it with 95 %."""

    value: str
    low: str
    high: str


class StudiedPolicyDocument(Contract):
    """A policy and what came of it; rates are fractions of the portfolio a year, events a count a year."""

    cadence: Cadence
    band_width: str | None
    band_method: DriftMethod | None
    destination: Destination
    loss: StoredFigure
    behind: StoredFigure
    is_tied: bool
    turnover: StoredFigure
    events: StoredFigure
    cost: StoredFigure
    tax: StoredFigure
    tracking_error: StoredFigure
    worst_drift: StoredFigure


class StudiedSymbolDocument(Contract):
    """The closes a symbol has, and what is missing of them."""

    symbol: str
    closes: int
    first_day: date
    last_day: date
    missing: int
    is_stale: bool


class StudyBasisDocument(Contract):
    """What a result rests on."""

    symbols: tuple[StudiedSymbolDocument, ...]
    observations: int
    first_day: date
    last_day: date


class StudyResultDocument(Contract):
    """What was found."""

    recommended: StudiedPolicyDocument
    frequency: StudiedPolicyDocument | None
    band: StudiedPolicyDocument | None
    runners_up: tuple[StudiedPolicyDocument, ...]
    basis: StudyBasisDocument
