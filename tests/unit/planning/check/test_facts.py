"""The checker's own arithmetic, against figures made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from builders import NOON
from trimtab.domain.config import CostConfig, DriftConfig, DriftMethod
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.instruments import CASH, Instrument, QuantityUnit
from trimtab.domain.request import Substitution
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.tax_config import SubstituteSet, TaxConfig
from trimtab.domain.trade import Side
from trimtab.planning.check.facts import band_of, estimate, gather, signed, step_of
from unit.planning.check.cases import request

KNOWN = tuple(builders.instrument(symbol) for symbol in ("AGG", "BND", "SPY"))


def fund(unit: QuantityUnit, **fields: D) -> Instrument:
    """An instrument in euro."""
    return replace(builders.instrument("FUND", unit), currency="EUR", **fields)  # type: ignore[arg-type]


def abroad(unit: QuantityUnit = QuantityUnit.WHOLE):
    """Ten shares at 20 euro and 100 euro of cash, the euro at 1.10, beside 50 dollars."""
    account = builders.snapshot(
        "50",
        {"FUND": "10"},
        {"FUND": "20"},
        instruments=(fund(unit),),
        foreign_cash=(CashBalance(currency="EUR", amount=D(100)),),
        fx_rates=(FxRate(currency="EUR", rate=D("1.10"), as_of=NOON),),
    )
    return gather(request(snapshot=account, policy=builders.policy({"FUND": "1"})))


def test_everything_is_valued_in_base_currency():
    """Ten times 20 times 1.10 is 220; 100 euro and 50 dollars are 160."""
    assert ({"FUND": D(220), CASH: D(160)}, D(380)) == (abroad().values, abroad().total)


def test_what_has_no_price_has_no_value():
    """It is left out of the sum, and holds no price."""
    facts = gather(request(snapshot=builders.snapshot("1", {"OLD": "3"}, {})))

    assert (D(1), D(3), {}) == (facts.total, facts.quantity("OLD"), facts.prices)


def test_unknown_symbols_are_nothing():
    """Neither held nor free, and of no class; cash is its own."""
    facts = abroad()

    assert (D(0), D(0), "", CASH) == (
        facts.quantity("X"),
        facts.available("X"),
        facts.asset_class("X"),
        facts.asset_class(CASH),
    )


def test_the_owner_s_class_goes_before_the_broker_s():
    """AGG and its substitute are bonds of the owner's; what has a target without a class is the broker's."""
    stand_ins = (SubstituteSet(symbol="AGG", substitutes=("BND", "SPY")),)
    rule = builders.policy({"AGG": "0.4", "SPY": "0.6"}, tax=TaxConfig(substitutes=stand_ins))
    account = builders.snapshot("1", {"AGG": "1", "BND": "1", "SPY": "1"}, {}, instruments=KNOWN)
    facts = gather(request(snapshot=account, policy=builders.in_classes(rule, AGG="BOND")))

    assert ["BOND", "BOND", "EQUITY"] == [facts.asset_class(symbol) for symbol in ("AGG", "BND", "SPY")]


@pytest.mark.parametrize(
    ("weights", "cash", "expected"),
    [
        ({"A": "0.5", "B": "0.5"}, "0", {"A": D("0.5"), "B": D("0.5"), CASH: D(0)}),
        ({"A": "0.5", "B": "0.49"}, "0", {"A": D("0.5"), "B": D("0.49"), CASH: D("0.01")}),
        ({"A": "0.5", "B": "0.5001"}, "0", {"A": D("0.5"), "B": D("0.5"), CASH: D(0)}),
        ({"A": "0.6001", "B": "0.4"}, "0", {"A": D("0.6"), "B": D("0.4"), CASH: D(0)}),
        ({"A": "0.50005", "B": "0.50005"}, "0", {"A": D("0.50005"), "B": D("0.49995"), CASH: D(0)}),
    ],
)
def test_what_targets_leave_is_cash(weights: dict[str, str], cash: str, expected: dict[str, D]):
    """A shortfall goes to cash, an excess of a hundredth of a point comes from the largest (rule 36)."""
    facts = gather(request(policy=builders.policy(weights, cash)))

    assert expected == facts.wanted


def test_a_substitute_counts_for_its_part_of_a_target():
    """Whether there is one is looked at elsewhere."""
    pair = Substitution(symbol="IEF", substitute="VTI", weight=D("0.1"))
    facts = gather(request(policy=builders.policy({"SPY": "1"}), substitutions=(pair,)))

    assert {"IEF": D("-0.1"), "SPY": D(1), "VTI": D("0.1"), CASH: D(0)} == facts.wanted


def test_disabled_targets_do_not_count():
    """Neither as a weight nor with their tolerance."""
    off = TargetAllocation(symbol="SPY", weight=D("0.5"), is_enabled=False, tolerance=D("0.2"))
    facts = gather(request(policy=builders.policy(Targets(allocations=(off,)))))

    assert ({}, {}) == (facts.wanted, facts.tolerances)


@pytest.mark.parametrize(
    ("method", "weight", "expected"),
    [
        (DriftMethod.ABSOLUTE, "0.1", ("0.05", "0.10")),
        (DriftMethod.RELATIVE, "0.1", ("0.005", "0.010")),
        (DriftMethod.COMBINED, "0.1", ("0.025", "0.05")),
        (DriftMethod.COMBINED, "0.4", ("0.05", "0.10")),
        (DriftMethod.COMBINED, "0", ("0.05", "0.10")),
        (DriftMethod.RELATIVE, "0", ("0", "0")),
    ],
)
def test_bands(method: DriftMethod, weight: str, expected: tuple[str, str]):
    """Five points, five per cent of the target, or the tighter of five points and a quarter of the target."""
    facts = gather(request(policy=builders.policy({"SPY": "1"}, drift=DriftConfig(method=method))))

    assert tuple(map(D, expected)) == band_of(facts, "SPY", D(weight))


def test_cash_is_banded_in_points():
    """A relative band round a cash target of zero would have no width."""
    facts = gather(
        request(policy=builders.policy({"SPY": "1"}, drift=DriftConfig(method=DriftMethod.RELATIVE)))
    )

    assert (D("0.05"), D("0.10")) == band_of(facts, CASH, D(0))


def test_an_own_tolerance_goes_before_the_policys():
    """Its critical edge is twice as far, whatever the policy's is (rules 3 and 5)."""
    own = TargetAllocation(symbol="SPY", weight=D(1), tolerance=D("0.02"))
    rule = builders.policy(Targets(allocations=(own,)), drift=DriftConfig(critical=D("0.3")))
    facts = gather(request(policy=rule))

    assert (D("0.02"), D("0.04")) == band_of(facts, "SPY", D(1))
    assert (D("0.05"), D("0.3")) == band_of(facts, "TLT", D(1))


def test_costs_by_hand():
    """Half of 1 % of 1,000 is 5; 0.2 % of it is below 4; 2 % times the root of 1/4 is 1 %, half of it 5."""
    costs = CostConfig(
        spread_rate=D("0.01"), commission_rate=D("0.002"), minimum_commission=D(4), impact=D("0.5")
    )
    facts = gather(request(policy=builders.policy({"SPY": "1"}, costs=costs)))
    known = fund(QuantityUnit.WHOLE, daily_volume=D(400), daily_volatility=D("0.02"))
    estimated = estimate(facts, known, D(100), D(1000))

    assert (D(5), D(4), D(5)) == (estimated.spread, estimated.commission, estimated.impact)


def test_without_volume_there_is_no_impact():
    """What is not known costs nothing; half of it is not known either."""
    facts = gather(request(policy=builders.policy({"SPY": "1"}, costs=CostConfig(impact=D(1)))))
    known = [
        fund(QuantityUnit.WHOLE, **part) for part in ({}, {"daily_volume": D(9)}, {"daily_volatility": D(1)})
    ]

    assert [D(0)] * 3 == [estimate(facts, instrument, D(1), D(1000)).impact for instrument in known]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (QuantityUnit.WHOLE, "22"),
        (QuantityUnit.FRACTIONAL, "0.000000022"),
        (QuantityUnit.NOTIONAL, "0.011000022"),
    ],
)
def test_the_smallest_step_in_base_currency(unit: QuantityUnit, expected: str):
    """A share, a billionth of one, or a cent and what cutting it to shares loses."""
    assert D(expected) == step_of(abroad(unit), "FUND")


def test_what_cannot_be_valued_has_no_step():
    """An unknown symbol, and one whose currency has no rate."""
    account = replace(abroad(QuantityUnit.NOTIONAL).snapshot, fx_rates=())
    facts = gather(request(snapshot=account))

    assert [D(0), D(0)] == [step_of(facts, symbol) for symbol in ("XYZ", "FUND")]


def test_a_buy_is_more_and_a_sell_is_less():
    """Signs are the holder's."""
    assert (D(3), D(-3)) == (signed(Side.BUY, D(3)), signed(Side.SELL, D(3)))


def test_a_substitute_has_its_part_of_the_target():
    """Ten of SPY's 25 points, beside what is wanted otherwise; the two count together."""
    pair = Substitution(symbol="SPY", substitute="VTI", weight=D("0.1"))
    facts = gather(request(substitutions=(pair,)))

    assert {"SPY": D("0.15"), "TLT": D("0.25"), "VTI": D("0.1"), CASH: D("0.5")} == facts.wanted
    assert {"SPY", "VTI"} == facts.paired
