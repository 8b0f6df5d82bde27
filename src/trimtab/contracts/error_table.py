"""The one table of refusals: what a caller of the callables, and one of the REST endpoints, is answered."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from trimtab.domain.errors import (
    ConflictError,
    InFlightError,
    InvalidRequestError,
    NotFoundError,
    NotPermittedError,
    NotSignedInError,
    RefusedError,
    TooManyRequestsError,
    TrimtabError,
    UnavailableError,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The name of a callable's status, and the status of a problem document (RFC 7807)."""

    callable_status: str
    http: HTTPStatus


REFUSALS: Final[dict[type[TrimtabError], Refusal]] = {
    InvalidRequestError: Refusal("INVALID_ARGUMENT", HTTPStatus.UNPROCESSABLE_ENTITY),
    RefusedError: Refusal("FAILED_PRECONDITION", HTTPStatus.CONFLICT),
    NotFoundError: Refusal("NOT_FOUND", HTTPStatus.NOT_FOUND),
    ConflictError: Refusal("ALREADY_EXISTS", HTTPStatus.CONFLICT),
    InFlightError: Refusal("ABORTED", HTTPStatus.CONFLICT),
    NotPermittedError: Refusal("PERMISSION_DENIED", HTTPStatus.FORBIDDEN),
    NotSignedInError: Refusal("UNAUTHENTICATED", HTTPStatus.UNAUTHORIZED),
    TooManyRequestsError: Refusal("RESOURCE_EXHAUSTED", HTTPStatus.TOO_MANY_REQUESTS),
    UnavailableError: Refusal("UNAVAILABLE", HTTPStatus.SERVICE_UNAVAILABLE),
}


def refusal_of(error: TrimtabError) -> Refusal:
    """Find the row of an error, by its own class. Raises KeyError for one that no row was written for."""
    return REFUSALS[type(error)]


def internal_text(correlation_id: str) -> str:
    """Say that a defect of ours stands in the way, and nothing of it."""
    return f"Something is wrong on our side; quote {correlation_id}."
