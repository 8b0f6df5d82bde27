"""What the checker says of plans that their owner has changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.planning.check import check_edits
from trimtab.planning.edited_plan import edit_plan
from trimtab.planning.rebalance import plan_rebalance
from unit.planning.edit_cases import asking, edits

ASKED = replace(asking(), edits=edits(GLD="0", SPY="15"))
PLANNED = plan_rebalance(asking())


def sound(asked: PlanRequest = ASKED) -> Plan:
    """The plan its owner wants: 15 SPY sold, 10 TLT bought, GLD left out."""
    plan = edit_plan(asked, plan_rebalance(replace(asked, edits=())))
    assert isinstance(plan, Plan)
    return plan


def found(plan: Plan, asked: PlanRequest = ASKED, planned: Plan = PLANNED) -> set[str]:
    """The names of the rules it breaks."""
    return {finding.rule for finding in check_edits(asked, planned, plan)}


def retraded(symbol: str, **fields: Any) -> Plan:
    """The plan with one trade changed."""
    trades = (replace(trade, **fields) if trade.symbol == symbol else trade for trade in sound().trades)
    return replace(sound(), trades=tuple(trades))


def test_a_sound_plan_has_no_findings():
    """Nothing of it, and nothing of the plan without edits."""
    assert set() == found(sound())
    assert set() == found(PLANNED, asking())


OWN = Reason(ReasonCode.OWNER_EDIT, "Because.")


@pytest.mark.parametrize(
    ("symbol", "fields", "rule"),
    [
        ("SPY", {"side": Side.BUY}, "edit: side"),
        ("SPY", {"planned_quantity": D(15)}, "edit: planned"),
        ("SPY", {"quantity": D("15.000000001")}, "edit: quantity"),
        ("SPY", {"reason": PLANNED.trades[0].reason}, "edit: reason"),
        ("TLT", {"quantity": D(11)}, "edit: other trade"),
        ("TLT", {"reason": OWN}, "edit: reason"),
        ("TLT", {"planned_quantity": None}, "edit: planned"),
    ],
)
def test_a_trade_that_is_not_as_asked_is_found(symbol: str, fields: dict[str, Any], rule: str):
    """Whether it was edited or not."""
    assert {rule} == found(retraded(symbol, **fields))


def test_a_smaller_purchase_is_no_fault():
    """Cash may have been short."""
    assert set() == found(retraded("TLT", quantity=D(9)))


@pytest.mark.parametrize("quantity", ["19", "21"])
def test_a_sale_that_nobody_edited_stays(quantity: str):
    """Neither less of it nor more."""
    asked = replace(asking(), edits=edits(GLD="5"))
    trades = tuple(replace(t, quantity=D(quantity)) if t.symbol == "SPY" else t for t in sound(asked).trades)

    assert "edit: other sale" in found(replace(sound(asked), trades=trades), asked)


def test_a_stranger_is_found():
    """The plan by itself does not trade it."""
    stranger = replace(sound().trades[1], symbol="AAA")
    asked = replace(ASKED, edits=edits(AAA="10", GLD="0", SPY="15"))

    assert "edit" in found(replace(sound(), trades=(*sound().trades, stranger)))
    assert {"edit", "edit: quantity", "edit: reason"} == found(sound(), asked)


def without(symbol: str, *told: SkippedTrade) -> Plan:
    """The plan without a trade, and with other words for what is left alone."""
    kept = tuple(trade for trade in sound().trades if trade.symbol != symbol)
    return replace(sound(), trades=kept, skipped=(*sound().skipped, *told))


@pytest.mark.parametrize(
    ("code", "rules"), [(ReasonCode.CASH_SHORT, set()), (ReasonCode.NOT_NEEDED, {"edit: lost"})]
)
def test_a_trade_is_lost_for_want_of_cash_alone(code: ReasonCode, rules: set[str]):
    """Or because its owner wants it so."""
    assert rules == found(without("TLT", SkippedTrade(symbol="TLT", reason=Reason(code, "TLT."))))


def test_an_edited_trade_is_never_lost():
    """It is made, or the edit is refused."""
    lost = SkippedTrade(symbol="SPY", reason=Reason(ReasonCode.CASH_SHORT, "SPY."))

    assert {"edit: quantity", "edit: reason"} == found(without("SPY", lost))


def test_what_was_left_alone_keeps_its_reason():
    """The plan without edits has nothing against GLD."""
    line = SkippedTrade(symbol="ZZZ", reason=Reason(ReasonCode.ON_TARGET, "ZZZ is on its target."))

    assert {"edit: skipped"} == found(sound(), planned=replace(PLANNED, skipped=(line,)))


def test_nothing_else_of_a_plan_changes():
    """Neither where it starts from nor its bounds."""
    envelope = replace(PLANNED.envelope, cash_floor=D(5))

    assert {"edit: bounds"} == found(replace(sound(), envelope=envelope))
    assert {"edit: drift"} == found(replace(sound(), drift=sound().drift_after))


def test_a_cent_of_money_is_no_other_quantity():
    """Money is ordered in cents: at 100 dollars a share that is a ten-thousandth of one."""

    def money(trade: Trade, quantity: str) -> Trade:
        return replace(trade, quantity=D(quantity), notional=D(quantity) * 100)

    plans = [
        replace(sound(), trades=(money(sound().trades[0], quantity), *sound().trades[1:]))
        for quantity in ("15.0001", "15.0002")
    ]

    assert [set(), {"edit: quantity"}] == [found(plan) for plan in plans]
