"""The request of requirement 003: snapshots of a portfolio and a market, a model, a shelf and a mandate."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from trimtab.contracts.base import Contract, IdempotencyKeyText, PortfolioId
from trimtab.contracts.mandate_fields import (
    Amount,
    AssetClass,
    Currency,
    CurrencyPair,
    EntityContext,
    InstrumentId,
    MinimumNotional,
    Name,
    NotNegative,
    Positive,
    SentInstant,
    Weight,
    in_order,
)
from trimtab.domain.canonical import canonical_json
from trimtab.domain.constraints import CapMode, ExcludedWeight
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import ZERO
from trimtab.domain.request import DataQuality, Repatriation
from trimtab.domain.shelf import ShelfStatus

MAX_ROWS: Final = 2_000
"""How many positions, prices, targets or shelf entries one request may carry."""

SINGLE_POSITION_MAX: Final = Decimal("0.10")
"""Requirement 003's cap, for mandates that set one without naming another weight (domain rule 22)."""

OwnContext = Annotated[EntityContext | None, Field(exclude_if=lambda context: context is None)]
"""Left out of a question's text where it is not set: questions without one keep the hash they always had."""

Minutes = Annotated[StrictInt, Field(ge=0, le=10 * 366 * 24 * 60)]


class TaxTreatment(StrEnum):
    """Whether taxes may change the trades; requirement 003 leaves them out (domain rule 21)."""

    OFF = "OFF"


class Position(Contract):
    """Units of one instrument that the portfolio holds."""

    instrument_id: InstrumentId
    quantity: Amount


class CashBalanceRow(Contract):
    """Cash in one currency; a negative amount is an overdraft."""

    currency: Currency
    amount: Amount


class PriceRow(Contract):
    """What one unit costs in its currency; without a time of its own it was seen with the snapshot."""

    instrument_id: InstrumentId
    price: Positive
    currency: Currency
    as_of: SentInstant | None = None


class FxRateRow(Contract):
    """What one unit of the pair's first currency costs in its second."""

    pair: CurrencyPair
    rate: Positive


class ModelTarget(Contract):
    """The model's weight of one instrument, a fraction of portfolio value."""

    instrument_id: InstrumentId
    weight: Weight


class ShelfRow(Contract):
    """What may be done with an instrument; without a unit a fund trades in money, all else in whole units.

    With an entity context it counts for portfolios of that context only, and there before one without.
    """

    instrument_id: InstrumentId
    status: ShelfStatus
    asset_class: AssetClass
    unit: QuantityUnit | None = None
    min_notional: MinimumNotional | None = None
    entity_context: OwnContext = None


class ClassMaximum(Contract):
    """The largest weight of one asset class."""

    asset_class: AssetClass
    weight: Weight


class SinglePositionMaximum(Contract):
    """The largest weight of one instrument."""

    weight: Weight = SINGLE_POSITION_MAX


Positions = Annotated[
    tuple[Position, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("instrument_id", lambda row: row.instrument_id)),
]
CashBalances = Annotated[
    tuple[CashBalanceRow, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("currency", lambda row: row.currency)),
]
Prices = Annotated[
    tuple[PriceRow, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("instrument_id", lambda row: row.instrument_id)),
]
FxRates = Annotated[
    tuple[FxRateRow, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("pair", lambda row: row.pair)),
]
ModelTargets = Annotated[
    tuple[ModelTarget, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("instrument_id", lambda row: row.instrument_id)),
]
ShelfRows = Annotated[
    tuple[ShelfRow, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("instrument_id", lambda row: f"{row.instrument_id} {row.entity_context or ''}")),
]
ClassMaximums = Annotated[
    tuple[ClassMaximum, ...],
    Field(max_length=MAX_ROWS),
    AfterValidator(in_order("asset_class", lambda row: row.asset_class)),
]
InstrumentIds = Annotated[
    tuple[InstrumentId, ...], Field(max_length=MAX_ROWS), AfterValidator(in_order("instrument", str))
]


class PortfolioSnapshot(Contract):
    """What the portfolio holds, and when that was true."""

    portfolio_id: PortfolioId
    snapshot_id: Name
    as_of: SentInstant
    base_currency: Currency
    positions: Positions = ()
    cash_balances: CashBalances = ()
    entity_context: OwnContext = None


class MarketDataSnapshot(Contract):
    """What everything costs, and when that was seen."""

    snapshot_id: Name
    as_of: SentInstant
    prices: Prices = ()
    fx_rates: FxRates = ()


class ModelPortfolio(Contract):
    """Where the portfolio should be; weights and cash together follow the sum rule of domain rule 36."""

    model_portfolio_id: Name
    targets: ModelTargets
    cash_weight: Weight = ZERO


class MandateRules(Contract):
    """The limits this mandate sets; what is left out does not limit anything. Fractions throughout."""

    single_position_max: SinglePositionMaximum | None = None
    class_max: ClassMaximums = ()
    cash_reserve_weight: Weight = ZERO
    max_turnover: NotNegative | None = None
    excluded_instruments: InstrumentIds = ()
    locked: InstrumentIds = ()
    do_not_buy: InstrumentIds = ()
    do_not_sell: InstrumentIds = ()


class Mandate(Contract):
    """Under which agreement, and which version of its rules, the portfolio is run."""

    mandate_id: Name
    policy_version: Name
    rules: MandateRules = MandateRules()


class MandateOptions(Contract):
    """How this simulation treats doubtful cases; `suppress_dust` is the other spelling of the first one."""

    suppress_dust_trades: StrictBool = True
    fx_buffer_pct: Weight = ZERO
    fx_sweep: Repatriation = Repatriation.OFF
    fx_sweep_threshold: NotNegative = ZERO
    allow_restricted: StrictBool = False
    max_staleness_minutes: Minutes | None = None
    max_skew_minutes: Minutes = 15
    dq_policy: DataQuality = DataQuality.BLOCK
    cap_mode: CapMode = CapMode.SINGLE_PASS
    single_position_max_weight: Weight | None = None
    excluded_weight: ExcludedWeight = ExcludedWeight.TO_CASH
    tax: TaxTreatment = TaxTreatment.OFF

    @model_validator(mode="before")
    @classmethod
    def _both_spellings(cls, sent: object) -> object:
        """Accept both names of the first option (domain rule 9); together they are one field too many."""
        if not isinstance(sent, dict) or "suppress_dust_trades" in sent:
            return sent
        renamed = {"suppress_dust": "suppress_dust_trades"}
        return {renamed.get(name, name): value for name, value in sent.items()}


class MandateQuestion(Contract):
    """Everything one simulation depends on, and nothing else."""

    portfolio_snapshot: PortfolioSnapshot
    market_data_snapshot: MarketDataSnapshot
    model_portfolio: ModelPortfolio
    shelf_version: Name
    shelf_entries: ShelfRows
    mandate: Mandate
    options: MandateOptions = MandateOptions()

    @property
    def text(self) -> str:
        """The question as canonical JSON: equal for equal questions, whatever key they come with."""
        return canonical_json(self.model_dump(mode="json", include=set(MandateQuestion.model_fields)))


class SimulateMandateRequest(MandateQuestion):
    """A question, the caller's key for it, and the name its log lines should carry."""

    idempotency_key: IdempotencyKeyText
    correlation_id: Name | None = None
