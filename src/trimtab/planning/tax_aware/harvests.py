"""Losses to harvest: which, how many shares, and what takes their place meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, PlanRequest, Swap
from trimtab.domain.tax_lot import EXACT, Term
from trimtab.domain.tax_preview import HarvestCandidate, HarvestStatus, SaleTax
from trimtab.domain.trade import Side
from trimtab.planning.costs import estimate_costs_of
from trimtab.planning.tax_aware.directives import add_swaps, bar_purchases
from trimtab.planning.tax_aware.ground import FREE_AFTER, Ground, exits_of
from trimtab.planning.tax_aware.pairs import Bench, choose_growers, grower, pair_up
from trimtab.tax.harvest import find_harvests
from trimtab.tax.sales import tax_of_sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Shares of a symbol to be sold beside what the plan sells of it, and for what; None for cash."""

    symbol: str
    quantity: Decimal
    substitute: str | None


def list_harvests(ground: Ground, bench: Bench, request: PlanRequest) -> tuple[HarvestCandidate, ...]:
    """Judge every loss there is; what is in dispute is left out."""
    barred = {bar.symbol for bar in request.buy_bars}
    return tuple(
        found
        for found in find_harvests(
            ground.position,
            ground.prices,
            ground.config,
            ground.day,
            lambda symbol, quantity: _cost(ground, symbol, quantity),
            usable=lambda other: bench.may_be_bought(other, barred),
        )
        if found.symbol in ground.uses
    )


def choose_harvests(
    bench: Bench, request: PlanRequest, plan: Plan, candidates: tuple[HarvestCandidate, ...]
) -> PlanRequest:
    """Have the losses sold that can be reached, the most valuable first, on top of what the plan sells.

    Each goes to a substitute of its own; without one, a symbol above its target goes down to it.
    """
    if not bench.ground.config.harvest_losses or bench.ground.config.sells_nothing:
        return request
    total = plan.drift.total_value
    excess = {row.key: row.market_value - row.target_weight * total for row in plan.drift.rows}
    taken = [found for found in candidates if found.status is HarvestStatus.TAKEN]
    for found in sorted(taken, key=lambda found: (-found.benefit, found.symbol)):
        harvest = _harvest(bench, request, plan, found)
        if harvest and harvest.substitute:
            request = _swapped(bench, request, harvest)
        elif harvest and _pays_inside(bench.ground, harvest.symbol, excess[harvest.symbol]):
            request = replace(request, harvest=tuple(sorted({*request.harvest, harvest.symbol})))
    return request


def bars_after_loss(ground: Ground, symbol: str, request: PlanRequest) -> Iterator[BuyBar]:
    """Bar the purchase of all that is identical to what a plan sells at a loss."""
    known = {target.symbol for target in request.policy.targets.enabled}
    known |= {pair.substitute for pair in request.substitutions}
    known |= {held.symbol for held in request.snapshot.holdings}
    until = ground.day + FREE_AFTER
    for other in sorted(ground.identical_to(symbol) & known):
        text = f"{other} is not bought before {until}: a loss on {symbol} would no longer count."
        yield BuyBar(symbol=other, reason=Reason(ReasonCode.WASH_SALE_WINDOW, text), until=until)


def _harvest(bench: Bench, request: PlanRequest, plan: Plan, found: HarvestCandidate) -> Harvest | None:
    """Tell what is left to be sold of a loss, or None where something forbids it."""
    symbol, ground = found.symbol, bench.ground
    busy = {name for swap in request.swaps for name in (swap.sold, swap.bought)}
    limit = next((each.quantity for each in request.sell_limits if each.symbol == symbol), None)
    held, member = ground.request.snapshot.holding(symbol), bench.members.get(symbol)
    is_reachable = found.quantity <= held.available_quantity and (limit is None or found.quantity <= limit)
    is_free = symbol in bench.targets and symbol not in busy | exits_of(plan, request)
    if not is_reachable or not is_free or member is None or member.no_sell is not None:
        return None
    planned = {trade.symbol: trade.quantity for trade in plan.of_side(Side.SELL)}
    rest = ground.in_steps(symbol, found.quantity - planned.get(symbol, ZERO))
    if rest <= 0:
        return None
    barred = busy | {bar.symbol for bar in request.buy_bars}
    substitute = grower(bench, symbol, barred) if _fits(ground, symbol, rest) else None
    usable = substitute if substitute and _fits_substitute(bench, substitute, symbol, rest) else None
    return Harvest(symbol=symbol, quantity=rest, substitute=usable)


def _swapped(bench: Bench, request: PlanRequest, harvest: Harvest) -> PlanRequest:
    """Sell for the substitute, close the symbol, and let the two count together from now on."""
    swap = Swap(sold=harvest.symbol, bought=harvest.substitute or "", quantity=harvest.quantity)
    swapped = add_swaps(request, (swap,))
    barred = bar_purchases(swapped, bars_after_loss(bench.ground, harvest.symbol, request))
    return pair_again(bench, barred)


def pair_again(bench: Bench, request: PlanRequest) -> PlanRequest:
    """Let targets and substitutes count together, given what must not be bought and what is harvested."""
    barred = {bar.symbol for bar in request.buy_bars}
    harvested = {swap.sold: swap.bought for swap in request.swaps if swap.sold in bench.targets}
    closed = choose_growers(bench, barred, barred) | harvested
    return replace(request, substitutions=pair_up(bench, closed))


def _pays_inside(ground: Ground, symbol: str, excess: Decimal) -> bool:
    """Tell whether going down to the target realises a loss that is worth it by itself."""
    quantity = ground.in_steps(symbol, excess / ground.prices[symbol])
    if quantity <= 0 or not _fits(ground, symbol, quantity):
        return False
    sale = tax_of_sale(ground.position, ground.sale(symbol, quantity))
    return is_worth_it(ground, sale, _cost(ground, symbol, quantity))


def is_worth_it(ground: Ground, sale: SaleTax, cost: Decimal) -> bool:
    """Tell whether a sale's loss reaches both thresholds after costs and saves more than it costs."""
    config, gain = ground.config, EXACT.add(sale.short_term, sale.long_term)
    basis = EXACT.subtract(sale.proceeds, gain)
    least = max(config.harvest_minimum, EXACT.multiply(basis, config.harvest_minimum_part))
    has_short_gain = any(use.term is Term.SHORT and use.gain > 0 for use in sale.uses)
    is_spared = config.spares_short_term_gains and has_short_gain
    return not is_spared and -gain - cost >= least and -sale.tax_now > cost


def _fits(ground: Ground, symbol: str, quantity: Decimal) -> bool:
    return quantity * ground.prices[symbol] >= ground.request.least_trade(symbol)


def _fits_substitute(bench: Bench, substitute: str, symbol: str, quantity: Decimal) -> bool:
    """Tell whether so much of a substitute can be bought: a whole unit, its minimum, and within its cap."""
    ground, policy = bench.ground, bench.ground.request.policy
    value, constraints = quantity * ground.prices[symbol], policy.constraints
    snapshot, given = ground.request.snapshot, policy.asset_classes
    is_same_class = snapshot.asset_class(substitute, given) == snapshot.asset_class(symbol, given)
    weight = bench.held.get(substitute, ZERO) + value / snapshot.total_value
    cap = constraints.max_position_weight
    is_within = (cap is None or weight <= cap) and (is_same_class or not constraints.class_caps)
    return is_within and ground.can_buy_for(substitute, value)


def _cost(ground: Ground, symbol: str, quantity: Decimal) -> Decimal:
    """Estimate what one trade costs."""
    known = ground.request.snapshot.instrument(symbol)
    if known is None:
        return ZERO
    value = quantity * ground.prices[symbol]
    return estimate_costs_of(quantity, value, known, ground.request.policy.costs).total
