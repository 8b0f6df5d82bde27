"""A covariance becomes factors and a diagonal without loss, or is turned down by name."""

from __future__ import annotations

import numpy as np
import pytest

from trimtab.optimise.problem import Cause, InvalidProblemError, Matrix
from trimtab.optimise.risk import RIDGE, dense_risk, plain_risk

GOOD = np.array([[0.04, 0.01, 0.0], [0.01, 0.09, -0.02], [0.0, -0.02, 0.16]])


def test_a_covariance_is_kept_exactly():
    """FF' + D is the covariance again, to the last digits."""
    risk = dense_risk(GOOD)

    assert np.abs(risk.loadings @ risk.loadings.T + np.diag(risk.specific) - GOOD).max() < 1e-16
    assert 0.0 == risk.ridge


def test_a_singular_covariance_gets_a_ridge_and_says_so():
    """Two assets that always move together: a hundred-millionth of each variance is added."""
    risk = dense_risk(np.array([[0.04, 0.04], [0.04, 0.04]]))

    assert RIDGE == risk.ridge
    assert pytest.approx(np.array([0.04, 0.04]), rel=2 * RIDGE) == np.diag(
        risk.loadings @ risk.loadings.T + np.diag(risk.specific)
    )


def test_without_history_distances_are_squared():
    """No factors, and a variance of one for all."""
    risk = plain_risk(2)

    assert ((2, 0), [1.0, 1.0]) == (risk.loadings.shape, risk.specific.tolist())


@pytest.mark.parametrize(
    ("covariance", "cause", "named"),
    [
        (np.ones((2, 3)), Cause.WRONG_SHAPE, "must be square"),
        (np.ones(3), Cause.WRONG_SHAPE, "must be square"),
        (np.array([[0.04, np.nan], [np.nan, 0.04]]), Cause.NOT_FINITE, "NaN"),
        (np.array([[0.04, 0.01], [0.02, 0.04]]), Cause.NOT_SYMMETRIC, "average both"),
        (np.array([[0.04, 0.0], [0.0, 0.0]]), Cause.ZERO_VARIANCE, "asset 1 has a variance of 0.0"),
        (
            np.array([[-0.04, 0.0], [0.0, 1.0]]),
            Cause.NOT_POSITIVE_SEMIDEFINITE,
            "asset 0 has a variance of -0.04",
        ),
        (np.array([[0.04, 0.05], [0.05, 0.04]]), Cause.NOT_POSITIVE_SEMIDEFINITE, "eigenvalue of -0.25"),
    ],
)
def test_what_is_no_covariance_is_turned_down(covariance: Matrix, cause: Cause, named: str):
    """The error says which rule is broken and what to do."""
    with pytest.raises(InvalidProblemError, match=named) as caught:
        dense_risk(covariance)

    assert (cause, "covariance") == (caught.value.cause, caught.value.field)
