"""What was found, FULL and doing nothing, judged exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from optimise_questions import asked, bought, drifted
from trimtab.domain.config import DriftConfig
from trimtab.domain.optimum import Aim
from trimtab.optimise.exact import weigh_nothing
from trimtab.optimise.judge import choose, make
from trimtab.optimise.question import Question
from trimtab.optimise.search import search


def dear() -> Question:
    """A gain that is not worth its tax, in a band that is wide enough."""
    wide = {"drift": DriftConfig(threshold=D("0.2"))}
    return asked(drifted("60", bought("AAA", "60", "50"), policy_fields=wide))


def test_aims_are_planned_and_weighed():
    """Ten shares for ten: half of their price is long-term gain."""
    made = make(dear(), (Aim(symbol="AAA"), Aim(symbol="BBB")))

    assert (2, D("0.0075")) == (len(made.plan.trades), made.weighed.tax)


def test_the_best_of_all_is_chosen():
    """Nothing is done: FULL costs more than the drift is worth."""
    question = dear()
    idle = weigh_nothing(question).under(question.request.weighing)
    best = choose(question, search(question), make(question, None), idle)

    assert ((), idle) == (best.plan.trades, best.objective)


def test_doing_nothing_wins_where_all_else_is_worse():
    """Even where the search has found nothing but FULL."""
    question = dear()
    idle = weigh_nothing(question).under(question.request.weighing)
    found = replace(search(question), weights=())

    assert () == choose(question, found, make(question, None), idle).plan.trades
