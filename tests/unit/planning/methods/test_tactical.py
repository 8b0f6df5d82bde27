"""Tilts, exits and stops."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import plan, policy, question, snapshot
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.tactics import Signal, Tactics, Tilt
from trimtab.domain.trade import Side
from trimtab.planning.methods.tactical import Exit, find_exits, stop_losses, tilted
from trimtab.planning.universe import find_universe

TACTICAL = RebalancingMethod.TACTICAL_REBALANCING
PRICES = {"A": "100", "B": "100", "C": "100", "OLD": "100"}
BASE = {"A": "0.4", "B": "0.3", "C": "0.2"}


def tactics(signals: tuple[Signal, ...] = (), max_tilt: str = "0.05", **changes: str) -> Tactics:
    tilts = tuple(Tilt(symbol=symbol, change=D(change)) for symbol, change in changes.items())
    return Tactics(tilts=tilts, signals=signals, max_tilt=D(max_tilt))


def weights(chosen: Tactics, wanted: dict[str, str] | None = None, **fields: Any) -> dict[str, D]:
    """The tilted weights of A 40, B 30, C 20 and cash 10 per cent, unless said otherwise."""
    rule = policy(wanted or BASE, "0.1", tactics=chosen, method=TACTICAL, **fields)
    asked = question(snapshot("1000", {"A": "5"}, PRICES), rule)
    return dict(tilted(asked, rule.targets.weights, find_universe(asked)))


def score(symbol: str, value: str) -> Signal:
    return Signal(symbol=symbol, score=D(value))


def stop(symbol: str, price: str) -> Signal:
    return Signal(symbol=symbol, stop_price=D(price))


def test_without_tactics_weights_stay():
    """The base weights are what they are."""
    assert {"A": D("0.4"), "B": D("0.3"), "C": D("0.2"), CASH: D("0.1")} == weights(tactics())


def test_an_up_tilt_is_paid_by_the_untilted_in_proportion():
    """A gains five points: B gives three, C two, cash nothing."""
    expected = {"A": D("0.45"), "B": D("0.27"), "C": D("0.18"), CASH: D("0.1")}

    assert expected == weights(tactics(A="0.05"))


def test_what_a_down_tilt_frees_goes_to_the_untilted_in_proportion():
    """A loses five points: B gains three, C two."""
    expected = {"A": D("0.35"), "B": D("0.33"), "C": D("0.22"), CASH: D("0.1")}

    assert expected == weights(tactics(A="-0.05"))


def test_a_down_tilt_pays_for_an_up_tilt():
    """What A loses B gains, and C is not asked."""
    expected = {"A": D("0.35"), "B": D("0.35"), "C": D("0.2"), CASH: D("0.1")}

    assert expected == weights(tactics(A="-0.05", B="0.05"))


@pytest.mark.parametrize(("change", "weight"), [("0.3", "0.45"), ("-0.3", "0.35"), ("0.02", "0.42")])
def test_no_tilt_passes_its_bound(change: str, weight: str):
    """Five points either way are the most."""
    assert D(weight) == weights(tactics(A=change))["A"]


def test_tilts_of_one_symbol_add_up_within_the_bound():
    """Two and four points are five."""
    both = Tactics(tilts=(Tilt(symbol="A", change=D("0.02")), Tilt(symbol="A", change=D("0.04"))))

    assert D("0.45") == weights(both)["A"]


def test_no_weight_falls_below_zero():
    """C has twenty points and would lose fifty."""
    expected = {"A": D("0.4") + D("0.2") * 4 / 7, "C": D(0)}
    found = weights(tactics(max_tilt="0.5", C="-0.5"))

    assert (expected["C"], expected["A"].quantize(D("1e-17"))) == (
        found["C"],
        found["A"].quantize(D("1e-17")),
    )


def test_up_tilts_shrink_to_what_the_others_have():
    """Only C is left to pay for A and B, and has but twenty points for forty."""
    expected = {"A": D("0.5"), "B": D("0.4"), "C": D(0), CASH: D("0.1")}

    assert expected == weights(tactics(max_tilt="0.2", A="0.2", B="0.2"))


def test_up_tilts_shrink_to_what_a_down_tilt_frees():
    """A loses five points, for which B and C wanted five each."""
    expected = {"A": D("0.35"), "B": D("0.325"), "C": D("0.225"), CASH: D("0.1")}

    assert expected == weights(tactics(A="-0.05", B="0.05", C="0.05"))


def test_a_tilt_of_nothing_is_none():
    """B is named and not tilted: it pays its part for A."""
    expected = {"A": D("0.45"), "B": D("0.27"), "C": D("0.18"), CASH: D("0.1")}

    assert expected == weights(tactics(A="0.05", B="0"))


def test_a_target_of_zero_takes_nothing():
    """What A loses has nobody to take it but cash."""
    assert {"A": D("0.85"), "C": D(0), CASH: D("0.15")} == weights(tactics(A="-0.05"), {"A": "0.9", "C": "0"})


def test_without_anybody_to_pay_nothing_is_tilted():
    """With every target tilted up, there is nothing to take from; cash keeps its target."""
    expected = {"A": D("0.4"), "B": D("0.3"), "C": D("0.2"), CASH: D("0.1")}

    assert expected == weights(tactics(A="0.05", B="0.05", C="0.05"))


def test_without_anybody_to_take_what_is_freed_goes_to_cash():
    """With every target tilted down, cash is all that is left."""
    assert D("0.25") == weights(tactics(A="-0.05", B="-0.05", C="-0.05"))[CASH]


@pytest.mark.parametrize("symbol", ["X", CASH])
def test_only_targets_are_tilted(symbol: str):
    """Neither cash nor what the owner does not want takes part."""
    chosen = Tactics(tilts=(Tilt(symbol=symbol, change=D("0.05")),))

    assert {"A": D("0.4"), "B": D("0.3"), "C": D("0.2"), CASH: D("0.1")} == weights(chosen)


def test_what_may_not_be_bought_is_not_tilted_up():
    """B is not to be bought: neither a tilt nor a share of what A frees reaches it."""
    constraints = Constraints(do_not_buy=("B",))

    assert D("0.3") == weights(tactics(B="0.05"), constraints=constraints)["B"]
    assert {"A": D("0.35"), "B": D("0.3"), "C": D("0.25"), CASH: D("0.1")} == weights(
        tactics(A="-0.05"), constraints=constraints
    )


@pytest.mark.parametrize("signal", [score("A", "-0.1"), stop("A", "100"), stop("A", "120")])
def test_an_exit_goes_to_zero_and_frees_cash(signal: Signal):
    """A score below zero, or a price at or below the stop, ends the position."""
    assert {"A": D(0), "B": D("0.3"), "C": D("0.2"), CASH: D("0.5")} == weights(tactics((signal,)))


@pytest.mark.parametrize("signal", [score("A", "0"), stop("A", "99.99"), stop("X", "1"), Signal(symbol="A")])
def test_a_signal_that_is_not_crossed_changes_nothing(signal: Signal):
    """A score at the threshold, a price above the stop and a price nobody knows are no exits."""
    assert D("0.4") == weights(tactics((signal,)))["A"]


def test_an_exit_pays_for_tilts_before_cash_gets_the_rest():
    """Of forty points B takes five and cash thirty-five; C is not asked."""
    expected = {"A": D(0), "B": D("0.35"), "C": D("0.2"), CASH: D("0.45")}

    assert expected == weights(tactics((score("A", "-1"),), B="0.05"))


def test_an_exit_is_not_tilted():
    """A wish to hold more of it does not keep a position that is stopped."""
    assert D(0) == weights(tactics((stop("A", "120"),), A="0.05"))["A"]


def test_the_stop_is_the_reason_that_counts():
    """With both crossed, the price speaks louder than the score."""
    chosen = tactics((score("A", "-1"), stop("A", "120"), score("B", "-2")))
    asked = question(snapshot("0", {"A": "5"}, PRICES), policy(BASE, "0.1", tactics=chosen))
    exits = find_exits(asked)

    assert Exit(symbol="A", code="STOP_LOSS", measured=D(100), limit=D(120)) == exits["A"]  # type: ignore[arg-type]
    assert ("SIGNAL_EXIT", D(-2), D(0)) == (exits["B"].code, exits["B"].measured, exits["B"].limit)


def test_stops_are_checked_by_themselves():
    """Only what is held can be stopped; scores and prices above the stop are no matter here."""
    chosen = tactics((stop("OLD", "100"), stop("A", "100.01"), stop("B", "150"), stop("C", "1")))
    asked = question(
        snapshot("0", {"A": "5", "C": "1", "OLD": "1"}, PRICES), policy(BASE, "0.1", tactics=chosen)
    )

    assert ["A", "OLD"] == [exit_.symbol for exit_ in stop_losses(asked)]


def test_a_plan_names_exits_and_tilts():
    """A is stopped, B is tilted up and bought, C drifts by itself."""
    chosen = tactics((stop("A", "120"),), B="0.05")
    rule = policy(BASE, "0.1", tactics=chosen, method=TACTICAL)
    made = plan(snapshot("0", {"A": "5", "B": "3", "C": "2"}, PRICES), rule)

    reasons = {trade.symbol: (trade.side, trade.reason.code.value) for trade in made.trades}
    assert {"A": (Side.SELL, "STOP_LOSS"), "B": (Side.BUY, "TILT")} == reasons


def test_the_smallest_trade_is_named_by_its_tilt():
    """B is to grow from 60 to 35 % of 214 dollars, and cash has 12.60 for it."""
    rule = policy(BASE, "0.1", tactics=tactics(B="0.05"), method=TACTICAL)
    made = plan(snapshot("34", {"A": "0.8", "B": "0.6", "C": "0.4"}, PRICES), rule)

    assert [("B", "TILT")] == [(trade.symbol, trade.reason.code) for trade in made.trades]


def test_a_trade_against_its_tilt_is_ordinary_drift():
    """B is tilted up and still far too heavy: the sale is not the tilt's."""
    rule = policy(BASE, "0.1", tactics=tactics(B="0.01"), method=TACTICAL)
    made = plan(snapshot("100", {"A": "1", "B": "8"}, PRICES), rule)

    assert "REBALANCE_DRIFT" == next(trade.reason.code for trade in made.trades if trade.symbol == "B")


def test_other_methods_know_no_tactics():
    """The same policy under another method keeps its base weights."""
    chosen = tactics((stop("A", "120"),))
    account = snapshot("1000", {"A": "40", "B": "30", "C": "20"}, PRICES)
    full = replace(policy(BASE, "0.1", tactics=chosen), method=RebalancingMethod.FULL)

    assert () == plan(account, full).trades
