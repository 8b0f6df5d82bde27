"""Try the ordinary planner: `python -m control.planning.trial FOLDER`, the copy in it first on the path."""

from __future__ import annotations

import sys

from control.planning.requests import make_request
from control.trying import report
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.planning.rebalance import plan_rebalance


def plan(request: PlanRequest) -> tuple[PlanRequest, Plan]:
    """Plan without regard to taxes."""
    return request, plan_rebalance(request)


if __name__ == "__main__":
    sys.exit(report(make_request, plan, sys.argv[1]))
