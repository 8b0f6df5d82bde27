"""Sum a plan up: is there something to do, may it be done, and the one sentence to say about it."""

from __future__ import annotations

from typing import Final

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.money import CENT, to_text
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.rules import BindingLimit, RuleResult, Severity
from trimtab.domain.trade import SkippedTrade
from trimtab.drift.words import percent_text, place_text, points_text
from trimtab.planning.lines import Lines

Verdict = tuple[PlanStatus, Reason]

_FOR_TAXES: Final = frozenset({ReasonCode.HARVEST, ReasonCode.SUBSTITUTION, ReasonCode.RETURN_TO_PRIMARY})

_OWED: Final = _FOR_TAXES.union(
    {ReasonCode.LIQUIDATION, ReasonCode.SIGNAL_EXIT, ReasonCode.STOP_LOSS, ReasonCode.CASH_RAISED}
)

_LIMIT_NAMES: Final = {
    ReasonCode.MAX_TURNOVER: "The turnover limit of {allowed} allowed {fraction} of the repair",
    ReasonCode.TRANSACTION_COST_LIMIT: "The cost limit of {allowed} allowed {fraction} of the repair",
    ReasonCode.ALLOCATE_AT_MOST: "The limit of {allowed} on purchases allowed {fraction} of the repair",
    ReasonCode.CASH_SHORT: "The cash there is allowed {fraction} of the purchases",
}


def gains_too_little(
    request: PlanRequest, lines: Lines, drift: DriftReport, drift_after: DriftReport
) -> bool:
    """Tell whether all trades together gain less accuracy than the owner's threshold.

    Forced plans, exits, money that is to be invested or raised, and what is traded for taxes go ahead
    whatever they gain.
    """
    is_owed = request.is_forced or request.cash_flow or any(t.reason.code in _OWED for t in lines.trades)
    gain, least = drift_after.accuracy - drift.accuracy, request.policy.constraints.improvement_threshold
    return bool(lines.trades) and not is_owed and least > 0 and gain < least


def withhold(request: PlanRequest, lines: Lines) -> Lines:
    """Turn every trade into a non-trade: together they would gain too little."""
    least = points_text(request.policy.constraints.improvement_threshold)
    left = [_withheld(trade.symbol, least) for trade in lines.trades]
    return Lines(skipped=tuple(sorted([*lines.skipped, *left], key=lambda line: line.symbol)))


def judge_plan(
    request: PlanRequest,
    lines: Lines,
    drift: DriftReport,
    drift_after: DriftReport,
    *,
    rules: tuple[RuleResult, ...] = (),
) -> Verdict:
    """Judge a plan: blocked by a broken hard rule, for review after a soft one where that is asked for.

    Without either its lines decide: ready, nothing to do, or nothing that can be done. Where nothing is done
    there is nothing to review.
    """
    if hard := _broken(rules, Severity.HARD):
        return PlanStatus.BLOCKED, Reason(
            ReasonCode.HARD_RULE_BROKEN, f"The plan must not be carried out. {_said(hard)}"
        )
    is_reviewed = request.is_reviewed and lines.trades
    if is_reviewed and (soft := _broken(rules, Severity.SOFT)):
        return PlanStatus.PENDING_REVIEW, Reason(
            ReasonCode.SOFT_RULE_BROKEN, f"Somebody must look at the plan before it goes ahead. {_said(soft)}"
        )
    if lines.trades and all(trade.reason.code in _FOR_TAXES for trade in lines.trades):
        return PlanStatus.READY, Reason(lines.trades[0].reason.code, _tax_text(lines))
    if lines.trades:
        return PlanStatus.READY, Reason(
            ReasonCode.REBALANCE_DRIFT, _ready_text(request, lines, drift, drift_after)
        )
    return PlanStatus.NO_ACTION, _idle(request, lines.skipped, drift)


def _broken(rules: tuple[RuleResult, ...], severity: Severity) -> list[RuleResult]:
    return [rule for rule in rules if rule.severity is severity and not rule.is_kept]


def _said(rules: list[RuleResult]) -> str:
    return " ".join(rule.reason.text for rule in rules)


def _withheld(symbol: str, least: str) -> SkippedTrade:
    text = (
        f"All trades together would gain less than the {least} of accuracy asked for: {symbol} is left alone."
    )
    return SkippedTrade(symbol=symbol, reason=Reason(ReasonCode.IMPROVEMENT_TOO_SMALL, text))


def _idle(request: PlanRequest, skipped: tuple[SkippedTrade, ...], drift: DriftReport) -> Reason:
    if any(line.reason.code is ReasonCode.IMPROVEMENT_TOO_SMALL for line in skipped):
        least = points_text(request.policy.constraints.improvement_threshold)
        text = f"All trades together would gain less than the {least} of accuracy asked for."
        return Reason(ReasonCode.IMPROVEMENT_TOO_SMALL, text)
    if request.edits:
        return Reason(
            ReasonCode.LEFT_OUT_BY_OWNER, "No trade is left of the plan as its owner has changed it."
        )
    if not drift.breached:
        return Reason(ReasonCode.EVERYTHING_IN_BAND, "Everything is inside its band: nothing to do.")
    breached = {row.key for row in drift.breached}
    reasons = [line.reason for line in skipped if line.symbol in breached]
    text = " ".join(reason.text for reason in reasons) or _worst_text(drift)
    code = reasons[0].code if len({reason.code for reason in reasons}) == 1 else ReasonCode.NOTHING_TRADABLE
    return Reason(code, f"Nothing can be traded now. {text}")


def _ready_text(request: PlanRequest, lines: Lines, drift: DriftReport, drift_after: DriftReport) -> str:
    if any(trade.planned_quantity is not None for trade in lines.trades):
        return _edited_text(lines, drift, drift_after)
    if request.aims is not None:
        return _weighed_text(lines, drift, drift_after)
    is_one = len(lines.trades) == 1
    count = f"{len(lines.trades)} trade{'' if is_one else 's'} {'repairs' if is_one else 'repair'}"
    if not lines.binding:
        return f"{_worst_text(drift)} {count} the portfolio."
    left = points_text(drift_after.max_drift)
    limits = " ".join(f"{_limit_text(limit)}; the largest drift left is {left}." for limit in lines.binding)
    return f"{_worst_text(drift)} {count} a part of that. {limits}"


def _weighed_text(lines: Lines, drift: DriftReport, drift_after: DriftReport) -> str:
    count = f"{len(lines.trades)} {'trade weighs' if len(lines.trades) == 1 else 'trades weigh'}"
    left = points_text(drift_after.max_drift)
    return f"{_worst_text(drift)} {count} drift against cost and tax; the largest drift left is {left}."


def _edited_text(lines: Lines, drift: DriftReport, drift_after: DriftReport) -> str:
    count = f"{len(lines.trades)} {'trade is' if len(lines.trades) == 1 else 'trades are'}"
    left = points_text(drift_after.max_drift)
    text = f"{_worst_text(drift)} {count} made as the owner has changed the plan"
    return f"{text}; the largest drift left is {left}."


def _tax_text(lines: Lines) -> str:
    is_harvest = any(trade.reason.code is ReasonCode.HARVEST for trade in lines.trades)
    what = "Losses are harvested" if is_harvest else "Substitutes make room for what they stood in for"
    return f"{what}: {len(lines.trades)} trade{'' if len(lines.trades) == 1 else 's'}."


def _limit_text(limit: BindingLimit) -> str:
    is_weight = limit.reason.code is ReasonCode.MAX_TURNOVER
    allowed = percent_text(limit.allowed) if is_weight else to_text(limit.allowed.quantize(CENT))
    return _LIMIT_NAMES[limit.reason.code].format(allowed=allowed, fraction=percent_text(limit.fraction))


def _worst_text(drift: DriftReport) -> str:
    return place_text(_worst(drift))


def _worst(drift: DriftReport) -> DriftRow:
    return max(drift.rows, key=lambda row: (abs(row.drift), row.key))
