"""The whole optimiser on problems whose answers are known by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimise_builders import costing, lots, problem, rewarded, vector
from property.optimise_problems import random_problem
from trimtab.optimise.problem import Cause, InvalidProblemError
from trimtab.optimise.result import Status
from trimtab.optimise.rows import class_at_least, class_at_most, fully_invested, turnover_at_most
from trimtab.optimise.solve import Effort, is_feasible, optimise


def test_without_costs_and_taxes_the_targets_are_met():
    """Zero weights reproduce the full rebalance, exactly."""
    solution = optimise(problem(rows=(fully_invested(2),)))

    assert [0.5, 0.5] == solution.weights.tolist()
    assert (Status.OPTIMAL, 0.0) == (solution.status, solution.objective)
    assert pytest.approx(0.1) == solution.turnover


@pytest.mark.parametrize(("cost", "expected"), [(0.002, 0.52), (0.005, 0.55), (0.01, 0.6), (0.02, 0.6)])
def test_trading_stops_at_the_edge_of_the_no_trade_interval(cost: float, expected: float):
    """|w - t| <= c / (g s^2), domain.md section 4.10, with a variance of a tenth."""
    assert pytest.approx(expected) == optimise(costing(cost)).weights[0]


def test_a_taxed_lot_is_sold_only_while_it_pays():
    """While g s^2 (w - t) > c + tax: with 0.001 and 0.004 the sale stops at 0.55, and nothing is bought."""
    taxed = lots((0, 0.6, 0.004), (1, 0.4, 0.0))
    solution = optimise(costing(0.001, lots=taxed, upper=vector(1, 0.4)))

    assert pytest.approx([0.55, 0.4]) == solution.weights.tolist()
    assert pytest.approx([0.05, 0.0]) == solution.sold.tolist()
    assert [0.0, 0.0] == solution.bought.tolist()
    assert pytest.approx((0.0002, 0.00005)) == (solution.tax, solution.cost)


def test_the_cheapest_lots_are_sold_first():
    """Of three lots the two cheaper ones go, the second of them in part."""
    taxed = lots((0, 0.2, 0.0009), (0, 0.05, 0.0001), (0, 0.35, 0.0005), (1, 0.4, 0.0))
    solution = optimise(problem(lots=taxed))

    assert pytest.approx([0.0, 0.05, 0.045, 0.0]) == solution.sold.tolist()


def test_a_shadow_price_is_what_a_wider_limit_would_save():
    """One unit more of turnover lowers the objective by the price."""
    narrow, wide = (optimise(problem(rows=(turnover_at_most(2, limit),))) for limit in (0.05, 0.0500001))

    ((name, price),) = narrow.shadow_prices
    assert "turnover" == name
    assert pytest.approx((narrow.objective - wide.objective) / 1e-7, rel=1e-4) == price


def test_a_rewarded_loss_is_sold_and_not_bought_back():
    """The whole loss goes though its asset is under target, and no asset is sold and bought at once."""
    solution = optimise(rewarded())

    assert pytest.approx([0.0, 0.1]) == solution.sold[:2].tolist()
    assert not (solution.bought[0] > 0.0)
    assert Status.OPTIMAL == solution.status


def test_whole_shares_are_counted():
    """From 0.6 and 0.4 one share each way, in tenths."""
    solution = optimise(problem(unit=vector(0.1, 0.1)))

    assert solution.shares is not None
    assert [-1.0, 1.0] == solution.shares.tolist()


def test_a_least_trade_is_made_whole_or_not_at_all():
    """A tenth to trade with a least of 0.3: nothing; with a least of 0.12: a little too much."""
    nothing, more = (optimise(problem(min_trade=np.full(2, least))) for least in (0.3, 0.12))

    assert [0.6, 0.4] == nothing.weights.tolist()
    assert pytest.approx([0.48, 0.52]) == more.weights.tolist()


def test_what_cannot_be_is_told_with_the_rows_to_blame():
    """Two rows contradict each other, the third is innocent; the weights held are returned."""
    first = np.array([0])
    rows = (fully_invested(2), class_at_most("most", first, 2, 0.3), class_at_least("least", first, 2, 0.4))
    solution = optimise(problem(rows=rows))

    assert (Status.INFEASIBLE, ("most", "least")) == (solution.status, solution.conflict)
    assert [0.6, 0.4] == solution.weights.tolist()
    assert not is_feasible(problem(rows=rows))


def test_shares_and_an_equality_are_turned_down():
    """Whole shares cannot add up to a sum."""
    with pytest.raises(InvalidProblemError, match="two limits") as caught:
        optimise(problem(unit=vector(0.1, 0.1), rows=(fully_invested(2),)))

    assert Cause.BAD_ROW == caught.value.cause


def test_bad_numbers_are_turned_down():
    """The door is shut before anything is computed."""
    with pytest.raises(InvalidProblemError):
        optimise(problem((float("nan"), 0.4)))


def test_yesterdays_prices_save_steps():
    """A warm start from nearly the same problem ends at the same weights."""
    asked = random_problem(3)
    first = optimise(asked)
    again = optimise(replace(asked, targets=first.weights * 0.01 + asked.targets * 0.99), start=first.prices)
    cold = optimise(replace(asked, targets=first.weights * 0.01 + asked.targets * 0.99))

    assert pytest.approx(cold.weights, abs=1e-12) == again.weights
    assert again.steps < cold.steps


@pytest.mark.parametrize(("size", "nodes"), [(1, 200), (20, 200), (100, 40), (1_000, 20)])
def test_the_usual_effort_falls_with_the_size(size: int, nodes: int):
    """Small books are searched to the end, large ones for a while."""
    assert Effort(nodes=nodes) == Effort.of(size)


def test_a_small_effort_says_what_may_be_missed():
    """One node and a gap."""
    solution = optimise(rewarded(unit=vector(0.07, 0.03)), effort=Effort(nodes=1, enough=0.0))

    assert 1 == solution.nodes
    assert solution.bound <= solution.objective
    assert pytest.approx(solution.objective - solution.bound) == solution.gap
