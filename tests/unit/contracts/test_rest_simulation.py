"""Requirement 003's headers."""

from __future__ import annotations

import pytest

import mandates
from rest_worlds import KEY
from trimtab.contracts.base import parse
from trimtab.contracts.mandate import MandateQuestion
from trimtab.contracts.rest_simulation import parse_simulation
from trimtab.domain.errors import InvalidRequestError


def test_question_and_key_come_together():
    """The body is the question, and the same question as the callable's."""
    asked = parse_simulation(mandates.inflow(), KEY, "c-1")

    assert (KEY, "c-1") == (asked.idempotency_key, asked.correlation_id)
    assert parse(MandateQuestion, mandates.inflow()).text == asked.text


@pytest.mark.parametrize("key", [None, "", "key-00000001", f"{KEY}0", f" {KEY}", "{" + KEY + "}", f"{KEY}\n"])
def test_a_key_is_a_uuid(key: str | None):
    """Required, and as the document says: a UUID."""
    with pytest.raises(InvalidRequestError, match=r"\AIdempotency-Key: "):
        parse_simulation(mandates.inflow(), key, "c-1")


def test_the_key_is_no_field_of_the_body():
    """It stands in the header and nowhere else."""
    with pytest.raises(InvalidRequestError, match=r"\Aidempotency_key: .* is not a field"):
        parse_simulation(mandates.request(), KEY, "c-1")
