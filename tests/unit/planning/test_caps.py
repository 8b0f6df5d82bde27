"""Weights under caps: what is cut, where it goes, and when it cannot go anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trimtab.domain.constraints import ClassCap
from trimtab.domain.instruments import CASH
from trimtab.planning.caps import Capped, cap_classes, cap_iterative, cap_single_pass, scale_to

BOTH = pytest.mark.parametrize("cap", [cap_single_pass, cap_iterative])
INDEX = {"A": D("0.5"), "B": D("0.25"), "C": D("0.1"), "D": D("0.1"), "E": D("0.05")}


def equities(weights: Mapping[str, object]) -> dict[str, str]:
    return dict.fromkeys(weights, "EQUITY")


def all_of(weights: Mapping[str, object]) -> frozenset[str]:
    return frozenset(weights)


def told(capped: Capped) -> str:
    assert capped.obstacle is not None
    assert "INFEASIBLE_CONCENTRATION" == capped.obstacle.code
    return capped.obstacle.text


@BOTH
def test_nothing_above_the_cap_is_left_as_it_is(cap):
    """A weight exactly at the cap is not above it."""
    weights = {"A": D("0.3"), "B": D("0.7")}

    assert Capped(weights=weights) == cap(weights, equities(weights), all_of(weights), D("0.7"))


@BOTH
def test_the_excess_goes_to_the_others_in_proportion(cap):
    """Of 40/30/20/10 under 35 %, five points go to the others as 30 : 20 : 10."""
    weights = {"A": D("0.4"), "B": D("0.3"), "C": D("0.2"), "D": D("0.1")}
    capped = cap(weights, equities(weights), all_of(weights), D("0.35"))

    assert (
        {"A": D("0.35"), "B": D("0.325"), "C": D("0.216666666666666666"), "D": D("0.108333333333333333")},
        D(1),
    ) == (
        {**capped.weights, "B": capped.weights["B"].quantize(D("0.001"))},
        sum(capped.weights.values(), D(0)),
    )


def test_the_published_example_of_iterative_capping():
    """50/25/10/10/5 at 30 % becomes 30/30/16/16/8 (domain §4.5)."""
    capped = cap_iterative(INDEX, equities(INDEX), all_of(INDEX), D("0.3"))

    assert {"A": D("0.3"), "B": D("0.3"), "C": D("0.16"), "D": D("0.16"), "E": D("0.08")} == capped.weights
    assert all_of(INDEX) == capped.changed


def test_a_single_pass_stops_where_a_second_would_be_needed():
    """The same five: the twenty points of A lift B to 35 %, which the single pass refuses by name."""
    capped = cap_single_pass(INDEX, equities(INDEX), all_of(INDEX), D("0.3"))

    assert (INDEX, frozenset()) == (capped.weights, capped.changed)
    assert "excess of A over the position cap of 30% lifts B to 35%" in told(capped)


def test_a_recipient_may_be_lifted_exactly_to_the_cap():
    """60/40 of two and twenty points of room: A at 50 gives ten, and B ends at 50, not above it."""
    weights = {"A": D("0.6"), "B": D("0.4")}
    capped = cap_single_pass(weights, equities(weights), all_of(weights), D("0.5"))

    assert {"A": D("0.5"), "B": D("0.5")} == capped.weights


def test_several_breaches_are_pooled():
    """Two of 35 under 30 give ten points together to the two others, 5 : 5 (domain rule 23)."""
    weights = {"A": D("0.35"), "B": D("0.35"), "C": D("0.15"), "D": D("0.15")}
    capped = cap_single_pass(weights, equities(weights), all_of(weights), D("0.3"))

    assert {"A": D("0.3"), "B": D("0.3"), "C": D("0.2"), "D": D("0.2")} == capped.weights


@BOTH
def test_the_excess_stays_in_its_class(cap):
    """Ten points of an equity go to the other equity; the bond keeps its weight."""
    weights = {"A": D("0.4"), "B": D("0.2"), "T": D("0.2"), CASH: D("0.2")}
    classes = {"A": "EQUITY", "B": "EQUITY", "T": "BOND"}
    capped = cap(weights, classes, all_of(weights), D("0.3"))

    assert {"A": D("0.3"), "B": D("0.3"), "T": D("0.2"), CASH: D("0.2")} == capped.weights
    assert frozenset({"A", "B"}) == capped.changed


@BOTH
def test_cash_is_never_capped(cap):
    """Sixty per cent in cash are nobody's concentration."""
    weights = {"A": D("0.3"), CASH: D("0.7")}

    assert Capped(weights=weights) == cap(weights, {"A": "EQUITY"}, frozenset({"A"}), D("0.3"))


@BOTH
def test_only_who_may_grow_receives(cap):
    """B may not be bought, so that C takes all ten points."""
    weights = {"A": D("0.4"), "B": D("0.1"), "C": D("0.1")}
    capped = cap(weights, equities(weights), frozenset({"A", "C"}), D("0.3"))

    assert {"A": D("0.3"), "B": D("0.1"), "C": D("0.2")} == capped.weights


@BOTH
def test_a_target_of_zero_receives_nothing(cap):
    """A weight of zero has no part in a proportion."""
    weights = {"A": D("0.4"), "B": D(0), "C": D("0.1")}
    capped = cap(weights, equities(weights), all_of(weights), D("0.3"))

    assert {"A": D("0.3"), "B": D(0), "C": D("0.2")} == capped.weights


@BOTH
def test_what_may_not_grow_is_cut_all_the_same(cap):
    """Being barred from buying does not lift the cap."""
    weights = {"A": D("0.4"), "B": D("0.1")}
    capped = cap(weights, equities(weights), frozenset({"B"}), D("0.3"))

    assert {"A": D("0.3"), "B": D("0.2")} == capped.weights


def test_those_above_the_cap_are_named_in_order():
    """However the weights are listed: with nobody to take their excess, and with C, which it would lift."""
    weights = {"B": D("0.4"), "A": D("0.4"), "C": D("0.2")}
    alone, lifted = (
        cap_single_pass(weights, equities(weights), eligible, D("0.3"))
        for eligible in (frozenset(), frozenset("C"))
    )

    assert told(alone).startswith("A, B is above the position cap of 30%")
    assert told(lifted).startswith("The excess of A, B over the position cap of 30% lifts C to 40%")


def test_of_several_classes_the_first_by_name_is_told():
    """Each of many classes has one member above its cap."""
    weights = dict.fromkeys("ZYXWVUTSRQPONMLKJIHGFEDCBA", D("0.04"))
    capped = cap_single_pass(weights, {symbol: symbol for symbol in weights}, all_of(weights), D("0.03"))

    assert "no other target of class A can take" in told(capped)


def test_without_recipients_a_single_pass_is_infeasible():
    """One member alone in its class cannot hand its excess on."""
    weights = {"A": D("0.4"), "T": D("0.1")}
    capped = cap_single_pass(weights, {"A": "EQUITY", "T": "BOND"}, all_of(weights), D("0.3"))

    assert (
        "A is above the position cap of 30%, and no other target of class EQUITY can take the excess of 10%: "
        "raise max_position_weight, or add targets of class EQUITY."
    ) == told(capped)


@pytest.mark.parametrize(("eligible", "room"), [({"A", "B", "C"}, "60%"), ({"A"}, "55%"), (set(), "55%")])
def test_iterative_capping_is_infeasible_when_the_class_is_full(eligible: set[str], room: str):
    """Three times 20 % hold no 70 %; members that may not grow hold no more than they do."""
    weights = {"A": D("0.4"), "B": D("0.15"), "C": D("0.2")}
    capped = cap_iterative(weights, equities(weights), frozenset(eligible), D("0.2"))

    assert f"weighs 75%, but under the position cap of 20% its targets hold at most {room}" in told(capped)


def test_a_class_that_just_fits_is_filled_to_the_cap():
    """Three members of 25 % hold exactly 75 %."""
    weights = {"A": D("0.4"), "B": D("0.15"), "C": D("0.2")}
    capped = cap_iterative(weights, equities(weights), all_of(weights), D("0.25"))

    assert dict.fromkeys("ABC", D("0.25")) == capped.weights


def test_a_class_above_its_cap_shrinks_in_proportion():
    """60 % of equities under 45 % lose a quarter each; cash takes the fifteen points."""
    weights = {"A": D("0.4"), "B": D("0.2"), "T": D("0.3"), CASH: D("0.1")}
    classes = {"A": "EQUITY", "B": "EQUITY", "T": "BOND"}
    capped = cap_classes(weights, classes, (ClassCap(asset_class="EQUITY", weight=D("0.45")),), {})

    assert {"A": D("0.3"), "B": D("0.15"), "T": D("0.3"), CASH: D("0.25")} == capped.weights
    assert frozenset({"A", "B"}) == capped.changed


def test_a_class_at_its_cap_is_left_as_it_is():
    """A class exactly at its cap keeps its weights to the last digit."""
    third = D(1) / 3
    weights = {"A": third, "B": D("0.4") - third, CASH: D("0.6")}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.4")),)

    assert Capped(weights=weights) == cap_classes(weights, dict.fromkeys("AB", "EQUITY"), caps, {})


def test_a_goal_that_is_just_what_cannot_be_sold_stays():
    """To the last digit; B alone is cut to what is left of the class."""
    third = D(1) / 3
    weights = {"A": third, "B": D("0.2"), CASH: D("0.8") - third}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.4")),)
    capped = cap_classes(weights, dict.fromkeys("AB", "EQUITY"), caps, {"A": third})

    assert {"A": third, "B": D("0.4") - third, CASH: D("0.6")} == capped.weights


def test_what_cannot_be_sold_fills_its_class_first():
    """An unsellable 10 % without a target leaves 30 of 40 % for the targets, a quarter less for each."""
    weights = {"A": D("0.2"), "B": D("0.2"), CASH: D("0.6")}
    classes = dict.fromkeys(("A", "B", "OLD"), "EQUITY")
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.4")),)
    capped = cap_classes(weights, classes, caps, {"OLD": D("0.1")})

    assert {"A": D("0.15"), "B": D("0.15"), CASH: D("0.7")} == capped.weights


def test_a_member_is_not_shrunk_below_what_cannot_be_sold():
    """A cannot fall below 25 %: of 40 % under a cap of 30, B bears the cut and keeps five."""
    weights = {"A": D("0.3"), "B": D("0.1"), CASH: D("0.6")}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.3")),)
    capped = cap_classes(weights, dict.fromkeys("AB", "EQUITY"), caps, {"A": D("0.25")})

    assert {"A": D("0.25"), "B": D("0.05"), CASH: D("0.7")} == capped.weights


def test_a_full_class_leaves_nothing_for_its_targets():
    """Where what cannot be sold fills the class by itself, the others go to zero."""
    weights = {"A": D("0.3"), "B": D("0.1"), CASH: D("0.6")}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.3")),)
    capped = cap_classes(weights, dict.fromkeys("AB", "EQUITY"), caps, {"A": D("0.35")})

    assert {"A": D("0.3"), "B": D(0), CASH: D("0.7")} == capped.weights


def test_a_floor_in_another_class_changes_nothing():
    """What cannot be sold counts in its own class only."""
    weights = {"A": D("0.3"), CASH: D("0.7")}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.3")),)
    capped = cap_classes(weights, {"A": "EQUITY", "T": "BOND"}, caps, {"T": D("0.5")})

    assert Capped(weights=weights) == capped


def test_cash_above_a_cap_on_cash_has_nowhere_to_go():
    """A cap on the class of cash is kept or refused, never ignored."""
    weights = {"A": D("0.8"), CASH: D("0.2")}
    caps = (ClassCap(asset_class="EQUITY", weight=D("0.6")), ClassCap(asset_class=CASH, weight=D("0.3")))
    capped = cap_classes(weights, {"A": "EQUITY"}, caps, {})

    assert "Cash would be 40%, above its class cap of 30%" in told(capped)
    assert weights == capped.weights


def test_cash_at_its_cap_is_allowed():
    """Cash exactly at a cap on it is not above it."""
    weights = {"A": D("0.7"), CASH: D("0.3")}
    caps = (ClassCap(asset_class=CASH, weight=D("0.3")),)

    assert None is cap_classes(weights, {"A": "EQUITY"}, caps, {}).obstacle


def test_scaling_gives_what_is_left_over_to_the_largest():
    """A third of one to each of three: the eighteenth place is short by one; the first by name gets it."""
    scaled = scale_to(dict.fromkeys("ABC", D("0.1")), D(1))

    assert {"A": D("0.333333333333333334"), **dict.fromkeys("BC", D("0.333333333333333333"))} == scaled


def test_what_is_left_over_goes_to_the_largest_wherever_it_stands():
    """A third and two thirds of one: the second is the larger."""
    scaled = scale_to({"A": D("0.1"), "B": D("0.2")}, D(1))

    assert {"A": D("0.333333333333333333"), "B": D("0.666666666666666667")} == scaled


def test_scaling_never_passes_the_ceiling():
    """Where the largest is full, the next takes what rounding has left over."""
    thirds = scale_to({"A": D(2), "B": D(1)}, D(1), D("0.666666666666666666"))

    assert {"A": D("0.666666666666666666"), "B": D("0.333333333333333334")} == thirds


def passed_round_by_round(weights: dict[str, Fraction], cap: Fraction) -> dict[str, Fraction] | None:
    """The published rule word by word: cut, spread over all below the cap, repeat; None when none is."""
    while any(weight > cap for weight in weights.values()):
        excess = sum((weight - cap for weight in weights.values() if weight > cap), Fraction(0))
        weights = {symbol: min(weight, cap) for symbol, weight in weights.items()}
        room = {symbol: weight for symbol, weight in weights.items() if 0 < weight < cap}
        if not room:
            return None
        share = excess / sum(room.values())
        weights |= {symbol: weight * (1 + share) for symbol, weight in room.items()}
    return weights


shares = st.integers(0, 1000).map(lambda steps: D(steps).scaleb(-3))
weight_sets = st.dictionaries(st.sampled_from("ABCDEF"), shares, min_size=1)
caps = st.integers(1, 1000).map(lambda steps: D(steps).scaleb(-3))


@given(weights=weight_sets, cap=caps)
def test_iterative_capping_equals_passing_the_excess_on_round_by_round(weights: dict[str, D], cap: D):
    """The closed form ends where the rounds end, to less than a step per member."""
    expected = passed_round_by_round({s: Fraction(w) for s, w in weights.items()}, Fraction(cap))
    capped = cap_iterative(weights, equities(weights), all_of(weights), cap)

    assert (expected is None) == (capped.obstacle is not None)
    for symbol, weight in (expected or {}).items():
        assert abs(Fraction(capped.weights[symbol]) - weight) < Fraction(len(weights), 10**18)


@given(weights=weight_sets, cap=caps, eligible=st.frozensets(st.sampled_from("ABCDEF")))
def test_capped_weights_sum_exactly_and_stay_under_the_cap(
    weights: dict[str, D], cap: D, eligible: frozenset[str]
):
    """Either way of capping conserves the sum to the last digit, or changes nothing and says why."""
    for way in (cap_single_pass, cap_iterative):
        capped = way(weights, equities(weights), eligible, cap)

        assert sum(weights.values()) == sum(capped.weights.values())
        assert capped.obstacle or max(capped.weights.values()) <= cap
        assert capped.changed == {s for s, w in weights.items() if capped.weights[s] != w}


@given(weights=weight_sets, cap=caps)
def test_what_a_single_pass_can_do_iteration_does_alike(weights: dict[str, D], cap: D):
    """The ways differ only where one pass is not enough."""
    once = cap_single_pass(weights, equities(weights), all_of(weights), cap)
    often = cap_iterative(weights, equities(weights), all_of(weights), cap)

    assert once.obstacle or once.weights == often.weights


@given(weights=weight_sets, cap=caps, floors=weight_sets)
def test_a_capped_class_fits_unless_what_cannot_be_sold_does_not(
    weights: dict[str, D], cap: D, floors: dict[str, D]
):
    """Goals and what cannot be sold stay under the cap together, the sum is kept, only cash gains."""
    goals = {**weights, CASH: D("0.1")}
    classes = dict.fromkeys("ABCDEF", "EQUITY")
    capped = cap_classes(goals, classes, (ClassCap(asset_class="EQUITY", weight=cap),), floors).weights
    filled = sum(max(capped.get(s, D(0)), floors.get(s, D(0))) for s in "ABCDEF")

    assert sum(goals.values()) == sum(capped.values())
    assert filled <= max(cap, sum(floors.values(), D(0)))
    assert all(capped[symbol] <= weight for symbol, weight in weights.items())
