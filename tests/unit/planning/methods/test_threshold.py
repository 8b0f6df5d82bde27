"""Only what has left its band, and what that takes."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.drift import DriftReport, DriftRow, ToleranceBand
from trimtab.domain.instruments import CASH, QuantityUnit
from trimtab.domain.policy import Destination, UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import SellLimit
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.threshold import move_breached
from unit.planning.methods.worlds import whole

PRICES = {"A": "1", "B": "1", "C": "1", "OLD": "1"}
EDGE = Destination.BAND_EDGE


def moves(
    held: dict[str, str],
    wanted: dict[str, str],
    fixed: frozenset[str] = frozenset(),
    request: dict[str, Any] | None = None,
    **fields: Any,
) -> dict[str, Move]:
    """What threshold moves of holdings that cost a dollar a share; cash is what is held of CASH."""
    shares = {symbol: quantity for symbol, quantity in held.items() if symbol != CASH}
    weights = {symbol: weight for symbol, weight in wanted.items() if symbol != CASH}
    account = snapshot(held.get(CASH, "0"), shares, {**PRICES, **dict.fromkeys({*shares, *weights}, "1")})
    asked = question(account, policy(weights, wanted.get(CASH, "0"), **fields), **(request or {}))
    drift = measure_portfolio_drift(account, asked.policy)
    rows = tuple(row for row in drift.rows if row.key != CASH and row.key not in fixed)
    return move_breached(asked, drift, rows)


def changes(*arguments: Any, **fields: Any) -> dict[str, D]:
    return {symbol: move.change for symbol, move in moves(*arguments, **fields).items()}


def test_only_what_is_out_of_its_band_is_moved():
    """A breach does not drag along the rows that are inside their band."""
    held, wanted = {"A": "46", "B": "36.4", "C": "17.6"}, {"A": "0.4", "B": "0.4", "C": "0.15", CASH: "0.05"}

    assert {"A": D(-6)} == changes(held, wanted)


def test_the_exact_edge_is_left_alone():
    """Five points off is still inside."""
    assert {} == changes({"A": "45", "B": "55"}, {"A": "0.4", "B": "0.6"})


def test_too_much_cash_is_given_to_whatever_lacks():
    """Cash out of its band moves the underweight rows, however small their drift."""
    assert {"A", "B"} == changes({"A": "46", "B": "48", CASH: "6"}, {"A": "0.5", "B": "0.5"}).keys()


def test_too_little_cash_is_taken_from_whatever_has_too_much():
    """Missing cash moves the overweight rows only."""
    wanted = {"A": "0.41", "B": "0.4", "C": "0.09", CASH: "0.1"}

    assert {"A": D(-6), "B": D(-4)} == changes({"A": "47", "B": "44", "C": "9"}, wanted)


def test_what_lacks_a_little_gives_no_cash():
    """A and B go half of their way, which leaves cash short; C, a point short itself, is left alone."""
    wanted = {"A": "0.41", "B": "0.4", "C": "0.09", CASH: "0.1"}
    moved = changes({"A": "47", "B": "45", "C": "8"}, wanted, destination=Destination.HALF_WAY)

    assert {"A": D(-3), "B": D("-2.5")} == moved


@pytest.mark.parametrize("destination", [Destination.HALF_WAY, EDGE])
def test_what_has_a_little_too_much_takes_no_idle_cash(destination: Destination):
    """Cash goes to B and C; A, a point over, is neither bought nor sold."""
    held = {"A": "51", "B": "20", "C": "17", CASH: "12"}
    wanted = {"A": "0.5", "B": "0.25", "C": "0.25"}

    assert {"B", "C"} == changes(held, wanted, destination=destination).keys()


@pytest.mark.parametrize("destination", [Destination.TARGET, EDGE])
@pytest.mark.parametrize(
    "held",
    [
        {"A": "1", "B": "0.9", "C": "0.6", CASH: "0.5"},
        {"A": "1", "B": "1.14", "C": "0.7", CASH: "0.16"},
        {"A": "1", "B": "1.14", "C": "0.8", CASH: "0.06"},
    ],
)
def test_a_third_that_is_on_target_takes_no_part(destination: Destination, held: dict[str, str]):
    """A third times three is not one to the last digit: A is neither to take cash nor to give it."""
    assert "A" not in changes(held, dict.fromkeys("ABC", str(D(1) / 3)), destination=destination)


def test_a_third_that_is_on_target_pays_for_nothing():
    """C lacks five cents to its edge, which B and D give; A is on target but for rounding."""
    third, sixth = str(D(1) / 3), str(D(1) / 6)
    held = {"A": "1", "B": "0.6", "C": "0.8", "D": "0.6"}
    moved = changes(held, {"A": third, "B": sixth, "C": third, "D": sixth}, destination=EDGE)

    assert {"B", "C", "D"} == moved.keys()


def test_cash_at_the_lower_edge_of_its_band_stays():
    """Five of ten points in cash are inside, and nothing else is out."""
    assert {} == changes({"A": "53", "B": "42", CASH: "5"}, {"A": "0.5", "B": "0.4", CASH: "0.1"})


def test_a_lone_excess_is_spread_over_what_lacks():
    """Requirement 004's SPY at 46.5 of 40: the 6.5 points it frees must not lie idle out of their band."""
    held = {"SPY": "46.5", "QQQ": "28.5", "TLT": "16", "GLD": "9"}
    wanted = {"SPY": "0.4", "QQQ": "0.3", "TLT": "0.2", "GLD": "0.1"}

    assert {"SPY": D("-6.5"), "QQQ": D("1.5"), "TLT": D(4), "GLD": D(1)} == changes(held, wanted)


def test_a_lone_lack_is_paid_for_by_what_has_too_much():
    """Without idle cash, a breach downwards takes the money from the rows above their targets."""
    moved = changes({"A": "40", "B": "44", "C": "16"}, {"A": "0.38", "B": "0.4", "C": "0.22"})

    assert {"A": D(-2), "B": D(-4), "C": D(6)} == moved


def test_what_is_fixed_is_no_help():
    """A row that cannot be traded is neither moved nor counted on."""
    held, wanted = {"A": "40", "B": "44", "C": "16"}, {"A": "0.38", "B": "0.4", "C": "0.22"}

    assert {"A", "C"} == changes(held, wanted, frozenset({"B"})).keys()


def test_cash_itself_is_never_moved():
    """Cash is what trades leave over."""
    assert {"A": D(100)} == changes({CASH: "100"}, {"A": "1"})


def test_a_report_without_cash_moves_the_breached_alone():
    """Where nothing is known of cash, nothing is done for it."""
    row = DriftRow(
        key="A",
        market_value=D(60),
        actual_weight=D("0.6"),
        target_weight=D("0.5"),
        band=ToleranceBand.of(D("0.05")),
    )
    asked = question(snapshot("0", {"A": "60"}, {"A": "1"}), policy({"A": "0.5"}))

    assert {"A": Move("A", D(-10))} == move_breached(
        asked, DriftReport(total_value=D(100), rows=(row,)), (row,)
    )


def test_half_way_leaves_half_of_the_cash():
    """Half of fourteen points free seven, more than cash may keep: half of each lack is bought."""
    held = {"A": "64", "B": "15.5", "C": "10.5", "D": "10"}
    wanted = {"A": "0.5", "B": "0.2", "C": "0.15", "D": "0.15"}
    moved = changes(held, wanted, destination=Destination.HALF_WAY)

    assert {"A": D(-7), "B": D("2.25"), "C": D("2.25"), "D": D("2.5")} == moved


@pytest.mark.parametrize(("b", "cash"), [("29", "13.5"), ("29.5", "13")])
def test_a_purchase_that_cash_pays_for_drags_nothing_along(b: str, cash: str):
    """Half of A's six points are three, and cash is three or more over; C keeps its three and a half."""
    held = {"A": "34", "B": b, "C": "23.5", CASH: cash}
    wanted = {"A": "0.4", "B": "0.3", "C": "0.2", CASH: "0.1"}

    assert {"A": D(3)} == changes(held, wanted, destination=Destination.HALF_WAY)


def test_a_sale_that_leaves_cash_a_little_short_drags_nothing_along():
    """Half of A's six points leave cash one below its target, inside its band; nothing is to be bought.

    OLD is banned, and there is nothing of it to be sold.
    """
    held = {"A": "56", "B": "27", "C": "11", CASH: "6"}
    wanted = {"A": "0.5", "B": "0.3", "C": "0.1", "OLD": "0", CASH: "0.1"}
    statuses = dict.fromkeys("ABC", ShelfStatus.APPROVED) | {"OLD": ShelfStatus.BANNED}
    entries = tuple(ShelfEntry(symbol=symbol, status=status) for symbol, status in statuses.items())
    request = {"shelf": Shelf(version="1", entries=entries)}

    assert {"A": D(-3)} == changes(held, wanted, request=request, destination=Destination.HALF_WAY)


def test_small_holdings_that_must_go_are_sold_inside_their_band():
    """A band keeps what strays; what has no place is sold however little it is."""
    held, wanted = {"A": "98", "OLD": "2"}, {"A": "1"}

    assert {} == changes(held, wanted)
    assert moves(held, wanted, untargeted=UntargetedRule.LIQUIDATE)["OLD"].is_exit


def test_a_small_target_of_zero_is_no_must():
    """Two per cent of something that should be nothing are inside five points, unless it is banned."""
    entries = tuple(
        ShelfEntry(symbol=symbol, status=status)
        for symbol, status in (("A", ShelfStatus.APPROVED), ("OLD", ShelfStatus.BANNED))
    )
    held, wanted = {"A": "98", "OLD": "2"}, {"A": "1", "OLD": "0"}

    assert {} == changes(held, wanted)
    assert ["OLD"] == list(moves(held, wanted, request={"shelf": Shelf(version="1", entries=entries)}))


def test_losses_to_harvest_are_sold_inside_the_band():
    """What the request names and is above its target goes down to it; what is below is not sold."""
    held, wanted = {"A": "52", "B": "48"}, {"A": "0.5", "B": "0.5"}

    assert {"A": D(-2)} == changes(held, wanted, request={"harvest": ("A", "B")})
    assert {} == changes({"A": "50", "B": "50"}, wanted, request={"harvest": ("A", "B")})


@pytest.mark.parametrize("destination", Destination)
def test_a_harvest_goes_all_the_way(destination: Destination):
    """The loss is what counts, not the band."""
    held, wanted = {"A": "52", "B": "48"}, {"A": "0.5", "B": "0.5"}

    assert D(-2) == changes(held, wanted, request={"harvest": ("A",)}, destination=destination)["A"]


def test_at_the_edge_nothing_is_dragged_along_that_is_not_needed():
    """Each breached row goes to its own edge; what it frees fits the band of cash."""
    assert {"A": D(-2)} == changes(
        {"A": "57", "B": "43"}, {"A": "0.5", "B": "0.46", CASH: "0.04"}, destination=EDGE
    )


def test_too_much_cash_goes_to_its_own_edge():
    """Of nine points five may stay: B takes one to its edge, and three are shared as 3 to 5."""
    held, wanted = {"A": "50", "B": "41", CASH: "9"}, {"A": "0.53", "B": "0.47"}
    moved = changes(held, wanted, destination=EDGE)

    assert [D("1.125"), D("2.875")] == [moved[symbol].quantize(D("0.001")) for symbol in ("A", "B")]
    assert D(4) <= sum(moved.values()) <= D("4.000001")


def test_buys_at_the_edge_are_paid_for_by_what_has_too_much():
    """C lacks a point to its edge and there is no cash: A and B give it in proportion to their excess."""
    held, wanted = {"A": "40", "B": "44", "C": "16"}, {"A": "0.38", "B": "0.4", "C": "0.22"}
    moved = changes(held, wanted, destination=EDGE)

    assert D(1) == moved["C"]
    assert D(-1) >= moved["A"] + moved["B"] >= D("-1.000001")
    assert abs(moved["B"] - 2 * moved["A"]) < D("1e-20")


def test_an_exit_that_helps_to_pay_stays_an_exit():
    """A lacks five points to its edge; OLD gives its one as a whole, B and C the other four in part."""
    held = {"A": "40", "B": "34", "C": "25", "OLD": "1"}
    wanted = {"A": "0.5", "B": "0.3", "C": "0.2"}
    moved = moves(held, wanted, destination=EDGE, untargeted=UntargetedRule.LIQUIDATE)

    assert {"A": False, "B": False, "C": False, "OLD": True} == {
        key: moved[key].is_exit for key in sorted(moved)
    }


def test_an_exit_that_is_needed_to_the_last_cent_is_an_exit():
    """A lacks four dollars less two steps to its edge and asks for two steps more: OLD is worth that."""
    held = {"A": "41.000000002", "B": "54.999999998", "OLD": "4"}
    moved = moves(held, {"A": "0.5", "B": "0.5", "OLD": "0"}, frozenset({"B"}), destination=EDGE)

    assert (D(-4), True) == (moved["OLD"].change, moved["OLD"].is_exit)


def test_who_cannot_give_enough_gives_all():
    """With B fixed, A goes to its target and the rest of the money is missing."""
    held, wanted = {"A": "40.5", "B": "43.5", "C": "16"}, {"A": "0.4", "B": "0.38", "C": "0.22"}

    assert D("-0.5") == changes(held, wanted, frozenset({"B"}), destination=EDGE)["A"]


def test_nobody_to_help_leaves_the_breach_alone():
    """Where no row lacks anything, idle cash stays idle."""
    assert {} == changes(
        {"A": "40", CASH: "60"}, {"A": "0.5", "B": "0.5"}, frozenset({"A", "B"}), destination=EDGE
    )


def test_missing_cash_is_raised_to_its_edge():
    """Ten points of cash are wanted and none is there: five of them are raised, with the costs."""
    held, wanted = {"A": "60", "B": "40"}, {"A": "0.55", "B": "0.35", CASH: "0.1"}
    free = changes(held, wanted, destination=EDGE)
    costly = changes(held, wanted, destination=EDGE, costs=CostConfig(spread_rate=D("0.02")))

    assert D(-5) >= sum(free.values()) >= D("-5.000001")
    assert D("-5.1") >= sum(costly.values()) >= D("-5.100001")


def test_whole_shares_do_not_leave_cash_outside():
    """What is cut away from each purchase is asked for beforehand."""
    account = whole(snapshot("1300", {"A": "87"}, {"A": "100", "B": "70"}))
    asked = question(account, policy({"A": "0.9", "B": "0.1"}, destination=EDGE))
    drift = measure_portfolio_drift(account, asked.policy)
    moved = move_breached(asked, drift, drift.rows[:-1])

    assert QuantityUnit.WHOLE is account.instruments[0].unit
    assert D(800) + 2 * D(170) == sum((move.change for move in moved.values()), D(0)).quantize(D("0.000001"))


def test_a_limited_sale_lets_others_pay():
    """A may sell two dollars of its twelve; C, inside its band, brings what B still lacks."""
    held, wanted = {"A": "42", "B": "15", "C": "43"}, {"A": "0.3", "B": "0.3", "C": "0.4"}
    limit = SellLimit(symbol="A", quantity=D(2), reason=Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain."))

    assert {"A": D(-2), "B": D(15), "C": D(-3)} == changes(held, wanted, request={"sell_limits": (limit,)})


def test_a_limited_sale_shares_less_at_the_edge():
    """Cash lacks at its edge; A may bring one dollar of the ten it has too much."""
    held, wanted = {"A": "55", "B": "45"}, {"A": "0.45", "B": "0.45", CASH: "0.1"}
    limit = SellLimit(symbol="A", quantity=D(1), reason=Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain."))
    made = changes(held, wanted, request={"sell_limits": (limit,)}, destination=EDGE)

    assert D(-1) <= made["A"] < 0


def test_a_sale_that_is_not_allowed_needs_no_cash():
    """A may not be sold, nothing is bought, and cash is inside its band: C need not give a dollar."""
    held = {"A": "57", "B": "20", "C": "19", CASH: "4"}
    wanted = {"A": "0.5", "B": "0.24", "C": "0.18", CASH: "0.08"}
    limit = SellLimit(symbol="A", quantity=D(0), reason=Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain."))

    assert {"A": D(0)} == changes(held, wanted, request={"sell_limits": (limit,)}, destination=EDGE)


def test_a_harvest_is_named_so():
    """It is no repair of drift; what has no target leaves as ever."""
    made = moves({"A": "52", "B": "48"}, {"A": "0.5", "B": "0.5"}, request={"harvest": ("A",)})
    gone = moves({"A": "52", "B": "48"}, {"A": "0", "B": "1"}, request={"harvest": ("A",)})

    assert ("HARVEST", "LIQUIDATION") == (made["A"].code, gone["A"].code)
