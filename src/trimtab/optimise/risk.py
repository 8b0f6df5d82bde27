"""Risk models: factors with a diagonal, a dense covariance brought to that form exactly, or plain squares."""

from __future__ import annotations

from typing import Final

import numpy as np

from trimtab.optimise.problem import Cause, InvalidProblemError, Matrix, RiskModel

RIDGE: Final = 1e-8
"""Added to the diagonal of a singular covariance, as a fraction of each variance."""

_SHARES: Final = (0.5, 0.2, 0.05, 0.01, 1e-3, 1e-4, 1e-6)
_SYMMETRY: Final = 1e-10
_ROUNDING: Final = 1e-10
_AXES: Final = 2


def plain_risk(size: int) -> RiskModel:
    """Count squared distances from target, where no history says more."""
    return RiskModel(loadings=np.zeros((size, 0)), specific=np.ones(size))


def dense_risk(covariance: Matrix) -> RiskModel:
    """Write a covariance as FF' + D exactly, by one Cholesky factorisation.

    D is a share s of the variances, the largest tried one for which C - s diag(C) still is positive definite;
    F is that matrix's Cholesky factor. A singular covariance gets a ridge of RIDGE, told in the model. Raises
    InvalidProblemError for one that is not square, finite, symmetric or positive semidefinite, or in which a
    variance is zero.
    """
    _check(covariance)
    variances = np.diag(covariance)
    # The larger D is, the softer every asset gives way, and the fewer steps the optimiser needs.
    for share in _SHARES:
        factor = _cholesky(covariance, -share)
        if factor is not None:
            return RiskModel(loadings=factor, specific=share * variances)
    _check_semidefinite(covariance)
    factor = _cholesky(covariance, RIDGE / 2)
    if factor is None:
        raise InvalidProblemError(
            Cause.NOT_POSITIVE_SEMIDEFINITE, "covariance", "cannot be factorised; shrink it"
        )
    return RiskModel(loadings=factor, specific=RIDGE / 2 * variances, ridge=RIDGE)


def _cholesky(covariance: Matrix, share: float) -> Matrix | None:
    try:
        factor = np.linalg.cholesky(covariance + np.diag(share * np.diag(covariance)))
    except np.linalg.LinAlgError:
        return None
    return np.asarray(factor, dtype=np.float64)


def _check(covariance: Matrix) -> None:
    if covariance.ndim != _AXES or covariance.shape[0] != covariance.shape[1]:
        raise InvalidProblemError(
            Cause.WRONG_SHAPE, "covariance", f"has shape {covariance.shape}, must be square"
        )
    if not np.isfinite(covariance).all():
        raise InvalidProblemError(
            Cause.NOT_FINITE, "covariance", "has NaN or infinite entries; leave them out"
        )
    variances = np.diag(covariance)
    if (variances <= 0).any():
        place = int(np.argmax(variances <= 0))
        cause = Cause.ZERO_VARIANCE if variances[place] == 0 else Cause.NOT_POSITIVE_SEMIDEFINITE
        raise InvalidProblemError(
            cause, "covariance", f"asset {place} has a variance of {variances[place]}, must be above zero"
        )
    scale = np.sqrt(np.outer(variances, variances))
    if (np.abs(covariance - covariance.T) > _SYMMETRY * scale).any():
        raise InvalidProblemError(
            Cause.NOT_SYMMETRIC, "covariance", "differs from its transpose; average both"
        )


def _check_semidefinite(covariance: Matrix) -> None:
    deviations = np.sqrt(np.diag(covariance))
    least = float(np.linalg.eigvalsh(covariance / np.outer(deviations, deviations))[0])
    if least < -_ROUNDING * len(covariance):
        raise InvalidProblemError(
            Cause.NOT_POSITIVE_SEMIDEFINITE,
            "covariance",
            f"its correlations have an eigenvalue of {least:.3g}, must be zero or more; shrink or repair it",
        )
