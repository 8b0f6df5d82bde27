"""What a plan would mean for taxes, as callers see it: estimates under US federal rules, and named so."""

from __future__ import annotations

from datetime import date
from typing import Final

from trimtab.contracts.allocation import ReasonView
from trimtab.contracts.base import Contract, DecimalText, to_percent
from trimtab.domain.money import ZERO, round_to_cents
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_lot import EXACT, Term, WashSale, exact_sum
from trimtab.domain.tax_preview import (
    DeviationKind,
    HarvestCandidate,
    HarvestStatus,
    LotUse,
    SaleTax,
    TaxDeviation,
    TaxImplication,
    TaxPreview,
    WashWindow,
    WashWindowKind,
)
from trimtab.domain.trade import Side, Trade

BROKER_METHOD: Final = LotMethod.FIFO
"""How Alpaca consumes lots; figures under any other rule are what-if (design decision 6)."""


class TradeTax(Contract):
    """What one trade would realise, as requirements 001 and 002 name it; all of it is estimated.

    `tax_gain` and `tax_loss` add up the lots that a sale consumes, both positive; `tax_impact` is the tax on
    them. All three are null for a purchase, and where lots do not cover the sale.
    """

    tax_implication: TaxImplication
    harvest_opportunity: bool
    tax_gain: DecimalText | None = None
    tax_loss: DecimalText | None = None
    tax_impact: DecimalText | None = None


class LotUseView(Contract):
    """A part of a lot that a sale would consume; zero days to long term where it is long already."""

    lot_id: str
    qty: DecimalText
    acquired: date
    term: Term
    gain_estimate: DecimalText
    days_to_long_term: int

    @classmethod
    def of(cls, use: LotUse) -> LotUseView:
        """Show a part of a lot."""
        return cls(
            lot_id=use.lot_id,
            qty=use.quantity,
            acquired=use.acquired,
            term=use.term,
            gain_estimate=round_to_cents(use.gain),
            days_to_long_term=use.days_to_long_term,
        )


class SaleTaxView(Contract):
    """What one sale would realise, lot by lot, before wash sales; pay now, or wait until it is long term."""

    symbol: str
    qty: DecimalText
    proceeds_estimate: DecimalText
    short_term_gain_estimate: DecimalText
    long_term_gain_estimate: DecimalText
    disallowed_loss_estimate: DecimalText
    uncovered_qty: DecimalText
    tax_now_estimate: DecimalText
    tax_if_waited_estimate: DecimalText
    wait_until: date | None
    lots: tuple[LotUseView, ...]

    @classmethod
    def of(cls, sale: SaleTax) -> SaleTaxView:
        """Show a sale."""
        return cls(
            symbol=sale.symbol,
            qty=sale.quantity,
            proceeds_estimate=round_to_cents(sale.proceeds),
            short_term_gain_estimate=round_to_cents(sale.short_term),
            long_term_gain_estimate=round_to_cents(sale.long_term),
            disallowed_loss_estimate=round_to_cents(sale.disallowed),
            uncovered_qty=sale.uncovered_quantity,
            tax_now_estimate=round_to_cents(sale.tax_now),
            tax_if_waited_estimate=round_to_cents(sale.tax_if_waited),
            wait_until=sale.wait_until,
            lots=tuple(LotUseView.of(use) for use in sale.uses),
        )


class WashSaleView(Contract):
    """A loss that would not count now; it moves to what replaces the shares, or is lost to an IRA."""

    symbol: str
    qty: DecimalText
    term: Term
    sold: date
    disallowed_loss_estimate: DecimalText
    replacement_symbol: str
    replacement_account: str
    bought: date
    is_lost: bool

    @classmethod
    def of(cls, wash: WashSale) -> WashSaleView:
        """Show a wash sale."""
        return cls(
            symbol=wash.symbol,
            qty=wash.quantity,
            term=wash.term,
            sold=wash.sold,
            disallowed_loss_estimate=round_to_cents(wash.disallowed),
            replacement_symbol=wash.replacement_symbol,
            replacement_account=wash.replacement_account,
            bought=wash.bought,
            is_lost=wash.is_lost,
        )


class WashWindowView(Contract):
    """What must not be done with a symbol before it is free again, and why."""

    symbol: str
    kind: WashWindowKind
    free_on: date
    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, window: WashWindow) -> WashWindowView:
        """Show a window."""
        return cls(
            symbol=window.symbol,
            kind=window.kind,
            free_on=window.free_on,
            reason_code=window.reason.code,
            message=window.reason.text,
        )


class HarvestView(Contract):
    """A loss there is, and what becomes of it; `in_front` are the gains that have to be sold before it."""

    symbol: str
    status: HarvestStatus
    qty: DecimalText
    loss_estimate: DecimalText
    benefit_estimate: DecimalText
    in_front: tuple[LotUseView, ...]
    substitute: str | None
    free_on: date | None

    @classmethod
    def of(cls, found: HarvestCandidate) -> HarvestView:
        """Show a loss."""
        return cls(
            symbol=found.symbol,
            status=found.status,
            qty=found.quantity,
            loss_estimate=round_to_cents(found.loss),
            benefit_estimate=round_to_cents(found.benefit),
            in_front=tuple(LotUseView.of(use) for use in found.in_front),
            substitute=found.substitute,
            free_on=found.free_on,
        )


class TaxDeviationView(Contract):
    """Where taxes have changed the plan; quantities are signed, sales negative."""

    symbol: str
    kind: DeviationKind
    plain_qty: DecimalText
    planned_qty: DecimalText
    saves_estimate: DecimalText
    drift_left_percent: DecimalText
    wait_until: date | None
    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, found: TaxDeviation) -> TaxDeviationView:
        """Show a deviation from the plan without regard to taxes."""
        return cls(
            symbol=found.symbol,
            kind=found.kind,
            plain_qty=found.plain_quantity,
            planned_qty=found.planned_quantity,
            saves_estimate=round_to_cents(found.saves),
            drift_left_percent=to_percent(found.drift_left),
            wait_until=found.wait_until,
            reason_code=found.reason.code,
            message=found.reason.text,
        )


class YearSoFarView(Contract):
    """What this year has realised that counts, and the losses carried into it."""

    year: int
    short_term_gain_estimate: DecimalText
    long_term_gain_estimate: DecimalText
    carried_short: DecimalText
    carried_long: DecimalText


class TaxPreviewView(Contract):
    """A plan's taxes in US dollars, compared with doing nothing and with the plan that knows no taxes.

    `tax_now_estimate` is what the plan adds to the year's tax, `tax_plain_estimate` what the other one would
    add, and `tax_saved_estimate` the difference; the whole year's tax is `tax_idle_estimate` without the plan
    and `tax_year_estimate` with it. Negative tax saves tax on other income.
    """

    lot_method: LotMethod
    is_what_if_method: bool
    so_far: YearSoFarView
    short_term_gain_estimate: DecimalText
    long_term_gain_estimate: DecimalText
    disallowed_loss_estimate: DecimalText
    tax_now_estimate: DecimalText
    tax_plain_estimate: DecimalText
    tax_saved_estimate: DecimalText
    tax_idle_estimate: DecimalText
    tax_year_estimate: DecimalText
    gain_left_estimate: DecimalText | None
    sales: tuple[SaleTaxView, ...]
    wash_sales: tuple[WashSaleView, ...]
    windows: tuple[WashWindowView, ...]
    harvests: tuple[HarvestView, ...]
    deviations: tuple[TaxDeviationView, ...]
    warnings: tuple[ReasonView, ...]

    @classmethod
    def of(cls, tax: TaxPreview) -> TaxPreviewView:
        """Show a preview."""
        return cls(
            lot_method=tax.lot_method,
            is_what_if_method=tax.lot_method is not BROKER_METHOD,
            so_far=_so_far(tax),
            short_term_gain_estimate=round_to_cents(tax.short_term),
            long_term_gain_estimate=round_to_cents(tax.long_term),
            disallowed_loss_estimate=round_to_cents(tax.disallowed),
            tax_now_estimate=round_to_cents(tax.tax_impact),
            tax_plain_estimate=round_to_cents(EXACT.subtract(tax.tax_plain, tax.tax_idle)),
            tax_saved_estimate=round_to_cents(EXACT.subtract(tax.tax_plain, tax.tax_planned)),
            tax_idle_estimate=round_to_cents(tax.tax_idle),
            tax_year_estimate=round_to_cents(tax.tax_planned),
            gain_left_estimate=None if tax.gain_left is None else round_to_cents(tax.gain_left),
            sales=tuple(SaleTaxView.of(sale) for sale in tax.sales),
            wash_sales=tuple(WashSaleView.of(wash) for wash in tax.wash_sales),
            windows=tuple(WashWindowView.of(window) for window in tax.windows),
            harvests=tuple(HarvestView.of(found) for found in tax.harvests),
            deviations=tuple(TaxDeviationView.of(found) for found in tax.deviations),
            warnings=tuple(ReasonView.of(warning) for warning in tax.warnings),
        )


def trade_tax(trade: Trade, tax: TaxPreview | None) -> TradeTax:
    """Tell what a planned trade would realise; a purchase nothing (requirement 001)."""
    if trade.side is Side.BUY:
        return TradeTax(tax_implication=TaxImplication.NEUTRAL, harvest_opportunity=False)
    sale = next((sale for sale in (tax.sales if tax else ()) if sale.symbol == trade.symbol), None)
    if sale is None or sale.implication is TaxImplication.UNKNOWN:
        return TradeTax(tax_implication=TaxImplication.UNKNOWN, harvest_opportunity=False)
    return TradeTax(
        tax_implication=sale.implication,
        harvest_opportunity=sale.implication is TaxImplication.LOSS and not sale.disallowed,
        tax_gain=round_to_cents(exact_sum(use.gain for use in sale.uses if use.gain > ZERO)),
        tax_loss=round_to_cents(exact_sum(EXACT.minus(use.gain) for use in sale.uses if use.gain < ZERO)),
        tax_impact=round_to_cents(sale.tax_now),
    )


def _so_far(tax: TaxPreview) -> YearSoFarView:
    return YearSoFarView(
        year=tax.realised.year,
        short_term_gain_estimate=round_to_cents(tax.realised.short_term),
        long_term_gain_estimate=round_to_cents(tax.realised.long_term),
        carried_short=round_to_cents(tax.realised.carried_short),
        carried_long=round_to_cents(tax.realised.carried_long),
    )
