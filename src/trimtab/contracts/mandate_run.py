"""The answer of requirement 003: intents, diagnostics, rule results, explanation and lineage."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.contracts.base import Contract, DecimalText
from trimtab.contracts.mandate import MandateOptions
from trimtab.contracts.mandate_fields import Money
from trimtab.contracts.problem import Problem
from trimtab.domain.canonical import canonical_json
from trimtab.domain.mandate import RunVerdict
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.rules import BindingLimit, RuleResult, Severity
from trimtab.domain.trade import Side, SkippedTrade


class IntentType(StrEnum):
    """Whether an intent moves an instrument or exchanges a currency."""

    SECURITY_TRADE = "SECURITY_TRADE"
    FX_SPOT = "FX_SPOT"


class RuleStatus(StrEnum):
    """Whether the portfolio after the trades keeps a rule."""

    PASS = "PASS"  # noqa: S105 - a verdict, not a secret
    FAIL = "FAIL"


class Rationale(Contract):
    """Why: a code of appendix A and a sentence."""

    code: ReasonCode
    message: str

    @classmethod
    def of(cls, reason: Reason) -> Rationale:
        """Show a reason."""
        return cls(code=reason.code, message=reason.text)


class OrderIntent(Contract):
    """One trade nobody has sent; `dependencies` are the intents that fund it.

    A spot exchange is named by its pair and counted in the pair's first currency.
    """

    intent_id: str
    type: IntentType
    instrument_id: str
    side: Side
    quantity: DecimalText
    notional_estimated: Money
    rationale: Rationale
    dependencies: tuple[str, ...]


class ExcludedInstrument(Contract):
    """An instrument that shelf, data or rules keep out, wholly or in part."""

    instrument_id: str
    code: ReasonCode
    message: str

    @classmethod
    def of(cls, line: SkippedTrade) -> ExcludedInstrument:
        """Show an exclusion or a trade that was left out."""
        return cls(instrument_id=line.symbol, code=line.reason.code, message=line.reason.text)


class BindingLimitView(Contract):
    """A limit that cut the trades short, and how much of them it left."""

    limit: str
    allowed: DecimalText
    wanted: DecimalText
    fraction: DecimalText
    code: ReasonCode
    message: str

    @classmethod
    def of(cls, bound: BindingLimit) -> BindingLimitView:
        """Show a limit."""
        return cls(
            limit=bound.limit,
            allowed=shown(bound.allowed),
            wanted=shown(bound.wanted),
            fraction=shown(bound.fraction),
            code=bound.reason.code,
            message=bound.reason.text,
        )


class PositionAfter(Contract):
    """What is held of an instrument once the intents are done."""

    instrument_id: str
    quantity: DecimalText
    weight: DecimalText


class PortfolioAfter(Contract):
    """The simulated after-state; weights are fractions of its value in base currency."""

    total_value: Money
    positions: tuple[PositionAfter, ...]
    cash_balances: tuple[Money, ...]


class EstimatedCosts(Contract):
    """What the trades are expected to cost, in base currency, and the turnover of domain rule 37."""

    total: Money
    turnover: DecimalText


class Diagnostics(Contract):
    """What was kept out, what was suppressed, what bound, and where it all leads."""

    exclusions: tuple[ExcludedInstrument, ...]
    suppressed: tuple[ExcludedInstrument, ...]
    binding_limits: tuple[BindingLimitView, ...]
    conflicting_rules: tuple[str, ...]
    warnings: tuple[Rationale, ...]
    problem: Problem | None
    costs: EstimatedCosts
    after_state: PortfolioAfter


class RuleResultView(Contract):
    """One rule, measured on the portfolio after the trades."""

    rule_id: str
    severity: Severity
    status: RuleStatus
    measured: DecimalText
    limit: DecimalText
    message: str

    @classmethod
    def of(cls, result: RuleResult) -> RuleResultView:
        """Show a rule's result."""
        return cls(
            rule_id=result.rule_id,
            severity=result.severity,
            status=RuleStatus.PASS if result.is_kept else RuleStatus.FAIL,
            measured=shown(result.measured),
            limit=shown(result.limit),
            message=result.reason.text,
        )


class InstrumentExplanation(Contract):
    """Why an instrument is traded or not, with its weights: now, wanted, and afterwards."""

    instrument_id: str
    code: ReasonCode
    message: str
    current_weight: DecimalText
    target_weight: DecimalText
    after_weight: DecimalText


class Explanation(Contract):
    """The run in one sentence, and one for each instrument."""

    summary: Rationale
    instruments: tuple[InstrumentExplanation, ...]


class RunInputs(Contract):
    """What the run was made of."""

    portfolio_snapshot_id: str
    market_data_snapshot_id: str
    mandate_id: str
    model_portfolio_id: str
    options: MandateOptions


class RunOutputs(Contract):
    """What the run came to."""

    intents: tuple[OrderIntent, ...]
    diagnostics: Diagnostics
    rule_results: tuple[RuleResultView, ...]
    explanation: Explanation


class Lineage(Contract):
    """Every version the decision rests on (requirement 003's evidence)."""

    effective_policy_version: str
    shelf_snapshot_version: str
    portfolio_snapshot_id: str
    market_data_snapshot_id: str
    engine_version: str
    rounding_mode: str
    request_hash: str


class RebalanceRun(Contract):
    """Requirement 003's aggregate: what is answered and what is stored."""

    rebalance_run_id: str
    status: RunVerdict
    inputs: RunInputs
    outputs: RunOutputs
    lineage: Lineage

    @property
    def text(self) -> str:
        """The run's bytes: canonical JSON."""
        return canonical_json(self.model_dump(mode="json"))


_SHOWN: Final = Decimal("1E-10")


def shown(value: Decimal) -> Decimal:
    """Round a weight or a measure to the ten places that are shown."""
    return value.quantize(_SHOWN)
