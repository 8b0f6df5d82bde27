"""The sections of a saved policy but the tax one; fractions throughout, amounts in base currency."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText, Symbol
from trimtab.contracts.codec import from_document
from trimtab.contracts.mandate_fields import AssetClass, NotNegative, Positive, Weight, in_order
from trimtab.contracts.policy_fields import MAX_ROWS, DayCount, PolicySection, SignedWeight, Symbols, at_least
from trimtab.domain.config import CalendarConfig, CostConfig, DriftConfig, DriftMethod, Frequency
from trimtab.domain.constraints import CapMode, CashShortRule, Constraints, ExcludedWeight
from trimtab.domain.execution_config import LARGEST_BUFFER, ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType
from trimtab.domain.money import ONE, ZERO, to_text
from trimtab.domain.policy import MINIMUM_TRADE, WIDEST_COLLAR, Limits
from trimtab.domain.tactics import Tactics

_USUAL_DRIFT: Final = DriftConfig()
_USUAL_CALENDAR: Final = CalendarConfig()
_USUAL_TACTICS: Final = Tactics()
_USUAL_EXECUTION: Final = ExecutionConfig()
_DRIFT_METHODS: Final = {
    spelling: method for method in DriftMethod for spelling in (method.value, method.value.lower())
}
_WEEKDAYS: Final = 7
_LEAP_YEAR: Final = 2024


def _read_drift_method(value: object) -> object:
    return _DRIFT_METHODS.get(value, value) if isinstance(value, str) else value


def _existing_day(day: int, info: ValidationInfo) -> int:
    frequency, month = info.data.get("frequency"), info.data.get("month")
    if frequency is Frequency.WEEKLY and day > _WEEKDAYS:
        raise PydanticCustomError("day", "must be 1 (Monday) to 7 (Sunday) when the frequency is WEEKLY")
    if frequency is Frequency.ANNUAL and month is not None and day > monthrange(_LEAP_YEAR, month)[1]:
        raise PydanticCustomError("day", "is not a day of month {month}", {"month": month})
    return day


def _buffer(value: Decimal) -> Decimal:
    if not ZERO <= value <= LARGEST_BUFFER:
        most = {"most": to_text(LARGEST_BUFFER)}
        raise PydanticCustomError("buffer", "must be a fraction between 0 and {most}", most)
    return value


def _collar(value: Decimal) -> Decimal:
    if not ZERO < value <= WIDEST_COLLAR:
        most = {"most": to_text(WIDEST_COLLAR)}
        raise PydanticCustomError("collar", "must be a fraction above 0 and up to {most}", most)
    return value


def _part(value: Decimal) -> Decimal:
    if not ZERO < value <= ONE:
        raise PydanticCustomError("part", "must be a fraction above 0 and up to 1")
    return value


_Part = Annotated[DecimalText, AfterValidator(_part)]


class DriftSettings(PolicySection):
    """When a weight is off; `critical` left open means twice the threshold (domain rule 3)."""

    threshold: Weight = _USUAL_DRIFT.threshold
    critical: Annotated[Weight, AfterValidator(at_least("threshold"))] | None = None
    method: Annotated[DriftMethod, BeforeValidator(_read_drift_method)] = _USUAL_DRIFT.method
    relative_threshold: Weight = _USUAL_DRIFT.relative_threshold

    def to_domain(self) -> DriftConfig:
        """Convert to the engine's type."""
        return from_document(DriftConfig, self.document)


class CalendarSettings(PolicySection):
    """When to look: a weekday from Monday under WEEKLY, else a day of a month; `month` matters to ANNUAL."""

    frequency: Frequency = _USUAL_CALENDAR.frequency
    month: Annotated[StrictInt, Field(ge=1, le=12)] = _USUAL_CALENDAR.month
    day: Annotated[StrictInt, Field(ge=1, le=31), AfterValidator(_existing_day)] = _USUAL_CALENDAR.day

    def to_domain(self) -> CalendarConfig:
        """Convert to the engine's type."""
        return from_document(CalendarConfig, self.document)


class CostSettings(Contract):
    """What trading is assumed to cost, by requirement 002's names; `spread` is the whole quoted one."""

    min_trade_size: NotNegative = MINIMUM_TRADE
    spread: Weight = ZERO
    commission: Weight = ZERO
    minimum_commission: NotNegative = ZERO
    impact: NotNegative = ZERO

    def to_domain(self) -> CostConfig:
        """Convert to the engine's names."""
        return CostConfig(
            minimum_trade=self.min_trade_size,
            spread_rate=self.spread,
            commission_rate=self.commission,
            minimum_commission=self.minimum_commission,
            impact=self.impact,
        )

    @classmethod
    def of(cls, costs: CostConfig) -> CostSettings:
        """Show costs by requirement 002's names."""
        return cls(
            min_trade_size=costs.minimum_trade,
            spread=costs.spread_rate,
            commission=costs.commission_rate,
            minimum_commission=costs.minimum_commission,
            impact=costs.impact,
        )


class ClassCapSettings(Contract):
    """The largest weight of one asset class."""

    asset_class: AssetClass
    weight: Weight


class ConstraintSettings(PolicySection):
    """Hard limits on the trades of one plan; None means no limit (requirement 000)."""

    max_turnover: Weight | None = None
    transaction_cost_limit: NotNegative | None = None
    allocate_at_most: NotNegative | None = None
    excluded_instruments: Symbols = ()
    locked: Symbols = ()
    do_not_buy: Symbols = ()
    do_not_sell: Symbols = ()
    max_position_weight: Weight | None = None
    class_caps: Annotated[
        tuple[ClassCapSettings, ...],
        Field(max_length=MAX_ROWS),
        AfterValidator(in_order("asset_class", lambda row: row.asset_class)),
    ] = ()
    cap_mode: CapMode = CapMode.ITERATIVE
    excluded_weight: ExcludedWeight = ExcludedWeight.TO_CASH
    cash_short: CashShortRule = CashShortRule.SCALE_ALL
    cash_reserve_amount: NotNegative = ZERO
    cash_reserve_weight: Weight = ZERO
    cooldown_days: DayCount = 0
    improvement_threshold: Weight = ZERO
    review_soft_rules: StrictBool = False

    def to_domain(self) -> Constraints:
        """Convert to the engine's type."""
        return from_document(Constraints, self.document)


class TiltSettings(Contract):
    """A wish to hold more or less of a symbol than its base weight."""

    symbol: Symbol
    change: SignedWeight


class SignalSettings(Contract):
    """A score of one symbol, the price below which it is to be sold, or both."""

    symbol: Symbol
    score: DecimalText | None = None
    stop_price: Positive | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.score is None and self.stop_price is None:
            raise PydanticCustomError("signal", "must give a score, a stop_price or both")
        return self


class TacticSettings(PolicySection):
    """What TACTICAL_REBALANCING adds to the base weights."""

    tilts: Annotated[
        tuple[TiltSettings, ...],
        Field(max_length=MAX_ROWS),
        AfterValidator(in_order("symbol", lambda row: row.symbol)),
    ] = ()
    signals: Annotated[
        tuple[SignalSettings, ...],
        Field(max_length=MAX_ROWS),
        AfterValidator(in_order("symbol", lambda row: row.symbol)),
    ] = ()
    max_tilt: Weight = _USUAL_TACTICS.max_tilt
    exit_below: DecimalText = _USUAL_TACTICS.exit_below

    def to_domain(self) -> Tactics:
        """Convert to the engine's type."""
        return from_document(Tactics, self.document)


class LimitSettings(PolicySection):
    """Hard limits on one order, one run and one day; all are sent, so that none is loosened unseen.

    Turnover is half of the traded value as a fraction of the account's (domain rule 37).
    `max_drawdown` alone may be left out: then there is no such guard.
    """

    max_orders: Annotated[StrictInt, Field(ge=1, le=400)]
    max_order_value: Positive
    max_run_value: Positive
    max_day_orders: Annotated[StrictInt, Field(ge=1, le=2_000)]
    max_day_value: Positive
    max_run_turnover: _Part
    max_day_turnover: Positive
    max_price_move: Annotated[DecimalText, AfterValidator(_collar)]
    max_volume_share: _Part
    max_drawdown: Weight | None = None

    def to_domain(self) -> Limits:
        """Convert to the engine's type."""
        return from_document(Limits, self.document)


class ExecutionSettings(PolicySection):
    """When and how orders leave; what concerns limit orders only is domain/execution_config.py's to say."""

    order_type: OrderType = _USUAL_EXECUTION.order_type
    limit_buffer: Annotated[DecimalText, AfterValidator(_buffer)] = _USUAL_EXECUTION.limit_buffer
    reprice_after_seconds: Annotated[StrictInt, Field(ge=10, le=600)] = _USUAL_EXECUTION.reprice_after_seconds
    max_reprices: Annotated[StrictInt, Field(ge=0, le=5)] = _USUAL_EXECUTION.max_reprices
    last_resort: LastResort = _USUAL_EXECUTION.last_resort
    hold_seconds: Annotated[StrictInt, Field(ge=0, le=600)] = _USUAL_EXECUTION.hold_seconds

    def to_domain(self) -> ExecutionConfig:
        """Convert to the engine's type."""
        return from_document(ExecutionConfig, self.document)
