"""Try a copy of the engine: let it plan many portfolios, and let the checker look at each plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.planning.check import check_plan

ENOUGH: Final = 2_500
"""Plans in which a fault has to show."""

Question = Callable[[int], PlanRequest]
"""Makes the request of a number."""

Planner = Callable[[PlanRequest], tuple[PlanRequest, Plan]]
"""Plans, and tells the request that the plan is to be checked against."""


def first_finding(ask: Question, plan: Planner, count: int = ENOUGH) -> str:
    """Return the first finding of the checker; a planner that breaks down instead has not been caught."""
    for number in range(count):
        asked = ask(number)
        try:
            request, planned = plan(asked)
        except Exception:  # noqa: BLE001, S112 - only the checker's word counts here
            continue
        findings = check_plan(request, planned)
        if findings:
            return f"{number} {findings[0]}"
    return ""


def report(ask: Question, plan: Planner, copy: str) -> int:
    """Print the number of the first plan with a finding and the finding, or nothing."""
    import trimtab  # noqa: PLC0415 - which copy is tried is what is asked

    if not str(trimtab.__file__).startswith(str(Path(copy).resolve())):
        raise SystemExit(f"{trimtab.__file__} is not in {copy}")
    print(first_finding(ask, plan))  # noqa: T201 - the answer
    return 0
