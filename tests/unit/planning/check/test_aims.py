"""The weights a plan aims for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from trimtab.domain.constraints import ClassCap, Constraints, ExcludedWeight
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.tactics import Signal, Tactics, Tilt
from trimtab.planning.check.aims import check_goals
from trimtab.planning.check.facts import gather
from unit.planning.check.cases import planned, request

CLASSES = {"SPY": "EQUITY", "VTI": "EQUITY", "QQQ": "EQUITY", "TLT": "BOND"}


def asked(**fields: object) -> PlanRequest:
    """A thousand in cash; SPY 40, VTI 20, QQQ 10 and TLT 20 wanted, ten in cash."""
    known = tuple(
        replace(builders.instrument(symbol), asset_class=CLASSES[symbol]) for symbol in sorted(CLASSES)
    )
    prices = dict.fromkeys(CLASSES, "10")
    rule = builders.policy({"SPY": "0.4", "VTI": "0.2", "QQQ": "0.1", "TLT": "0.2"}, "0.1", **fields)
    return request(snapshot=builders.snapshot("1000", {}, prices, instruments=known), policy=rule)


def found(of: PlanRequest, **goals: str) -> set[str]:
    """The rules broken when a plan aims for other weights."""
    plan = planned(asked())
    weights = {
        **{row.key: row.target_weight for row in plan.drift.rows},
        **{k: D(v) for k, v in goals.items()},
    }
    rows = (replace(row, target_weight=weights[row.key]) for row in plan.drift.rows)
    aimed = replace(plan, drift=replace(plan.drift, rows=tuple(rows)))
    return {finding.rule for finding in check_goals(gather(of), aimed)}


def limited(**limits: object) -> PlanRequest:
    """The request under constraints."""
    return asked(constraints=Constraints(**limits))  # type: ignore[arg-type]


def in_cash(weight: str) -> dict[str, str]:
    """A goal for cash."""
    return {CASH: weight}


def test_the_targets_themselves_pass():
    """With nothing to change them goals are the policy's weights."""
    assert set() == found(asked())


def test_a_shifted_weight_is_found():
    """Not even a hair goes from one target to another."""
    assert "goals: target" in found(asked(), SPY="0.400000000000000001", VTI="0.199999999999999999")


def test_weight_that_vanishes_is_found():
    """Goals add up to what the targets add up to."""
    assert "goals: sum" in found(limited(max_position_weight=D(1)), SPY="0.3")


def test_a_plan_without_goals_is_found():
    """Not even cash has one."""
    plan = planned(asked())
    aimless = replace(plan, drift=replace(plan.drift, rows=()))

    assert "goals: sum" in {finding.rule for finding in check_goals(gather(asked()), aimless)}


def test_a_goal_below_zero_is_found():
    """Nothing is to be held short."""
    assert "goals: sign" in found(limited(max_position_weight=D(1)), SPY="0.7", QQQ="-0.2")


def test_what_nobody_wants_has_no_goal():
    """A symbol outside the targets is aimed at zero."""
    without = replace(asked(), policy=builders.policy({"SPY": "0.4", "VTI": "0.2", "QQQ": "0.1"}, "0.3"))

    assert "goals: not wanted" in found(without)


def test_a_cap_on_positions_is_kept():
    """40 above 30 is found; 30, with the excess shared 2 to 1 in its class, is right."""
    capped = limited(max_position_weight=D("0.3"))

    assert "goals: position cap" in found(capped)
    assert set() == found(capped, SPY="0.3", VTI="0.266666666666666667", QQQ="0.133333333333333333")


def test_excess_is_shared_in_proportion():
    """Half and half is not how 20 and 10 share ten points."""
    capped = limited(max_position_weight=D("0.3"))

    assert {"goals: proportion"} == found(capped, SPY="0.3", VTI="0.25", QQQ="0.15")
    assert {"goals: proportion"} == found(capped, SPY="0.3", VTI="0.28", QQQ="0.12")


def test_who_reaches_the_cap_takes_no_more():
    """The others go on growing; that is no lack of proportion."""
    capped = limited(max_position_weight=D("0.24"))

    assert set() == found(capped, SPY="0.24", VTI="0.24", QQQ="0.22")


def test_a_share_that_rounding_moves_is_still_in_proportion():
    """26 and 13 points and a hundred-trillionth are alike; a quadrillionth below its cap VTI is at it."""
    capped = limited(max_position_weight=D("0.3"))
    at_cap = limited(max_position_weight=D("0.24"))

    assert set() == found(
        capped, SPY="0.3", VTI="0.26000000000001", QQQ="0.13", **in_cash("0.10999999999999")
    )
    assert set() == found(at_cap, SPY="0.24", VTI="0.239999999999999", QQQ="0.220000000000001")


def test_excess_stays_in_its_class():
    """Bonds take nothing of what equities have too much."""
    assert "goals: class" in found(limited(max_position_weight=D("0.3")), SPY="0.3", TLT="0.3")


def test_a_cap_on_a_class_is_kept():
    """70 above 60 is found; 60, with ten more in cash, is right. Cash has a class of its own."""
    capped = limited(class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.35")),))

    assert "goals: class cap" in found(capped)
    assert set() == found(capped, SPY="0.2", VTI="0.1", QQQ="0.05", **in_cash("0.45"))
    of_cash = limited(class_caps=(ClassCap(asset_class=CASH, weight=D("0.09")),))
    assert "goals: class cap" in found(of_cash)


def test_what_may_not_be_sold_fills_its_class():
    """SPY is locked at 45 per cent, so a cap of 40 allows 45."""
    held = replace(asked().snapshot, cash=D(550), holdings=(builders.holding("SPY", "45"),))
    rule = asked(
        constraints=Constraints(
            locked=("SPY",), class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.4")),)
        )
    ).policy
    of = request(snapshot=held, policy=rule)

    assert "goals: class cap" not in found(of, SPY="0.4", VTI="0.03", QQQ="0.02", **in_cash("0.35"))
    assert "goals: class cap" in found(of, SPY="0.4", VTI="0.04", QQQ="0.02", **in_cash("0.34"))


def test_excluded_weight_goes_to_cash():
    """What is excluded and not held aims for nothing, and nobody else grows."""
    of = limited(excluded_instruments=("SPY",))

    assert "goals: excluded" in found(of)
    assert {"goals: excluded"} == found(of, SPY="0.001", **in_cash("0.499"))
    assert set() == found(of, SPY="0", **in_cash("0.5"))
    assert set() == found(of, SPY="0", VTI="0.200000000000001", **in_cash("0.499999999999999"))
    assert "goals: grown" in found(of, SPY="0", VTI="0.466666666666666667", QQQ="0.233333333333333333")


def test_of_a_portfolio_worth_nothing_nothing_is_held():
    """So the target of what is excluded does not count at all."""
    of = limited(excluded_instruments=("SPY",))

    assert {"goals: excluded"} == found(replace(of, snapshot=replace(of.snapshot, cash=D(0))))


def test_excluded_weight_goes_to_its_class_where_that_is_asked():
    """Two to one, as before."""
    of = limited(excluded_instruments=("SPY",), excluded_weight=ExcludedWeight.RENORMALISE_IN_CLASS)

    assert set() == found(of, SPY="0", VTI="0.466666666666666667", QQQ="0.233333333333333333")
    assert {"goals: proportion"} == found(of, SPY="0", VTI="0.4", QQQ="0.3")


def test_an_excluded_holding_keeps_its_weight():
    """Ten held of forty wanted are ten; what is banned has no goal at all."""
    account = replace(asked().snapshot, cash=D(900), holdings=(builders.holding("SPY", "10"),))
    of = replace(limited(excluded_instruments=("SPY",)), snapshot=account)
    statuses = dict.fromkeys(sorted(CLASSES), ShelfStatus.APPROVED) | {"SPY": ShelfStatus.BANNED}
    entries = tuple(ShelfEntry(symbol=symbol, status=status) for symbol, status in statuses.items())
    banned = replace(asked(), snapshot=account, shelf=Shelf(version="1", entries=entries))

    assert set() == found(of, SPY="0.1", **in_cash("0.4"))
    assert {"goals: excluded"} == found(banned, SPY="0.1", **in_cash("0.4"))


@pytest.mark.parametrize(("cash", "is_found"), [("0.2", False), ("0.19", True)])
def test_a_reserve_that_is_missing_is_aimed_for(cash: str, *, is_found: bool):
    """100 in cash of 1,000, and 200 to be kept."""
    account = replace(asked().snapshot, cash=D(100), holdings=(builders.holding("SPY", "90"),))
    of = replace(limited(cash_reserve_amount=D(200)), snapshot=account)
    spy = str(D("0.5") - D(cash))

    assert is_found is ("goals: reserve" in found(of, SPY=spy, **in_cash(cash)))


def test_a_reserve_that_is_just_there_changes_nothing():
    """100 in cash and 100 to be kept, or no value at all: the targets stay what they are."""
    account = replace(asked().snapshot, cash=D(100), holdings=(builders.holding("SPY", "90"),))
    worthless = replace(asked().snapshot, cash=D(0))

    assert set() == found(replace(limited(cash_reserve_amount=D(100)), snapshot=account))
    assert "goals: target" in found(
        replace(limited(cash_reserve_amount=D(100)), snapshot=account), SPY="0.41", VTI="0.19"
    )
    assert set() == found(replace(limited(cash_reserve_amount=D(100)), snapshot=worthless))


def test_a_reserve_by_weight_is_aimed_for():
    """20 per cent of 1,000 are 200, and there are 100."""
    account = replace(asked().snapshot, cash=D(100), holdings=(builders.holding("SPY", "90"),))
    of = replace(limited(cash_reserve_weight=D("0.2")), snapshot=account)

    assert {"goals: reserve"} == found(of)
    assert set() == found(of, SPY="0.3", **in_cash("0.2"))


def test_a_reserve_is_aimed_for_in_the_smallest_portfolio():
    """Ten cents in cash of a dollar, and twenty to be kept."""
    account = replace(asked().snapshot, cash=D("0.1"), holdings=(builders.holding("SPY", "0.09"),))

    assert {"goals: reserve"} == found(replace(limited(cash_reserve_amount=D("0.2")), snapshot=account))


def test_a_reserve_asks_nothing_where_nothing_is_wanted():
    """Without targets there are no goals."""
    account = replace(asked().snapshot, cash=D(0), holdings=(builders.holding("SPY", "90"),))
    nothing = replace(limited(cash_reserve_amount=D(100)).policy, targets=builders.targets({}))

    assert "goals: reserve" not in found(replace(asked(), snapshot=account, policy=nothing))


def test_what_may_not_be_sold_need_not_grow_alike_under_a_class_cap():
    """Its floor goes before its share."""
    cap = {"max_position_weight": D("0.3")}
    kept = {"do_not_sell": ("VTI",)}
    of_class = {"class_caps": (ClassCap(asset_class="BOND", weight=D(1)),)}
    uneven = {"SPY": "0.3", "VTI": "0.25", "QQQ": "0.15"}

    assert set() == found(limited(**cap, **of_class, **kept), **uneven)
    assert {"goals: proportion"} == found(limited(**cap, **kept), **uneven)
    assert {"goals: proportion"} == found(limited(**cap, **of_class), **uneven)


def tactical(*tilts: Tilt, signals: tuple[Signal, ...] = ()) -> PlanRequest:
    """The request with tactics."""
    return asked(method=RebalancingMethod.TACTICAL_REBALANCING, tactics=Tactics(tilts=tilts, signals=signals))


@pytest.mark.parametrize(
    ("change", "goal", "is_found"),
    [
        ("0.03", "0.43", False),
        ("0.03", "0.37", True),
        ("0.2", "0.45", False),
        ("0.2", "0.46", True),
        ("-0.2", "0.35", False),
        ("-0.2", "0.34", True),
        ("0.2", "0.450000000000001", False),
        ("0.1", "0.39999999999999", False),
    ],
)
def test_a_tilt_goes_its_way_within_its_bound(change: str, goal: str, *, is_found: bool):
    """Five points are the most, up to rounding, and more is wanted when more is asked for."""
    of = tactical(Tilt(symbol="SPY", change=D(change)))

    assert is_found is ("goals: tilt" in found(of, SPY=goal, **in_cash(str(D("0.5") - D(goal)))))


@pytest.mark.parametrize(
    ("signal", "is_exit"),
    [
        (Signal(symbol="SPY", score=D("-0.1")), True),
        (Signal(symbol="SPY", score=D(0)), False),
        (Signal(symbol="SPY", stop_price=D(10)), True),
        (Signal(symbol="SPY", stop_price=D("9.99")), False),
    ],
)
def test_an_exit_has_no_goal(signal: Signal, *, is_exit: bool):
    """A score below zero or a price at its stop sells the position."""
    of = tactical(signals=(signal,))

    assert is_exit is ("goals: exit" in found(of))
    assert "goals: exit" not in found(of, SPY="0", **in_cash("0.5"))


def test_tilts_of_two_symbols_are_told_apart():
    """Each goes its own way; a tilt of nothing stays."""
    of = tactical(
        Tilt(symbol="SPY", change=D("0.03")),
        Tilt(symbol="TLT", change=D("-0.02")),
        Tilt(symbol="QQQ", change=D(0)),
    )

    assert set() == found(of, SPY="0.43", TLT="0.18", **in_cash("0.09"))


def test_tilts_of_one_symbol_add_up():
    """Up by one and down by three is down."""
    of = tactical(Tilt(symbol="SPY", change=D("0.01")), Tilt(symbol="SPY", change=D("-0.03")))

    assert set() == found(of, SPY="0.38", **in_cash("0.12"))
    assert {"goals: tilt"} == found(of, SPY="0.42", **in_cash("0.08"))


def test_who_is_not_tilted_may_pay_more_than_the_bound():
    """Six points for two tilts of three."""
    of = tactical(Tilt(symbol="TLT", change=D("0.03")), Tilt(symbol="QQQ", change=D("0.03")))

    assert set() == found(of, SPY="0.34", TLT="0.23", QQQ="0.13")


@pytest.mark.parametrize("changes", [("0",), ("0.02", "-0.02"), ()])
def test_a_tilt_of_nothing_is_none(changes: tuple[str, ...]):
    """Its symbol takes the six points that two others free, as every untilted one may."""
    tilts = [Tilt(symbol="SPY", change=D(change)) for change in changes]
    of = tactical(*tilts, Tilt(symbol="TLT", change=D("-0.03")), Tilt(symbol="QQQ", change=D("-0.03")))

    assert set() == found(of, SPY="0.46", TLT="0.17", QQQ="0.07")


def test_what_may_not_be_bought_is_not_tilted_upwards():
    """It pays for others instead."""
    of = tactical(Tilt(symbol="SPY", change=D("0.03")), Tilt(symbol="TLT", change=D("0.03")))
    kept = replace(of, policy=replace(of.policy, constraints=Constraints(do_not_buy=("SPY",))))

    assert set() == found(kept, SPY="0.37", TLT="0.23")
    assert {"goals: tilt"} == found(of, SPY="0.37", TLT="0.23")
