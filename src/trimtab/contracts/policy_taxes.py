"""The tax section of a saved policy (requirement 002); rates and parts are fractions, amounts US dollars."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictBool, ValidationInfo
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, Symbol
from trimtab.contracts.codec import from_document
from trimtab.contracts.mandate_fields import Name, NotNegative, Weight, in_order
from trimtab.contracts.policy_fields import MAX_ROWS, DayCount, PolicySection, SentDay, Symbols, at_least
from trimtab.domain.tax_config import (
    AccountKind,
    IdenticalGroup,
    LotMethod,
    TaxConfig,
    TaxRates,
    TransitionMode,
    identical_symbols,
)

_USUAL: Final = TaxConfig()
_USUAL_RATES: Final = TaxRates()
_PAIR: Final = 2


def _pair(symbols: tuple[str, ...]) -> tuple[str, ...]:
    if len(symbols) < _PAIR:
        raise PydanticCustomError("group", "must name at least two symbols that are identical")
    return symbols


def _each_once(symbols: tuple[str, ...]) -> tuple[str, ...]:
    """Want each symbol once and keep their order, which is the owner's preference."""
    if not symbols:
        raise PydanticCustomError("group", "must name at least one substitute")
    in_order("symbol", str)(symbols)
    return symbols


class TaxRateSettings(Contract):
    """Marginal rates, as fractions of a gain."""

    short_term: Weight = _USUAL_RATES.short_term
    long_term: Weight = _USUAL_RATES.long_term


class IdenticalSymbols(Contract):
    """Symbols that are substantially identical (IRC 1091)."""

    symbols: Annotated[Symbols, AfterValidator(_pair)]


class SymbolSubstitutes(Contract):
    """What may be held in the place of a symbol, the best first."""

    symbol: Symbol
    substitutes: Annotated[tuple[Symbol, ...], Field(max_length=MAX_ROWS), AfterValidator(_each_once)]


class HouseholdAccount(Contract):
    """An account whose trades count for wash sales, how it is taxed and how its custodian picks lots."""

    account: Name
    kind: AccountKind = AccountKind.TAXABLE
    lot_method: LotMethod = LotMethod.FIFO


def _apart(groups: tuple[IdenticalSymbols, ...]) -> tuple[IdenticalSymbols, ...]:
    counts = Counter(symbol for group in groups for symbol in group.symbols)
    shared = [symbol for symbol, count in counts.items() if count > 1]
    if shared:
        found = {"name": shared[0]}
        raise PydanticCustomError("shared", "has {name} in two groups; make them one group", found)
    return tuple(sorted(groups, key=lambda group: group.symbols))


def _not_identical(
    sets: tuple[SymbolSubstitutes, ...], info: ValidationInfo
) -> tuple[SymbolSubstitutes, ...]:
    groups = tuple(IdenticalGroup(group.symbols) for group in info.data.get("identical", ()))
    for each in sets:
        same = identical_symbols(groups, each.symbol) & set(each.substitutes)
        if same:
            found = {"name": min(same), "symbol": each.symbol}
            problem = "has {name} in the place of {symbol}, to which it is identical; name another symbol"
            raise PydanticCustomError("identical", problem, found)
    return sets


class TaxSettings(PolicySection):
    """What taxes may change about a plan."""

    avoid_short_term_gains: StrictBool = _USUAL.avoid_short_term_gains
    harvest_losses: StrictBool = _USUAL.harvest_losses
    avoid_wash_sales: StrictBool = _USUAL.avoid_wash_sales
    rates: TaxRateSettings = TaxRateSettings()
    lot_method: LotMethod = _USUAL.lot_method
    transition: TransitionMode | None = None
    deferral_days: DayCount = _USUAL.deferral_days
    harvest_minimum: NotNegative = _USUAL.harvest_minimum
    harvest_minimum_part: Weight = _USUAL.harvest_minimum_part
    gain_warning: NotNegative | None = None
    gain_cap: Annotated[NotNegative, AfterValidator(at_least("gain_warning"))] | None = None
    deduction_limit: NotNegative = _USUAL.deduction_limit
    match_earlier_purchases: StrictBool = _USUAL.match_earlier_purchases
    identical: Annotated[
        tuple[IdenticalSymbols, ...], Field(max_length=MAX_ROWS), AfterValidator(_apart)
    ] = ()
    substitutes: Annotated[
        tuple[SymbolSubstitutes, ...],
        Field(max_length=MAX_ROWS),
        AfterValidator(in_order("symbol", lambda row: row.symbol)),
        AfterValidator(_not_identical),
    ] = ()
    accounts: Annotated[
        tuple[HouseholdAccount, ...],
        Field(max_length=MAX_ROWS),
        AfterValidator(in_order("account", lambda row: row.account)),
    ] = ()
    reinvested: Symbols = ()
    deposit_dates: Annotated[
        tuple[SentDay, ...], Field(max_length=MAX_ROWS), AfterValidator(in_order("date", str))
    ] = ()

    def to_domain(self) -> TaxConfig:
        """Convert to the engine's type."""
        return from_document(TaxConfig, self.document)
