"""What each endpoint calls, and what it answers with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

import mandates
from automated_worlds import due_world
from rest_worlds import KEY, rest_client, signed_in
from trimtab.ports import IdempotencyKey
from trimtab.services.simulate_mandate import LEASE
from worlds import World

ANALYZE = "/api/v1/rebalancing/analyze"
TRIGGER = "/api/v1/rebalancing/default/trigger"
WHAT_IF = "/api/portfolios/default/rebalance/what-if/"
SIMULATE = "/rebalance/simulate"


@pytest.fixture
def here() -> World:
    """Anna wants half SPY, half TLT, and holds four fifths SPY."""
    return due_world()


@pytest.fixture
def client(here: World) -> FlaskClient:
    """A client of the façade."""
    return rest_client(here)


def simulate(client: FlaskClient, sent: Any = None, key: str | None = KEY, uid: str = "anna") -> Any:
    """Ask requirement 003's question."""
    headers = signed_in(uid) | ({"Idempotency-Key": key} if key else {})
    return client.post(SIMULATE, json=mandates.inflow() if sent is None else sent, headers=headers)


def test_an_analysis_plans_and_stores_the_plan(client: FlaskClient, here: World):
    """The plan can be shown and approved like any other; nothing is sent."""
    sent = {"portfolio_id": "default", "trigger_type": "DRIFT_THRESHOLD", "method": "THRESHOLD_REBALANCING"}
    answer = client.post(ANALYZE, json=sent, headers=signed_in()).get_json()

    assert (True, ["TLT", "SPY"]) == (
        answer["rebalancing_required"],
        [trade["instrument_id"] for trade in answer["recommended_trades"]],
    )
    assert (1, []) == (len(here.plans.plans), here.broker.sent)


def test_a_plan_can_be_optimised(client: FlaskClient):
    """Without costs and lots nothing keeps it from its targets."""
    sent = {"portfolio_id": "default", "trigger_type": "MANUAL", "method": "FULL_OPTIMIZATION"}
    answer = client.post(ANALYZE, json=sent, headers=signed_in()).get_json()

    assert ["TLT", "SPY"] == [trade["instrument_id"] for trade in answer["recommended_trades"]]


@pytest.mark.parametrize("sent", ["MANUAL", {"trigger_type": "MANUAL"}])
def test_a_trigger_is_fired_by_its_word(sent: Any, client: FlaskClient, here: World):
    """It plans by the stored rule, and executes nothing."""
    answer = client.post(TRIGGER, json=sent, headers=signed_in())

    assert (200, True) == (answer.status_code, answer.get_json()["rebalancing_required"])
    assert [] == here.broker.sent


@pytest.mark.parametrize(
    "sent", [None, 7, [], ["MANUAL"], {}, {"trigger_type": "MANUAL", "x": 1}, "THRESHOLD"]
)
def test_any_other_trigger_is_refused(sent: Any, client: FlaskClient):
    """The word, or an object with the word."""
    answer = client.post(TRIGGER, json=sent, headers=signed_in())

    assert 422 == answer.status_code


def test_a_status_is_read(client: FlaskClient):
    """The policy's rule looks at drift and fires."""
    answer = client.get("/api/v1/rebalancing/default/status", headers=signed_in()).get_json()

    assert (True, "DRIFT_THRESHOLD", "TLT") == (
        answer["rebalancing_required"],
        answer["trigger_type"],
        answer["drift"]["instrument_id"],
    )


def test_drift_and_suggestions_are_lists(client: FlaskClient):
    """As requirement 001's code answers."""
    drift = client.get("/api/portfolios/default/drift/", headers=signed_in()).get_json()
    made = client.get("/api/portfolios/default/rebalance/suggestions/", headers=signed_in()).get_json()

    assert (["stock"], ["TLT", "SPY"]) == (
        [row["asset_type"] for row in drift],
        [row["asset"] for row in made],
    )


def test_a_what_if_moves_values(client: FlaskClient):
    """Half of the 9,000 dollars of shares go into bonds."""
    trades = [
        {"asset_type": "stock", "action": "SELL", "value": 4500},
        {"asset_type": "bond", "action": "BUY", "value": 4500},
    ]
    answer = client.post(WHAT_IF, json={"trades": trades}, headers=signed_in()).get_json()

    assert {
        "bond": {"value": 4500, "percentage": 45},
        "stock": {"value": 4500, "percentage": 45},
        "cash": {"value": 1000, "percentage": 10},
    } == answer


def test_a_simulation_answers_like_the_callable(client: FlaskClient):
    """The same run, name by name."""
    answer = simulate(client)

    assert (200, mandates.answer()) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize(
    ("options", "status"), [({}, "READY"), ({"single_position_max_weight": "0.1"}, "BLOCKED")]
)
def test_a_blocked_run_is_an_answer(options: dict[str, str], status: str, client: FlaskClient):
    """200 with the run's status (domain rule 28)."""
    answer = simulate(client, mandates.inflow(options=options))

    assert (200, status) == (answer.status_code, answer.get_json()["status"])


def test_the_same_body_gets_the_stored_answer(client: FlaskClient, here: World):
    """The same bytes, whatever the order of the fields; one record."""
    first = simulate(client)
    here.clock.advance(timedelta(hours=1))
    again = simulate(client, dict(reversed(mandates.inflow().items())))

    assert first.data == again.data
    assert 1 == len(here.simulations.records)


def test_another_body_under_the_same_key_is_a_conflict(client: FlaskClient):
    """409, as requirement 003 asks."""
    simulate(client)
    problem = simulate(client, mandates.inflow(options={"allow_restricted": True}))

    assert (409, "IDEMPOTENCY_KEY_REUSED") == (problem.status_code, problem.get_json()["reason_code"])


def test_a_twin_in_flight_is_told_to_come_back(client: FlaskClient, here: World):
    """409, too, with a reason of its own."""
    key = IdempotencyKey("anna", KEY, mandates.command().request.request_hash)
    here.simulations.claim(key, here.clock.now(), LEASE)
    problem = simulate(client)

    assert (409, "REQUEST_IN_FLIGHT") == (problem.status_code, problem.get_json()["reason_code"])


def test_two_people_may_use_the_same_key(client: FlaskClient):
    """A key is its caller's own."""
    simulate(client)
    answer = simulate(client, mandates.inflow(options={"allow_restricted": True}), uid="ben")

    assert 200 == answer.status_code


@pytest.mark.parametrize("key", [None, "key-00000001"])
def test_without_a_key_nothing_is_simulated(key: str | None, client: FlaskClient, here: World):
    """422 names the header."""
    problem = simulate(client, key=key)

    assert (422, "Idempotency-Key") == (problem.status_code, problem.get_json()["details"]["field"])
    assert {} == here.simulations.records


def test_the_log_carries_the_caller_s_id(client: FlaskClient, here: World):
    """Correlation id, portfolio and run on every line (requirement 003, section 9)."""
    headers = signed_in(Idempotency_Key=KEY, X_Correlation_ID="corr-1")
    client.post(SIMULATE, json=mandates.inflow(), headers=headers)

    assert {("corr-1", "PF-1")} == {
        (line.fields["correlation_id"], line.fields["portfolio_id"]) for line in here.log.lines
    }
