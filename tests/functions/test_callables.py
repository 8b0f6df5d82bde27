"""The callables over their real HTTP wrapper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

import bootstrap
from functions.conftest import Call
from trimtab.domain.trading_state import TradingMode
from worlds import ANNA, BEN, World

TARGETS = [{"symbol": "SPY", "target_percent": "60"}, {"symbol": "TLT", "target_percent": "40"}]
CALLABLES = (
    "save_allocation",
    "save_policy",
    "check_rebalance_drift",
    "execute_plan",
    "execute_trade",
    "simulate",
    "set_trading_mode",
    "import_tax_records",
    "export_tax_records",
    "cancel_run",
    "schedule_state",
    "show_plan",
    "compare_shadow",
    "recommend_policy",
    "save_preferences",
    "send_test_message",
    "register_device",
    "forget_device",
    "renew_webhook_secret",
    "create_api_key",
    "list_api_keys",
    "revoke_api_key",
    "set_live_trading",
    "export_data",
    "delete_account",
)
JANUARY = {"first_day": "2026-01-01", "last_day": "2026-01-31"}
NOBODYS_PLAN = {"plan_id": "pl_" + "0" * 24, "plan_hash": "0" * 64, "idempotency_key": "key-00000001"}
TRADE = {"symbol": "SPY", "side": "sell", "qty": "5", "idempotency_key": "key-00000001"}


@pytest.mark.parametrize("name", CALLABLES)
def test_nobody_gets_in_without_signing_in(name: str, call: Call):
    """Every callable asks who is there before it looks at anything else."""
    error = call(name, {}, uid=None).error

    assert ("UNAUTHENTICATED", "NOT_SIGNED_IN") == (error["status"], error["details"]["reason_code"])


@pytest.mark.parametrize(
    ("name", "sent", "code"),
    [
        ("save_allocation", {"targets": TARGETS}, "NO_BROKER_LINKED"),
        ("check_rebalance_drift", {}, "NO_BROKER_LINKED"),
        ("simulate", {}, "NO_BROKER_LINKED"),
        ("schedule_state", {}, "NO_BROKER_LINKED"),
        ("compare_shadow", JANUARY, "NO_BROKER_LINKED"),
        ("execute_trade", TRADE, "NO_BROKER_LINKED"),
        ("recommend_policy", {}, "PORTFOLIO_NOT_FOUND"),
        ("execute_plan", NOBODYS_PLAN, "PLAN_NOT_FOUND"),
        ("show_plan", {"plan_id": NOBODYS_PLAN["plan_id"]}, "PLAN_NOT_FOUND"),
    ],
)
def test_a_stranger_has_no_account(name: str, sent: dict[str, Any], code: str, call: Call):
    """The owner's key pair serves nobody else."""
    assert code == call(name, sent, uid="ben").error["details"]["reason_code"]


def test_the_whole_job(call: Call, here: World):
    """Save, check, approve: the answers carry everything the next step needs."""
    saved = call("save_allocation", {"targets": TARGETS}).result
    checked = call("check_rebalance_drift", {"method": "FULL"}).result
    approval = {
        "plan_id": checked["plan_id"],
        "plan_hash": checked["plan_hash"],
        "idempotency_key": "key-00000001",
    }
    started = call("execute_plan", approval).result

    assert (1, "READY", 2, "RESERVED") == (
        saved["policy_version"],
        checked["status"],
        started["leg_count"],
        started["state"],
    )
    assert [started["run_id"]] == [tick.run_id for tick in here.queue.asked]


def test_the_task_advances_the_run(call: Call, here: World):
    """The queue's function moves the run on from what is on record."""
    call("save_allocation", {"targets": TARGETS})
    started = call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"}).result
    task = {"uid": "anna", "portfolio_id": "default", "run_id": started["run_id"]}

    assert 200 == call("advance-run", task, uid=None).status
    assert [5, 29] == [int(intent.quantity) for intent in here.broker.sent]


def test_a_task_nobody_can_read_is_dropped(call: Call, here: World):
    """A poisoned task is answered with 200 and kept apart, for no retry will mend it (F-010)."""
    assert 200 == call("advance-run", {"run_id": "../../x"}, uid=None).status
    assert ([], ["advance-run"]) == (here.broker.sent, [each.task for each in here.dead_letters.letters])


@pytest.mark.parametrize(
    ("forged", "buried"),
    [
        ({"run_id": "id000000000000000099"}, 0),
        ({"uid": "ben"}, 0),
        ({"portfolio_id": "second"}, 0),
        ({"orders": [{"symbol": "SPY", "qty": 1}]}, 1),
        ({"state": "COMPLETED"}, 1),
    ],
)
def test_a_forged_task_moves_nothing(forged: dict[str, object], buried: int, call: Call, here: World):
    """A task names a run and nothing else; what is not so in the store is not done (F-009)."""
    call("save_allocation", {"targets": TARGETS})
    started = call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"}).result
    task = {"uid": "anna", "portfolio_id": "default", "run_id": started["run_id"]} | forged

    assert 200 == call("advance-run", task, uid=None).status
    assert ([], buried) == (here.broker.sent, len(here.dead_letters.letters))


def test_a_run_is_cancelled_by_its_owner(call: Call, here: World):
    """Nothing leaves, and the answer tells where the run is."""
    call("save_allocation", {"targets": TARGETS})
    started = call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"}).result
    ended = call("cancel_run", {"run_id": started["run_id"], "reason": "second thoughts"}).result

    assert ("CANCELLED", []) == (ended["state"], here.broker.sent)
    assert {"NEVER_SENT"} == {order["status"] for order in ended["orders"]}


def test_a_run_that_is_not_there_cannot_be_cancelled(call: Call):
    """Somebody else's run is not there either."""
    error = call("cancel_run", {"run_id": "id000000000000000099"}).error

    assert ("NOT_FOUND", "RUN_NOT_FOUND") == (error["status"], error["details"]["reason_code"])


def test_the_sweep_wakes_what_stalled(http: FlaskClient, here: World, call: Call):
    """The schedule's function does one round each time it is fired."""
    call("save_allocation", {"targets": TARGETS})
    call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"})
    here.clock.advance(timedelta(minutes=3))
    asked = len(here.queue.asked)
    http.post("/sweep")

    assert 1 == len(here.queue.asked) - asked


def test_the_emulator_s_look_at_a_worker_does_not_sweep(
    http: FlaskClient, here: World, call: Call, monkeypatch: pytest.MonkeyPatch
):
    """Its health probe runs a schedule's function; the function knows better."""
    monkeypatch.setenv("FUNCTIONS_EMULATOR", "true")
    call("save_allocation", {"targets": TARGETS})
    call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"})
    here.clock.advance(timedelta(minutes=3))
    asked = len(here.queue.asked)
    http.get("/__/health")

    assert 0 == len(here.queue.asked) - asked


@pytest.mark.parametrize("scope", ["USER", "PORTFOLIO", "ACCOUNT"])
def test_everybody_may_stop_their_own_trading(scope: str, call: Call, here: World):
    """Ben, who is no operator, has no account; Anna stops hers, and her order is refused."""
    call("set_trading_mode", {"mode": "HALTED", "reason": "holiday", "scope": scope})
    error = call("execute_trade", TRADE).error

    assert ("FAILED_PRECONDITION", "TRADING_HALTED") == (error["status"], error["details"]["reason_code"])
    assert here.trading.current().is_trading_enabled


def test_the_shape_of_requirement_004_is_kept(call: Call):
    """Every field of requirement 004's answer is there under its name."""
    call("save_allocation", {"targets": TARGETS})
    checked = call("check_rebalance_drift").result
    row = next(row for row in checked["drift_analysis"] if row["symbol"] == "SPY")

    assert {
        "needs_rebalance",
        "drift_analysis",
        "trades_executed",
        "portfolio_value",
        "message",
    } <= checked.keys()
    assert ("60", "80", "20", True, "sell") == (
        row["target_percent"],
        row["actual_percent"],
        row["drift_percent"],
        row["needs_rebalance"],
        row["action"],
    )


def test_a_trade_is_edited_on_the_wire(call: Call):
    """The answer marks it, keeps what was planned, and can be approved like any other plan."""
    call("save_allocation", {"targets": TARGETS})
    edits = [{"symbol": "SPY", "qty": "3"}]
    checked = call("check_rebalance_drift", {"method": "FULL", "edits": edits}).result
    approval = {name: checked[name] for name in ("plan_id", "plan_hash")}
    started = call("execute_plan", approval | {"idempotency_key": "key-00000001"}).result

    assert [("SPY", "3", "5", True), ("TLT", "22", "30", False)] == [
        (each["symbol"], each["qty"], each["planned_qty"], each["is_edited"]) for each in checked["trades"]
    ]
    assert 2 == started["leg_count"]


def test_an_edit_that_cannot_be_made_is_named_on_the_wire(call: Call, here: World):
    """With the trade, the quantity and a code; nothing is stored."""
    call("save_allocation", {"targets": TARGETS})
    error = call("check_rebalance_drift", {"edits": [{"symbol": "SPY", "qty": "21"}]}).error

    assert ("INVALID_ARGUMENT", "EDIT_ABOVE_FREE", "edits.SPY", "'21'") == (
        error["status"],
        *(error["details"][name] for name in ("reason_code", "field", "value")),
    )
    assert {} == here.plans.plans


def reviewed(call: Call) -> dict[str, Any]:
    """A plan that leaves TLT out, for an owner who wants to review what is odd."""
    call("save_allocation", {"targets": TARGETS})
    call("save_policy", {"constraints": {"review_soft_rules": True}})
    asked = {"method": "FULL", "edits": [{"symbol": "TLT", "qty": "0"}]}
    return call("check_rebalance_drift", asked).result


def test_a_plan_under_review_runs_once_it_is_acknowledged(call: Call, here: World):
    """Refused with the rules first; then the run keeps what was said."""
    checked = reviewed(call)
    failed = [rule["rule_id"] for rule in checked["rule_results"] if rule["status"] == "FAIL"]
    approval = {
        "plan_id": checked["plan_id"],
        "plan_hash": checked["plan_hash"],
        "idempotency_key": "key-00000001",
    }
    error = call("execute_plan", approval).error
    said = {"acknowledged_rules": failed, "note": "TLT is bought in January."}
    started = call("execute_plan", approval | said).result
    record = here.runs.load(ANNA, started["run_id"])

    assert ("PENDING_REVIEW", "FAILED_PRECONDITION", "REVIEW_PENDING", failed) == (
        checked["status"],
        error["status"],
        error["details"]["reason_code"],
        error["details"]["rules"].split(","),
    )
    assert record
    assert record.run.review
    assert (tuple(sorted(failed)), ANNA.uid) == (record.run.review.rules, record.run.review.by)


def test_what_is_acknowledged_needs_a_note(call: Call):
    """A tick alone says nothing about why."""
    asked = NOBODYS_PLAN | {"acknowledged_rules": ["CASH_ABOVE_BAND"]}
    error = call("execute_plan", asked).error

    assert ("INVALID_ARGUMENT", "note") == (error["status"], error["details"]["field"])


def test_a_what_if_tells_of_every_rule(call: Call):
    """As a check does, with what is allowed and what is measured."""
    call("save_allocation", {"targets": TARGETS})
    result = call("simulate", {}).result

    assert {"rule_id", "severity", "status", "measured", "limit", "message"} == result["rule_results"][
        0
    ].keys()
    assert [] == result["binding_limits"]


def test_an_executed_check_lists_its_orders(call: Call):
    """What is on its way is listed under requirement 004's name."""
    call("save_allocation", {"targets": TARGETS})
    checked = call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"}).result

    assert [("SPY", "sell", "5", None, "queued")] == [
        tuple(order[name] for name in ("symbol", "side", "qty", "order_id", "status"))
        for order in checked["trades_executed"]
        if order["side"] == "sell"
    ]


def test_one_order_is_confirmed(call: Call):
    """`execute_trade` answers with the broker's order id."""
    result = call("execute_trade", TRADE).result

    assert ("SPY", "sell", "5") == (result["symbol"], result["side"], result["qty"])
    assert result["order_id"]


def test_a_wrong_field_is_named_on_the_wire(call: Call, here: World):
    """Bad input is INVALID_ARGUMENT with field, value and correlation id, and writes nothing."""
    error = call("save_allocation", {"targets": [{"symbol": "SPY", "target_percent": "NaN"}]}).error

    assert ("INVALID_ARGUMENT", "targets[0].target_percent", "'NaN'") == (
        error["status"],
        error["details"]["field"],
        error["details"]["value"],
    )
    assert error["details"]["correlation_id"]
    assert {} == here.policies.versions


def test_execution_while_halted_is_refused_on_the_wire(call: Call, here: World):
    """The refusal carries the mode and its reason."""
    call("save_allocation", {"targets": TARGETS})
    here.switch(TradingMode.HALTED, "drill")

    error = call("check_rebalance_drift", {"execute": True, "idempotency_key": "key-00000001"}).error

    assert ("FAILED_PRECONDITION", "HALTED") == (error["status"], error["details"]["mode"])
    assert "drill" in error["message"]


def test_a_silent_broker_is_unavailable(call: Call, here: World):
    """An outage is told apart from a refusal."""
    call("save_allocation", {"targets": TARGETS})
    here.broker.is_down = True

    assert "UNAVAILABLE" == call("check_rebalance_drift").error["status"]


def test_a_bug_is_internal_and_says_nothing_else(call: Call, monkeypatch: pytest.MonkeyPatch):
    """What went wrong inside stays inside; the caller gets a correlation id."""

    def fail() -> None:
        raise RuntimeError("secret-token-123")

    monkeypatch.setattr(bootstrap, "wiring", fail)
    error = call("check_rebalance_drift").error

    assert "INTERNAL" == error["status"]
    assert "secret-token-123" not in str(error)
    assert error["details"]["correlation_id"] in error["message"]


def test_only_the_operator_turns_the_switch(call: Call, here: World):
    """A signed-in person who is not the operator is refused."""
    sent = {"mode": "HALTED", "reason": "drill"}

    assert "PERMISSION_DENIED" == call("set_trading_mode", sent, uid="ben").error["status"]
    assert "HALTED" == call("set_trading_mode", sent).result["mode"]
    assert not here.trading.current().is_trading_enabled


def test_what_if_is_answered_without_a_plan(call: Call):
    """A simulation cannot be approved: it has no plan id."""
    result = call("simulate", {"targets": TARGETS, "prices": {"SPY": "200"}, "cash_flow": "1000"}).result

    assert "plan_id" not in result
    assert "2000" == result["cash"]


def test_settings_are_saved_and_answered(call: Call):
    """What was sent comes back with the version, the targets stay, and the next check goes by it."""
    call("save_allocation", {"targets": TARGETS})
    sent = {"drift": {"threshold": "0.3", "method": "absolute"}, "costs": {"min_trade_size": "100"}}
    saved = call("save_policy", sent).result
    checked = call("check_rebalance_drift").result

    assert (2, "ACTIVE", "0.3", "100") == (
        saved["policy_version"],
        saved["status"],
        saved["drift"]["threshold"],
        saved["costs"]["min_trade_size"],
    )
    assert ("NO_ACTION", False) == (checked["status"], checked["needs_rebalance"])


def test_an_approved_plan_waits_for_as_long_as_its_owner_has_said(call: Call, here: World):
    """The first tick comes after half a minute, and one that comes at once sends nothing."""
    call("save_allocation", {"targets": TARGETS})
    saved = call("save_policy", {"execution": {"hold_seconds": 30}}).result
    checked = call("check_rebalance_drift", {"method": "FULL"}).result
    plan = {name: checked[name] for name in ("plan_id", "plan_hash")}
    started = call("execute_plan", {**plan, "idempotency_key": "key-00000001"}).result
    first = here.queue.asked[-1].delay_seconds
    call("advance-run", {"uid": "anna", "portfolio_id": "default", "run_id": started["run_id"]}, uid=None)

    assert (30, 30, []) == (saved["execution"]["hold_seconds"], first, here.broker.sent)


def test_settings_belong_to_whoever_saves_them(call: Call, here: World):
    """Somebody without an account saves settings of their own portfolio, and of no other."""
    saved = call("save_policy", {"autonomy": "SHADOW"}, uid="ben").result

    assert (1, "DRAFT", ["NO_TARGETS"]) == (
        saved["policy_version"],
        saved["status"],
        [warning["reason_code"] for warning in saved["warnings"]],
    )
    assert [BEN] == list(here.policies.versions)


def test_a_wrong_setting_writes_nothing(call: Call, here: World):
    """The refusal carries the whole path of the field and its value."""
    error = call("save_policy", {"tax": {"gain_warning": "10", "gain_cap": "5"}}).error

    assert ("INVALID_ARGUMENT", "tax.gain_cap", "'5'") == (
        error["status"],
        error["details"]["field"],
        error["details"]["value"],
    )
    assert {} == here.policies.versions
