"""What must hold whenever a step is stored, one rule each; a rule returns what is wrong, or an empty text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from simulation.ledger import Commit
from trimtab.domain.leg import UNSENT, Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.run import RunKind
from trimtab.ports import RunRecord


def i_06_account_held(commit: Commit) -> str:
    """A run that has not ended holds its account; one that has ended does not."""
    run = commit.after.run
    active = commit.account.state.active_run if commit.account else None
    holds = active == run.ref
    return "" if holds is not run.is_final else f"{run.state} and the account is held by {active}"


def i_08_one_end(commit: Commit) -> str:
    """An end is for ever, and all legs have ended with it."""
    before, after = commit.before, commit.after
    if before and before.run.is_final and _lasting(before) != _lasting(after):
        return f"{before.run.state} became {after.run.state}, or its legs changed"
    open_legs = [leg.number for leg in after.legs if not leg.is_final]
    return f"legs {open_legs} are open at the end" if after.run.is_final and open_legs else ""


def _lasting(record: RunRecord) -> tuple[object, ...]:
    """Take what a correction may not touch: it adds an event, and no more."""
    run = record.run
    return run.state, run.history, run.reason_code, run.fence, run.lease, run.next_tick_at, record.legs


def i_08_legs_end_once(commit: Commit) -> str:
    """A leg that has ended does not change."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    changed = [old.number for old, new in pairs if old.is_final and new != old]
    return f"legs {changed} changed after their end" if changed else ""


def i_10_fills_grow(commit: Commit) -> str:
    """What was filled stays filled."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    shrunk = [old.number for old, new in pairs if new.filled_quantity < old.filled_quantity]
    return f"legs {shrunk} lost fills" if shrunk else ""


def i_12_sealed(commit: Commit) -> str:
    """A leg never changes what it trades; a buy gets its size once, when it is sealed."""
    if commit.before is None:
        return ""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False)
    changed = [old.number for old, new in pairs if _plan_of(old) != _plan_of(new) or _is_resized(old, new)]
    return f"legs {changed} changed their plan" if changed else ""


def _plan_of(leg: Leg) -> tuple[object, ...]:
    name, price = leg.client_order_id, leg.reference_price
    return name, leg.symbol, leg.side, leg.planned_quantity, price, leg.limit_price, leg.order_type


def _is_resized(old: Leg, new: Leg) -> bool:
    if old.state is LegState.PLANNED:
        return new.quantity > old.planned_quantity or new.quantity < ZERO
    return new.quantity != old.quantity


def i_12_rests(commit: Commit) -> str:
    """No leg goes; one that is added is for what one that has ended left unfilled, once, and for no more."""
    after = commit.after.legs
    known = commit.before.legs if commit.before else after
    kept = [leg.number for leg in after[: len(known)]]
    odd = [leg.number for leg in after[len(known) :] if not _is_rest(leg, after)]
    return f"legs {odd} are no rests" if odd or kept != [leg.number for leg in known] else ""


def _is_rest(leg: Leg, legs: tuple[Leg, ...]) -> bool:
    source = next((each for each in legs if each.number == leg.residual_of), None)
    if source is None or not source.is_final or leg.quantity > source.missing_quantity:
        return False
    is_alone = 1 == sum(1 for each in legs if each.residual_of == leg.residual_of)
    return is_alone and (leg.symbol, leg.side) == (source.symbol, source.side)


def i_18_recorded(commit: Commit) -> str:
    """Each step has an event with the next number."""
    before = commit.before.run.sequence if commit.before else 0
    run, event = commit.after.run, commit.event
    is_next = before + 1 == run.sequence == event.sequence and event.hash == run.last_event_hash
    return "" if is_next else f"event {event.sequence} of {run.sequence} after {before}"


def i_21_fence(commit: Commit) -> str:
    """The fence grows by one when a free run is taken, and never shrinks."""
    old, new = commit.before.run if commit.before else None, commit.after.run
    if old is None or new.fence == old.fence:
        return ""
    is_free = old.lease is None or old.lease.is_over(new.updated_at)
    return "" if new.fence == old.fence + 1 and is_free else f"fence {old.fence} became {new.fence}"


def i_02_sent_from(commit: Commit) -> str:
    """Only a leg that has not left, or is known not to have come, is marked as leaving."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    odd = [
        old.number
        for old, new in pairs
        if new.state is LegState.SENDING and old != new and old.state not in UNSENT
    ]
    return f"legs {odd} leave again" if odd else ""


def x_hold_stays(commit: Commit) -> str:
    """A run of a plan is held as long as its policy said, or until the exchange has opened; no other is."""
    run = commit.after.run
    seconds = run.execution.hold_seconds if run.kind is RunKind.REBALANCE else 0
    expected = run.created_at + timedelta(seconds=seconds) if seconds else None
    mornings = [opens + timedelta(minutes=1) for opens in commit.openings]
    if run.kind is RunKind.REBALANCE and run.hold_until in mornings:
        return ""
    return "" if run.hold_until == expected else f"it is held until {run.hold_until}, not {expected}"


COMMIT_RULES: Final[tuple[Callable[[Commit], str], ...]] = (
    i_02_sent_from,
    i_06_account_held,
    i_08_one_end,
    i_08_legs_end_once,
    i_10_fills_grow,
    i_12_sealed,
    i_12_rests,
    i_18_recorded,
    i_21_fence,
    x_hold_stays,
)
