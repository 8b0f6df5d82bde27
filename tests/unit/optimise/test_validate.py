"""Bad numbers are stopped at the door, each with its cause and its field."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimise_builders import lots, problem, vector
from trimtab.optimise.problem import Cause, InvalidProblemError, RiskModel, Row
from trimtab.optimise.rows import fully_invested
from trimtab.optimise.validate import check_problem

NAN, INFINITE = float("nan"), float("inf")


def risk(**fields: Any) -> RiskModel:
    return RiskModel(**{"loadings": np.zeros((2, 1)), "specific": vector(0.1, 0.1), **fields})


def row(**fields: Any) -> tuple[Row, ...]:
    return (Row(**{"name": "some", "weights": vector(1, 1), "limit": 1.0, **fields}),)


def test_a_sound_problem_passes():
    """Bounds may be infinite; nothing is raised, and nothing is returned."""
    sound = problem(
        lower=np.full(2, -INFINITE),
        upper=np.full(2, INFINITE),
        rows=row(),
        unit=vector(0.1, 0.1),
        min_trade=vector(0, 0),
        impact=vector(0, 0.1),
    )

    assert check_problem(sound) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("wrong", "cause", "field"),
    [
        ({"weights": (), "targets": ()}, Cause.EMPTY_BOOK, "weights"),
        ({"targets": (0.5, 0.3, 0.2)}, Cause.WRONG_SHAPE, "targets"),
        ({"targets": (NAN, 0.5)}, Cause.NOT_FINITE, "targets"),
        ({"weights": (-0.1, 1.1)}, Cause.NEGATIVE, "weights"),
        ({"sell_cost": vector(-0.1, 0)}, Cause.NEGATIVE, "sell_cost"),
        ({"buy_cost": vector(INFINITE, 0)}, Cause.NOT_FINITE, "buy_cost"),
        ({"lower": vector(NAN, 0)}, Cause.NOT_FINITE, "lower"),
        ({"impact": vector(0.1)}, Cause.WRONG_SHAPE, "impact"),
        ({"impact": vector(0.1, -0.1)}, Cause.NEGATIVE, "impact"),
        ({"unit": vector(0.1, -0.1)}, Cause.NEGATIVE, "unit"),
        ({"min_trade": vector(0.1, -0.1)}, Cause.NEGATIVE, "min_trade"),
        ({"risk_weight": 0.0}, Cause.NEGATIVE, "risk_weight"),
        ({"tax_weight": -1.0}, Cause.NEGATIVE, "tax_weight"),
        ({"cost_weight": NAN}, Cause.NOT_FINITE, "cost_weight"),
        ({"risk": risk(loadings=np.zeros((3, 1)))}, Cause.WRONG_SHAPE, "loadings"),
        ({"risk": risk(loadings=np.full((2, 1), NAN))}, Cause.NOT_FINITE, "loadings"),
        ({"risk": risk(specific=vector(0.1, 0.0))}, Cause.ZERO_VARIANCE, "specific"),
        ({"lots": lots((0, 0.5, 0.0), (1, 0.4, 0.0))}, Cause.LOTS_DO_NOT_ADD_UP, "lots.size"),
        ({"lots": lots((0, 0.6, 0.0), (2, 0.4, 0.0))}, Cause.WRONG_SHAPE, "lots.asset"),
        ({"lots": lots((0, 0.6, NAN), (1, 0.4, 0.0))}, Cause.NOT_FINITE, "lots.tax"),
        ({"lower": vector(0.5, 0), "upper": vector(0.4, 1)}, Cause.CONTRADICTORY_BOUNDS, "lower"),
        ({"upper": vector(1, -0.1)}, Cause.CONTRADICTORY_BOUNDS, "lower"),
        ({"rows": row(limit=NAN)}, Cause.NOT_FINITE, "rows.some"),
        ({"rows": row(weights=vector(1))}, Cause.WRONG_SHAPE, "rows.some"),
        ({"rows": row(cost=-1.0)}, Cause.BAD_ROW, "rows.some"),
        ({"rows": row(turnover=1.0, is_equality=True)}, Cause.BAD_ROW, "rows.some"),
        ({"rows": row(weights=vector(0, 0))}, Cause.BAD_ROW, "rows.some"),
        ({"rows": (fully_invested(2), fully_invested(2))}, Cause.BAD_ROW, "rows.invested"),
    ],
)
def test_every_fault_has_its_cause(wrong: dict[str, Any], cause: Cause, field: str):
    """One wrong number among right ones is found and named."""
    with pytest.raises(InvalidProblemError) as caught:
        check_problem(problem(**wrong))

    assert (cause, field) == (caught.value.cause, caught.value.field)
