"""Which policy is recommended, and on what evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lab_builders import MIX, dice, outcomes, real_prices
from trimtab.lab.errors import BadSettingError
from trimtab.lab.paths import Bootstrap
from trimtab.lab.policies import Band, LabPolicy, TargetMix
from trimtab.lab.recommend import Question, rank, recommend

MONTHLY, ANNUAL, BAND = LabPolicy(every=21), LabPolicy(every=252), LabPolicy(band=Band(width=0.05))


def costing(*cost: float, events: float = 0.0):
    """Outcomes of paths with these costs and as many events each."""
    return outcomes(
        cost=np.array(cost),
        events=np.full(len(cost), events),
        tax=np.zeros(len(cost)),
        tracking_error=np.zeros(len(cost)),
    )


def test_the_least_loss_comes_first():
    """With the best calendar and the best band beside it."""
    found = rank([MONTHLY, ANNUAL, BAND], [costing(3, 3), costing(1, 1), costing(2, 2)], 4)

    assert [ANNUAL, BAND, MONTHLY] == [choice.policy for choice in found.choices]
    assert found.frequency is not None
    assert found.band is not None
    assert (ANNUAL, BAND) == (found.frequency.policy, found.band.policy)


def test_of_those_that_are_tied_the_calmest_is_recommended():
    """The paths cannot tell 2 and 2.1 apart: the second trades less."""
    found = rank([MONTHLY, ANNUAL], [costing(1, 3, events=12), costing(3, 1.2, events=1)], 4)

    assert MONTHLY == found.choices[0].policy
    assert ANNUAL == found.recommended.policy
    assert [MONTHLY] == [choice.policy for choice in found.runners_up]


def test_what_is_surely_worse_is_not_tied():
    """A hundredth more on each path is no accident."""
    found = rank([MONTHLY, ANNUAL], [costing(1, 3), costing(1.01, 3.01, events=-1)], 4)

    assert [True, False] == [choice.is_tied for choice in found.choices]
    assert 0.01 == pytest.approx(found.choices[1].behind.value)


def test_on_one_path_the_least_loss_is_recommended():
    """Nothing is tied that differs: there is no error to hide in."""
    found = rank([MONTHLY, ANNUAL], [costing(1, events=12), costing(2, events=1)], 4)

    assert MONTHLY == found.recommended.policy


def test_a_grid_of_calendars_has_no_band():
    """None stands for what was not tried."""
    assert rank([MONTHLY], [costing(1, 1)], 4).band is None


def test_dear_trading_calls_for_less_of_it():
    """At 100 bp a trade a recommended policy trades less than at 1 bp."""
    asked = [Question(mix=MIX, source=dice(seed=3), cost_bp=cost, years=2, paths=50) for cost in (1, 100)]
    cheap, dear = (recommend(each).recommended.outcomes.turnover.mean() for each in asked)

    assert dear < cheap / 2


def test_taxes_call_for_less_trading():
    """Of real factors without costs: monthly strays least, and at a tax of a third once a year is cheaper."""
    prices = real_prices()
    source, mix = Bootstrap(prices.growth(), seed=4), TargetMix.equal(prices.symbols)
    untaxed, taxed = (
        recommend(
            Question(
                mix=mix,
                source=source,
                cost_bp=0,
                tax_rate=rate,
                policies=(MONTHLY, ANNUAL),
                years=4,
                paths=40,
            )
        )
        for rate in (0, 0.33)
    )

    assert ("monthly", "annual") == (
        untaxed.recommended.policy.cadence,
        taxed.recommended.policy.cadence,
    )


def test_equal_questions_have_equal_answers():
    """To the last digit, with progress told or not."""
    told: list[int] = []
    asked = Question(mix=MIX, source=dice(), cost_bp=10, years=1, paths=20)
    one, other = recommend(asked), recommend(asked, lambda done, _: told.append(done))

    assert [each.loss for each in one.choices] == [each.loss for each in other.choices]
    assert 252 == told[-1]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"years": 0}, "years"), ({"paths": 1}, "paths"), ({"aversion": 0}, "aversion")],
)
def test_a_question_without_an_answer_is_refused(fields: dict[str, Any], field: str):
    """There must be a year, paths to compare, and something to lose."""
    usual: dict[str, Any] = {"mix": MIX, "source": dice(), "cost_bp": 10}
    with pytest.raises(BadSettingError) as refused:
        Question(**(usual | fields))

    assert field == refused.value.details["field"]
