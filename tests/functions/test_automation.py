"""Rules by hand, the schedule and the shadow comparison, over their real HTTP wrapper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from automated_worlds import weekdays
from functions.conftest import Call
from trimtab.domain.checkup import DueCheck
from trimtab.domain.trigger import DEFAULT_RULE
from trimtab.services.check_portfolio import check_portfolio
from worlds import ANNA, NOON, World

TARGETS = [{"symbol": "SPY", "target_percent": "50"}, {"symbol": "TLT", "target_percent": "50"}]
RULES = [
    {"id": "mine", "trigger_type": "MANUAL", "method": "FULL"},
    {"id": "drift", "trigger_type": "DRIFT_THRESHOLD"},
    {"id": "flows", "trigger_type": "CASH_FLOW", "trigger_parameters": {"amount": "1000"}},
]
MONDAY = {"first_day": "2026-01-05", "last_day": "2026-01-05"}


@pytest.fixture
def watched(here: World, call: Call) -> World:
    """Anna wants half of each, has rules, and her exchange a calendar."""
    here.broker.calendar = weekdays(date(2025, 1, 1), date(2027, 12, 31))
    call("save_allocation", {"targets": TARGETS})
    call("save_policy", {"autonomy": "SHADOW", "triggers": {"rules": RULES}})
    return here


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("word", ["THRESHOLD", "DRIFT_THRESHOLD"])
def test_a_kind_of_rule_is_asked_in_the_words_of_either_requirement(word: str, call: Call):
    """What decides is told, and so is what every rule says (domain rule 16)."""
    found = call("check_rebalance_drift", {"trigger_type": word}).result

    assert (True, "THRESHOLD") == (found["rebalancing_required"], found["trigger_type"])
    assert [("mine", False), ("drift", True), ("flows", False)] == [
        (rule["rule_id"], rule["has_fired"]) for rule in found["rules"]
    ]


@pytest.mark.usefixtures("watched")
def test_a_kind_of_rule_that_does_not_fire_recommends_nothing(call: Call):
    """No money has come in; the answer says so, and has no plan to approve (R000-21)."""
    found = call("check_rebalance_drift", {"trigger_type": "CASH_FLOW"}).result

    assert (False, None, [], None) == (
        found["rebalancing_required"],
        found["trigger_type"],
        found["trades"],
        found["plan_id"],
    )
    assert ("NO_ACTION", True) == (found["status"], found["needs_rebalance"])
    assert "CASH_FLOW_SMALL" == found["rules"][2]["reason_code"]


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("wish", [{"trigger_type": "MANUAL"}, {"force_rebalance": True}])
def test_a_person_needs_no_reason(wish: dict[str, Any], call: Call):
    """MANUAL always fires, and force asks nobody; the plan can be approved (R000-10, R000-16)."""
    found = call("check_rebalance_drift", wish).result

    assert (True, "MANUAL", "READY") == (
        found["rebalancing_required"],
        found["trigger_type"],
        found["status"],
    )
    assert found["plan_id"]


@pytest.mark.usefixtures("watched")
def test_without_a_wish_no_rule_is_asked(call: Call):
    """The answer of before, with nothing in the new fields."""
    found = call("check_rebalance_drift", {}).result

    assert (True, None, []) == (found["rebalancing_required"], found["trigger_type"], found["rules"])


@pytest.mark.parametrize("word", ["TIME", "manual", "", 7])
def test_a_kind_that_does_not_exist_is_named(word: object, call: Call):
    """Nothing is looked at."""
    error = call("check_rebalance_drift", {"trigger_type": word}).error

    assert ("INVALID_ARGUMENT", "trigger_type") == (error["status"], error["details"]["field"])


@pytest.mark.usefixtures("watched")
def test_the_schedule_tells_what_comes(call: Call):
    """TLT is forty points under its target, and the portfolio is due at once (R002-12, R002-30)."""
    found = call("schedule_state").result

    assert ("TLT", "-40", "5", "CRITICAL") == (
        found["threshold"]["symbol"],
        found["threshold"]["drift_percent"],
        found["threshold"]["tolerance_percent"],
        found["threshold"]["drift_level"],
    )
    assert (None, [], "2026-01-05T17:00:00.000000Z") == (
        found["next_date"],
        found["next_dates"],
        found["next_check_at"],
    )
    assert ["MANUAL_ONLY", "THRESHOLD_BREACHED", "CASH_FLOW_SMALL"] == [
        rule["reason_code"] for rule in found["rules"]
    ]


def test_a_calendar_rule_has_dates(watched: World, call: Call):
    """The first Friday is four days off."""
    weekly = {
        "trigger_type": "TIME_BASED",
        "trigger_parameters": {"calendar": {"frequency": "WEEKLY", "day": 5}},
    }
    call("save_policy", {"triggers": {"rules": [weekly]}})
    check_portfolio(DueCheck(portfolio=ANNA, due_at=NOON), watched.services)
    found = call("schedule_state").result

    assert ("2026-01-09", 4, 5) == (found["next_date"], found["days_until"], len(found["next_dates"]))
    assert "2026-01-05" == found["last_session"]


def test_a_shadow_plan_is_compared_with_what_was_done(watched: World, call: Call):
    """The plan of the schedule's look, and an owner who did nothing (R003-48)."""
    check_portfolio(DueCheck(portfolio=ANNA, due_at=NOON), watched.services)
    (day,) = call("compare_shadow", MONDAY).result["days"]

    assert ("2026-01-05", "40", "0", None) == (
        day["day"],
        day["drift_before_percent"],
        day["drift_planned_percent"],
        day["drift_next_percent"],
    )
    assert [("SPY", "-7.5", "0"), ("TLT", "40", "0")] == [
        (line["symbol"], line["planned_qty"], line["traded_qty"]) for line in day["trades"]
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"first_day": "2026-01-05"}, "last_day"),
        ({**MONDAY, "last_day": "2026-01-04"}, "last_day"),
        ({**MONDAY, "last_day": "2026-04-07"}, "last_day"),
        ({**MONDAY, "first_day": "2026-02-30"}, "first_day"),
    ],
)
def test_a_span_that_is_none_is_named(sent: dict[str, Any], field: str, call: Call):
    """Backwards, too long, or of days that do not exist."""
    error = call("compare_shadow", sent).error

    assert ("INVALID_ARGUMENT", field) == (error["status"], error["details"]["field"])


def test_the_rule_of_a_policy_that_never_had_any_is_known_by_name(here: World, call: Call):
    """Weights out of their bands."""
    here.broker.calendar = weekdays(date(2025, 1, 1), date(2027, 12, 31))
    call("save_allocation", {"targets": TARGETS})
    (rule,) = call("schedule_state").result["rules"]

    assert (DEFAULT_RULE.rule_id, "THRESHOLD") == (rule["rule_id"], rule["trigger_type"])


@pytest.mark.usefixtures("watched")
def test_only_chosen_positions_are_traded(call: Call):
    """TLT alone is bought, from the cash there is (R004-31)."""
    found = call("check_rebalance_drift", {"symbols": ["TLT"]}).result

    assert ["TLT"] == [trade["symbol"] for trade in found["trades"]]
