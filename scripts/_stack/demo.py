"""The main job end to end on real prices: see drift, preview, execute, follow the fills, check again."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Collection, Sequence

from _stack.client import Caller
from _stack.demo_report import render
from _stack.demo_verdict import verdict
from _stack.errors import StackError
from _stack.seed import BOUGHT_ON, PRICED_ON, SERIES, seed_demo
from _stack.stack import running_stack
from _stack.web import JsonObject

FINAL_STATES = frozenset(
    {"COMPLETED", "PARTIAL", "NO_ACTION", "BLOCKED", "CANCELLED", "HALTED", "NEEDS_OPERATOR"}
)
RUN_SECONDS = 90.0
POLL_SECONDS = 0.2


def main(arguments: Sequence[str]) -> int:
    """Run the demo on a stack of its own; the exit code is 0 only when every claim held."""
    parser = ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    wants_json = parser.parse_args(arguments).json
    report = run_demo()
    print(json.dumps(report, indent=2) if wants_json else render(report))
    return 0 if report["ok"] else 1


def run_demo() -> JsonObject:
    """Do the job on a fresh stack and report what happened, with a verdict on every claim."""
    _say("Starting the emulators and the paper broker …")
    with running_stack() as stack:
        _say(f"Buying the portfolio at the closes of {BOUGHT_ON}, then moving prices to {PRICED_ON} …")
        report = rebalance_once(seed_demo(stack.urls))
    claims = verdict(report)
    return report | {"claims": claims, "ok": all(claim["held"] for claim in claims)}


def rebalance_once(owner: Caller) -> JsonObject:
    """Preview, execute the plan, follow its run to the end and preview again."""
    before = owner.call("check_rebalance_drift")
    _say("Executing the plan …")
    started = owner.call(
        "execute_plan",
        plan_id=before["plan_id"],
        plan_hash=before["plan_hash"],
        idempotency_key=f"demo-{before['plan_id']}",
    )
    path = f"userSettings/{owner.uid}/rebalance_runs/{started['run_id']}"
    run = follow(owner, path)
    return {
        "prices": {"series": SERIES, "bought_on": BOUGHT_ON, "priced_on": PRICED_ON},
        "before": before,
        "run": run,
        "orders": sorted(owner.documents(f"{path}/legs"), key=lambda leg: int(leg["number"])),
        "after": owner.call("check_rebalance_drift"),
    }


def follow(
    owner: Caller, path: str, ends: Collection[str] = FINAL_STATES, seconds: float = RUN_SECONDS
) -> JsonObject:
    """Watch a document, a run's unless said otherwise, until its state is one of its ends.

    Raises `StackError` when that takes too long.
    """
    deadline = time.monotonic() + seconds
    while (found := owner.document(path))["state"] not in ends:
        if time.monotonic() > deadline:
            raise StackError(f"{path} is still {found['state']} after {seconds:.0f} s")
        time.sleep(POLL_SECONDS)
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
