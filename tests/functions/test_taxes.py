"""Taxes over the real HTTP wrapper: files of records, and what a plan would realise."""

from __future__ import annotations

from functions.conftest import Call
from taxed_worlds import fill, live_through
from worlds import World

TARGETS = [{"symbol": "SPY", "target_percent": "60"}, {"symbol": "TLT", "target_percent": "40"}]
TRADES = "id,account,action,symbol,quantity,amount,date\n"


def test_a_file_is_brought_in_and_handed_out(call: Call):
    """Twice in changes nothing, and what comes out can go in again."""
    sent = {"kind": "outside_trades", "csv": f"{TRADES}1,ira-1,BUY,SPY,2,800,2025-12-22\n"}
    first, second = call("import_tax_records", sent).result, call("import_tax_records", sent).result
    handed_out = call("export_tax_records", {"kind": "outside_trades"}).result

    assert [(1, 0), (0, 1)] == [(told["added_count"], told["unchanged_count"]) for told in (first, second)]
    assert "1,ira-1,BUY,SPY,2,800,2025-12-22" == handed_out["csv"].splitlines()[1]


def test_a_bad_line_brings_nothing_in(call: Call, here: World):
    """Line, column and value are named on the wire."""
    good, bad = "1,ira-1,BUY,SPY,2,800,2025-12-22\n", "2,ira-1,BUY,SPY,two,800,2025-12-22\n"
    error = call("import_tax_records", {"kind": "outside_trades", "csv": TRADES + good + bad}).error

    assert ("INVALID_ARGUMENT", "line 3, column quantity", "'two'") == (
        error["status"],
        error["details"]["field"],
        error["details"]["value"],
    )
    assert {} == here.taxes.records


def test_files_belong_to_whoever_sends_them(call: Call):
    """Ben needs no brokerage account, and Anna sees nothing of his."""
    call(
        "import_tax_records",
        {"kind": "outside_trades", "csv": f"{TRADES}1,x,BUY,SPY,2,800,2025-12-22\n"},
        uid="ben",
    )

    assert 1 == len(call("export_tax_records", {"kind": "lots"}).result["csv"].splitlines())
    assert 2 == len(call("export_tax_records", {"kind": "lots"}, uid="ben").result["csv"].splitlines())


def test_a_checked_plan_tells_its_taxes(call: Call, here: World):
    """By lots on the preview and on each trade; the account's shares were bought last March."""
    here.broker.shares.clear()
    live_through(here.broker, fill("2025-03-03", "BUY", "SPY", "20", "300"))
    call("save_allocation", {"targets": TARGETS})
    checked = call("check_rebalance_drift", {"method": "FULL"}).result

    assert ("FIFO", False, "650") == (
        checked["tax"]["lot_method"],
        checked["tax"]["is_what_if_method"],
        checked["tax"]["short_term_gain_estimate"],
    )
    assert [("SPY", "GAIN", "650", "0"), ("TLT", "NEUTRAL", None, None)] == [
        (trade["symbol"], trade["tax_implication"], trade["tax_gain"], trade["tax_loss"])
        for trade in checked["trades"]
    ]


def test_a_plan_carries_its_costs_and_taxes(call: Call, here: World):
    """By requirement 002's names, on plan and trades, when made and when shown again (R002-28, R002-29)."""
    here.broker.shares.clear()
    live_through(here.broker, fill("2025-03-03", "BUY", "SPY", "20", "300"))
    call("save_allocation", {"targets": TARGETS})
    call("save_policy", {"costs": {"spread": "0.001"}})
    checked = call("check_rebalance_drift", {"method": "FULL"}).result
    shown = call("show_plan", {"plan_id": checked["plan_id"]}).result

    assert ("3.1", "227.5") == (checked["estimated_costs"], checked["tax_impact"])
    assert ("3.1", "227.5") == (shown["estimated_costs"], shown["tax_impact"])
    assert [("sell", "6.5", "227.5"), ("buy", "35.96901549", None)] == [
        (trade["side"], trade["shares"], trade["tax_impact"]) for trade in shown["trades"]
    ]


def test_a_what_if_may_suppose_another_lot_method(call: Call, here: World):
    """The answer is labelled so."""
    here.broker.shares.clear()
    live_through(here.broker, fill("2025-03-03", "BUY", "SPY", "20", "300"))
    tax = call("simulate", {"targets": TARGETS, "lot_method": "HIFO"}).result["tax"]

    assert ("HIFO", True) == (tax["lot_method"], tax["is_what_if_method"])


def test_lots_picked_by_hand_cannot_be_supposed(call: Call):
    """Nobody has picked any."""
    error = call("simulate", {"lot_method": "SPECIFIC"}).error

    assert ("INVALID_ARGUMENT", "lot_method") == (error["status"], error["details"]["field"])
