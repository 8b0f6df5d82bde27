"""Whether volatility or correlation has changed: the last window against the one just before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, to_text
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import (
    ChangeMeasure,
    CorrelationTrigger,
    TriggerSettings,
    VolatilityTrigger,
)
from trimtab.drift.words import percent_text, points_text
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.realised import (
    Returns,
    common_days,
    correlation,
    difference,
    log_returns,
    mixed_returns,
    relative_difference,
    volatility,
)
from trimtab.triggers.sessions import on_or_before


@dataclass(frozen=True, slots=True)
class _Windows:
    before: dict[str, Returns]
    now: dict[str, Returns]


@dataclass(frozen=True, slots=True)
class _Change:
    name: str
    before: Decimal
    now: Decimal
    measure: ChangeMeasure

    @property
    def size(self) -> Decimal:
        """The change, in points or as a part of what was before."""
        measure = difference if self.measure is ChangeMeasure.ABSOLUTE else relative_difference
        return measure(self.before, self.now)


def bars_needed(settings: TriggerSettings) -> int:
    """Tell how many closes of each symbol the rules ask for; zero when they ask for none."""
    asking = (
        each for each in settings.conditions if isinstance(each, VolatilityTrigger | CorrelationTrigger)
    )
    return max((2 * each.look_back + 1 for each in asking), default=0)


def symbols_named(settings: TriggerSettings) -> set[str]:
    """Name the symbols that rules look at whether they are held or not."""
    named: set[str] = set()
    for each in settings.conditions:
        if isinstance(each, VolatilityTrigger) and each.symbol:
            named.add(each.symbol)
        if isinstance(each, CorrelationTrigger):
            named.update(each.symbols)
    return named


def find_volatility_change(trigger: VolatilityTrigger, occasion: Occasion) -> Finding:
    """Fire when volatility has changed by more than the rule allows, up or down."""
    weights = _weights(occasion)
    symbols = (trigger.symbol,) if trigger.symbol else tuple(weights)
    windows = _windows(symbols, trigger.look_back, occasion)
    if isinstance(windows, Finding):
        return windows
    mix = {trigger.symbol: Decimal(1)} if trigger.symbol else weights
    figures = [volatility(mixed_returns(each, mix)) for each in (windows.before, windows.now)]
    change = _Change(trigger.symbol or "the portfolio", figures[0], figures[1], trigger.measure)
    before, now = (percent_text(figure) for figure in figures)
    text = (
        f"The volatility of {change.name} over {trigger.look_back} sessions was {before} a year, now {now}: "
    )
    if change.size > trigger.change:
        return fired(ReasonCode.VOLATILITY_CHANGED, text + _size_text(change, trigger.change))
    return not_fired(ReasonCode.VOLATILITY_STEADY, text + _size_text(change, trigger.change))


def find_correlation_change(trigger: CorrelationTrigger, occasion: Occasion) -> Finding:
    """Fire when the correlation of the pair that has changed most has changed by more than is allowed."""
    symbols = trigger.symbols or tuple(_weights(occasion))
    windows = _windows(symbols, trigger.look_back, occasion)
    if isinstance(windows, Finding):
        return windows
    change = max(_changes(windows, symbols, trigger.measure), key=lambda each: each.size, default=None)
    if change is None:
        return not_fired(ReasonCode.HISTORY_TOO_SHORT, _still_text(windows))
    before, now = (to_text(figure.quantize(CENT)) for figure in (change.before, change.now))
    text = f"The correlation of {change.name} over {trigger.look_back} sessions was {before}, now {now}: "
    if change.size > trigger.change:
        return fired(ReasonCode.CORRELATION_CHANGED, text + _size_text(change, trigger.change))
    return not_fired(ReasonCode.CORRELATION_STEADY, text + _size_text(change, trigger.change))


def _weights(occasion: Occasion) -> dict[str, Decimal]:
    """Return the weights of what is held; cash does not move."""
    rows = (row for row in occasion.drift.rows if row.key != CASH and row.actual_weight)
    return {row.key: row.actual_weight for row in rows}


def _windows(symbols: Sequence[str], look_back: int, occasion: Occasion) -> _Windows | Finding:
    """Cut the returns of two windows, one just after the other, the second up to the session before today."""
    days, needed = common_days(occasion.bars, symbols, occasion.session.day), 2 * look_back + 1
    own = {symbol: common_days(occasion.bars, (symbol,), occasion.session.day) for symbol in symbols}
    if len(days) < needed:
        short = [symbol for symbol in symbols if len(own[symbol]) < needed]
        text = (
            f"{len(days)} common closes are known of {', '.join(symbols) or 'nothing'}; {needed} are needed."
        )
        short_text = f" Too few are known of {', '.join(short)}." if short and len(symbols) > 1 else ""
        return not_fired(ReasonCode.HISTORY_TOO_SHORT, text + short_text)
    last = on_or_before(occasion.calendar, occasion.session.day - timedelta(days=1)).day
    if days[-1] != last:
        without = ", ".join(symbol for symbol in symbols if last not in own[symbol])
        text = f"The last common closes are of {days[-1]}, not of the session of {last}: {without} has none."
        return not_fired(ReasonCode.PRICE_STALE, text)
    returns = {symbol: log_returns(occasion.bars[symbol], days[-needed:]) for symbol in symbols}
    return _Windows(
        before={symbol: each[:look_back] for symbol, each in returns.items()},
        now={symbol: each[look_back:] for symbol, each in returns.items()},
    )


def _still_text(windows: _Windows) -> str:
    still = [
        symbol
        for symbol, before in windows.before.items()
        if not volatility(before) or not volatility(windows.now[symbol])
    ]
    names = f": {', '.join(still)} stood still in a window" if still else ""
    return f"There are no two prices that have both moved, so there is no correlation{names}."


def _changes(windows: _Windows, symbols: Sequence[str], measure: ChangeMeasure) -> Iterable[_Change]:
    for one, other in combinations(symbols, 2):
        before = correlation(windows.before[one], windows.before[other])
        now = correlation(windows.now[one], windows.now[other])
        if before is not None and now is not None:
            yield _Change(f"{one} and {other}", before, now, measure)


def _size_text(change: _Change, allowed: Decimal) -> str:
    if not change.size.is_finite():
        return "a change from nothing."
    if change.measure is ChangeMeasure.RELATIVE:
        return f"a change of {percent_text(change.size)}; more than {percent_text(allowed)} is needed."
    return f"a change of {points_text(change.size)}; more than {points_text(allowed)} is needed."
