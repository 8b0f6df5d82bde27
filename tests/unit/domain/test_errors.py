"""Refusals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trimtab.domain import errors
from trimtab.domain.errors import InvalidRequestError, RefusedError, TrimtabError, UnavailableError
from trimtab.domain.reasons import ReasonCode


def test_a_wrong_field_is_named_with_its_value():
    """The caller reads which field is wrong, what was sent, and what to do."""
    refused = InvalidRequestError("percent", "-1", "must not be negative")

    assert "percent: '-1' must not be negative" == refused.message
    assert {"field": "percent", "value": "'-1'"} == refused.details


def test_a_huge_value_is_cut_in_the_message():
    """A megabyte in a field does not come back as a megabyte."""
    assert 80 == len(InvalidRequestError("symbol", "x" * 1_000_000, "is too long").details["value"])


def test_details_reach_the_caller():
    """Every refusal carries its code and its named details."""
    refused = RefusedError(ReasonCode.MARKET_CLOSED, "Closed.", next_open="tomorrow")

    assert (ReasonCode.MARKET_CLOSED, {"next_open": "tomorrow"}) == (refused.code, refused.details)
    assert "Closed." == str(refused)


def test_an_outage_may_tell_its_end():
    """When to ask again reaches the caller as text, where the other side has said so."""
    until = datetime(2026, 11, 20, 17, 1, tzinfo=UTC)
    told = UnavailableError(ReasonCode.BROKER_UNAVAILABLE, "Too many requests.", retry_at=until)
    silent = UnavailableError(ReasonCode.BROKER_UNAVAILABLE, "No answer.")

    assert ({"retry_at": "2026-11-20T17:01:00+00:00"}, until) == (told.details, told.retry_at)
    assert ({}, None) == (silent.details, silent.retry_at)


@pytest.mark.parametrize(
    "name", [name for name in vars(errors) if name.endswith("Error") and name != "TrimtabError"]
)
def test_every_refusal_is_a_leaf_of_the_drawn_tree(name: str):
    """One base, few leaves, all of them in the drawing at the top of the module."""
    assert issubclass(getattr(errors, name), TrimtabError)
    assert name in str(errors.__doc__)
