"""The fewest hard rules that cannot hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal as D
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import OWNER, holding, in_classes, instrument, plan, policy, snapshot
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Policy
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.conflicts import Conflict, RuleSet, find_conflict, smallest_conflict
from trimtab.planning.universe import find_universe

PRICES = {"A": "10", "B": "10", "T": "10"}
HALVES = snapshot("20", {"A": "4", "B": "4"}, PRICES)
"""40 % A, 40 % B, 20 % cash."""

EQUITY_CAP = (ClassCap(asset_class="EQUITY", weight=D("0.5")),)


def conflict(account: Snapshot = HALVES, **constraints: Any) -> Conflict | None:
    return conflict_of(policy({"A": "0.5", "B": "0.5"}, constraints=Constraints(**constraints)), account)


def conflict_of(rule: Policy, account: Snapshot = HALVES) -> Conflict | None:
    request = PlanRequest(snapshot=account, policy=rule, portfolio=OWNER)
    return find_conflict(request, find_universe(request))


def names(found: Conflict | None) -> tuple[str, ...]:
    return found.rules if found else ()


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ({"max_position_weight": D("0.3"), "locked": ("A",)}, ("locked:A", "max_position_weight")),
        ({"max_position_weight": D("0.4"), "locked": ("A", "B")}, ()),
        ({"max_position_weight": D("0.3"), "do_not_buy": ("A",)}, ()),
        ({"max_position_weight": D("0.3"), "do_not_sell": ("B",)}, ("do_not_sell:B", "max_position_weight")),
        ({"class_caps": EQUITY_CAP, "locked": ("A",)}, ()),
        ({"class_caps": EQUITY_CAP, "locked": ("A", "B")}, ("class_cap:EQUITY", "locked:A", "locked:B")),
        ({"cash_reserve_weight": D("0.6"), "locked": ("A",)}, ()),
        ({"cash_reserve_weight": D("0.61"), "locked": ("A",)}, ("cash_reserve", "locked:A")),
        ({"cash_reserve_amount": D(101)}, ("cash_reserve",)),
        ({"max_turnover": D("0.1"), "max_position_weight": D("0.3")}, ()),
        (
            {"max_turnover": D("0.09"), "max_position_weight": D("0.3")},
            ("max_position_weight", "max_turnover"),
        ),
        ({"max_turnover": D("0.15"), "class_caps": EQUITY_CAP}, ()),
        ({"max_turnover": D("0.14"), "class_caps": EQUITY_CAP}, ("class_cap:EQUITY", "max_turnover")),
        ({"max_turnover": D("0.05"), "cash_reserve_weight": D("0.3")}, ()),
        ({"max_turnover": D("0.04"), "cash_reserve_weight": D("0.3")}, ("cash_reserve", "max_turnover")),
        ({"max_turnover": D(0)}, ()),
    ],
)
def test_rules_conflict_exactly_when_nothing_satisfies_them(
    constraints: dict[str, Any], expected: tuple[str, ...]
):
    """40 % A, 40 % B, 20 % cash: at the limit all can hold, beyond it the fewest that cannot are named."""
    assert expected == names(conflict(**constraints))


def test_the_document_s_example_names_both_rules_and_what_they_ask():
    """A lock on forty per cent and a cap of thirty: the owner reads both, and that one has to give."""
    found = conflict(max_position_weight=D("0.3"), locked=("A",))

    assert found is not None
    assert "CONFLICTING_RULES" == found.reason.code
    assert (
        "These rules cannot hold together, relax one of them: "
        "locked:A (keeps 40%); max_position_weight (allows 30%)."
    ) == found.reason.text


@pytest.mark.parametrize(
    ("constraints", "words"),
    [
        (
            {"cash_reserve_amount": D(101)},
            "This rule cannot hold, relax it: cash_reserve (wants 101% in cash).",
        ),
        ({"max_turnover": D("0.1"), "class_caps": EQUITY_CAP}, "max_turnover (allows sales of 20%)."),
        ({"max_turnover": D("0.1"), "class_caps": EQUITY_CAP}, "class_cap:EQUITY (allows 50%);"),
        ({"max_turnover": D(0), "max_position_weight": D("0.3")}, "max_turnover (allows sales of 0%)."),
    ],
)
def test_every_rule_says_what_it_demands(constraints: dict[str, Any], words: str):
    """A reader sees each rule's own figure, in weights of the portfolio."""
    found = conflict(**constraints)

    assert found is not None
    assert words in found.reason.text


def test_a_rule_has_no_weight_in_a_portfolio_worth_nothing():
    """A reserve of one dollar cannot be kept of nothing, and is no part of it."""
    found = conflict(snapshot("0", {}, PRICES), cash_reserve_amount=D(1))

    assert found is not None
    assert "cash_reserve (wants 0% in cash)" in found.reason.text


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ({"locked": ("A",)}, ()),
        ({"locked": ("A", "B")}, ("locked:A", "locked:B")),
        ({"max_turnover": D("0.07")}, ("max_turnover",)),
        ({"max_turnover": D("0.08")}, ()),
    ],
)
def test_debt_has_to_be_paid_out_of_sales(constraints: dict[str, Any], expected: tuple[str, ...]):
    """40 and 40 held and 10 owed are 70: ten must be sold, which is a turnover of 7.15 %."""
    assert expected == names(conflict(replace(HALVES, cash=D(-10)), **constraints))


@pytest.mark.parametrize(
    ("turnover", "expected"),
    [("0.125", ()), ("0.11", ("class_cap:EQUITY", "max_position_weight", "max_turnover"))],
)
def test_one_sale_counts_for_its_position_and_its_class(turnover: str, expected: tuple[str, ...]):
    """A cap of 30 asks for ten of A and of B, one of 25 on A's class for five more of A: 25 in all."""
    bond = replace(instrument("B"), asset_class="BOND")
    account = replace(HALVES, instruments=(instrument("A"), bond))
    cap = (ClassCap(asset_class="EQUITY", weight=D("0.25")),)
    limits = {"max_turnover": D(turnover), "max_position_weight": D("0.3"), "class_caps": cap}

    assert expected == names(conflict(account, **limits))


def test_locks_that_just_fill_a_cap_do_not_end_the_count():
    """30 and 20 are all that fifty allows; the ten beyond, which nobody wants, are what conflicts."""
    held = {"A": "3", "B": "2", "C": "1"}
    account = snapshot("40", held, dict.fromkeys(held, "10"))

    assert ("class_cap:EQUITY", "locked:A", "locked:B", "untargeted_held:C") == names(
        conflict(account, class_caps=EQUITY_CAP, locked=tuple(held))
    )


def test_the_fewest_locks_are_named():
    """Of five locks in a class under fifty per cent, the two largest are conflict enough."""
    held = {"A": "3", "B": "3", "C": "1", "D": "1", "E": "2"}
    account = snapshot("0", held, dict.fromkeys(held, "10"))

    assert ("class_cap:EQUITY", "locked:A", "locked:B") == names(
        conflict(account, class_caps=EQUITY_CAP, locked=tuple(held))
    )


def test_a_class_counts_its_own_members_only():
    """A locked bond does not conflict with a cap on equities."""
    known = tuple(
        replace(known, asset_class="BOND") if known.symbol == "B" else known for known in HALVES.instruments
    )
    account = replace(HALVES, instruments=known)

    assert () == names(conflict(account, class_caps=EQUITY_CAP, locked=("A", "B")))


def test_the_tightest_of_two_caps_on_one_class_counts():
    """Forty per cent locked fit under fifty, not under thirty; the order of the caps does not matter."""
    tight = ClassCap(asset_class="EQUITY", weight=D("0.3"))
    found = {
        names(conflict(class_caps=caps, locked=("A",)))
        for caps in ((*EQUITY_CAP, tight), (tight, *EQUITY_CAP))
    }

    assert {("class_cap:EQUITY", "locked:A")} == found


def test_a_cap_on_cash_asks_for_no_sale():
    """Cash above its class cap is no matter of what can be sold."""
    assert () == names(conflict(class_caps=(ClassCap(asset_class=CASH, weight=D("0.1")),), locked=("A", "B")))


@pytest.mark.parametrize(
    ("account", "rule"),
    [
        (
            replace(HALVES, instruments=(instrument("A", is_tradable=False), instrument("B"))),
            "not_tradable:A",
        ),
        (
            snapshot("20", {"A": "4", "OLD": "4"}, {"A": "10", "OLD": "10", "B": "1"}),
            "untargeted_held:OLD",
        ),
    ],
)
def test_whatever_keeps_a_holding_for_good_counts(account: Snapshot, rule: str):
    """What nobody trades, and what HOLD leaves alone, stay above the cap just as a lock does."""
    assert ("max_position_weight", rule) == names(conflict(account, max_position_weight=D("0.3")))


@pytest.mark.parametrize(
    "account",
    [
        replace(HALVES, busy_symbols=("A",)),
        replace(HALVES, holdings=(holding("A", "4", "0"), holding("B", "4"))),
    ],
)
def test_what_only_waits_is_no_rule(account: Snapshot):
    """An open order keeps A above its cap today; that is no rule anybody could relax."""
    assert () == names(conflict(account, max_position_weight=D("0.3")))


def test_a_lasting_rule_counts_whatever_waits_beside_it():
    """A lock stays a lock while an order is open."""
    account = replace(HALVES, busy_symbols=("A",))

    assert ("locked:A", "max_position_weight") == names(
        conflict(account, max_position_weight=D("0.3"), locked=("A",))
    )


def test_a_plan_carries_the_conflict():
    """The plan is blocked and names the rules, and nothing is traded."""
    constraints = Constraints(max_position_weight=D("0.3"), locked=("A",))
    made = plan(HALVES, policy({"A": "0.3", "B": "0.3"}, "0.4", constraints=constraints))

    assert ("BLOCKED", "CONFLICTING_RULES", ()) == (made.status, made.finding.code, made.trades)
    assert ("locked:A", "max_position_weight") == made.conflict


UNITS = 6
SYMBOLS = ("A", "B", "C")
NAMES = {"A": "lock:A", "B": "lock:B", "C": "lock:C"}


def keep_only(rules: RuleSet, chosen: frozenset[str]) -> RuleSet:
    """The same portfolio under some of its rules."""
    return replace(
        rules,
        kept={key: amount for key, amount in rules.kept.items() if key[0] in chosen},
        position_cap=rules.position_cap if "max_position_weight" in chosen else None,
        class_caps={name: cap for name, cap in rules.class_caps.items() if f"class_cap:{name}" in chosen},
        reserve=rules.reserve if "cash_reserve" in chosen else None,
        max_sales=rules.max_sales if "max_turnover" in chosen else None,
    )


def all_names(rules: RuleSet) -> frozenset[str]:
    single = {
        "max_position_weight": rules.position_cap,
        "cash_reserve": rules.reserve,
        "max_turnover": rules.max_sales,
    }
    return frozenset(
        [name for name, value in single.items() if value is not None]
        + [rule for rule, _ in rules.kept]
        + [f"class_cap:{name}" for name in rules.class_caps]
    )


def portfolios_of(value: int) -> Iterator[dict[str, int]]:
    """Every way to divide a value into whole units, cash taking the rest."""
    for amounts in product(range(value + 1), repeat=len(SYMBOLS)):
        if sum(amounts) <= value:
            yield dict(zip(SYMBOLS, amounts, strict=True))


def is_possible(rules: RuleSet) -> bool:
    """Try every portfolio in whole units; amounts in whole units make whole units enough."""
    return any(satisfies(after, rules) for after in portfolios_of(int(rules.value)))


def satisfies(after: dict[str, int], rules: RuleSet) -> bool:
    traded = sum(abs(after[symbol] - rules.values[symbol]) for symbol in SYMBOLS)
    in_class = {name: sum(after[s] for s in SYMBOLS if rules.classes[s] == name) for name in rules.class_caps}
    return (
        all(after[symbol] >= amount for (_, symbol), amount in rules.kept.items())
        and (rules.position_cap is None or max(after.values()) <= rules.position_cap)
        and all(in_class[name] <= cap for name, cap in rules.class_caps.items())
        and rules.value - sum(after.values()) >= (rules.reserve or 0)
        and (rules.max_sales is None or traded <= rules.max_sales)
    )


def by_trial(rules: RuleSet) -> int | None:
    """The size of the smallest conflict, found by trying every set of rules against every portfolio."""
    everything = sorted(all_names(rules))
    for size in range(len(everything) + 1):
        for chosen in combinations(everything, size):
            if not is_possible(keep_only(rules, frozenset(chosen))):
                return size
    return None


amounts = st.integers(0, UNITS).map(D)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """Small portfolios in whole units, with any mixture of rules."""
    cuts = sorted(draw(st.tuples(*[st.integers(0, UNITS)] * 3)))
    values = dict(zip(SYMBOLS, (D(cuts[0]), D(cuts[1] - cuts[0]), D(cuts[2] - cuts[1])), strict=True))
    locked = draw(st.frozensets(st.sampled_from(SYMBOLS)))
    return RuleSet(
        value=D(UNITS),
        values=values,
        classes={"A": "X", "B": "X", "C": draw(st.sampled_from("XY"))},
        kept={(NAMES[s], s): min(values[s], draw(amounts)) for s in sorted(locked)},
        position_cap=draw(st.none() | amounts),
        class_caps=draw(st.dictionaries(st.sampled_from("XY"), amounts)),
        reserve=draw(st.none() | amounts),
        max_sales=draw(st.none() | amounts),
    )


@given(rules=rule_sets())
def test_the_conflict_found_is_the_smallest_there_is(rules: RuleSet):
    """Trying every set of rules on every portfolio finds no smaller one, and none where none is found."""
    found = smallest_conflict(rules)

    assert (len(found) or None) == by_trial(rules)


@given(rules=rule_sets())
def test_a_conflict_is_one_and_each_of_its_rules_is_needed(rules: RuleSet):
    """The named rules cannot hold together; leaving out any one of them, the others can."""
    found = frozenset(smallest_conflict(rules))

    assert found <= all_names(rules)
    assert not found or not is_possible(keep_only(rules, found))
    assert all(is_possible(keep_only(rules, found - {rule})) for rule in found)


def test_the_trial_itself_finds_a_planted_conflict():
    """Control: without the right answer the trial would say so."""
    rules = RuleSet(
        value=D(6),
        values={"A": D(4), "B": D(0), "C": D(0)},
        classes=dict.fromkeys(SYMBOLS, "X"),
        kept={("lock:A", "A"): D(4)},
        position_cap=D(3),
        class_caps={},
    )

    assert (2, ("lock:A", "max_position_weight")) == (by_trial(rules), smallest_conflict(rules))


def test_a_class_conflicts_as_far_as_its_owner_s_members_go():
    """Both locked at 40 % are too much for EQUITY at 50 %; with B a bond of its owner's, A alone is not."""
    caps = Constraints(class_caps=EQUITY_CAP, locked=("A", "B"))
    rule = policy({"A": "0.5", "B": "0.5"}, constraints=caps)

    assert ("class_cap:EQUITY", "locked:A", "locked:B") == names(conflict_of(rule))
    assert () == names(conflict_of(in_classes(rule, B="BOND")))
