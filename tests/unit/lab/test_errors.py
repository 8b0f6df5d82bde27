"""Refusals of the lab."""

from __future__ import annotations

import pytest

from trimtab.domain.errors import InvalidRequestError
from trimtab.lab import errors

LEAVES = [
    errors.EmptyHistoryError,
    errors.UnreadablePriceError,
    errors.BadPriceError,
    errors.DisorderError,
    errors.TooFewObservationsError,
    errors.UnknownSymbolError,
    errors.BadSettingError,
]


@pytest.mark.parametrize("leaf", LEAVES)
def test_a_refusal_names_field_value_and_problem(leaf: type[errors.BadInputError]):
    """Every leaf reads alike, and is a wrong request to whoever does not know the lab."""
    refused = leaf("prices.2026-01-02.SPY", "NaN", "is not finite")

    assert "prices.2026-01-02.SPY: 'NaN' is not finite" == str(refused)
    assert isinstance(refused, InvalidRequestError)


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_tree_in_the_docstring_is_the_tree(leaf: type[errors.BadInputError]):
    """Nobody has to guess which refusals there are."""
    assert f" {leaf.__name__} " in (errors.__doc__ or "")
