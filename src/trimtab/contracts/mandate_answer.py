"""Write a mandate's run as requirement 003 wants to read it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from trimtab.contracts.mandate import MandateOptions
from trimtab.contracts.mandate_fields import Money
from trimtab.contracts.mandate_run import (
    BindingLimitView,
    Diagnostics,
    EstimatedCosts,
    ExcludedInstrument,
    Explanation,
    InstrumentExplanation,
    IntentType,
    Lineage,
    OrderIntent,
    PortfolioAfter,
    PositionAfter,
    Rationale,
    RebalanceRun,
    RuleResultView,
    RunInputs,
    RunOutputs,
    shown,
)
from trimtab.contracts.problem import Problem, problem_title, problem_type
from trimtab.domain.currency import FxTrade
from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.mandate import MandateRun, RunVerdict
from trimtab.domain.money import ZERO, round_to_cents
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade

INSTANCE: Final = "/rebalance/simulate"
UNPROCESSABLE: Final = 422

_SUPPRESSED: Final = frozenset({ReasonCode.BELOW_MINIMUM_TRADE, ReasonCode.BELOW_ONE_SHARE})


def to_rebalance_run(run: MandateRun, options: MandateOptions) -> RebalanceRun:
    """Show a run; it depends on the question and the engine only."""
    sources = run.request.sources
    return RebalanceRun(
        rebalance_run_id=run.run_id,
        status=run.verdict,
        inputs=RunInputs(
            portfolio_snapshot_id=sources.portfolio_snapshot_id,
            market_data_snapshot_id=sources.market_data_snapshot_id,
            mandate_id=sources.mandate_id,
            model_portfolio_id=sources.model_portfolio_id,
            options=options,
        ),
        outputs=RunOutputs(
            intents=_intents(run),
            diagnostics=_diagnostics(run),
            rule_results=tuple(RuleResultView.of(result) for result in run.plan.rules),
            explanation=Explanation(summary=Rationale.of(run.plan.finding), instruments=_explanations(run)),
        ),
        lineage=_lineage(run),
    )


def _lineage(run: MandateRun) -> Lineage:
    sources = run.request.sources
    return Lineage(
        effective_policy_version=sources.effective_policy_version,
        shelf_snapshot_version=sources.shelf_snapshot_version,
        portfolio_snapshot_id=sources.portfolio_snapshot_id,
        market_data_snapshot_id=sources.market_data_snapshot_id,
        engine_version=run.plan.engine_version,
        rounding_mode=ROUND_HALF_EVEN,
        request_hash=run.request.request_hash,
    )


def _intents(run: MandateRun) -> tuple[OrderIntent, ...]:
    """Number the intents in the order they would be sent: sells, exchanges, buys (domain rule 32)."""
    plan = run.plan
    lines: tuple[Trade | FxTrade, ...] = (
        *plan.of_side(Side.SELL),
        *plan.fx_trades,
        *plan.of_side(Side.BUY),
    )
    stem = run.run_id.removeprefix("rr_")
    pairs = [(f"oi_{stem}_{number:02d}", line) for number, line in enumerate(lines, start=1)]
    exchanges = {line.trade_id: name for name, line in pairs if isinstance(line, FxTrade)}
    base = run.after.base_currency
    return tuple(
        _exchange(name, line, base) if isinstance(line, FxTrade) else _security(name, line, exchanges)
        for name, line in pairs
    )


def _security(name: str, trade: Trade, exchanges: dict[str, str]) -> OrderIntent:
    return OrderIntent(
        intent_id=name,
        type=IntentType.SECURITY_TRADE,
        instrument_id=trade.symbol,
        side=trade.side,
        quantity=trade.quantity,
        notional_estimated=Money(amount=round_to_cents(trade.amount), currency=trade.currency),
        rationale=Rationale.of(trade.reason),
        dependencies=tuple(exchanges[needed] for needed in trade.depends_on),
    )


def _exchange(name: str, fx: FxTrade, base: str) -> OrderIntent:
    return OrderIntent(
        intent_id=name,
        type=IntentType.FX_SPOT,
        instrument_id=f"{fx.currency}/{base}",
        side=fx.side,
        quantity=fx.amount,
        notional_estimated=Money(amount=round_to_cents(fx.base_amount), currency=base),
        rationale=Rationale.of(fx.reason),
        dependencies=(),
    )


def _diagnostics(run: MandateRun) -> Diagnostics:
    plan, base = run.plan, run.after.base_currency
    total = Money(amount=round_to_cents(plan.costs.total), currency=base)
    suppressed = (line for line in plan.skipped if line.reason.code in _SUPPRESSED)
    return Diagnostics(
        exclusions=tuple(ExcludedInstrument.of(line) for line in run.exclusions),
        suppressed=tuple(ExcludedInstrument.of(line) for line in suppressed),
        binding_limits=tuple(BindingLimitView.of(bound) for bound in run.plan.binding),
        conflicting_rules=plan.conflict,
        warnings=tuple(Rationale.of(warning) for warning in plan.warnings),
        problem=_problem(run),
        costs=EstimatedCosts(total=total, turnover=shown(plan.turnover)),
        after_state=_after_state(run.after, plan.drift_after),
    )


def _problem(run: MandateRun) -> Problem | None:
    if run.verdict is not RunVerdict.BLOCKED:
        return None
    code = run.plan.finding.code
    return Problem(
        type=problem_type(code),
        title=problem_title(code),
        status=UNPROCESSABLE,
        detail=run.plan.finding.text,
        instance=INSTANCE,
        correlation_id=run.request.correlation_id,
    )


def _after_state(after: Snapshot, drift: DriftReport) -> PortfolioAfter:
    base, weights = after.base_currency, _weights(drift)
    cash = [(base, after.cash), *((balance.currency, balance.amount) for balance in after.foreign_cash)]
    return PortfolioAfter(
        total_value=Money(amount=round_to_cents(after.total_value), currency=base),
        positions=tuple(
            PositionAfter(
                instrument_id=held.symbol,
                quantity=held.quantity,
                weight=shown(weights.get(held.symbol, ZERO)),
            )
            for held in after.holdings
        ),
        cash_balances=tuple(Money(amount=amount, currency=currency) for currency, amount in cash),
    )


def _explanations(run: MandateRun) -> tuple[InstrumentExplanation, ...]:
    reasons, plan = dict(_reasons(run)), run.plan
    targets = {row.key: row.target_weight for row in plan.drift.rows}
    before, after = _weights(plan.drift), _weights(plan.drift_after)
    return tuple(
        InstrumentExplanation(
            instrument_id=name,
            code=reasons[name].code,
            message=reasons[name].text,
            current_weight=shown(before.get(name, ZERO)),
            target_weight=shown(targets.get(name, ZERO)),
            after_weight=shown(after.get(name, ZERO)),
        )
        for name in sorted(reasons)
    )


def _reasons(run: MandateRun) -> Iterator[tuple[str, Reason]]:
    """Give every instrument a reason, the most telling one last: it is the one that stays."""
    plan = run.plan
    yield from ((row.key, plan.finding) for row in plan.drift.rows if row.key != CASH)
    yield from ((line.symbol, line.reason) for line in reversed(run.exclusions))
    yield from ((line.symbol, line.reason) for line in plan.skipped)
    yield from ((trade.symbol, trade.reason) for trade in plan.trades)


def _weights(drift: DriftReport) -> dict[str, Decimal]:
    return {row.key: row.actual_weight for row in drift.rows}
