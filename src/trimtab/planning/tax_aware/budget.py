"""The year's limit on net realised gains: sales with the least gain for their value are granted first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.money import SHARE_DUST, ZERO, round_down, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, PlanRequest, SellLimit
from trimtab.domain.tax_lot import EXACT
from trimtab.domain.tax_preview import LotUse, SaleTax
from trimtab.domain.trade import Side
from trimtab.planning.tax_aware.directives import bar_purchases, limit_sales
from trimtab.planning.tax_aware.forecast import Forecast
from trimtab.planning.tax_aware.ground import FREE_AFTER, Ground, exits_of
from trimtab.planning.tax_aware.limits import shares_text


def realised_by(ground: Ground, foreseen: Forecast) -> Decimal:
    """Add up the year's net gain with the plan in it: what the owner's limits are about, in US dollars."""
    year = ground.position.year
    return EXACT.add(EXACT.add(year.short_term, year.long_term), foreseen.total.net)


def within_cap(ground: Ground, request: PlanRequest, plan: Plan, foreseen: Forecast) -> PlanRequest:
    """Limit sales so that the year's net gain stays within its cap, as far as it is not above already.

    Exits come first and are not limited, losses make room, and what is bought must not take them away; of the
    other sales the last one is granted in part.
    Where lots do not show what takes the gain above the cap, all sales with a gain have to wait.
    """
    cap = ground.config.gain_cap
    if cap is None or realised_by(ground, foreseen) <= cap:
        return request
    exits = exits_of(plan, request)
    gains = {symbol: realised.net for symbol, realised in foreseen.by_symbol.items()}
    takers = [trade.symbol for trade in plan.of_side(Side.BUY) if gains.get(trade.symbol, ZERO) > 0]
    if takers:
        return bar_purchases(request, (_cap_bar(ground, symbol, cap) for symbol in takers))
    limited = [
        sale for sale in foreseen.sales if gains.get(sale.symbol, ZERO) > 0 and sale.symbol not in exits
    ]
    wanted = sum((gains[sale.symbol] for sale in limited), ZERO)
    room = cap - (realised_by(ground, foreseen) - wanted)
    ranked = sorted(limited, key=lambda sale: (gains[sale.symbol] / sale.proceeds, sale.symbol))
    limited_by_lots = limit_sales(request, _grants(ranked, room, cap))
    if limited_by_lots != request:
        return limited_by_lots
    return limit_sales(request, (_cap_limit(sale, ZERO, cap) for sale in ranked))


def _grants(sales: Iterable[SaleTax], room: Decimal, cap: Decimal) -> Iterator[SellLimit]:
    for sale in sales:
        quantity, gain = _granted(_counted(sale), room)
        room -= gain
        if quantity < sale.quantity:
            yield _cap_limit(sale, quantity, cap)


def _cap_bar(ground: Ground, symbol: str, cap: Decimal) -> BuyBar:
    """Bar a purchase that takes losses of the plan's own sales away."""
    text = (
        f"Buying {symbol} now would take losses away, and the year's net gain above its limit of "
        f"{to_text(cap)} US dollars."
    )
    reason = Reason(ReasonCode.GAIN_BUDGET_CAP, text)
    return BuyBar(symbol=symbol, reason=reason, until=ground.day + FREE_AFTER)


def _cap_limit(sale: SaleTax, quantity: Decimal, cap: Decimal) -> SellLimit:
    text = (
        f"Selling {shares_text(quantity, sale.symbol)} now would take the year's net gain above its limit of "
        f"{to_text(cap)} US dollars."
    )
    reason = Reason(ReasonCode.GAIN_BUDGET_CAP, text)
    return SellLimit(symbol=sale.symbol, quantity=quantity, reason=reason)


def _counted(sale: SaleTax) -> Iterator[LotUse]:
    """Count no loss of a sale that loses some to a wash sale: which ones would depend on its size."""
    for use in sale.uses:
        yield replace(use, gain=max(use.gain, ZERO)) if sale.disallowed else use


def _granted(uses: Iterable[LotUse], room: Decimal) -> tuple[Decimal, Decimal]:
    """Tell how many shares can be sold, lot by lot, before their gain exceeds the room, and that gain.

    Where there is no room left, what comes before is sold as far as it is a loss.
    """
    quantity = gain = ZERO
    for use in uses:
        part, left = use.quantity, max(room, ZERO) - gain
        if use.gain > left:
            part = round_down(use.quantity * left / use.gain, SHARE_DUST)
        quantity += part
        gain = EXACT.add(gain, EXACT.divide(EXACT.multiply(use.gain, part), use.quantity))
        if part < use.quantity:
            break
    return quantity, gain
