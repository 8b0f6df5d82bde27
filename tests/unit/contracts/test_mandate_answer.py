"""Requirement 003's answer: every name it asks for, and a reason for everything."""

from __future__ import annotations

import json

import mandates
from trimtab import ENGINE_VERSION
from trimtab.contracts.base import JsonObject


def foreign() -> JsonObject:
    """Ten thousand dollars of cash, and a model that wants half of it in a stock in euros."""
    sent = mandates.question({}, {"AAA": "100"}, {"AAA": "0.5", "EEE": "0.4"}, cash="10000")
    sent["model_portfolio"]["cash_weight"] = "0.1"
    sent["market_data_snapshot"]["prices"].append({"instrument_id": "EEE", "price": "100", "currency": "EUR"})
    sent["market_data_snapshot"]["fx_rates"] = [{"pair": "EUR/USD", "rate": "1.25"}]
    sent["shelf_entries"] = mandates.shelf(AAA="APPROVED", EEE="APPROVED")
    sent["options"] = {"fx_buffer_pct": "0.01"}
    return sent


def test_the_names_are_those_of_requirement_003():
    """Sections 5.1 and 5.2, name by name."""
    answer = mandates.answer()

    assert {"rebalance_run_id", "status", "inputs", "outputs", "lineage"} == answer.keys()
    assert {"intents", "diagnostics", "rule_results", "explanation"} == answer["outputs"].keys()
    assert {
        "intent_id",
        "type",
        "instrument_id",
        "side",
        "quantity",
        "notional_estimated",
        "rationale",
    } < answer["outputs"]["intents"][0].keys()
    assert "v1.2" == answer["lineage"]["effective_policy_version"]
    assert "s_2026" == answer["lineage"]["shelf_snapshot_version"]


def test_new_cash_is_bought_into_both():
    """30,000 in all, half of it each: 5,000 buys 50 shares of either at 100."""
    intents = mandates.answer()["outputs"]["intents"]

    assert [("AAA", "BUY", "50", "5000"), ("BBB", "BUY", "50", "5000")] == [
        (each["instrument_id"], each["side"], each["quantity"], each["notional_estimated"]["amount"])
        for each in intents
    ]


def test_exchanges_stand_before_what_they_fund():
    """4,000 dollars are 32 shares at 100 euros; 3,200 euros and a hundredth more are bought first."""
    outputs = mandates.answer(foreign())["outputs"]
    exchange = next(each for each in outputs["intents"] if each["type"] == "FX_SPOT")
    funded = next(each for each in outputs["intents"] if each["instrument_id"] == "EEE")

    assert ("EUR/USD", "BUY", "3232", {"amount": "4040", "currency": "USD"}) == (
        exchange["instrument_id"],
        exchange["side"],
        exchange["quantity"],
        exchange["notional_estimated"],
    )
    assert [exchange["intent_id"]] == funded["dependencies"]
    assert exchange["intent_id"] < funded["intent_id"]


def test_the_after_state_balances():
    """What is held afterwards is worth what was there before, to the cent."""
    after = mandates.answer(foreign())["outputs"]["diagnostics"]["after_state"]

    assert {"amount": "10000", "currency": "USD"} == after["total_value"]
    assert {"currency": "EUR", "amount": "32"} in after["cash_balances"]


def test_every_instrument_is_explained():
    """Traded or not, each has a code, a sentence and its weights."""
    sent = mandates.question(
        {"AAA": "10", "BAD": "10"}, {"AAA": "100", "BAD": "100", "OLD": "100"}, {"AAA": "0.5", "OLD": "0.5"}
    )
    sent["shelf_entries"] = mandates.shelf(AAA="APPROVED", BAD="BANNED", OLD="SUSPENDED")

    explained = mandates.answer(sent)["outputs"]["explanation"]["instruments"]

    assert ["AAA", "BAD", "OLD"] == [each["instrument_id"] for each in explained]
    assert all(each["code"] and each["instrument_id"] in each["message"] for each in explained)


def test_every_exclusion_is_listed_with_its_code():
    """Banned, suspended and unlisted instruments are told apart."""
    sent = mandates.question(
        {"AAA": "10", "BAD": "10"}, {"AAA": "100", "BAD": "100", "OLD": "100"}, {"AAA": "0.5", "OLD": "0.5"}
    )
    sent["shelf_entries"] = mandates.shelf(BAD="BANNED", OLD="SUSPENDED")

    excluded = mandates.answer(sent)["outputs"]["diagnostics"]["exclusions"]

    assert {
        "AAA": "SHELF_ENTRY_MISSING",
        "BAD": "SHELF_STATUS_BANNED",
        "OLD": "SHELF_STATUS_SUSPENDED",
    } == {each["instrument_id"]: each["code"] for each in excluded}


def test_a_blocked_run_carries_the_problem():
    """A price that is missing blocks, and the diagnostics hold the fields of a problem document (rule 28)."""
    sent = mandates.inflow()
    sent["market_data_snapshot"]["prices"].pop()

    answer = mandates.answer(sent)
    problem = answer["outputs"]["diagnostics"]["problem"]

    assert ("BLOCKED", "/errors/price-missing", 422, "/rebalance/simulate") == (
        answer["status"],
        problem["type"],
        problem["status"],
        problem["instance"],
    )
    assert "BBB" in problem["detail"]
    assert [] == answer["outputs"]["intents"]
    assert ["AAA", "BBB"] == [
        each["instrument_id"] for each in answer["outputs"]["explanation"]["instruments"]
    ]


def test_a_run_that_goes_through_has_no_problem():
    """Nothing to repair is no problem, either."""
    balanced = mandates.question({"AAA": "10"}, {"AAA": "100"}, {"AAA": "1"})

    answer = mandates.answer(balanced)

    assert ("READY", [], None) == (
        answer["status"],
        answer["outputs"]["intents"],
        answer["outputs"]["diagnostics"]["problem"],
    )


def test_a_cap_that_cannot_be_met_is_told_by_its_own_code():
    """Two instruments under a cap of a tenth: what is cut from one pushes the other over it."""
    answer = mandates.answer(mandates.inflow(options={"single_position_max_weight": "0.1"}))

    assert ("BLOCKED", "/errors/infeasible-concentration") == (
        answer["status"],
        answer["outputs"]["diagnostics"]["problem"]["type"],
    )


def test_the_lineage_names_engine_and_rounding():
    """Who wants to repeat the run reads here what it takes."""
    lineage = mandates.answer()["lineage"]

    assert (ENGINE_VERSION, "ROUND_HALF_EVEN", "ps_1", "md_1") == (
        lineage["engine_version"],
        lineage["rounding_mode"],
        lineage["portfolio_snapshot_id"],
        lineage["market_data_snapshot_id"],
    )


def test_equal_questions_have_equal_bytes():
    """The order of rows changes neither the answer nor a single name in it (domain rule 29)."""
    other = mandates.inflow()
    other["portfolio_snapshot"]["positions"].reverse()
    other["model_portfolio"]["targets"].reverse()

    assert json.dumps(mandates.answer()) == json.dumps(mandates.answer(other))
