"""The contracts of supposed trades, of what they would do, and of flip points."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText, Quantity, Symbol, to_percent
from trimtab.contracts.drift import DriftAction, DriftAnalysisRow
from trimtab.domain.canonical import instant_text
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.domain.money import round_to_cents, to_text
from trimtab.domain.trade import Side
from trimtab.domain.what_if import ClassShare, LedgerStep, SupposedTrade, WhatIf

AssetClass = Annotated[str, Field(pattern=r"^[A-Za-z0-9_$ -]{1,40}$")]


class SupposedTradeView(Contract):
    """A trade to suppose: of a symbol by value or quantity, or of an asset class by value."""

    symbol: Symbol | None = None
    asset_class: AssetClass | None = None
    action: Side
    value: Quantity | None = None
    quantity: Quantity | None = None

    @model_validator(mode="after")
    def _says_what_and_how_much(self) -> Self:
        if (self.symbol is None) == (self.asset_class is None):
            raise PydanticCustomError("trade", "must name either a symbol or an asset_class")
        if (self.value is None) == (self.quantity is None):
            raise PydanticCustomError("trade", "must give either a value or a quantity")
        if self.asset_class is not None and self.value is None:
            raise PydanticCustomError("trade", "of an asset_class must give a value")
        return self

    def to_domain(self) -> SupposedTrade:
        """Convert to the engine's type."""
        return SupposedTrade(
            side=self.action,
            symbol=self.symbol,
            asset_class=self.asset_class,
            quantity=self.quantity,
            value=self.value,
        )


class ClassShareView(Contract):
    """What one asset class is worth, and its part of the portfolio (requirement 001)."""

    asset_class: str
    value: DecimalText
    percentage: DecimalText

    @classmethod
    def of(cls, share: ClassShare) -> ClassShareView:
        """Show an asset class."""
        return cls(
            asset_class=share.asset_class,
            value=round_to_cents(share.value),
            percentage=to_percent(share.weight),
        )


class LedgerStepView(Contract):
    """Cash after one leg; `change` is in `currency`, cost and cash in base currency."""

    number: int
    leg: str
    action: Side
    currency: str
    change: DecimalText
    cost: DecimalText
    cash: DecimalText
    foreign_cash: dict[str, DecimalText]

    @classmethod
    def of(cls, step: LedgerStep) -> LedgerStepView:
        """Show a step of the ledger, to the last decimal."""
        return cls(
            number=step.number,
            leg=step.leg,
            action=step.side,
            currency=step.currency,
            change=step.change,
            cost=step.cost,
            cash=step.cash,
            foreign_cash={cash.currency: cash.amount for cash in step.foreign_cash},
        )


class WhatIfView(Contract):
    """The portfolio after the supposed trades, or after the plan's own where none are supposed."""

    allocation_before: tuple[ClassShareView, ...]
    allocation_after: tuple[ClassShareView, ...]
    drift_after: tuple[DriftAnalysisRow, ...] | None
    max_drift_percent: DecimalText | None
    turnover_percent: DecimalText
    cost: DecimalText
    cash_ledger: tuple[LedgerStepView, ...]

    @classmethod
    def of(cls, found: WhatIf) -> WhatIfView:
        """Show what trades would do."""
        drift = found.drift_after
        rows = drift.rows if drift else ()
        return cls(
            allocation_before=tuple(ClassShareView.of(share) for share in found.classes_before),
            allocation_after=tuple(ClassShareView.of(share) for share in found.classes_after),
            drift_after=tuple(DriftAnalysisRow.of(row, DriftAction.HOLD) for row in rows) if drift else None,
            max_drift_percent=to_percent(drift.max_drift) if drift else None,
            turnover_percent=to_percent(found.turnover),
            cost=round_to_cents(found.cost),
            cash_ledger=tuple(LedgerStepView.of(step) for step in found.ledger),
        )


class FlipPointView(Contract):
    """The exact change that would change a decision; a price, an amount, a time or a setting's name."""

    symbol: str | None
    kind: FlipKind
    value: str
    direction: FlipDirection
    message: str

    @classmethod
    def of(cls, point: FlipPoint) -> FlipPointView:
        """Show a flip point; a tolerance in percent."""
        return cls(
            symbol=point.symbol,
            kind=point.kind,
            value=_value_text(point.kind, point.value),
            direction=point.direction,
            message=point.text,
        )


def _value_text(kind: FlipKind, value: Decimal | datetime | str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return instant_text(value)
    return to_text(to_percent(value) if kind is FlipKind.DRIFT else value)
