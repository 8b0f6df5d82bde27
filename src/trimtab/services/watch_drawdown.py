"""Watch how far a portfolio has fallen from its peak, and let it only be reduced where that is too far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import Activity, is_since
from trimtab.domain.equity import EquityPeak
from trimtab.domain.errors import UnavailableError
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.execution.drawdown import counted_flows, find_drawdown_breach, new_flow, raise_peak
from trimtab.execution.flows import money_flows, transferred_symbols
from trimtab.ports import Brokerage, Services
from trimtab.services.start_run import place_of
from trimtab.services.tell_switch import tell_turn

GUARD: Final = "drawdown-guard"
"""Who turns the switch, as it is told."""

OVERLAP: Final = timedelta(days=14)
"""How far before the last look activities are read again, for what the broker reports late or takes back."""

MOST_TRIES: Final = 3
"""How often a peak may be met that others have just changed."""


def watch_drawdown(
    portfolio: PortfolioRef, snapshot: Snapshot, policy: Policy, services: Services
) -> Reason | None:
    """Raise the peak, and turn the portfolio's switch to REDUCE_ONLY when the fall passes the policy's limit.

    Returns the breach. Only an ACTIVE switch is turned, so nothing is loosened or repeated; back to ACTIVE
    leads `set_trading_mode` alone, and the peak begins anew then, for the switch has another epoch. A value
    without every price is not judged, and that is said in the log. Raises
    UnavailableError when broker or store do not answer.
    """
    limit, place = policy.limits.max_drawdown, place_of(portfolio, snapshot)
    if limit is None:
        return None
    if snapshot.unpriced_symbols:
        _say_unjudged(portfolio, snapshot, services)
        return None
    switch = services.trading.of(TradingScope.PORTFOLIO, place)
    if switch.mode is not TradingMode.ACTIVE:
        return None
    peak = _keep_peak(place, switch.epoch, snapshot, services)
    breach = find_drawdown_breach(peak, snapshot.total_value, limit)
    if breach:
        _reduce(place, switch.epoch, breach, services)
    return breach


def _say_unjudged(owner: PortfolioRef, snapshot: Snapshot, services: Services) -> None:
    services.log.write(
        LogLevel.WARNING,
        "drawdown not judged",
        uid=owner.uid,
        portfolio_id=owner.portfolio_id,
        detail=f"There is no price for {', '.join(snapshot.unpriced_symbols)}.",
    )


def _reduce(place: TradingPlace, epoch: int, breach: Reason, services: Services) -> None:
    state = TradingState(
        mode=TradingMode.REDUCE_ONLY,
        reason=breach.text,
        epoch=epoch + 1,
        updated_by=GUARD,
        updated_at=services.clock.now(),
    )
    if services.trading.set_next(state, TradingScope.PORTFOLIO, place):
        owner = place.portfolio
        services.log.write(
            LogLevel.WARNING,
            "drawdown limit passed",
            uid=owner.uid,
            portfolio_id=owner.portfolio_id,
            detail=breach.text,
        )
        tell_turn(state, TradingScope.PORTFOLIO, place, services)


def _keep_peak(place: TradingPlace, epoch: int, snapshot: Snapshot, services: Services) -> EquityPeak:
    broker = services.brokers.of(place.portfolio.uid)
    for _ in range(MOST_TRIES):
        record = services.equity_peaks.load(place.portfolio)
        counts = record and (record.peak.account_key, record.peak.epoch) == (place.account_key, epoch)
        if record and counts:
            peak = _read_on(record.peak, snapshot, broker)
        else:
            peak = _begin(place, epoch, snapshot, broker)
        is_known = record is not None and record.peak == peak
        if is_known or services.equity_peaks.save(place.portfolio, record, peak):
            return peak
    text = "The portfolio is being checked by others; check again."
    raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text)


def _begin(place: TradingPlace, epoch: int, snapshot: Snapshot, broker: Brokerage) -> EquityPeak:
    """Take the value of now as the peak; what was paid in and out before is in it."""
    today = snapshot.as_of.astimezone(UTC).date()
    activities = broker.activities(today - OVERLAP)
    return EquityPeak(
        account_key=place.account_key,
        epoch=epoch,
        value=snapshot.total_value,
        at=snapshot.as_of,
        read_on=today,
        flows=money_flows(activities, _prices(activities, broker)),
    )


def _read_on(peak: EquityPeak, snapshot: Snapshot, broker: Brokerage) -> EquityPeak:
    """Bring a peak up to date with the money that came and went since, and with the value of now."""
    activities = broker.activities(peak.read_on - OVERLAP)
    prices = _prices(activities, broker)
    listed = money_flows(activities, prices)
    raised = raise_peak(peak, snapshot.total_value, new_flow(peak, listed), snapshot.as_of)
    today = max(peak.read_on, snapshot.as_of.astimezone(UTC).date())
    recent = money_flows([each for each in activities if is_since(each, today - OVERLAP)], prices)
    return replace(raised, read_on=today, flows=counted_flows(peak, recent))


def _prices(activities: Sequence[Activity], broker: Brokerage) -> dict[str, Decimal]:
    """Price shares that were transferred; those that have left are in no snapshot any more."""
    symbols = transferred_symbols(activities)
    quotes = broker.quotes(symbols) if symbols else {}
    return {symbol: quote.price for symbol, quote in quotes.items()}
