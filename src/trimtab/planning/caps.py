"""Cap weights: cut what is above, and spread the excess over others of the same asset class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal, localcontext
from typing import Final

from trimtab.domain.constraints import ClassCap
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO, round_down
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.drift.words import percent_text

WEIGHT_STEP: Final = Decimal("1E-18")
"""Weights that come out of a division are cut to this step; what is cut goes to the largest."""

Weights = Mapping[str, Decimal]

_EXACT: Final = Context(prec=100, rounding=ROUND_DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capped:
    """Weights that sum to what they summed to before; with an obstacle they are those of before.

    `changed` are the symbols with another weight, cash left out.
    """

    weights: Weights
    changed: frozenset[str] = frozenset()
    obstacle: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _AssetClass:
    """The weights of one class, cash left out, and who of it may take more."""

    name: str
    weights: Weights
    eligible: AbstractSet[str]
    cap: Decimal

    @property
    def over(self) -> list[str]:
        return [symbol for symbol, weight in self.weights.items() if weight > self.cap]

    @property
    def excess(self) -> Decimal:
        return sum((self.weights[symbol] - self.cap for symbol in self.over), ZERO)


_Spread = Callable[[_AssetClass], Weights | Reason]


def cap_single_pass(
    weights: Weights, classes: Mapping[str, str], eligible: AbstractSet[str], cap: Decimal
) -> Capped:
    """Cap every position once: the excess of a class goes to its other members in proportion to their weight.

    Only eligible members with a weight receive. INFEASIBLE_CONCENTRATION when none can, or when one would
    rise above the cap itself (requirement 003, step 3; domain rules 22 and 23). Cash is never capped.
    """
    return _cap(weights, classes, (eligible, cap), _spread_once)


def cap_iterative(
    weights: Weights, classes: Mapping[str, str], eligible: AbstractSet[str], cap: Decimal
) -> Capped:
    """Cap positions until none is above the cap; who is lifted to it hands the rest on (domain §4.5).

    INFEASIBLE_CONCENTRATION when a class weighs more than its members may hold. Cash is never capped.
    """
    return _cap(weights, classes, (eligible, cap), _spread_until_none_exceeds)


def cap_classes(
    weights: Weights, classes: Mapping[str, str], caps: tuple[ClassCap, ...], floors: Weights
) -> Capped:
    """Shrink the members of a class above its cap in proportion; cash, which has its key, takes the rest.

    `floors` are the weights of holdings that cannot be sold, targets or not: they fill their class first.
    INFEASIBLE_CONCENTRATION when cash itself ends above a cap on it: nothing is there to take its excess.
    """
    with localcontext(_EXACT):
        fitted = dict(weights)
        for cap in caps:
            fitted |= _fit_class(fitted, classes, cap, floors) if cap.asset_class != CASH else {}
        fitted[CASH] += sum(weights.values(), ZERO) - sum(fitted.values(), ZERO)
    above = [cap for cap in caps if cap.asset_class == CASH and fitted[CASH] > cap.weight]
    if above:
        return Capped(weights=weights, obstacle=_too_much_cash(fitted[CASH], above[0].weight))
    return Capped(weights=fitted, changed=_changed(weights, fitted))


def scale_to(weights: Weights, total: Decimal, ceiling: Decimal | None = None) -> dict[str, Decimal]:
    """Scale positive weights in proportion so that they sum to exactly `total`.

    Each is cut to the step of weights; what is left over goes to the largest that stays under the ceiling.
    """
    with localcontext(_EXACT):
        whole = sum(weights.values(), ZERO)
        scaled = {symbol: round_down(w * total / whole, WEIGHT_STEP) for symbol, w in weights.items()}
        left = total - sum(scaled.values(), ZERO)
        for symbol in sorted(weights, key=lambda symbol: (-weights[symbol], symbol)):
            room = left if ceiling is None else min(left, ceiling - scaled[symbol])
            scaled[symbol] += room
            left -= room
        return scaled


def _cap(
    weights: Weights, classes: Mapping[str, str], terms: tuple[AbstractSet[str], Decimal], spread: _Spread
) -> Capped:
    eligible, cap = terms
    capped = dict(weights)
    with localcontext(_EXACT):
        for name in sorted({classes[symbol] for symbol in weights if symbol != CASH}):
            members = {s: w for s, w in weights.items() if s != CASH and classes[s] == name}
            asset_class = _AssetClass(name=name, weights=members, eligible=eligible, cap=cap)
            result = spread(asset_class) if asset_class.over else members
            if isinstance(result, Reason):
                return Capped(weights=weights, obstacle=result)
            capped |= result
    return Capped(weights=capped, changed=_changed(weights, capped))


def _spread_once(asset_class: _AssetClass) -> Weights | Reason:
    over, cap, excess = asset_class.over, asset_class.cap, asset_class.excess
    takers = _takers(asset_class, frozenset(over))
    if not takers:
        return _nobody_takes(asset_class)
    total = sum(takers.values(), ZERO)
    heaviest = max(takers, key=lambda symbol: (takers[symbol], symbol))
    # Compared without a division, so that a recipient exactly at the cap is not above it.
    if takers[heaviest] * (total + excess) > cap * total:
        return _pushed_over(asset_class, heaviest, takers[heaviest] * (total + excess) / total)
    return {**asset_class.weights, **dict.fromkeys(over, cap), **scale_to(takers, total + excess, cap)}


def _spread_until_none_exceeds(asset_class: _AssetClass) -> Weights | Reason:
    """Find who ends at the cap: from the heaviest down, whoever its share of the rest would lift above it."""
    cap, takers = asset_class.cap, _takers(asset_class, frozenset())
    settled = {symbol: min(w, cap) for symbol, w in asset_class.weights.items() if symbol not in takers}
    left = sum(asset_class.weights.values(), ZERO) - sum(settled.values(), ZERO)
    weight_left = sum(takers.values(), ZERO)
    for symbol in sorted(takers, key=lambda symbol: (-takers[symbol], symbol)):
        if takers[symbol] * left <= cap * weight_left:
            break
        settled[symbol] = cap
        left -= cap
        weight_left -= takers.pop(symbol)
    if not takers:
        return _class_is_full(asset_class, sum(settled.values(), ZERO))
    return {**settled, **scale_to(takers, left, cap)}


def _takers(asset_class: _AssetClass, over: AbstractSet[str]) -> dict[str, Decimal]:
    return {
        symbol: weight
        for symbol, weight in asset_class.weights.items()
        if weight > 0 and symbol in asset_class.eligible and symbol not in over
    }


def _fit_class(weights: Weights, classes: Mapping[str, str], cap: ClassCap, floors: Weights) -> Weights:
    name = cap.asset_class
    stuck = {s: floor for s, floor in floors.items() if classes[s] == name and floor >= weights.get(s, ZERO)}
    free = {s: w for s, w in weights.items() if s != CASH and classes[s] == name and w > 0 and s not in stuck}
    room = cap.weight - sum(stuck.values(), ZERO)
    return free if sum(free.values(), ZERO) <= room else _shrink(free, max(room, ZERO), floors)


def _shrink(free: Weights, room: Decimal, floors: Weights) -> Weights:
    """Scale weights down to the room there is, none below what cannot be sold of it."""
    if not free:
        return {}
    scaled = scale_to(free, room)
    stuck = {s: round_down(floors[s], WEIGHT_STEP) for s in free if floors.get(s, ZERO) > scaled[s]}
    if not stuck:
        return scaled
    rest = {symbol: weight for symbol, weight in free.items() if symbol not in stuck}
    return {**stuck, **_shrink(rest, max(room - sum(floors[s] for s in stuck), ZERO), floors)}


def _changed(before: Weights, after: Weights) -> frozenset[str]:
    return frozenset(symbol for symbol, w in after.items() if symbol != CASH and w != before[symbol])


def _nobody_takes(asset_class: _AssetClass) -> Reason:
    pushing, cap = ", ".join(sorted(asset_class.over)), percent_text(asset_class.cap)
    return _infeasible(
        f"{pushing} is above the position cap of {cap}, and no other target of class {asset_class.name} can "
        f"take the excess of {percent_text(asset_class.excess)}",
        asset_class.name,
    )


def _pushed_over(asset_class: _AssetClass, symbol: str, weight: Decimal) -> Reason:
    pushing, cap = ", ".join(sorted(asset_class.over)), percent_text(asset_class.cap)
    return _infeasible(
        f"The excess of {pushing} over the position cap of {cap} lifts {symbol} to {percent_text(weight)}",
        asset_class.name,
    )


def _class_is_full(asset_class: _AssetClass, room: Decimal) -> Reason:
    weight = percent_text(sum(asset_class.weights.values(), ZERO))
    return _infeasible(
        f"Class {asset_class.name} weighs {weight}, but under the position cap of "
        f"{percent_text(asset_class.cap)} its targets hold at most {percent_text(room)}",
        asset_class.name,
    )


def _infeasible(problem: str, asset_class: str) -> Reason:
    remedy = f"raise max_position_weight, or add targets of class {asset_class}"
    return Reason(ReasonCode.INFEASIBLE_CONCENTRATION, f"{problem}: {remedy}.")


def _too_much_cash(weight: Decimal, cap: Decimal) -> Reason:
    return Reason(
        ReasonCode.INFEASIBLE_CONCENTRATION,
        f"Cash would be {percent_text(weight)}, above its class cap of {percent_text(cap)}: "
        "raise the cap, or the targets of other classes.",
    )
