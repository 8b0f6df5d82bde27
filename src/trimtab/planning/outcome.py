"""A plan's outcome, as the rules look at it, and how a rule's result is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftReport
from trimtab.domain.money import CENT, ZERO, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import RuleResult, Severity
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade
from trimtab.planning.lines import Lines
from trimtab.planning.sizing import minimum_trade
from trimtab.planning.universe import Universe

_TOO_SMALL: Final = frozenset({ReasonCode.BELOW_ONE_SHARE, ReasonCode.BELOW_MINIMUM_TRADE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan's lines and the portfolio they lead to, with values in base currency and lines by symbol.

    Weights are of the value before the trades: costs make the rest heavier, which no trade can help.
    """

    request: PlanRequest
    universe: Universe
    lines: Lines
    after: Snapshot
    drift_after: DriftReport
    total: Decimal
    values_before: Mapping[str, Decimal]
    values_after: Mapping[str, Decimal]
    traded: Mapping[str, Trade]
    too_small: frozenset[str]
    """Symbols that are left alone because the trade would be too small."""

    @property
    def before(self) -> Snapshot:
        """The portfolio before any trade."""
        return self.request.snapshot

    def allowance(self, symbols: Iterable[str]) -> Decimal:
        """Tell how much value of some symbols rounding may leave over: what is too small to be traded."""
        return sum((self._allowance(symbol) for symbol in symbols), ZERO)

    def _allowance(self, symbol: str) -> Decimal:
        unit, price = self.before.instrument(symbol), self.before.base_price(symbol)
        trade = self.traded.get(symbol)
        if unit is None or price is None or not (trade or symbol in self.too_small):
            return ZERO
        step = unit.unit.step * price
        if trade is None:
            return max(step, minimum_trade(self.request, symbol))
        return step if trade.side is Side.SELL else CENT * trade.fx_rate


def look_at(
    request: PlanRequest, universe: Universe, lines: Lines, after: Snapshot, drift_after: DriftReport
) -> Outcome:
    """Put together what the rules need to know of a plan."""
    values = request.snapshot.market_values
    return Outcome(
        request=request,
        universe=universe,
        lines=lines,
        after=after,
        drift_after=drift_after,
        total=sum(values.values(), ZERO),
        values_before=values,
        values_after=after.market_values,
        traded={trade.symbol: trade for trade in lines.trades},
        too_small=frozenset(line.symbol for line in lines.skipped if line.reason.code in _TOO_SMALL),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one rule has measured, what it allows, and the sentence that says so."""

    rule_id: str
    measured: Decimal
    limit: Decimal
    text: str


def hard(outcome: Outcome, found: Measure, *, is_kept: bool, is_inherited: bool = False) -> RuleResult:
    """Write down a hard rule; a breach that is inherited and no worse is soft, unless plans are reviewed."""
    is_forgiven = not is_kept and is_inherited and not outcome.request.is_reviewed
    return _result(found, Severity.SOFT if is_forgiven else Severity.HARD, is_kept=is_kept)


def soft(found: Measure, *, is_kept: bool) -> RuleResult:
    """Write down a soft rule."""
    return _result(found, Severity.SOFT, is_kept=is_kept)


def amount_text(amount: Decimal) -> str:
    """Write an amount of money to the cent."""
    return to_text(amount.quantize(CENT))


def _result(found: Measure, severity: Severity, *, is_kept: bool) -> RuleResult:
    return RuleResult(
        rule_id=found.rule_id,
        severity=severity,
        is_kept=is_kept,
        measured=found.measured,
        limit=found.limit,
        reason=Reason(_CODES[is_kept, severity], found.text),
    )


_CODES: Final = {
    (True, Severity.HARD): ReasonCode.RULE_KEPT,
    (True, Severity.SOFT): ReasonCode.RULE_KEPT,
    (False, Severity.HARD): ReasonCode.HARD_RULE_BROKEN,
    (False, Severity.SOFT): ReasonCode.SOFT_RULE_BROKEN,
}
