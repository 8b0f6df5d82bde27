"""Try one fault: plan many portfolios with a faulty copy of the engine, and let the checker look at each.

Run as `python -m control.planning.trial FOLDER COUNT` with the copy's `src` first on the path; prints the
number of the first plan with a finding and the finding, or nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from control.planning.requests import make_request
from trimtab.planning.check import check_plan
from trimtab.planning.rebalance import plan_rebalance

ENOUGH: Final = 2_500
"""Plans in which a fault has to show."""


def first_finding(count: int = ENOUGH) -> str:
    """Return the first finding of the checker; a planner that breaks down instead has not been caught."""
    for number in range(count):
        request = make_request(number)
        try:
            plan = plan_rebalance(request)
        except Exception:  # noqa: BLE001, S112 - only the checker's word counts here
            continue
        findings = check_plan(request, plan)
        if findings:
            return f"{number} {findings[0]}"
    return ""


def main() -> int:
    """Tell what the checker finds first."""
    import trimtab  # noqa: PLC0415 - which copy is tried is what is asked

    if not str(trimtab.__file__).startswith(str(Path(sys.argv[1]).resolve())):
        raise SystemExit(f"{trimtab.__file__} is not in {sys.argv[1]}")
    print(first_finding())  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
