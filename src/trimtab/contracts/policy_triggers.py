"""The trigger section of a saved policy, by the names of requirement 000; fractions and US dollars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Annotated, Any, Final, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from trimtab.contracts.base import Contract, Symbol
from trimtab.contracts.codec import from_document
from trimtab.contracts.mandate_fields import NotNegative, Positive, SentInstant, Weight, in_order
from trimtab.contracts.policy_fields import DayCount, PolicySection, Symbols
from trimtab.contracts.policy_sections import CalendarSettings
from trimtab.contracts.trigger_names import OTHER_NAMES
from trimtab.domain.canonical import instant_text
from trimtab.domain.method import RebalancingMethod
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    ChangeMeasure,
    CombinedTrigger,
    CombineMode,
    Condition,
    CorrelationTrigger,
    DateShift,
    ManualTrigger,
    RuleConstraints,
    ThresholdTrigger,
    Trigger,
    TriggerKind,
    TriggerRule,
    TriggerSettings,
    VolatilityTrigger,
)

MAX_RULES: Final = 20
MAX_CONDITIONS: Final = 10

_COMBINE_MODES: Final = {spelling: mode for mode in CombineMode for spelling in (mode, mode.lower())}
_TRIGGERS: Final[dict[TriggerKind, type[Trigger]]] = {
    TriggerKind.CALENDAR: CalendarTrigger,
    TriggerKind.THRESHOLD: ThresholdTrigger,
    TriggerKind.COMBINED: CombinedTrigger,
    TriggerKind.VOLATILITY_CHANGE: VolatilityTrigger,
    TriggerKind.CORRELATION_CHANGE: CorrelationTrigger,
    TriggerKind.CASH_FLOW: CashFlowTrigger,
    TriggerKind.MANUAL: ManualTrigger,
}
_LARGEST_CHANGE: Final = Decimal(100)
_FLOWS: Final = ("deposits", "dividends", "withdrawals")


def _other_word(words: dict[str, Any]) -> Callable[[object], object]:
    return lambda value: words.get(value, value) if isinstance(value, str) else value


TriggerType = Annotated[TriggerKind, BeforeValidator(_other_word(OTHER_NAMES))]
"""A type of trigger in the words of either requirement."""


def _change(value: Decimal) -> Decimal:
    if value > _LARGEST_CHANGE:
        raise PydanticCustomError("change", "must be a fraction of at most 100")
    return value


def _pair(symbols: tuple[str, ...]) -> tuple[str, ...]:
    if len(symbols) != len({"one", "other"}):
        raise PydanticCustomError("pair", "must name two symbols")
    return symbols


def _single(kind: TriggerKind) -> TriggerKind:
    if kind in {TriggerKind.COMBINED, TriggerKind.MANUAL}:
        raise PydanticCustomError(
            "condition", "cannot be a condition: a combined rule holds no other, and MANUAL never fires"
        )
    return kind


class ConditionParameters(Contract):
    """What a trigger can be told; null is its default, and each type takes only fields of its own."""

    calendar: CalendarSettings | None = None
    shift: DateShift | None = None
    threshold: Weight | None = None
    look_back: Annotated[StrictInt, Field(ge=5, le=250)] | None = None
    change: Annotated[Positive, AfterValidator(_change)] | None = None
    measure: ChangeMeasure | None = None
    symbol: Symbol | None = None
    symbols: Annotated[Symbols, AfterValidator(_pair)] | None = None
    amount: NotNegative | None = None
    deposits: StrictBool | None = None
    dividends: StrictBool | None = None
    withdrawals: StrictBool | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The parameters that are not left to their defaults."""
        return {
            name: getattr(self, name) for name in type(self).model_fields if getattr(self, name) is not None
        }


def _fitting(parameters: ConditionParameters, info: ValidationInfo) -> ConditionParameters:
    """Want what the type of trigger takes, and all that it cannot do without."""
    kind = info.data.get("trigger_type")
    faults = list(_faults(kind, parameters)) if kind else []
    if faults:
        raise ValidationError.from_exception_data("trigger_parameters", faults)
    return parameters


def _faults(kind: TriggerKind, parameters: ConditionParameters) -> Iterator[InitErrorDetails]:
    given, taken = parameters.given, {field.name: field for field in fields(_TRIGGERS[kind])}
    sent = parameters.model_dump(mode="json")
    for name in given.keys() - taken.keys():
        stranger = PydanticCustomError("parameter", "is no parameter of {kind}", {"kind": kind.value})
        yield InitErrorDetails(type=stranger, loc=(name,), input=sent[name])
    for name, field in taken.items():
        if field.default is MISSING and name not in given:
            yield InitErrorDetails(type="missing", loc=(name,), input=given)
    if kind is TriggerKind.CASH_FLOW and not _hears_of_money(given):
        deaf = PydanticCustomError("flows", "must be true, or dividends or withdrawals must be")
        yield InitErrorDetails(type=deaf, loc=("deposits",), input=given.get("deposits"))


def _hears_of_money(given: dict[str, Any]) -> bool:
    usual = {field.name: field.default for field in fields(CashFlowTrigger)}
    return any(given.get(name, usual[name]) for name in _FLOWS)


class ConditionSettings(Contract):
    """One condition of a combined rule."""

    trigger_type: Annotated[TriggerType, AfterValidator(_single)]
    trigger_parameters: Annotated[
        ConditionParameters, AfterValidator(_fitting), Field(validate_default=True)
    ] = ConditionParameters()


class TriggerParameters(ConditionParameters):
    """What a rule's trigger can be told; a combined one has conditions."""

    combine: Annotated[CombineMode, BeforeValidator(_other_word(_COMBINE_MODES))] | None = None
    conditions: (
        Annotated[tuple[ConditionSettings, ...], Field(min_length=1, max_length=MAX_CONDITIONS)] | None
    ) = None


class RuleConstraintSettings(PolicySection):
    """Requirement 000's constraints; the policy's own count beside them, and the stricter wins."""

    max_turnover: Weight | None = None
    min_trade_size: NotNegative | None = None
    transaction_cost_limit: NotNegative | None = None
    excluded_instruments: Symbols = ()


class RuleSettings(Contract):
    """One rule; without an id it is called after its type and place. `created_at` is kept for us."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    trigger_type: TriggerType
    trigger_parameters: Annotated[
        TriggerParameters, AfterValidator(_fitting), Field(validate_default=True)
    ] = TriggerParameters()
    method: RebalancingMethod | None = None
    constraints: RuleConstraintSettings | None = None
    enabled: StrictBool = True
    created_at: SentInstant | None = None

    def to_domain(self) -> TriggerRule:
        """Convert to the engine's type."""
        limits = self.constraints
        return TriggerRule(
            rule_id=self.id or "",
            trigger=_trigger(self.trigger_type, self.trigger_parameters),
            method=self.method,
            constraints=from_document(RuleConstraints, limits.document) if limits else None,
            is_enabled=self.enabled,
            created_at=self.created_at,
        )

    @classmethod
    def of(cls, rule: TriggerRule) -> RuleSettings:
        """Show a rule with every parameter its trigger has."""
        return cls.model_validate(
            {
                "id": rule.rule_id,
                "trigger_type": rule.kind,
                "trigger_parameters": _shown(rule.trigger),
                "method": rule.method,
                "constraints": RuleConstraintSettings.of(rule.constraints) if rule.constraints else None,
                "enabled": rule.is_enabled,
                "created_at": instant_text(rule.created_at) if rule.created_at else None,
            }
        )


def _named(rules: tuple[RuleSettings, ...]) -> tuple[RuleSettings, ...]:
    """Give each rule a name, want each name once, and keep the owner's order, which decides."""
    named = tuple(
        rule if rule.id else rule.model_copy(update={"id": f"{rule.trigger_type.lower()}-{place}"})
        for place, rule in enumerate(rules, start=1)
    )
    in_order("id", str)(tuple(rule.id or "" for rule in named))
    return named


class TriggerSection(Contract):
    """When the portfolio is to be rebalanced; without rules nothing starts by itself."""

    rules: Annotated[tuple[RuleSettings, ...], Field(max_length=MAX_RULES), AfterValidator(_named)] = (
        RuleSettings(id="drift", trigger_type=TriggerKind.THRESHOLD),
    )
    cooldown_days: DayCount = 0
    monitoring_interval_minutes: Annotated[StrictInt, Field(ge=5, le=390)] | None = None

    def to_domain(self) -> TriggerSettings:
        """Convert to the engine's type."""
        return TriggerSettings(
            rules=tuple(rule.to_domain() for rule in self.rules),
            cooldown_days=self.cooldown_days,
            monitoring_minutes=self.monitoring_interval_minutes,
        )

    @classmethod
    def of(cls, settings: TriggerSettings) -> TriggerSection:
        """Show settings by requirement 000's names."""
        return cls(
            rules=tuple(RuleSettings.of(rule) for rule in settings.rules),
            cooldown_days=settings.cooldown_days,
            monitoring_interval_minutes=settings.monitoring_minutes,
        )


def _trigger(kind: TriggerKind, parameters: ConditionParameters) -> Trigger:
    given = parameters.given
    if kind is TriggerKind.COMBINED:
        conditions = (_trigger(each.trigger_type, each.trigger_parameters) for each in given["conditions"])
        combine = given.get("combine", CombineMode.ANY)
        return CombinedTrigger(conditions=cast("tuple[Condition, ...]", tuple(conditions)), combine=combine)
    return from_document(_TRIGGERS[kind], parameters.model_dump(mode="json", exclude_none=True))


def _shown(trigger: Trigger) -> dict[str, Any]:
    """List a trigger's parameters as they are sent; an empty list of symbols is left open."""
    own = {field.name: getattr(trigger, field.name) for field in fields(trigger) if field.name != "kind"}
    if isinstance(trigger, CombinedTrigger):
        own["conditions"] = [
            {"trigger_type": each.kind, "trigger_parameters": _shown(each)} for each in trigger.conditions
        ]
    if isinstance(trigger, CalendarTrigger) and trigger.calendar:
        own["calendar"] = CalendarSettings.of(trigger.calendar)
    return {name: value for name, value in own.items() if value != ()}
