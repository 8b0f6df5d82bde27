"""Check the state a plan leads to against every rule (requirement 003, step 6)."""

from __future__ import annotations

from trimtab.domain.drift import DriftReport
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import RuleResult
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.hard_rules import HARD_RULES
from trimtab.planning.lines import Lines
from trimtab.planning.outcome import look_at
from trimtab.planning.soft_rules import SOFT_RULES
from trimtab.planning.universe import Universe


def judge_rules(
    request: PlanRequest, universe: Universe, lines: Lines, after: Snapshot, drift_after: DriftReport
) -> tuple[RuleResult, ...]:
    """Judge every rule that applies, hard ones first; rules that are kept are told, too.

    A breach of a hard rule that was there before, and that the plan does not make worse, counts as soft: no
    repair is refused for what it cannot cure. Where plans are reviewed it stays hard, as 003 says.
    """
    outcome = look_at(request, universe, lines, after, drift_after)
    return tuple(result for rule in (*HARD_RULES, *SOFT_RULES) for result in rule(outcome))
