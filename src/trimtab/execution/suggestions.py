"""Tell what became of a plan's trades when its run ends (requirement 001)."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.suggestion import Suggestion, mark_cancelled, mark_executed
from trimtab.execution.chain import Legs, find_residual, originals
from trimtab.planning.suggestions import suggest


def settle_suggestions(plan: Plan, legs: Legs, run_id: str) -> tuple[Suggestion, ...]:
    """Return a plan's trades as its run leaves them: executed where any share changed hands, else cancelled.

    Every leg has ended. A trade that was filled in part is executed in part: the quantity says how far.
    """
    by_number = {leg.number: leg for leg in originals(legs)}
    pairs = ((each, by_number.get(each.number)) for each in suggest(plan))
    return tuple(_settle(each, leg, legs, run_id) for each, leg in pairs if leg)


def _settle(suggestion: Suggestion, leg: Leg, legs: Legs, run_id: str) -> Suggestion:
    chain = _chain(leg, legs)
    filled = [each for each in chain if each.filled_quantity]
    named = replace(suggestion, run_id=run_id)
    if not filled:
        return mark_cancelled(named, chain[-1].reason_code)
    quantity = sum((each.filled_quantity for each in filled), ZERO)
    done = mark_executed(named, filled[-1].updated_at, quantity)
    return replace(done, reason_code=chain[-1].reason_code)


def _chain(leg: Leg, legs: Legs) -> Legs:
    """Follow a leg to the one for its rest, and so on."""
    residual = find_residual(leg, legs)
    return (leg, *_chain(residual, legs)) if residual else (leg,)
