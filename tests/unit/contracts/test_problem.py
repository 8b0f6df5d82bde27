"""Problem documents."""

from __future__ import annotations

from http import HTTPStatus

from trimtab.contracts.problem import internal_problem, plain_problem, problem_of
from trimtab.domain.errors import InvalidRequestError, RefusedError
from trimtab.domain.reasons import ReasonCode


def test_a_refusal_has_the_fields_of_the_standard():
    """RFC 7807's five, requirement 003's correlation id, and what the callables tell beside."""
    told = problem_of(InvalidRequestError("method", "X", "is not one of ours"), "/rebalance/simulate", "c-1")

    assert {
        "type": "/errors/bad-field",
        "title": "Bad field",
        "status": 422,
        "detail": "method: 'X' is not one of ours",
        "instance": "/rebalance/simulate",
        "correlation_id": "c-1",
        "reason_code": "BAD_FIELD",
        "details": {"field": "method", "value": "'X'"},
    } == told.model_dump(mode="json")


def test_a_type_is_the_reason():
    """One address for each code, as requirement 003 writes it."""
    told = problem_of(RefusedError(ReasonCode.INFEASIBLE_CONCENTRATION, "no"), "/x", "c-1")

    assert ("/errors/infeasible-concentration", "Infeasible concentration") == (told.type, told.title)


def test_what_http_has_a_word_for_needs_no_reason():
    """Its status says it all."""
    told = plain_problem(HTTPStatus.NOT_FOUND, "/x", "c-1")

    assert ("about:blank", "Not Found", 404, None) == (told.type, told.title, told.status, told.reason_code)


def test_a_defect_tells_nothing_of_itself():
    """Only its id."""
    told = internal_problem("/x", "c-1")

    assert (500, "Something is wrong on our side; quote c-1.", {}) == (told.status, told.detail, told.details)
