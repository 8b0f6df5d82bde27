"""The executor under load: people approve plans, a queue delivers the ticks, the broker takes its time.

Run `scripts/bench executor`, with any of the options below behind it.
"""

from __future__ import annotations

import asyncio
import os
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence

from _stack.web import ADMIN, send
from bench.audit import AccountBook, violations
from bench.books import Reader
from bench.figures import Figures
from bench.machine import describe_machine, peak_megabytes, processor_seconds
from bench.people import PREPARATION_SECONDS, PRICES, PROJECT, Person, Schedule, Seen, opening_account
from bench.served_stack import Served, Size, serving
from bench.tasks import Deliveries, TaskQueue

IDLE_LOOK_SECONDS = 1.0
USUAL = Size()

RUNS_A_MINUTE = 40
"""Below what ten ticks at once can do with a broker of 200 ms, about 60 runs of four orders."""

MOST_ACCEPT_MS, MOST_TICK_MS, MOST_MEGABYTES = 2_000, 5_000, 256


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 for a violation or a run that failed, whatever the times are."""
    options = _options(arguments)
    print("\n".join(describe_machine()))
    return max(_measure(rate, options) for rate in options.per_minute)


def _measure(per_minute: float, options: Namespace) -> int:
    print(
        f"{options.people} people, {options.turns} runs each of {options.legs} orders,"
        f" {per_minute:g} runs a minute, broker {options.broker_seconds} s,"
        f" {options.ticks} ticks at once, {options.workers} workers of {options.threads} threads a callable"
    )
    with serving(Size(workers=options.workers, threads=options.threads, ticks=options.ticks)) as served:
        _set_the_scene(served, options)
        began = time.perf_counter()
        seen, deliveries = asyncio.run(_load(served, per_minute, options))
        _report(seen, deliveries, time.perf_counter() - began)
        peak = _report_parts(served)
        found = _audit(served, seen)
    failed = options.people * options.turns - len(seen.lasted)
    print(f"  runs that failed {failed}; bars of issue 6: {_verdict(seen, deliveries, peak)}")
    return int(bool(found or failed))


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.executor", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--turns", type=int, default=4, help="runs of each person, one after the other")
    parser.add_argument("--legs", type=int, default=4, choices=(2, 4), help="orders of a run")
    parser.add_argument(
        "--per-minute",
        type=float,
        nargs="+",
        default=[RUNS_A_MINUTE],
        help="runs that are due in a minute; several are measured one after the other",
    )
    parser.add_argument("--broker-seconds", default="0.2", help="how long every answer of the broker takes")
    parser.add_argument("--workers", type=int, default=USUAL.workers)
    parser.add_argument("--threads", type=int, default=USUAL.threads)
    parser.add_argument("--ticks", type=int, default=USUAL.ticks, help="ticks under way at once")
    return parser.parse_args(arguments)


def _set_the_scene(served: Served, options: Namespace) -> None:
    accounts = [opening_account(number, options.legs) for number in range(options.people)]
    send("POST", f"{served.broker_url}/_control/reset", {"accounts": accounts, "prices": PRICES})
    send("POST", f"{served.broker_url}/_control/latency", {"seconds": options.broker_seconds})
    fields = {
        "trading_enabled": {"booleanValue": True},
        "mode": {"stringValue": "ACTIVE"},
        "reason": {"stringValue": "load"},
        "epoch": {"integerValue": "1"},
        "updated_by": {"stringValue": "bench"},
        "updated_at": {"timestampValue": "2026-01-01T00:00:00Z"},
    }
    documents = f"http://{served.firestore_host}/v1/projects/{PROJECT}/databases/(default)/documents"
    send("PATCH", f"{documents}/systemStatus/risk_management", {"fields": fields}, headers=ADMIN)


async def _load(served: Served, per_minute: float, options: Namespace) -> tuple[Seen, Deliveries]:
    queue, seen = TaskQueue(served.doors.advance_run, options.ticks), Seen()
    server = await queue.serve(served.queue_port)
    schedule = Schedule(
        people=options.people,
        turns=options.turns,
        per_second=per_minute / 60,
        began=time.perf_counter() + PREPARATION_SECONDS,
    )
    people = [
        Person(number=number, doors=served.doors, seen=seen, legs=options.legs)
        for number in range(options.people)
    ]
    await asyncio.gather(*(person.live(schedule) for person in people))
    while not queue.is_idle:
        await asyncio.sleep(IDLE_LOOK_SECONDS)
    server.close()
    return seen, queue.deliveries


def _report(seen: Seen, deliveries: Deliveries, span: float) -> None:
    count = len(seen.accepted)
    print(
        f"  {count} runs accepted in {span:.0f} s, {60 * count / span:.0f} a minute; {seen.late} began late"
    )
    rows = {
        "accept (execute_plan)": seen.accepted,
        "preview (check_rebalance_drift)": seen.previewed,
        "tick, from its delivery": deliveries.took,
        "wait for a free worker": deliveries.waited,
        "run, accepted until seen over": seen.lasted,
    }
    for name, times in rows.items():
        print(f"  {name:<32} {Figures.of(times) if times else 'none'}")
    print(f"  answers to ticks {dict(deliveries.statuses)}, given up {deliveries.given_up}")
    print(f"  refused or failed requests {sum(seen.refusals.values())} {dict(seen.refusals.most_common(5))}")


def _report_parts(served: Served) -> float:
    """Print what each part took, and return the most memory of any worker, in megabytes."""
    peaks = {name: max(peak_megabytes(child.popen.pid), default=0) for name, child in served.parts.items()}
    for name, child in served.parts.items():
        shown = f"{peaks[name]:5.0f} MB at most in a worker, " if peaks[name] else ""
        print(f"  {name:<24} {shown}{processor_seconds(child.popen.pid):.0f} s of processor time")
    return max(peaks.values())


def _verdict(seen: Seen, deliveries: Deliveries, peak: float) -> str:
    bars = (
        ("accept P99", seen.accepted, MOST_ACCEPT_MS),
        ("tick P99", deliveries.took, MOST_TICK_MS),
    )
    met = [
        f"{name} <= {bar} ms {'met' if times and Figures.of(times).p99 <= bar else 'missed'}"
        for name, times, bar in bars
    ]
    return ", ".join([*met, f"memory <= {MOST_MEGABYTES} MB {'met' if peak <= MOST_MEGABYTES else 'missed'}"])


def _audit(served: Served, seen: Seen) -> list[str]:
    send("POST", f"{served.broker_url}/_control/latency", {"seconds": "0"})
    os.environ["FIRESTORE_EMULATOR_HOST"] = served.firestore_host
    books = list(Reader(served.broker_url).books(seen.run_ids))
    found = [text for book in books for text in violations(book)]
    print(f"  checked {_counted(books)}")
    print(f"  violations {len(found)}", *found[:20], sep="\n    ")
    return found


def _counted(books: Sequence[AccountBook]) -> str:
    runs = [each.run for book in books for each in book.runs]
    states = Counter(run.state.value for run in runs)
    orders = sum(len(book.orders) for book in books)
    return f"{len(books)} accounts, {len(runs)} runs {dict(states)}, {orders} orders at the broker"


if __name__ == "__main__":
    raise SystemExit(main())
