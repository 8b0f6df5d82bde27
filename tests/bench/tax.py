"""How long the lot ledger takes: `python -m pytest -s tests/bench/tax.py`, or as a program.

Prints figures and never fails on them. A history has 20,000 trades in a hundred symbols, three accounts, and
leaves 2,000 lots; prices rise and fall, and two thirds of the sales are at a loss. Wall time is what a caller
waits; CPU time is what the ledger takes on a machine that does other work as well.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).parents[1])] if __name__ == "__main__" else []

from bench.figures import Figures  # noqa: E402 - the path is set for the program first
from bench.portfolios import symbol  # noqa: E402
from builders import ACCOUNT  # noqa: E402
from tax_builders import IRA, SPOUSE, bought, household, sold  # noqa: E402
from trimtab.domain.tax_event import TaxEvent  # noqa: E402
from trimtab.domain.tax_ledger import TaxLedger  # noqa: E402
from trimtab.tax.ledger import open_ledger, record_events  # noqa: E402

EVENTS: Final = 20_000
SYMBOLS: Final = 100
ACCOUNTS: Final = (ACCOUNT, ACCOUNT, ACCOUNT, ACCOUNT, SPOUSE, SPOUSE, SPOUSE, IRA, IRA, IRA)
FIRST_DAY: Final = date(2021, 1, 4)
DAYS: Final = 1_800
REBUILDS: Final = 7
EXTENSIONS: Final = 200
TARGETS: Final = {"rebuild": "<= 1500 ms", "extend by one": "<= 20 ms", "correct a late one": "-"}


Times = tuple[float, float]


def history() -> tuple[TaxEvent, ...]:
    """Make trades in each symbol: eleven purchases, then nine sales of about as much as one of them."""
    return tuple(trade(number) for number in range(EVENTS))


def trade(number: int) -> TaxEvent:
    """Make one trade of a history by a fixed pattern."""
    step = number // SYMBOLS
    name, day = symbol(number % SYMBOLS), (FIRST_DAY + timedelta(days=number * DAYS // EVENTS)).isoformat()
    price = str(Decimal(60_000 + 800 * abs(step % 80 - 40) + 911 * (number % 7)) / 1_000)
    usual = {"event_id": f"trade-{number:05}", "symbol": name, "account": ACCOUNTS[number % SYMBOLS % 10]}
    make = bought if step % 20 < 11 else sold
    return make(day, str(10 + step % 3 + Decimal(number % 9) / 1_000), price, **usual)


def milliseconds(act: Callable[..., object], *arguments: object) -> Times:
    """Time one call on the wall and on the processor."""
    began, worked = perf_counter(), process_time()
    act(*arguments)
    return (perf_counter() - began) * 1_000, (process_time() - worked) * 1_000


def rebuild(events: tuple[TaxEvent, ...]) -> TaxLedger:
    """Replay a whole history."""
    return record_events(open_ledger(household()), events)


def rebuilt(ledger: TaxLedger) -> list[Times]:
    """Replay all of a ledger's events, again and again."""
    return [milliseconds(rebuild, ledger.events) for _ in range(REBUILDS)]


def extended(ledger: TaxLedger) -> list[Times]:
    """Add one trade after the other to a ledger that is there."""
    times = []
    for number in range(EVENTS, EVENTS + EXTENSIONS):
        event = trade(number)
        times.append(milliseconds(record_events, ledger, (event,)))
        ledger = record_events(ledger, (event,))
    return times


def corrected(ledger: TaxLedger) -> list[Times]:
    """Correct trades of the last quarter, one at a time."""
    numbers = range(EVENTS * 3 // 4, EVENTS, EVENTS // 40)
    late = [bought("2025-01-02", "1", "100", event_id=f"trade-{number:05}") for number in numbers]
    return [milliseconds(record_events, ledger, (event,)) for event in late]


def shown(ledger: TaxLedger) -> str:
    """Say what a ledger holds."""
    state = ledger.state
    counts = (
        (len(ledger.events), "events"),
        (len({lot.lot_id for lot in state.lots}), "lots"),
        (len(state.lots), "parts of lots"),
        (len(state.disposals), "disposals"),
        (len(state.wash_sales), "wash sales"),
    )
    return ", ".join(f"{count:,} {name}" for count, name in counts)


def table() -> list[str]:
    """Print a line for each figure as it comes."""
    events = history()
    ledger = rebuild(events)
    print(f"\n{shown(ledger)}")
    rows = []
    for name, measure in MEASURES.items():
        wall, cpu = (Figures.of(times) for times in zip(*measure(ledger), strict=True))
        rows += [f"{name:<20} wall {wall}   target {TARGETS[name]}", f"{'':<20}  CPU {cpu}"]
        print(*rows[-2:], sep="\n", flush=True)
    return rows


MEASURES: Final = {"rebuild": rebuilt, "extend by one": extended, "correct a late one": corrected}


def test_print_how_long_the_ledger_takes(capsys: Any):
    """One line each for a rebuild, an extension and a correction."""
    with capsys.disabled():
        rows = table()

    assert 2 * len(TARGETS) == len(rows)


if __name__ == "__main__":
    table()
