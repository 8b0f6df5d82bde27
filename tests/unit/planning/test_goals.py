"""Weights to aim for: after exclusions, tilts, the reserve and caps."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import OWNER, in_classes, policy, snapshot
from trimtab.domain.constraints import CapMode, ClassCap, Constraints, ExcludedWeight
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Policy, RebalancingMethod, UntargetedRule
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest, Substitution, Swap
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.goals import Goals, set_goals
from trimtab.planning.universe import find_universe

PRICES = {"A": "10", "B": "10", "C": "10", "T": "10"}
WANTED = {"A": "0.4", "B": "0.3", "T": "0.3"}
RENORMALISE = ExcludedWeight.RENORMALISE_IN_CLASS
EMPTY = snapshot("100", {}, PRICES)


def classed(account: Snapshot, **classes: str) -> Snapshot:
    """The same account with other asset classes than EQUITY."""
    known = tuple(
        replace(known, asset_class=classes.get(known.symbol, known.asset_class))
        for known in account.instruments
    )
    return replace(account, instruments=known)


def goals(account: Snapshot, rule: Policy, **fields: Any) -> Goals:
    request = PlanRequest(snapshot=account, policy=rule, portfolio=OWNER, **fields)
    return set_goals(request, find_universe(request))


def bound(weights: dict[str, str] | None = None, cash: str = "0", **constraints: Any) -> Policy:
    return policy(weights or WANTED, cash, constraints=Constraints(**constraints))


def shelf(**statuses: ShelfStatus) -> Shelf:
    named = dict.fromkeys("ABCT", ShelfStatus.APPROVED) | statuses
    entries = tuple(ShelfEntry(symbol=symbol, status=named[symbol]) for symbol in sorted(named))
    return Shelf(version="s1", entries=entries)


def test_without_constraints_the_targets_are_the_goals():
    """Nothing to exclude, nothing to cap: the owner's weights, cash included."""
    found = goals(EMPTY, policy({"A": "0.9"}, "0.1"))

    assert ({"A": D("0.9"), CASH: D("0.1")}, frozenset()) == (found.weights, found.capped)


def test_without_targets_there_are_no_goals():
    """Nothing wanted stays nothing wanted, whatever caps there are."""
    rule = replace(
        bound(
            max_position_weight=D("0.1"),
            cash_reserve_weight=D("0.5"),
            class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.2")),),
        ),
        targets=policy({}).targets,
    )

    assert Goals(weights={}) == goals(EMPTY, rule)


def test_tactics_without_a_wish_change_no_goal():
    """TACTICAL_REBALANCING starts from the same weights as every other method."""
    rule = bound(excluded_instruments=("A",))

    assert goals(EMPTY, rule) == goals(EMPTY, rule, method=RebalancingMethod.TACTICAL_REBALANCING)


def test_an_excluded_weight_stays_in_cash():
    """Of 40/30/30 the forty excluded points become cash (domain rule 25)."""
    found = goals(EMPTY, bound(excluded_instruments=("A",)))

    assert {"A": D(0), "B": D("0.3"), "T": D("0.3"), CASH: D("0.4")} == found.weights


def test_an_excluded_weight_may_go_to_its_class():
    """A and B are equities, T is a bond: B takes all of A's forty points, T none."""
    rule = bound(excluded_instruments=("A",), excluded_weight=RENORMALISE)
    found = goals(classed(EMPTY, T="BOND"), rule)

    assert {"A": D(0), "B": D("0.7"), "T": D("0.3"), CASH: D(0)} == found.weights


def test_a_class_shares_an_excluded_weight_in_proportion():
    """Ten points of A go to B and C as 60 : 30."""
    rule = bound(
        {"A": "0.1", "B": "0.6", "C": "0.3"}, excluded_instruments=("A",), excluded_weight=RENORMALISE
    )
    found = goals(EMPTY, rule)

    assert (D("0.666666666666666667"), D("0.333333333333333333")) == (found.weights["B"], found.weights["C"])


def test_a_class_that_shares_nothing_keeps_its_weights():
    """All of A's target is held, so B and C keep theirs to the last digit."""
    third = D(1) / 3
    wanted = {"A": "0.4", "B": str(third), "C": str(D("0.6") - third)}
    rule = bound(wanted, excluded_instruments=("A",), excluded_weight=RENORMALISE)

    assert rule.targets.weights == goals(snapshot("40", {"A": "6"}, PRICES), rule).weights


def test_a_target_of_zero_takes_no_excluded_weight():
    """B is wanted at nothing and stays there, so cash takes the forty points."""
    rule = bound({"A": "0.4", "B": "0", "T": "0.6"}, excluded_instruments=("A",), excluded_weight=RENORMALISE)
    found = goals(classed(EMPTY, T="BOND"), rule)

    assert {"A": D(0), "B": D(0), "T": D("0.6"), CASH: D("0.4")} == found.weights


@pytest.mark.parametrize(
    ("lists", "cash"),
    [
        ({"excluded_instruments": ("C", "T")}, "0.6"),
        ({"excluded_instruments": ("T",), "locked": ("C",)}, "0.3"),
        ({"excluded_instruments": ("T",), "do_not_buy": ("C",)}, "0.3"),
    ],
)
def test_without_a_member_that_may_grow_an_excluded_weight_stays_in_cash(lists: dict[str, Any], cash: str):
    """C and T are the bonds; where C is excluded too, or may not be bought, cash takes T's thirty points."""
    rule = bound({"A": "0.4", "C": "0.3", "T": "0.3"}, excluded_weight=RENORMALISE, **lists)
    found = goals(classed(EMPTY, C="BOND", T="BOND"), rule)

    assert (D("0.4"), D(0), D(cash)) == (found.weights["A"], found.weights["T"], found.weights[CASH])


def test_what_is_held_of_an_excluded_target_keeps_its_part():
    """Half of A's forty points is held and stays held; only the other half becomes cash."""
    account = snapshot("80", {"A": "2"}, PRICES)
    found = goals(account, bound(excluded_instruments=("A",)))

    assert {"A": D("0.2"), "B": D("0.3"), "T": D("0.3"), CASH: D("0.2")} == found.weights


def test_the_smallest_portfolio_has_weights_too():
    """Twenty cents of eighty are held of A, and twenty are in cash where forty are to be kept."""
    account = snapshot("0.2", {"A": "0.02", "B": "0.04"}, PRICES)
    found = goals(account, bound(excluded_instruments=("A",)))
    reserved = goals(account, bound({"A": "0.5", "B": "0.5"}, cash_reserve_amount=D("0.4")))

    assert {"A": D("0.25"), "B": D("0.3"), "T": D("0.3"), CASH: D("0.15")} == found.weights
    assert {"A": D("0.25"), "B": D("0.25"), CASH: D("0.5")} == reserved.weights


def test_an_excluded_holding_above_its_target_keeps_the_target():
    """Sixty per cent held of a target of forty leave no weight to give away."""
    found = goals(snapshot("40", {"A": "6"}, PRICES), bound(excluded_instruments=("A",)))

    assert (D("0.4"), D(0)) == (found.weights["A"], found.weights[CASH])


def test_a_restricted_holding_may_shrink_but_not_grow():
    """Restricted A aims at the target when above it, and at what is held when below (domain rule 24)."""
    restricted = shelf(A=ShelfStatus.RESTRICTED)
    above = goals(snapshot("40", {"A": "6"}, PRICES), policy(WANTED), shelf=restricted)
    below = goals(snapshot("90", {"A": "1"}, PRICES), policy(WANTED), shelf=restricted)

    assert (D("0.4"), D("0.1")) == (above.weights["A"], below.weights["A"])


def test_a_banned_holding_aims_at_nothing():
    """All of a banned holding is to be sold, so its whole weight becomes cash."""
    found = goals(snapshot("60", {"A": "4"}, PRICES), policy(WANTED), shelf=shelf(A=ShelfStatus.BANNED))

    assert (D(0), D("0.4")) == (found.weights["A"], found.weights[CASH])


def test_bad_data_is_left_out_when_the_request_says_so():
    """Under EXCLUDE a target without a price gives its weight to cash."""
    account = snapshot("100", {}, {"A": "10", "B": "10"})
    found = goals(account, policy(WANTED), options=PlanOptions(data_quality=DataQuality.EXCLUDE))

    assert (D(0), D("0.3")) == (found.weights["T"], found.weights[CASH])


def test_a_partial_selection_does_not_move_the_goals():
    """Choosing symbols chooses trades, not targets."""
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.8")),)
    rule = bound({"A": "0.5", "B": "0.3", "C": "0.2"}, max_position_weight=D("0.35"), class_caps=caps)
    account = snapshot("10", {"A": "1", "B": "1", "C": "7"}, PRICES)

    assert goals(account, rule) == goals(account, rule, symbols=("A",))


@pytest.mark.parametrize("mode", list(CapMode))
def test_positions_are_capped_and_named(mode: CapMode):
    """50/30/20 under 40 % becomes 40/36/24; the weights of before are kept for the explanation."""
    rule = bound({"A": "0.5", "B": "0.3", "C": "0.2"}, max_position_weight=D("0.4"), cap_mode=mode)
    found = goals(EMPTY, rule)

    assert {"A": D("0.4"), "B": D("0.36"), "C": D("0.24"), CASH: D(0)} == found.weights
    assert (frozenset("ABC"), D("0.5"), None) == (found.capped, found.uncapped["A"], found.obstacle)


@pytest.mark.parametrize("mode", list(CapMode))
def test_the_excess_of_a_position_goes_to_who_may_grow(mode: CapMode):
    """Ten points of A go to C, because B is not to be bought."""
    rule = bound(
        {"A": "0.5", "B": "0.3", "C": "0.2"},
        max_position_weight=D("0.4"),
        cap_mode=mode,
        do_not_buy=("B",),
    )

    assert {"A": D("0.4"), "B": D("0.3"), "C": D("0.3"), CASH: D(0)} == goals(EMPTY, rule).weights


def test_the_mode_decides_about_a_second_round():
    """50/25/10/10/5 at 30 % is infeasible in a single pass, and is not when the excess is passed on."""
    wanted = {"A": "0.5", "B": "0.25", "C": "0.1", "D": "0.1", "E": "0.05"}
    account = snapshot("100", {}, dict.fromkeys(wanted, "10"))
    modes = {mode: bound(wanted, max_position_weight=D("0.3"), cap_mode=mode) for mode in CapMode}
    obstacles = {mode: goals(account, rule).obstacle for mode, rule in modes.items()}

    assert None is obstacles[CapMode.ITERATIVE]
    assert obstacles[CapMode.SINGLE_PASS] is not None


def test_a_class_cap_comes_before_the_position_cap():
    """Equities of 70 % shrink to 60, as 40 : 20; the position cap of 35 % then moves five points to B."""
    rule = bound(
        {"A": "0.4667", "B": "0.2333", "T": "0.3"},
        class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.6")),),
        max_position_weight=D("0.35"),
    )
    found = goals(classed(EMPTY, T="BOND"), rule)

    assert (D("0.35"), D("0.25"), D("0.3"), D("0.1")) == tuple(
        found.weights[key] for key in ("A", "B", "T", CASH)
    )
    assert frozenset({"A", "B"}) == found.capped


def test_a_class_cap_binds_on_the_class_the_owner_gave():
    """The broker calls all three EQUITY; as a bond of its owner's, T shrinks to 20 % and A and B stay."""
    rule = bound(
        {"A": "0.4", "B": "0.2", "T": "0.4"}, class_caps=(ClassCap(asset_class="BOND", weight=D("0.2")),)
    )
    found = goals(EMPTY, in_classes(rule, T="BOND"))

    assert (D("0.4"), D("0.2"), D("0.2"), D("0.2")) == tuple(
        found.weights[key] for key in ("A", "B", "T", CASH)
    )


def test_a_holding_that_cannot_be_sold_counts_towards_its_class():
    """Ten per cent of untargeted C leave fifty of sixty points for the targets of its class."""
    account = classed(snapshot("90", {"C": "1"}, PRICES), T="BOND")
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.6")),)
    held = goals(account, bound(class_caps=caps))
    sold = goals(account, replace(bound(class_caps=caps), untargeted=UntargetedRule.LIQUIDATE))

    assert (D("0.5"), D("0.6")) == tuple(found.weights["A"] + found.weights["B"] for found in (held, sold))


def test_a_class_cap_that_cannot_be_kept_is_an_obstacle():
    """Cash above a cap on its class has nowhere to go; the position cap is then no longer asked."""
    rule = bound(class_caps=(ClassCap(asset_class=CASH, weight=D("0.1")),), max_position_weight=D("0.4"))
    found = goals(EMPTY, replace(rule, targets=policy({"A": "0.5"}, "0.5").targets))

    assert found.obstacle is not None
    assert "class cap of 10%" in found.obstacle.text


def test_a_reserve_that_is_missing_is_aimed_at():
    """Cash of 10 under a reserve of 20 of 100: the others shrink to eighty, in proportion."""
    account = snapshot("10", {"A": "4", "B": "5"}, PRICES)
    found = goals(account, bound({"A": "0.5", "B": "0.5"}, cash_reserve_amount=D(20)))

    assert {"A": D("0.4"), "B": D("0.4"), CASH: D("0.2")} == found.weights


@pytest.mark.parametrize(("cash", "target"), [("20", "0"), ("10", "0.3")])
def test_a_reserve_that_is_there_or_wanted_anyway_changes_no_goal(cash: str, target: str):
    """With the reserve in cash, or a cash target above it, the targets stay what they are."""
    account = snapshot(cash, {"A": str((100 - int(cash)) // 10)}, PRICES)
    rule = bound({"A": str(1 - D(target))}, target, cash_reserve_weight=D("0.2"))

    assert rule.targets.weights == goals(account, rule).weights


def test_a_reserve_that_is_just_wanted_anyway_changes_no_goal():
    """A fifth in cash is wanted and is to be kept: the others stay what they are to the last digit."""
    third = D(1) / 3
    rule = bound({"A": str(third), "B": str(D("0.8") - third)}, "0.2", cash_reserve_weight=D("0.2"))

    assert rule.targets.weights == goals(snapshot("10", {"A": "9"}, PRICES), rule).weights


def test_a_reserve_of_a_third_is_not_short_by_a_rounding():
    """1,000 of 3,000 in cash are a third: exactly the reserve, so nothing is to be raised."""
    account = snapshot("1000", {"A": "200"}, PRICES)

    assert D(0) == goals(account, bound({"A": "1"}, cash_reserve_amount=D(1000))).weights[CASH]


def test_a_reserve_larger_than_the_portfolio_wants_all_in_cash():
    """More than everything cannot be kept in cash; the conflict of rules is found elsewhere."""
    found = goals(snapshot("0", {"A": "1"}, PRICES), bound({"A": "1"}, cash_reserve_amount=D(1000)))

    assert {"A": D(0), CASH: D(1)} == found.weights


@pytest.mark.parametrize("account", [snapshot("0", {}, PRICES), snapshot("-10", {}, PRICES)])
def test_a_portfolio_worth_nothing_still_has_goals(account: Snapshot):
    """No value is no reason to fail; the obstacle is found later."""
    rule = bound(
        excluded_instruments=("A",),
        cash_reserve_amount=D(5),
        class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.2")),),
    )

    assert {"A": D(0), "B": D("0.1"), "T": D("0.1"), CASH: D("0.8")} == goals(account, rule).weights


points = st.integers(0, 100).map(lambda steps: D(steps) / 100)


constraint_sets = st.builds(
    Constraints,
    excluded_instruments=st.frozensets(st.sampled_from("ABT")).map(lambda names: tuple(sorted(names))),
    max_position_weight=st.none() | points,
    class_caps=points.map(lambda weight: (ClassCap(asset_class="EQUITY", weight=weight),)),
    cash_reserve_weight=points,
    excluded_weight=st.sampled_from(ExcludedWeight),
    cap_mode=st.sampled_from(CapMode),
)


@given(held=st.tuples(*[st.integers(0, 9)] * 3), constraints=constraint_sets)
def test_goals_sum_to_exactly_one(held: tuple[int, ...], constraints: Constraints):
    """Whatever is excluded, reserved or capped: the weights sum to one with nothing left over."""
    account = snapshot("7", {s: str(n) for s, n in zip("ABT", held, strict=True)}, PRICES)
    found = goals(classed(account, T="BOND"), policy(WANTED, constraints=constraints))

    assert D(1) == sum(found.weights.values())
    assert min(found.weights.values()) >= 0


PAIR = Substitution(symbol="A", substitute="C", weight=D("0.1"))
HELD = snapshot("0", {"A": "50", "B": "30", "T": "20"}, PRICES)


def test_a_substitute_has_its_part_of_the_target():
    """Ten of A's forty points are C's, before and after the plan."""
    found = goals(HELD, policy(WANTED), substitutions=(PAIR,))

    assert {"A": D("0.3"), "B": D("0.3"), "C": D("0.1"), "T": D("0.3"), CASH: D(0)} == found.weights
    assert found.weights == found.after


def test_a_swap_takes_its_part_of_the_goal_along():
    """Ten shares of A are ten points; no more than the goal can go."""
    some, all_ = (
        goals(HELD, policy(WANTED), substitutions=(PAIR,), swaps=(Swap(sold="A", bought="C", quantity=D(q)),))
        for q in (10, 50)
    )

    assert (D("0.3"), D("0.2"), D("0.2")) == (some.weights["A"], some.after["A"], some.after["C"])
    assert (D(0), D("0.4")) == (all_.after["A"], all_.after["C"])


def test_without_value_nothing_moves():
    """Goals stay what they are."""
    swaps = (Swap(sold="A", bought="C", quantity=D(10)),)
    found = goals(snapshot("0", {}, PRICES), policy(WANTED), substitutions=(PAIR,), swaps=swaps)

    assert found.weights == found.after


def test_a_swap_between_strangers_takes_along_what_there_is():
    """C has no goal to give away; what A gives is all that C gets."""
    to_a, to_c = (
        goals(HELD, policy(WANTED), swaps=(Swap(sold=sold, bought=bought, quantity=D(10)),)).after
        for sold, bought in (("C", "A"), ("A", "C"))
    )

    assert {"A": D("0.4"), "B": D("0.3"), "C": D(0), "T": D("0.3"), CASH: D(0)} == to_a
    assert {"A": D("0.3"), "B": D("0.3"), "C": D("0.1"), "T": D("0.3"), CASH: D(0)} == to_c


def test_a_swap_moves_goals_in_the_smallest_portfolio():
    """Twenty of eighty cents are a quarter."""
    account = snapshot("0", {"A": "0.04", "B": "0.04"}, PRICES)
    found = goals(account, policy(WANTED), swaps=(Swap(sold="A", bought="C", quantity=D("0.02")),))

    assert (D("0.15"), D("0.25")) == (found.after["A"], found.after["C"])


def test_a_swap_of_what_has_no_price_moves_no_goal():
    """Nobody knows how much of the portfolio it is."""
    account = snapshot("0", {"A": "5", "B": "8"}, {"B": "10", "C": "10", "T": "10"})
    found = goals(account, policy(WANTED), swaps=(Swap(sold="A", bought="C", quantity=D(2)),))

    assert (D("0.4"), D(0)) == (found.after["A"], found.after["C"])


def test_without_targets_there_is_nothing_to_stand_in_for():
    """A request of another time does no harm."""
    assert {} == goals(EMPTY, policy({}), substitutions=(PAIR,)).weights
