"""Who stands in for whom: what a target and its substitutes hold counts together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.money import ZERO, round_down
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.tax_lot import Term
from trimtab.planning.caps import WEIGHT_STEP
from trimtab.planning.tax_aware.ground import Ground
from trimtab.planning.universe import Member, find_universe
from trimtab.tax.substitutes import substitutes_of
from trimtab.tax.wash_windows import loss_sales_free_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Every target with the substitutes it may have, best first, and what the universe says of them all.

    `held` are the weights of all that is held, fractions of the portfolio's value.
    """

    ground: Ground
    substitutes: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, Decimal]
    members: Mapping[str, Member]
    held: Mapping[str, Decimal]

    def may_be_bought(self, symbol: str, barred: Collection[str]) -> bool:
        """Tell whether a substitute may be bought in full now."""
        member = self.members.get(symbol)
        return bool(member and member.is_target and member.no_buy is None and symbol not in barred)


def seat_substitutes(ground: Ground) -> Bench:
    """Look up who may stand in for the targets; what has a target of its own never does."""
    request = ground.request
    targets = {t.symbol: t.weight for t in request.policy.targets.enabled if t.weight > 0}
    named = {target.symbol for target in request.policy.targets.enabled}
    substitutes = {
        symbol: tuple(other for other in substitutes_of(ground.config, symbol) if other not in named)
        for symbol in sorted(targets)
    }
    values = request.snapshot.market_values
    total = sum(values.values(), ZERO)
    return Bench(
        ground=ground,
        substitutes={symbol: others for symbol, others in substitutes.items() if others},
        targets=targets,
        members=_members(request, substitutes),
        held={key: value / total for key, value in values.items()} if total > 0 else {},
    )


def pair_up(bench: Bench, closed: Mapping[str, str | None]) -> tuple[Substitution, ...]:
    """Let substitutes count for what they hold of a target, and for what a closed target lacks.

    `closed` are targets that must not be bought now, each with the substitute that grows in its place.
    """
    left = {symbol: max(weight, ZERO) for symbol, weight in bench.held.items()}
    pairs: list[Substitution] = []
    for symbol, others in bench.substitutes.items():
        parts = _held_parts(bench.targets[symbol], others, left)
        grower = closed.get(symbol)
        if grower:
            lacking = bench.targets[symbol] - bench.held.get(symbol, ZERO) - sum(parts.values(), ZERO)
            growth = round_down(max(lacking, ZERO), WEIGHT_STEP)
            parts[grower] = parts.get(grower, ZERO) + growth
        pairs += [Substitution(symbol=symbol, substitute=s, weight=parts[s]) for s in others if s in parts]
    return tuple(pairs)


def choose_growers(bench: Bench, closed: Collection[str], barred: Collection[str]) -> dict[str, str | None]:
    """Choose what is bought in the place of each target that must not be: the one held, or the best."""
    return {symbol: grower(bench, symbol, barred) for symbol in bench.substitutes if symbol in closed}


def grower(bench: Bench, symbol: str, barred: Collection[str]) -> str | None:
    """Choose what is bought in the place of a target, or None."""
    usable = [other for other in bench.substitutes.get(symbol, ()) if bench.may_be_bought(other, barred)]
    return next((other for other in usable if bench.held.get(other)), next(iter(usable), None))


def find_returns(bench: Bench, pairs: tuple[Substitution, ...], barred: Collection[str]) -> Iterator[Swap]:
    """Find substitutes that can make room: sold without a short-term gain or a loss that does not count."""
    if bench.ground.config.sells_nothing:
        return
    busy: set[str] = set()
    for pair in pairs:
        is_single = sum(other.substitute == pair.substitute for other in pairs) == 1
        if is_single and not busy & {pair.symbol, pair.substitute} and _may_return(bench, pair, barred):
            busy |= {pair.symbol, pair.substitute}
            held = bench.ground.request.snapshot.holding(pair.substitute).quantity
            yield Swap(sold=pair.substitute, bought=pair.symbol, quantity=held)


def _members(request: PlanRequest, substitutes: Mapping[str, tuple[str, ...]]) -> dict[str, Member]:
    supposed = tuple(
        Substitution(symbol=symbol, substitute=other, weight=ZERO)
        for symbol, others in substitutes.items()
        for other in others
    )
    universe = find_universe(replace(request, substitutions=supposed))
    return {member.symbol: member for member in universe.members}


def _held_parts(target: Decimal, others: tuple[str, ...], left: dict[str, Decimal]) -> dict[str, Decimal]:
    """Share a target out among the substitutes that are held, as far as no other target has used them up."""
    parts: dict[str, Decimal] = {}
    for other in others:
        part = round_down(min(left.get(other, ZERO), target - sum(parts.values(), ZERO)), WEIGHT_STEP)
        if part > 0:
            parts[other] = part
            left[other] -= part
    return parts


def _may_return(bench: Bench, pair: Substitution, barred: Collection[str]) -> bool:
    ground, held = bench.ground, bench.ground.request.snapshot.holding(pair.substitute)
    value = held.quantity * ground.prices.get(pair.substitute, ZERO)
    is_free = held.quantity > 0 and held.available_quantity == held.quantity
    return (
        is_free
        and value >= ground.request.least_trade(pair.substitute)
        and ground.can_buy_for(pair.symbol, value)
        and bench.may_be_bought(pair.symbol, barred)
        and bench.members[pair.substitute].no_sell is None
        and pair.substitute not in ground.uncovered
        and not _costs_taxes(ground, pair.substitute)
    )


def _costs_taxes(ground: Ground, symbol: str) -> bool:
    """Tell whether to sell all of a symbol realises a short-term gain, or a loss that may not count."""
    uses = ground.uses.get(symbol, ())
    if any(use.term is Term.SHORT and use.gain > 0 for use in uses):
        return True
    has_losses = ground.config.avoid_wash_sales and any(use.gain < 0 for use in uses)
    return has_losses and loss_sales_free_on(ground.position, symbol, ground.day) is not None
