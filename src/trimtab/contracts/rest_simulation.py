"""Requirement 003 over REST: the question is the body, its key a header."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from trimtab.contracts.base import Contract, parse
from trimtab.contracts.mandate import MandateQuestion, SimulateMandateRequest
from trimtab.domain.errors import InvalidRequestError

KEY_HEADER: Final = "Idempotency-Key"

UUID: Final = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"


class SimulationHeaders(Contract):
    """The headers of a simulation that mean something."""

    idempotency_key: Annotated[str, Field(pattern=UUID)]


def parse_simulation(sent: object, key: str | None, correlation_id: str) -> SimulateMandateRequest:
    """Read a question and its key, and keep the name of its log lines.

    Raises InvalidRequestError naming the header or the first wrong field.
    """
    asked = parse(MandateQuestion, sent)
    return SimulateMandateRequest(
        **{name: getattr(asked, name) for name in MandateQuestion.model_fields},
        idempotency_key=_read_key(key),
        correlation_id=correlation_id,
    )


def _read_key(key: str | None) -> str:
    if key is None:
        raise InvalidRequestError(KEY_HEADER, None, "is missing; send a fresh UUID for each question")
    try:
        return parse(SimulationHeaders, {"idempotency_key": key}).idempotency_key
    except InvalidRequestError as error:
        problem = "is not a UUID such as 123e4567-e89b-42d3-a456-426614174000"
        raise InvalidRequestError(KEY_HEADER, key, problem) from error
