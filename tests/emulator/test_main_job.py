"""The main job on real emulators, real functions and the real broker client."""

from __future__ import annotations

import time
from decimal import Decimal as D

import pytest

from _stack.addresses import Addresses
from _stack.client import Caller, documents_url, sign_in
from _stack.errors import CallError
from _stack.web import ADMIN, send
from emulator.conftest import Broker, execute, finish, forgo_hold, legs, run_path

pytestmark = pytest.mark.emulator

TEN_SECONDS = 10


def refusal(caller: Caller, function: str, **request: object) -> CallError:
    with pytest.raises(CallError) as refused:
        caller.call(function, **request)
    return refused.value


def test_a_run_brings_every_symbol_within_a_quarter_point(owner: Caller):
    """Drift of nine points before, at most a quarter after, and nothing left to do."""
    run = finish(owner, execute(owner)["run_id"])
    after = owner.call("check_rebalance_drift", method="FULL")

    assert ("COMPLETED", "NO_ACTION") == (run["state"], after["status"])
    assert D("0.25") >= max(abs(D(row["drift_percent"])) for row in after["drift_analysis"])


def test_saved_targets_can_be_watched(owner: Caller):
    """The browser's documents mirror what was saved, in percent."""
    stored = owner.document(f"userSettings/{owner.uid}/allocation/XOM")

    assert ("XOM", "25", True) == (stored["symbol"], stored["target_percent"], stored["enabled"])


def test_a_target_that_is_dropped_disappears(owner: Caller):
    """Only current targets are listed."""
    owner.call("save_allocation", targets=[{"symbol": "XOM", "target_percent": 100}])

    assert ["XOM"] == [stored["symbol"] for stored in owner.documents(f"userSettings/{owner.uid}/allocation")]


def test_bad_targets_are_refused_and_nothing_is_written(owner: Caller):
    """The version stays what it was, and the refusal names the field."""
    refused = refusal(owner, "save_allocation", targets=[{"symbol": "XOM", "target_percent": "NaN"}])

    assert ("INVALID_ARGUMENT", True) == (refused.status, "targets[0].target_percent" in str(refused))
    assert 1 == owner.document(f"userSettings/{owner.uid}")["policy_version"]


def test_an_unknown_symbol_is_named(owner: Caller):
    """The broker's own list decides what can be a target."""
    refused = refusal(owner, "save_allocation", targets=[{"symbol": "ZZZZ", "target_percent": 100}])

    assert "ZZZZ" in str(refused)


def test_nobody_gets_in_without_signing_in(urls: Addresses):
    """A call without a token is refused before anything else."""
    stranger = Caller(urls, "nobody", "not-a-token")

    assert "UNAUTHENTICATED" == refusal(stranger, "check_rebalance_drift").status


def test_a_second_person_cannot_use_the_owners_account(urls: Addresses, owner: Caller):
    """Signed in is not enough: the key pair serves its owner only."""
    assert owner.uid
    url = f"{urls.auth_url}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=local"
    send("POST", url, {"email": "ben@trimtab.local", "password": "another-one"})
    ben = sign_in(urls, email="ben@trimtab.local", password="another-one")

    assert "FAILED_PRECONDITION" == refusal(ben, "check_rebalance_drift").status


def test_halted_trading_previews_and_refuses_to_execute(owner: Caller, broker: Broker):
    """The kill switch stops orders with its reason and leaves looking alone."""
    owner.call("set_trading_mode", mode="HALTED", reason="drill")
    preview = owner.call("check_rebalance_drift", method="FULL")
    refused = refusal(
        owner,
        "execute_plan",
        plan_id=preview["plan_id"],
        plan_hash=preview["plan_hash"],
        idempotency_key="key-00000001",
    )

    assert ("READY", "FAILED_PRECONDITION", 0) == (preview["status"], refused.status, broker.orders_posted())
    assert "HALTED: drill" in str(refused)


def test_a_missing_kill_switch_document_halts(owner: Caller, broker: Broker, urls: Addresses):
    """What cannot be read forbids trading (I-07)."""
    send("DELETE", f"{documents_url(urls)}/systemStatus/risk_management", headers=ADMIN)

    refused = refusal(owner, "check_rebalance_drift", execute=True, idempotency_key="key-00000001")

    assert ("FAILED_PRECONDITION", 0) == (refused.status, broker.orders_posted())
    assert "HALTED" in str(refused)


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "hang", "seconds": 30, "count": 50},
        {"fault": "status", "status": 503, "count": 50},
        {"fault": "html", "count": 50},
    ],
    ids=["hang", "503", "html"],
)
def test_a_broker_in_trouble_is_a_clear_error_within_ten_seconds(
    owner: Caller, broker: Broker, fault: dict[str, object]
):
    """Down or slow, the answer comes in time and nothing is half-written."""
    owner.call("check_rebalance_drift")
    broker.control("faults", **fault)
    began = time.monotonic()

    refused = refusal(owner, "check_rebalance_drift", execute=True, idempotency_key="key-00000001")

    assert ("UNAVAILABLE", 0) == (refused.status, broker.orders_posted())
    assert TEN_SECONDS > time.monotonic() - began


def test_a_lost_answer_is_found_and_not_repeated(owner: Caller, broker: Broker):
    """The order whose answer was dropped is looked up by its id: four legs, four posts."""
    broker.control("faults", fault="lose_next", count=1)
    started = execute(owner)
    run = finish(owner, started["run_id"])

    assert ("COMPLETED", 4) == (run["state"], broker.orders_posted())


def test_a_double_click_is_one_run(owner: Caller, broker: Broker):
    """The same key approves the same plan once."""
    forgo_hold(owner)
    plan = owner.call("check_rebalance_drift", method="FULL")
    approval = {
        "plan_id": plan["plan_id"],
        "plan_hash": plan["plan_hash"],
        "idempotency_key": "key-00000001",
    }
    first, second = owner.call("execute_plan", **approval), owner.call("execute_plan", **approval)
    finish(owner, first["run_id"])

    assert (first["run_id"], True, 4) == (second["run_id"], second["replayed"], broker.orders_posted())


def test_sells_are_done_before_the_first_buy_is_sent(owner: Caller):
    """The ledger shows every sell filled before any buy was on its way."""
    run_id = execute(owner)["run_id"]
    finish(owner, run_id)
    sides = {leg["side"]: leg for leg in legs(owner, run_id)}
    last_sell = max(leg["updated_at"] for leg in legs(owner, run_id) if leg["side"] == "SELL")

    assert {"BUY", "SELL"} == sides.keys()
    assert last_sell <= min(leg["sent_at"] for leg in legs(owner, run_id) if leg["side"] == "BUY")


def test_one_order_goes_through_the_same_ledger(owner: Caller, broker: Broker):
    """`execute_trade` answers with the broker's id and leaves a run to follow."""
    order = {"symbol": "XOM", "side": "sell", "qty": "1", "idempotency_key": "key-00000001"}
    first, second = owner.call("execute_trade", **order), owner.call("execute_trade", **order)
    run = finish(owner, first["run_id"])

    assert ("COMPLETED", first["run_id"], 1) == (run["state"], second["run_id"], broker.orders_posted())
    assert first["order_id"]


def test_a_closed_market_is_named_with_its_opening(owner: Caller, broker: Broker):
    """Outside the session a run is refused, and the refusal says when it may be tried."""
    broker.control("clock", open=False)

    refused = refusal(owner, "check_rebalance_drift", execute=True, idempotency_key="key-00000001")

    assert ("FAILED_PRECONDITION", True) == (refused.status, "opens at" in str(refused))


def test_a_plan_approved_while_the_market_is_closed_waits_and_can_be_cancelled(owner: Caller, broker: Broker):
    """Its run is there until the exchange opens, and ends with nothing sent when its owner thinks again."""
    broker.control("clock", open=False)
    run_id = execute(owner)["run_id"]
    held = owner.document(run_path(owner, run_id))
    owner.call("cancel_run", run_id=run_id)

    assert ("RESERVED", True) == (held["state"], held["hold_until"] > held["created_at"])
    assert ("CANCELLED", 0) == (finish(owner, run_id)["state"], broker.orders_posted())


def test_what_if_changes_nothing(owner: Caller, broker: Broker):
    """A simulation answers and leaves no plan, no policy and no order behind."""
    answer = owner.call("simulate", method="FULL", targets=[{"symbol": "XOM", "target_percent": 100}])

    assert ("READY", 0) == (answer["status"], broker.orders_posted())
    assert 1 == owner.document(f"userSettings/{owner.uid}")["policy_version"]


def test_the_lots_behind_a_plan_can_be_watched(owner: Caller):
    """After a run every share the broker holds has its lot, and the next plan rests on nothing else."""
    finish(owner, execute(owner)["run_id"])
    checked = owner.call("check_rebalance_drift", method="FULL")
    lots = owner.documents(f"userSettings/{owner.uid}/tax_lots")
    year = owner.document(f"userSettings/{owner.uid}/tax_years/{checked['tax']['so_far']['year']}")

    assert [] == checked["tax"]["warnings"]
    assert {"JPM", "MSFT", "WMT", "XOM"} == {lot["symbol"] for lot in lots}
    assert year["disposal_count"] > 0


def test_the_pages_of_a_ledger_are_closed(owner: Caller):
    """Functions read them, and nobody else, not even their owner."""
    owner.call("check_rebalance_drift")

    with pytest.raises(CallError, match="PERMISSION_DENIED"):
        owner.document(f"userSettings/{owner.uid}/tax_ledger/head")


def test_trades_elsewhere_can_be_brought_in(owner: Caller):
    """A file of another custodian is kept beside the account's own lots, and handed out again."""
    csv = "id,account,action,symbol,quantity,amount,date\n1,ira-1,BUY,XOM,2,80,2019-12-31\n"
    told = owner.call("import_tax_records", kind="outside_trades", csv=csv)
    handed_out = owner.call("export_tax_records", kind="outside_trades")
    lots = owner.documents(f"userSettings/{owner.uid}/tax_lots")

    assert (1, csv) == (told["added_count"], handed_out["csv"].replace("\r\n", "\n"))
    assert ["ira-1"] == [lot["account"] for lot in lots]
