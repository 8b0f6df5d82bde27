"""A tax preview with a line of everything, and a plan that carries it."""

from __future__ import annotations

from decimal import Decimal as D

from tax_builders import on
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import Term, WashSale
from trimtab.domain.tax_preview import (
    DeviationKind,
    HarvestCandidate,
    HarvestStatus,
    LotUse,
    SaleTax,
    TaxDeviation,
    TaxPreview,
    WashWindow,
    WashWindowKind,
)

GAIN = LotUse(
    lot_id="l1",
    quantity=D("1.5"),
    acquired=on("2025-03-03"),
    term=Term.SHORT,
    gain=D("150.005"),
    days_to_long_term=57,
)
LOSS = LotUse(
    lot_id="l2",
    quantity=D(2),
    acquired=on("2021-03-03"),
    term=Term.LONG,
    gain=D("-40.125"),
    days_to_long_term=0,
)
SALE = SaleTax(
    symbol="SPY",
    quantity=D("3.5"),
    proceeds=D("1400.004"),
    uses=(GAIN, LOSS),
    disallowed=D("12.345"),
    tax_now=D("46.483"),
    tax_if_waited=D("16.482"),
    wait_until=on("2026-03-04"),
)
WASH = WashSale(
    disposal_id="d1",
    symbol="SPY",
    replacement_lot_id="l3",
    replacement_account="ira-1",
    replacement_symbol="VOO",
    quantity=D("0.5"),
    disallowed=D("12.345"),
    term=Term.LONG,
    sold=on("2026-01-05"),
    bought=on("2025-12-22"),
    is_lost=True,
)
PREVIEW = TaxPreview(
    lot_method=LotMethod.FIFO,
    realised=YearToDate(year=2026, short_term=D("-10.005"), long_term=D(7), carried_short=D(700)),
    short_term=D("150.005"),
    long_term=D("-27.78"),
    disallowed=D("12.345"),
    tax_idle=D("-3.5"),
    tax_planned=D("42.983"),
    tax_plain=D("99.99"),
    sales=(SALE,),
    wash_sales=(WASH,),
    windows=(
        WashWindow(
            symbol="SPY",
            kind=WashWindowKind.NO_BUY,
            free_on=on("2026-02-05"),
            reason=Reason(ReasonCode.SOLD_AT_A_LOSS, "SPY was sold at a loss."),
        ),
    ),
    harvests=(
        HarvestCandidate(
            symbol="SPY",
            status=HarvestStatus.OUT_OF_REACH,
            quantity=D(2),
            loss=D("40.125"),
            benefit=D(0),
            in_front=(GAIN,),
            substitute="VTI",
            free_on=on("2026-02-01"),
        ),
    ),
    deviations=(
        TaxDeviation(
            symbol="TLT",
            kind=DeviationKind.DEFERRED,
            plain_quantity=D(-5),
            planned_quantity=D(0),
            saves=D("57.007"),
            drift_left=D("0.0123456789"),
            reason=Reason(ReasonCode.LONG_TERM_SOON, "TLT turns long."),
            wait_until=on("2026-01-20"),
        ),
    ),
    gain_left=D("1000.005"),
    warnings=(Reason(ReasonCode.GAIN_BUDGET_WARNING, "Nearly there."),),
)
