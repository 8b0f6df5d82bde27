"""The checker as a whole: sound plans pass, and it knows nothing of the planners."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

import builders
from architecture.sources import Source, engine, imported_modules
from control.planning.requests import make_request
from control.planning.trial import plan
from control.trying import first_finding
from trimtab.domain.constraints import Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.plan import PlanStatus
from trimtab.planning.check import check_plan
from unit.planning.check.cases import planned, request, rules, tampered

OWN: Final = ("trimtab.domain", "trimtab.planning.check", "trimtab.ENGINE_VERSION")


def test_a_sound_plan_has_no_findings():
    """What the planner makes of an ordinary portfolio is what the checker expects."""
    assert () == check_plan(request(), planned())


def test_a_plan_without_trades_has_no_findings():
    """A portfolio on its targets is checked like any other."""
    on_target = request(snapshot=builders.snapshot("1000", {"SPY": "10"}, {"SPY": "50", "TLT": "20"}))
    sound = replace(on_target, policy=builders.policy({"SPY": "0.3333"}, "0.6667"))

    assert ((), ()) == (planned(sound).trades, check_plan(sound, planned(sound)))


def test_a_finding_names_rule_subject_and_figures():
    """Whoever reads a finding can see what is wrong without running anything."""
    found = check_plan(request(), replace(planned(), cash_after=Decimal(1)))

    assert ("cash after", "USD", "is 1, must be 1000.000000000") == (
        found[0].rule,
        found[0].subject,
        found[0].text,
    )


def test_a_blocked_plan_that_trades_keeps_the_limits_too():
    """A block is no excuse for trades past a limit: the planner should not have thought of them."""
    rule = replace(request().policy, constraints=Constraints(max_turnover=Decimal("0.01")))
    blocked = replace(planned(), status=PlanStatus.BLOCKED)

    assert {"max_turnover"} == rules(blocked, request(policy=rule))


def test_goals_that_cannot_be_met_do_not_bind_a_plan_without_trades():
    """Where no weights keep the caps, the targets are shown as they are."""
    rule = replace(request().policy, constraints=Constraints(max_position_weight=Decimal("0.2")))
    asked = request(policy=rule)

    assert (PlanStatus.BLOCKED, set()) == (planned(asked).status, rules(planned(asked), asked))


def strange_imports(source: Source) -> list[str]:
    """What a module imports from the project beside the domain and the checker itself."""
    found = imported_modules(ast.parse(source.text))
    return [name for _, name in found if name.startswith("trimtab") and not name.startswith(OWN)]


def test_the_checker_shares_no_code_with_the_planners():
    """It imports the domain and itself, whatever else the planning package offers."""
    sources = engine("planning/check")

    assert [] == [name for source in sources for name in strange_imports(source)]
    assert len(sources) > 10


def test_a_borrowed_formula_would_be_caught():
    """An import of the planners or of drift is seen."""
    text = "from trimtab.planning.costs import estimate_costs\nfrom trimtab.drift import measure\n"

    assert ["trimtab.planning.costs.estimate_costs", "trimtab.drift.measure"] == strange_imports(
        Source("p", text)
    )


def test_plans_of_every_kind_pass():
    """Two hundred odd portfolios, limits, currencies and shelves: what is sound is let through."""
    assert "" == first_finding(make_request, plan, 200)


@pytest.mark.parametrize(
    ("field", "rule"),
    [("trades", "every symbol once"), ("costs", "costs"), ("engine_version", "identity")],
)
def test_every_part_of_a_plan_is_looked_at(field: str, rule: str):
    """Lines, sums and names."""
    changed: dict[str, Any] = {"trades": (), "costs": Costs(spread=Decimal(1)), "engine_version": "0"}

    assert rule in tampered(**{field: changed[field]})


def test_goals_are_looked_at():
    """A plan may not move its target, even where everything else goes with it."""
    plan = planned()
    goals = {"SPY": Decimal("0.3"), "TLT": Decimal("0.2"), "$CASH": Decimal("0.5")}
    aimed = (replace(row, target_weight=goals[row.key]) for row in plan.drift.rows)

    assert "goals: target" in tampered(drift=replace(plan.drift, rows=tuple(aimed)))


def test_nonsense_is_found_and_breaks_nothing():
    """Whatever stands in a plan, the checker answers."""
    plan = planned()
    trades = tuple(replace(trade, price=Decimal("NaN"), fx_rate=Decimal("Infinity")) for trade in plan.trades)

    assert {"price", "rate", "cash after", "overdraft"} <= tampered(trades=trades)


def test_a_plan_without_any_figures_is_found():
    """Rows that are missing are told, not looked for in vain."""
    bare = replace(planned().drift, rows=())
    rule = replace(request().policy, constraints=Constraints(cash_reserve_weight=Decimal("0.9")))

    assert {"drift: rows", "goals: sum", "goals: reserve"} <= tampered(request(policy=rule), drift=bare)
