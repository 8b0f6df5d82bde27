"""No trade of a plan causes a wash sale: purchases that would are barred, sales stop before the loss."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, PlanRequest, SellLimit
from trimtab.domain.trade import Side
from trimtab.planning.tax_aware.directives import bar_purchases, limit_sales
from trimtab.planning.tax_aware.forecast import Forecast
from trimtab.planning.tax_aware.ground import FREE_AFTER, Ground, exits_of
from trimtab.planning.tax_aware.harvests import bars_after_loss
from trimtab.planning.tax_aware.limits import wash_limit
from trimtab.tax.wash_windows import buys_free_on, loss_sales_free_on


def closed_purchases(ground: Ground, symbols: Collection[str]) -> Iterator[BuyBar]:
    """Bar what was sold at a loss, or is identical to it, until its 30 days are over."""
    if not ground.config.avoid_wash_sales or not ground.position.state.open_losses:
        return
    for symbol in sorted(symbols):
        free_on = buys_free_on(ground.position, symbol, ground.day)
        if free_on:
            text = f"{symbol} is not bought before {free_on}: a loss that was realised would no longer count."
            reason = Reason(ReasonCode.WASH_SALE_WINDOW, text)
            yield BuyBar(symbol=symbol, reason=reason, until=free_on)


def without_washes(ground: Ground, request: PlanRequest, plan: Plan, foreseen: Forecast) -> PlanRequest:
    """Bar and limit what would make a loss of the plan, or of the last 30 days, not count."""
    if not ground.config.avoid_wash_sales:
        return request
    barred = bar_purchases(request, _bars(ground, request, plan, foreseen))
    return limit_sales(barred, _limits(ground, request, plan, foreseen))


def _bars(ground: Ground, request: PlanRequest, plan: Plan, foreseen: Forecast) -> Iterator[BuyBar]:
    """Bar the plan's purchases of what it sells at a loss itself."""
    bought = {trade.symbol for trade in plan.of_side(Side.BUY)}
    for sale in foreseen.sales:
        is_loss = any(use.gain < 0 for use in sale.uses)
        if is_loss and bought & ground.identical_to(sale.symbol):
            yield from bars_after_loss(ground, sale.symbol, request)


def _limits(ground: Ground, request: PlanRequest, plan: Plan, foreseen: Forecast) -> Iterator[SellLimit]:
    """Stop sales before the first loss that an earlier purchase takes; exits go on."""
    exits = exits_of(plan, request) if foreseen.washed else frozenset[str]()
    for washed in foreseen.washed:
        if washed.symbol not in exits:
            free_on = loss_sales_free_on(ground.position, washed.symbol, ground.day)
            usual = washed.wash_sale.bought + FREE_AFTER
            yield wash_limit(washed.symbol, washed.before, free_on or usual)
