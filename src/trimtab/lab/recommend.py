"""Which frequency and which band suit a portfolio, by its own returns, costs and taxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trimtab.lab.errors import BadSettingError
from trimtab.lab.grid import under, usual_grid
from trimtab.lab.outcomes import Mean, Outcomes, mean_of, paired_difference
from trimtab.lab.paths import Source
from trimtab.lab.policies import CashFlow, LabPolicy, TargetMix
from trimtab.lab.run import SESSIONS_A_YEAR, Progress, Trial, run

USUAL_AVERSION: Final = 4.0
"""How much straying weighs: half of it times the squared tracking error is what straying costs a year."""

LEAST_PATHS: Final = 2
"""One path says nothing of the error of a mean."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """A portfolio's targets, where its returns come from, and what trading costs it.

    Costs, tax and flow replace those of the policies, which are the usual grid where none are named.
    """

    mix: TargetMix
    source: Source
    cost_bp: float
    tax_rate: float = 0.0
    flow: CashFlow | None = None
    policies: tuple[LabPolicy, ...] = ()
    years: int = 10
    paths: int = 1_000
    aversion: float = USUAL_AVERSION

    def __post_init__(self) -> None:
        """Refuse a question without an answer."""
        if self.years < 1:
            raise BadSettingError("years", self.years, "must be 1 or more")
        if self.paths < LEAST_PATHS:
            raise BadSettingError("paths", self.paths, f"must be {LEAST_PATHS} or more")
        if not 0 < self.aversion < float("inf"):
            raise BadSettingError("aversion", self.aversion, "must be above 0; else nothing is worth it")


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A policy with what it came to; `loss` is a fraction a year, `behind` how much more than the least."""

    policy: LabPolicy
    outcomes: Outcomes
    loss: Mean
    behind: Mean

    @property
    def is_tied(self) -> bool:
        """Whether the paths cannot tell it from the least loss: the NORMAL interval reaches zero.

        One path tells all that differ at all.
        """
        return self.behind.value <= 0 if self.behind.normal is None else self.behind.normal.low <= 0


@dataclass(frozen=True, slots=True, eq=False)
class Recommendation:
    """All choices, the least mean loss first, and which of them is recommended.

    Of those that are tied with the first it is the one that trades least often. `frequency` is the best
    calendar without a band, `band` the best with one; None where the grid has none.
    """

    choices: tuple[Choice, ...]
    recommended: Choice
    frequency: Choice | None
    band: Choice | None

    @property
    def runners_up(self) -> tuple[Choice, ...]:
        """The others in their order."""
        return tuple(choice for choice in self.choices if choice is not self.recommended)


def recommend(question: Question, progress: Progress | None = None) -> Recommendation:
    """Try all policies on the same paths and compare what trading, taxes and straying cost together.

    Returns are not counted: on paths that are drawn they are luck. Equal questions give equal answers.
    """
    policies = under(
        question.policies or usual_grid(),
        cost_bp=question.cost_bp,
        tax_rate=question.tax_rate,
        flow=question.flow,
    )
    trial = Trial(
        mix=question.mix, policies=policies, source=question.source, steps=question.years * SESSIONS_A_YEAR
    )
    return rank(policies, run(trial, question.paths, progress), question.aversion)


def rank(policies: Sequence[LabPolicy], found: Sequence[Outcomes], aversion: float) -> Recommendation:
    """Order policies by their mean loss on the same paths; of equals the one named first."""
    losses = [outcomes.loss(aversion) for outcomes in found]
    least = min(losses, key=lambda loss: float(loss.mean()))
    choices = sorted(
        (
            Choice(policy, outcomes, mean_of(loss), paired_difference(loss, least))
            for policy, outcomes, loss in zip(policies, found, losses, strict=True)
        ),
        key=lambda choice: choice.loss.value,
    )
    return Recommendation(
        choices=tuple(choices),
        recommended=_calmest(choices),
        frequency=_first(choices, is_banded=False),
        band=_first(choices, is_banded=True),
    )


def _calmest(choices: Sequence[Choice]) -> Choice:
    tied = [choice for choice in choices if choice.is_tied]
    return min(tied, key=lambda choice: float(choice.outcomes.events.mean()))


def _first(choices: Sequence[Choice], *, is_banded: bool) -> Choice | None:
    return next((choice for choice in choices if (choice.policy.band is not None) is is_banded), None)
