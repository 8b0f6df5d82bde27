"""Write into a request what taxes ask of its plan; what is asked more than once holds as its narrowest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trimtab.domain.request import BuyBar, PlanRequest, SellLimit, Swap


def bare(request: PlanRequest) -> PlanRequest:
    """Return the request as the owner asks it."""
    return replace(request, harvest=(), sell_limits=(), buy_bars=(), substitutions=(), swaps=(), aims=None)


def limit_sales(request: PlanRequest, limits: Iterable[SellLimit]) -> PlanRequest:
    """Add limits; of two for a symbol the smaller holds, of two alike the one that was there first."""
    held = {limit.symbol: limit for limit in request.sell_limits}
    for limit in limits:
        known = held.get(limit.symbol)
        if known is None or limit.quantity < known.quantity:
            held[limit.symbol] = limit
    return replace(request, sell_limits=tuple(held[symbol] for symbol in sorted(held)))


def bar_purchases(request: PlanRequest, bars: Iterable[BuyBar]) -> PlanRequest:
    """Add bars; of two for a symbol the one that was there first holds."""
    held = {bar.symbol: bar for bar in bars} | {bar.symbol: bar for bar in request.buy_bars}
    return replace(request, buy_bars=tuple(held[symbol] for symbol in sorted(held)))


def add_swaps(request: PlanRequest, swaps: Iterable[Swap]) -> PlanRequest:
    """Add swaps, in order of the symbols they sell."""
    both = (*request.swaps, *swaps)
    return replace(request, swaps=tuple(sorted(both, key=lambda swap: swap.sold)))


def drop_swaps(request: PlanRequest, sold: Iterable[str]) -> PlanRequest:
    """Take swaps out again by the symbols they sell."""
    dropped = set(sold)
    return replace(request, swaps=tuple(swap for swap in request.swaps if swap.sold not in dropped))
