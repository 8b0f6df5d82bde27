"""Requirement 003's question over the real HTTP wrapper."""

from __future__ import annotations

import mandates
from functions.conftest import Call
from trimtab.contracts.base import parse
from trimtab.contracts.mandate_run import RebalanceRun
from trimtab.ports import IdempotencyKey
from trimtab.services.simulate_mandate import LEASE
from worlds import World


def test_the_callable_answers_requirement_003(call: Call):
    """The answer is the run, name by name."""
    result = call("simulate", mandates.request()).result

    assert mandates.answer() == result
    assert parse(RebalanceRun, result).model_dump(mode="json") == result


def test_anybody_signed_in_may_ask(call: Call):
    """A posted snapshot needs no brokerage account."""
    assert mandates.answer() == call("simulate", mandates.request(), uid="ben").result


def test_nobody_may_ask_without_signing_in(call: Call):
    """Even a simulation belongs to somebody."""
    assert "UNAUTHENTICATED" == call("simulate", mandates.request(), uid=None).error["status"]


def test_a_repeated_request_gets_the_same_answer(call: Call, here: World):
    """The second answer is the stored one, and there is one record."""
    first = call("simulate", mandates.request()).result
    again = call("simulate", mandates.request()).result

    assert first == again
    assert 1 == len(here.simulations.records)


def test_a_key_used_twice_is_a_conflict(call: Call):
    """409: the key was used for another question."""
    call("simulate", mandates.request())
    other = mandates.inflow(options={"allow_restricted": True})

    response = call("simulate", mandates.request(other))

    assert (409, "ALREADY_EXISTS", "IDEMPOTENCY_KEY_REUSED") == (
        response.status,
        response.error["status"],
        response.error["details"]["reason_code"],
    )


def test_a_twin_in_flight_is_told_to_come_back(call: Call, here: World):
    """Aborted: the same request is being answered."""
    command = mandates.command()
    key = IdempotencyKey("anna", mandates.KEY, command.request.request_hash)
    here.simulations.claim(key, here.clock.now(), LEASE)

    error = call("simulate", mandates.request()).error

    assert ("ABORTED", "REQUEST_IN_FLIGHT") == (error["status"], error["details"]["reason_code"])


def test_a_wrong_field_is_named(call: Call, here: World):
    """Schema failures are refusals with field and value, and nothing is stored."""
    sent = mandates.request()
    sent["market_data_snapshot"]["prices"][1]["price"] = "NaN"

    error = call("simulate", sent).error

    assert ("INVALID_ARGUMENT", "market_data_snapshot.prices[1].price", "'NaN'") == (
        error["status"],
        error["details"]["field"],
        error["details"]["value"],
    )
    assert {} == here.simulations.records


def test_a_missing_key_is_a_missing_field(call: Call):
    """The key is required (requirement 003, section 7)."""
    sent = mandates.inflow()

    assert "idempotency_key" == call("simulate", sent).error["details"]["field"]


def test_a_blocked_run_is_an_answer(call: Call):
    """Domain failures are results (domain rule 28)."""
    sent = mandates.request(mandates.inflow(options={"single_position_max_weight": "0.1"}))

    assert "BLOCKED" == call("simulate", sent).result["status"]


def test_neither_broker_nor_plans_are_touched(call: Call, here: World):
    """Simulation only: with a dead broker the answer is the same, and nothing is planned or sent (I-23)."""
    here.broker.is_down = True

    assert mandates.answer() == call("simulate", mandates.request()).result
    assert ([], {}, {}) == (here.broker.sent, here.plans.plans, here.runs.records)
