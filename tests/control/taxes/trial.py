"""Try the planner that knows taxes: `python -m control.taxes.trial FOLDER`, as for the ordinary one."""

from __future__ import annotations

import sys
from random import Random
from typing import Final

from control.trying import report
from property.dice import Dice
from property.tax_positions import tax_request_of
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.planning.tax_aware.plan import plan_with_taxes

CHOICES: Final = 900
"""Bytes that a request is made of."""


def make_request(number: int) -> PlanRequest:
    """Make the request of this number: holdings with lots, open losses, and what taxes may change."""
    return tax_request_of(Dice(Random(number).randbytes(CHOICES)))  # noqa: S311 - examples, not secrets


def plan(request: PlanRequest) -> tuple[PlanRequest, Plan]:
    """Plan with regard to taxes."""
    planned = plan_with_taxes(request)
    return planned.request, planned.plan


if __name__ == "__main__":
    sys.exit(report(make_request, plan, sys.argv[1]))
