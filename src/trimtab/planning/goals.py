"""Where the portfolio should go: target weights after exclusions, tilts and caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal
from typing import Final

from trimtab.domain.constraints import CapMode, ExcludedWeight
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, ZERO, round_down
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason
from trimtab.domain.request import PlanRequest
from trimtab.planning.caps import (
    WEIGHT_STEP,
    Capped,
    Weights,
    cap_classes,
    cap_iterative,
    cap_single_pass,
    scale_to,
)
from trimtab.planning.methods.tactical import tilted
from trimtab.planning.universe import Universe

_CAP_POSITIONS: Final = {CapMode.SINGLE_PASS: cap_single_pass, CapMode.ITERATIVE: cap_iterative}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """Weights to aim for, cash included, summing to what the targets sum to.

    `after` are these weights once the swaps of the request are made. `capped` are the symbols whose weight a
    cap has changed, and `uncapped` what all weights were before the caps; `obstacle` says why no weights
    satisfy the caps.
    """

    weights: Weights
    after: Weights = field(default_factory=dict)
    capped: frozenset[str] = frozenset()
    uncapped: Weights = field(default_factory=dict)
    obstacle: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What goals are built on: the request, who may take part, and where the portfolio stands."""

    request: PlanRequest
    universe: Universe
    values: Weights
    total: Decimal
    classes: Mapping[str, str]

    def actual(self, symbol: str) -> Decimal:
        """Tell what a symbol weighs now; nothing where it has no price or the portfolio no value."""
        return self.values.get(symbol, ZERO) / self.total if self.total > 0 else ZERO


def set_goals(request: PlanRequest, universe: Universe) -> Goals:
    """Turn the owner's targets into weights to aim for: exclusions first, then tilts, then caps."""
    ground = _stand(request, universe)
    weights = _without_excluded(_substituted(request), ground)
    if weights and request.chosen_method is RebalancingMethod.TACTICAL_REBALANCING:
        weights = dict(tilted(request, weights, universe))
    weights = _with_reserve(weights, ground)
    of_classes = _cap_classes(weights, ground)
    capped = of_classes if of_classes.obstacle else _cap_positions(of_classes.weights, ground)
    return Goals(
        weights=capped.weights,
        after=_swapped(capped.weights, ground),
        capped=of_classes.changed | capped.changed,
        uncapped=weights,
        obstacle=capped.obstacle,
    )


def _stand(request: PlanRequest, universe: Universe) -> _Ground:
    snapshot, values = request.snapshot, request.snapshot.market_values
    symbols, given = (member.symbol for member in universe.members), request.policy.asset_classes
    return _Ground(
        request=request,
        universe=universe,
        values=values,
        total=sum(values.values(), ZERO),
        classes={symbol: snapshot.asset_class(symbol, given) for symbol in symbols},
    )


def _substituted(request: PlanRequest) -> dict[str, Decimal]:
    """Let substitutes have their part of the targets they stand in for."""
    weights = request.policy.targets.weights
    for pair in request.substitutions if weights else ():
        weights[pair.symbol] -= pair.weight
        weights[pair.substitute] = weights.get(pair.substitute, ZERO) + pair.weight
    return weights


def _swapped(weights: Weights, ground: _Ground) -> Weights:
    """Let each swap take as much of a goal along as it moves; no goal becomes less than nothing."""
    if not ground.request.whole_swaps or ground.total <= 0:
        return weights
    moved = dict(weights)
    for swap in ground.request.whole_swaps:
        price = ground.request.snapshot.base_price(swap.sold) or ZERO
        value = round_down(swap.quantity * price / ground.total, WEIGHT_STEP)
        part = min(value, moved.get(swap.sold, ZERO))
        moved[swap.sold] = moved.get(swap.sold, ZERO) - part
        moved[swap.bought] = moved.get(swap.bought, ZERO) + part
    return moved


def _without_excluded(weights: Weights, ground: _Ground) -> dict[str, Decimal]:
    """Keep of an excluded target what is held and stays; the rest goes where the policy says (rule 25)."""
    members = [member for member in ground.universe.members if member.symbol in weights]
    excluded = [member for member in members if not member.is_target]
    kept = dict(weights)
    for member in excluded:
        held = ZERO if member.must_exit else ground.actual(member.symbol)
        kept[member.symbol] = min(weights[member.symbol], max(round_down(held, WEIGHT_STEP), ZERO))
    freed = {member.symbol: weights[member.symbol] - kept[member.symbol] for member in excluded}
    if ground.request.policy.constraints.excluded_weight is ExcludedWeight.TO_CASH:
        return _to_cash(kept, sum(freed.values(), ZERO))
    return _renormalised(kept, freed, ground)


def _renormalised(kept: Weights, freed: Weights, ground: _Ground) -> dict[str, Decimal]:
    """Give what was freed to the other targets of its class in proportion; to cash where there is none."""
    weights = dict(kept)
    growing = {member.symbol for member in ground.universe.members if member.may_grow}
    for name in dict.fromkeys(ground.classes[symbol] for symbol, weight in freed.items() if weight):
        share = sum((w for symbol, w in freed.items() if ground.classes[symbol] == name), ZERO)
        takers = {s: kept[s] for s in growing & kept.keys() if kept[s] > 0 and ground.classes[s] == name}
        if takers:
            weights |= scale_to(takers, sum(takers.values(), share))
        else:
            weights = _to_cash(weights, share)
    return weights


def _to_cash(weights: Weights, freed: Decimal) -> dict[str, Decimal]:
    return {**weights, CASH: weights[CASH] + freed} if freed else dict(weights)


def _with_reserve(weights: dict[str, Decimal], ground: _Ground) -> dict[str, Decimal]:
    """Aim for the reserve while cash is below it: every other weight gives in proportion.

    With the reserve there, the targets stay what they are: that buys leave it alone is a matter of funding.
    """
    total = ground.total
    if not weights or total <= 0:
        return weights
    reserve = ground.request.policy.constraints.cash_reserve(total)
    wanted = min((reserve / total).quantize(WEIGHT_STEP, rounding=ROUND_UP), ONE)
    if ground.values[CASH] >= reserve or weights[CASH] >= wanted:
        return weights
    others = {symbol: weight for symbol, weight in weights.items() if symbol != CASH}
    whole = sum(weights.values(), ZERO)
    return {**weights, **scale_to(others, whole - wanted), CASH: wanted}


def _cap_classes(weights: Weights, ground: _Ground) -> Capped:
    """Cap asset classes; what cannot be sold counts with what it weighs now, target or not."""
    caps = ground.request.policy.constraints.class_caps
    if not caps or not weights:
        return Capped(weights=weights)
    kept = (member.symbol for member in ground.universe.members if member.is_kept)
    floors = {symbol: ground.actual(symbol) for symbol in kept}
    return cap_classes(weights, ground.classes, caps, floors)


def _cap_positions(weights: Weights, ground: _Ground) -> Capped:
    constraints = ground.request.policy.constraints
    if constraints.max_position_weight is None or not weights:
        return Capped(weights=weights)
    growing = frozenset(member.symbol for member in ground.universe.members if member.may_grow)
    cap_positions = _CAP_POSITIONS[constraints.cap_mode]
    return cap_positions(weights, ground.classes, growing, constraints.max_position_weight)
