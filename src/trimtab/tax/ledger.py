"""Keep a ledger up to date: add events, correct earlier ones, replay no more than that needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from trimtab.domain.tax_event import TaxEvent
from trimtab.domain.tax_ledger import Checkpoint, LedgerRules, LedgerState, TaxLedger
from trimtab.tax.replay import apply_in_steps

CHECKPOINT_EVERY: Final = 2_000
"""Events between two states that are kept; a late correction replays at most so many that stand before it."""

_ORDER: Final = attrgetter("order")


def open_ledger(rules: LedgerRules) -> TaxLedger:
    """Open a ledger without any events."""
    return TaxLedger(rules=rules)


def record_events(ledger: TaxLedger, events: Iterable[TaxEvent]) -> TaxLedger:
    """Add events, in whatever order they come; the result is that of replaying them all in order of time.

    An event whose id is known takes the place of the earlier one; equal ones change nothing.
    """
    reported = {event.event_id: event for event in events}
    known = {event.event_id: event for event in ledger.events if event.event_id in reported}
    changed = {event_id: event for event_id, event in reported.items() if known.get(event_id) != event}
    if not changed:
        return ledger
    replaced = {event_id: known[event_id] for event_id in changed if event_id in known}
    return _with_changes(ledger, replaced, changed.values())


def withdraw_events(ledger: TaxLedger, event_ids: Iterable[str]) -> TaxLedger:
    """Take out events that have never happened; ids that are not known change nothing."""
    named = frozenset(event_ids)
    withdrawn = {event.event_id: event for event in ledger.events if event.event_id in named}
    return _with_changes(ledger, withdrawn, ()) if withdrawn else ledger


def _with_changes(ledger: TaxLedger, gone: dict[str, TaxEvent], new: Collection[TaxEvent]) -> TaxLedger:
    """Replay from the state that was kept last before the first change."""
    first = min(event.order for event in (*gone.values(), *new))
    start = bisect_left(ledger.events, first, key=_ORDER)
    later = [event for event in ledger.events[start:] if event.event_id not in gone]
    events = (*ledger.events[:start], *sorted((*later, *new), key=_ORDER))
    return _replayed(_rewound(ledger, start), events)


def _rewound(ledger: TaxLedger, count: int) -> TaxLedger:
    """Go back to the last known state after `count` events or fewer."""
    if count == len(ledger.events):
        return ledger
    kept = tuple(point for point in ledger.checkpoints if point.event_count <= count)
    reached, state = (kept[-1].event_count, kept[-1].state) if kept else (0, LedgerState())
    return replace(ledger, events=ledger.events[:reached], state=state, checkpoints=kept)


def _replayed(ledger: TaxLedger, events: tuple[TaxEvent, ...]) -> TaxLedger:
    """Apply what follows on the events of a ledger, and keep a state every so many of them."""
    reached = len(ledger.events)
    edges = [*range(reached - reached % CHECKPOINT_EVERY, len(events), CHECKPOINT_EVERY), len(events)]
    steps = [(max(start, reached), end) for start, end in pairwise(edges)]
    states = list(apply_in_steps(ledger.state, ledger.rules, (events[start:end] for start, end in steps)))
    checkpoints = [
        Checkpoint(event_count=end, state=state)
        for (_, end), state in zip(steps, states, strict=True)
        if not end % CHECKPOINT_EVERY
    ]
    return replace(
        ledger,
        events=events,
        state=states[-1] if states else ledger.state,
        checkpoints=(*ledger.checkpoints, *checkpoints),
    )
