"""The rules that ask for a second look."""

from __future__ import annotations

from decimal import Decimal as D

from builders import policy, question, snapshot, trade
from trimtab.domain.policy import Policy
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.rules import BindingLimit, RuleResult, Severity
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.trade import Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.lines import Lines
from trimtab.planning.outcome import look_at
from trimtab.planning.soft_rules import SOFT_RULES
from trimtab.planning.universe import find_universe

PRICES = {"SPY": "100", "TLT": "100"}
RULE = policy({"SPY": "0.5", "TLT": "0.5"})


def judged(
    spy: str,
    tlt: str,
    *made: Trade,
    cash: str = "0",
    binding: tuple[BindingLimit, ...] = (),
    rule: Policy = RULE,
) -> dict[str, RuleResult]:
    """Judge a portfolio of two halves under the soft rules, by rule."""
    account = snapshot(cash, {"SPY": spy, "TLT": tlt}, PRICES)
    request = question(account, rule)
    after = apply_trades(account, made)
    lines = Lines(trades=made, binding=binding)
    outcome = look_at(request, find_universe(request), lines, after, measure_portfolio_drift(after, rule))
    return {result.rule_id: result for judge in SOFT_RULES for result in judge(outcome)}


def test_a_portfolio_on_target_keeps_every_soft_rule():
    """Nothing is off and nothing was cut short."""
    found = judged("50", "50")

    assert [] == [rule_id for rule_id, result in found.items() if not result.is_kept]
    assert {Severity.SOFT} == {result.severity for result in found.values()}


def test_critical_drift_that_stays_is_seen():
    """39 % against 50 % is eleven points off; ten are critical."""
    found = judged("61", "39")["RESIDUAL_DRIFT"]

    assert (False, D("0.11"), D("0.10")) == (found.is_kept, found.measured, found.limit)
    assert "TLT is 11 points off its target after the plan; more than 10 points is critical." == (
        found.reason.text
    )


def test_drift_of_exactly_the_critical_edge_is_not_critical():
    """The edge belongs to the inside."""
    assert judged("60", "40")["RESIDUAL_DRIFT"].is_kept


def test_cash_is_no_position():
    """20 % in cash are far off their target; the positions, ten points short each, are not critical."""
    assert judged("40", "40", cash="2000")["RESIDUAL_DRIFT"].is_kept


def test_the_position_furthest_from_its_own_edge_is_named():
    """SPY is four points over and may be five; TLT is three over and may be one."""
    wanted = (
        TargetAllocation(symbol="SPY", weight=D("0.4")),
        TargetAllocation(symbol="TLT", weight=D("0.4"), tolerance=D("0.01")),
    )
    found = judged("44", "43", cash="1300", rule=policy(Targets(allocations=wanted, cash_weight=D("0.2"))))

    for rule_id in ("RESIDUAL_DRIFT", "POSITION_ABOVE_BAND"):
        assert found[rule_id].reason.text.startswith("TLT")


def test_a_position_above_its_band_is_seen():
    """56 % is above 55 %; a position below its band is no concentration."""
    found = judged("56", "44")["POSITION_ABOVE_BAND"]

    assert (False, D("0.56"), D("0.55")) == (found.is_kept, found.measured, found.limit)
    assert "SPY" in found.reason.text


def test_a_position_at_the_edge_of_its_band_is_inside():
    """55 % of 50 % with five points is kept."""
    assert judged("55", "45")["POSITION_ABOVE_BAND"].is_kept


def test_cash_above_its_band_is_seen():
    """600 of 10,000 in cash are more than five points above a target of nothing."""
    found = judged("47", "47", cash="600")["CASH_ABOVE_BAND"]

    assert (False, D("0.06"), D("0.05")) == (found.is_kept, found.measured, found.limit)
    assert found.reason.text.startswith("Cash is 6%")


def test_the_plan_is_judged_by_where_it_leads():
    """With its trades the same portfolio keeps the rule."""
    assert judged("47", "47", trade(quantity="3"), trade("TLT", quantity="3"), cash="600")[
        "CASH_ABOVE_BAND"
    ].is_kept


def test_a_limit_that_cut_the_plan_short_is_seen():
    """The smallest part counts, and the limit's own sentence tells why."""
    limits = tuple(
        BindingLimit(
            limit="CASH",
            allowed=D(1),
            wanted=D(2),
            fraction=D(part),
            reason=Reason(ReasonCode.CASH_SHORT, f"Cash pays for {part}."),
        )
        for part in ("0.5", "0.25")
    )

    found = judged("50", "50", binding=limits)["WHOLE_REPAIR"]

    assert (False, D("0.25"), D(1)) == (found.is_kept, found.measured, found.limit)
    assert "Cash pays for 0.5. Cash pays for 0.25." == found.reason.text
