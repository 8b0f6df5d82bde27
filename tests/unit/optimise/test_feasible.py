"""A conflict is proved by prices, and named by as few rows as possible."""

from __future__ import annotations

import numpy as np

from optimise_builders import hill_of, problem, vector
from trimtab.optimise.feasible import MOST_NAMED, proves_conflict, smallest_conflict
from trimtab.optimise.problem import Problem, Row
from trimtab.optimise.rows import class_at_least, class_at_most, cost_at_most, fully_invested
from trimtab.optimise.solve import is_feasible

FIRST = np.array([0])
AT_MOST = class_at_most("at most", FIRST, 2, 0.3)
AT_LEAST = class_at_least("at least", FIRST, 2, 0.4)


def test_prices_prove_what_they_add_up_to():
    """At most 0.3 and at least 0.4 add up to zero at most minus a tenth; either alone proves nothing."""
    model, hill = hill_of(problem(rows=(AT_MOST, AT_LEAST)))
    proofs = [proves_conflict(model, hill.window, vector(*p), hill.rates) for p in ((1, 1), (1, 0), (0, 0))]

    assert [True, False, False] == proofs


def test_forced_trades_have_their_impact():
    """A cap of 0.5 forces a tenth out, whose impact of 0.0316 alone is above a limit of 0.03 on costs."""
    asked = problem(upper=vector(0.5, 1), impact=vector(1, 0), rows=(cost_at_most(2, 0.03),))
    model, hill = hill_of(asked)

    assert proves_conflict(model, hill.window, vector(1), hill.rates)


def test_only_rows_that_contradict_each_other_are_named():
    """The row that all weights add up can be met with either."""
    asked = problem(rows=(fully_invested(2), AT_MOST, AT_LEAST))

    assert ("at most", "at least") == smallest_conflict(asked, vector(0.1, 1, 1), is_feasible)


def test_rows_without_a_price_are_not_looked_at():
    """What the proof does not need is no part of it."""
    asked = problem(rows=(fully_invested(2), AT_MOST, AT_LEAST))

    assert ("at most", "at least") == smallest_conflict(asked, vector(0, 1, 1), lambda _: True)


def test_of_a_large_proof_all_rows_are_named():
    """Too many subsets are not tried."""

    def never(_: Problem) -> bool:
        raise AssertionError("tried a subset")

    rows = tuple(Row(name=str(n), weights=vector(1, 1), limit=1.0) for n in range(MOST_NAMED + 1))
    named = smallest_conflict(problem(rows=rows), np.ones(len(rows)), never)

    assert tuple(str(n) for n in range(MOST_NAMED + 1)) == named
