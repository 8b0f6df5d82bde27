"""Problem documents (RFC 7807): how the REST endpoints say no."""

from __future__ import annotations

from http import HTTPStatus

from trimtab.contracts.base import Contract
from trimtab.contracts.error_table import internal_text, refusal_of
from trimtab.domain.errors import TrimtabError
from trimtab.domain.reasons import ReasonCode

NO_TYPE = "about:blank"
"""The type of a problem that its status says all about."""


class Problem(Contract):
    """What is wrong, with the fields of RFC 7807 (domain rule 28)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    correlation_id: str


class ProblemDocument(Problem):
    """A refusal, with the details of a callable's; `reason_code` is null where HTTP says it all."""

    reason_code: ReasonCode | None
    details: dict[str, str]


def problem_type(code: ReasonCode) -> str:
    """Name a kind of problem by its reason code, as a relative address."""
    return f"/errors/{code.value.lower().replace('_', '-')}"


def problem_title(code: ReasonCode) -> str:
    """Write a reason code as words."""
    return code.value.replace("_", " ").capitalize()


def problem_of(error: TrimtabError, instance: str, correlation_id: str) -> ProblemDocument:
    """Write a refusal down."""
    return ProblemDocument(
        type=problem_type(error.code),
        title=problem_title(error.code),
        status=refusal_of(error).http,
        detail=error.message,
        instance=instance,
        correlation_id=correlation_id,
        reason_code=error.code,
        details=error.details,
    )


def plain_problem(status: HTTPStatus, instance: str, correlation_id: str) -> ProblemDocument:
    """Write down what HTTP itself has a word for: no such path, no such method."""
    return ProblemDocument(
        type=NO_TYPE,
        title=status.phrase,
        status=status,
        detail=f"{status.description}.",
        instance=instance,
        correlation_id=correlation_id,
        reason_code=None,
        details={},
    )


def internal_problem(instance: str, correlation_id: str) -> ProblemDocument:
    """Write down a defect of ours, without a word of what it is."""
    plain = plain_problem(HTTPStatus.INTERNAL_SERVER_ERROR, instance, correlation_id)
    return plain.model_copy(update={"detail": internal_text(correlation_id)})
