"""How taxes have changed a plan, symbol by symbol: what each change saves, and what drift it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_lot import EXACT
from trimtab.domain.tax_preview import DeviationKind, TaxDeviation
from trimtab.domain.trade import Side
from trimtab.planning.explain import explain_symbols
from trimtab.planning.tax_aware.forecast import Forecast, Realised, tax_of
from trimtab.planning.tax_aware.ground import Ground

_TRADED_FOR_TAXES: Final = {
    ReasonCode.HARVEST: DeviationKind.HARVESTED,
    ReasonCode.SUBSTITUTION: DeviationKind.SUBSTITUTED,
    ReasonCode.RETURN_TO_PRIMARY: DeviationKind.SUBSTITUTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan and what it would realise."""

    plan: Plan
    foreseen: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cause:
    """Why a trade differs, and until when."""

    kind: DeviationKind
    reason: Reason
    until: date | None = None


def list_deviations(
    ground: Ground, request: PlanRequest, planned: Outcome, plain: Outcome
) -> tuple[TaxDeviation, ...]:
    """List every symbol whose trade differs from the plain plan's, in symbol order.

    A change saves what the year's tax would be higher if this one trade were the plain plan's.
    """
    new, old = _quantities(planned.plan), _quantities(plain.plan)
    changed = sorted(s for s in new.keys() | old.keys() if new.get(s, ZERO) != old.get(s, ZERO))
    drifts = {row.key: row.drift for row in planned.plan.drift_after.rows}
    causes = _causes(request, planned.plan, new, old) if changed else {}
    return tuple(
        TaxDeviation(
            symbol=symbol,
            kind=causes[symbol].kind,
            plain_quantity=old.get(symbol, ZERO),
            planned_quantity=new.get(symbol, ZERO),
            saves=_saving(ground, planned.foreseen, plain.foreseen, symbol),
            drift_left=drifts.get(symbol, ZERO),
            reason=causes[symbol].reason,
            wait_until=causes[symbol].until,
        )
        for symbol in changed
    )


def _quantities(plan: Plan) -> dict[str, Decimal]:
    return {t.symbol: t.quantity if t.side is Side.BUY else -t.quantity for t in plan.trades}


def _causes(
    request: PlanRequest, plan: Plan, new: Mapping[str, Decimal], old: Mapping[str, Decimal]
) -> dict[str, _Cause]:
    limits = {limit.symbol: limit for limit in request.sell_limits}
    bars = {bar.symbol: bar for bar in request.buy_bars}
    trades = {trade.symbol: trade for trade in plan.trades}
    told = explain_symbols(plan)
    causes: dict[str, _Cause] = {}
    for symbol in new.keys() | old.keys():
        before, after = old.get(symbol, ZERO), new.get(symbol, ZERO)
        trade, limit, bar = trades.get(symbol), limits.get(symbol), bars.get(symbol)
        if symbol in request.edited:
            causes[symbol] = _Cause(kind=DeviationKind.ADJUSTED, reason=told[symbol])
        elif trade and trade.reason.code in _TRADED_FOR_TAXES:
            causes[symbol] = _Cause(kind=_TRADED_FOR_TAXES[trade.reason.code], reason=trade.reason)
        elif limit and before < after <= 0:
            kind = DeviationKind.REDUCED if after else DeviationKind.DEFERRED
            causes[symbol] = _Cause(kind=kind, reason=limit.reason, until=limit.until)
        elif bar and before > 0 >= after:
            causes[symbol] = _Cause(kind=DeviationKind.NOT_BOUGHT, reason=bar.reason, until=bar.until)
        else:
            causes[symbol] = _Cause(kind=DeviationKind.ADJUSTED, reason=told.get(symbol, plan.finding))
    return causes


def _saving(ground: Ground, planned: Forecast, plain: Forecast, symbol: str) -> Decimal:
    total, mine, other = planned.total, planned.of(symbol), plain.of(symbol)
    supposed = Realised(
        short_term=EXACT.add(total.short_term, EXACT.subtract(other.short_term, mine.short_term)),
        long_term=EXACT.add(total.long_term, EXACT.subtract(other.long_term, mine.long_term)),
    )
    return EXACT.subtract(tax_of(ground, supposed), tax_of(ground, total))
