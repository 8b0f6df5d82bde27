"""Requirement 001 over REST, by its names: asset types, percentages from 0 to 100, plain JSON numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, RootModel, WithJsonSchema

from trimtab.contracts.base import Contract, Instant, PlainNumber, SentNumber, check_quantity, to_percent
from trimtab.contracts.drift import DriftLevelName
from trimtab.contracts.taxes import trade_tax
from trimtab.domain.commands import Simulate
from trimtab.domain.drift import DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import round_to_cents
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import ClassDrift, ClassedSuggestion, SuggestionsMade
from trimtab.domain.suggestion import LOSS_HARVESTING_OPPORTUNITY, SuggestionStatus
from trimtab.domain.tax_preview import TaxImplication, TaxPreview
from trimtab.domain.trade import Priority, Side
from trimtab.domain.what_if import ClassShare, SupposedTrade, WhatIf

MAX_TRADES: Final = 200

Value = Annotated[
    SentNumber,
    AfterValidator(check_quantity),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 10**15 - 1}),
]
"""More than nothing, in US dollars, with nine decimals at most."""


class AssetType(StrEnum):
    """Asset classes in requirement 001's words, and ours in the same manner."""

    STOCK = "stock"
    BOND = "bond"
    CRYPTO = "crypto"
    CASH = "cash"
    MONEY_MARKET = "money_market"
    REAL_ESTATE = "real_estate"
    COMMODITY = "commodity"
    OTHER = "other"
    UNCLASSIFIED = "unclassified"

    @property
    def asset_class(self) -> str:
        """The class in the engine's words."""
        return _CLASSES.get(self, self.value.upper())


_CLASSES: Final = {AssetType.STOCK: "EQUITY", AssetType.CASH: CASH}
_WORDS: Final = {name: kind.value for kind, name in _CLASSES.items()}


def asset_type(asset_class: str) -> str:
    """Name an asset class as requirement 001 does."""
    return _WORDS.get(asset_class, asset_class.lower())


class DriftRecord(Contract):
    """One asset type's place in the portfolio; positive drift is too much of it."""

    asset_type: str
    current_percentage: PlainNumber
    target_percentage: PlainNumber
    drift_percentage: PlainNumber
    drift_level: DriftLevelName
    calculated_at: Instant

    @classmethod
    def of(cls, row: DriftRow, found: ClassDrift) -> Self:
        """Show a row."""
        return cls(
            asset_type=asset_type(row.key),
            current_percentage=to_percent(row.actual_weight),
            target_percentage=to_percent(row.target_weight),
            drift_percentage=to_percent(row.drift),
            drift_level=DriftLevelName[row.level.name],
            calculated_at=found.as_of,
        )


class PortfolioDrift(RootModel[tuple[DriftRecord, ...]]):
    """The drift of every asset type that has a target; what has none counts in the total."""

    @classmethod
    def of(cls, found: ClassDrift) -> Self:
        """Show a drift by asset type."""
        return cls(tuple(DriftRecord.of(row, found) for row in found.report.targeted))


class TaxWord(StrEnum):
    """Tax effects in requirement 001's words; UNKNOWN where lots do not cover the sale."""

    GAIN = TaxImplication.GAIN.value
    LOSS = TaxImplication.LOSS.value
    NEUTRAL = TaxImplication.NEUTRAL.value
    UNKNOWN = TaxImplication.UNKNOWN.value
    LOSS_HARVESTING_OPPORTUNITY = LOSS_HARVESTING_OPPORTUNITY


class RebalancingSuggestion(Contract):
    """One suggested trade; values are US dollars, tax figures estimates of the lots really sold."""

    asset_type: str
    asset: str
    action: Side
    value: PlainNumber
    priority: Priority
    tax_implication: TaxWord
    tax_gain: PlainNumber | None
    tax_loss: PlainNumber | None
    current_quantity: PlainNumber
    suggested_quantity: PlainNumber
    estimated_value: PlainNumber
    status: SuggestionStatus
    created_at: Instant
    executed_at: Instant | None

    @classmethod
    def of(cls, row: ClassedSuggestion, tax: TaxPreview | None) -> Self:
        """Show a suggestion with what its sale would realise."""
        made, realised = row.suggestion, trade_tax(row.trade, tax)
        return cls(
            asset_type=asset_type(row.asset_class),
            asset=made.symbol,
            action=made.action,
            value=round_to_cents(made.estimated_value),
            priority=made.priority,
            tax_implication=TaxWord(made.tax_label),
            tax_gain=realised.tax_gain,
            tax_loss=realised.tax_loss,
            current_quantity=made.current_quantity,
            suggested_quantity=made.suggested_quantity,
            estimated_value=round_to_cents(made.estimated_value),
            status=made.status,
            created_at=made.created_at,
            executed_at=made.executed_at,
        )


class RebalancingSuggestions(RootModel[tuple[RebalancingSuggestion, ...]]):
    """The trades that would restore the targets, the most urgent first."""

    @classmethod
    def of(cls, found: SuggestionsMade) -> Self:
        """Show suggestions."""
        return cls(tuple(RebalancingSuggestion.of(row, found.tax) for row in found.suggestions))


class WhatIfTrade(Contract):
    """A trade to suppose, of a whole asset type."""

    asset_type: AssetType
    action: Side
    value: Value

    def to_domain(self) -> SupposedTrade:
        """Convert to the engine's type."""
        return SupposedTrade(side=self.action, asset_class=self.asset_type.asset_class, value=self.value)


class WhatIfRequest(Contract):
    """Trades to suppose; values move between asset types, and no cash is paid (domain rule 30)."""

    trades: Annotated[tuple[WhatIfTrade, ...], Field(max_length=MAX_TRADES)]

    def to_domain(self, portfolio: PortfolioRef) -> Simulate:
        """Convert to the engine's command."""
        trades = tuple(trade.to_domain() for trade in self.trades)
        return Simulate(portfolio=portfolio, trades=trades, has_cash_leg=False)


class TypeShare(Contract):
    """What one asset type is worth in US dollars, and its part of the portfolio."""

    value: PlainNumber
    percentage: PlainNumber

    @classmethod
    def of(cls, share: ClassShare) -> Self:
        """Show a share."""
        return cls(value=round_to_cents(share.value), percentage=to_percent(share.weight))


class NewAllocation(RootModel[dict[str, TypeShare]]):
    """The portfolio after the supposed trades, by asset type; as it is where none are supposed."""

    @classmethod
    def of(cls, found: WhatIf, asked: WhatIfRequest) -> Self:
        """Show the asset types afterwards."""
        shares = found.classes_after if asked.trades else found.classes_before
        return cls({asset_type(share.asset_class): TypeShare.of(share) for share in shares})
