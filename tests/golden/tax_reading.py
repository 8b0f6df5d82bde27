"""How the tax side of a worked example is read, and how a preview is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builders import ACCOUNT, NOON
from trimtab.contracts.codec import from_document
from trimtab.domain.money import to_text
from trimtab.domain.tax_config import TaxAccount, TaxConfig
from trimtab.domain.tax_ledger import (
    ExpectedPurchase,
    LedgerRules,
    LedgerState,
    TaxPosition,
    YearToDate,
)
from trimtab.domain.tax_lot import OpenLoss, TaxLot
from trimtab.domain.tax_preview import HarvestCandidate, TaxDeviation, TaxPreview
from trimtab.domain.trade_day import trade_day

Json = dict[str, Any]


def position_of(given: Json, config: TaxConfig) -> TaxPosition:
    """Read lots by symbol, losses still open, the year so far, and what will be bought by itself.

    Every account is taxable and FIFO unless `accounts` differs; the lots are the planned account's unless
    they name another. What is held since its purchase need not say so.
    """
    return TaxPosition(
        account=ACCOUNT,
        rules=LedgerRules(
            accounts=tuple(from_document(TaxAccount, line) for line in given.get("accounts", ())),
            identical=config.identical,
            match_earlier_purchases=config.match_earlier_purchases,
            rates=config.rates,
        ),
        state=LedgerState(
            lots=tuple(_lots(given.get("lots", {}))),
            open_losses=tuple(_open_loss(line) for line in given.get("open_losses", ())),
        ),
        year=from_document(YearToDate, {"year": trade_day(NOON).year, **given.get("year", {})}),
        expected=tuple(from_document(ExpectedPurchase, line) for line in given.get("expected", ())),
        disputed=tuple(given.get("disputed", ())),
    )


def shown_taxes(preview: TaxPreview) -> Json:
    """Show a preview: the sums always, the rest where it is there."""
    usual = {
        "short_term": to_text(preview.short_term),
        "long_term": to_text(preview.long_term),
        "tax_idle": to_text(preview.tax_idle),
        "tax_planned": to_text(preview.tax_planned),
        "tax_plain": to_text(preview.tax_plain),
    }
    unusual = {
        "disallowed": to_text(preview.disallowed) if preview.disallowed else None,
        "gain_left": None if preview.gain_left is None else to_text(preview.gain_left),
        "harvests": [_harvest(found) for found in preview.harvests],
        "deviations": {told.symbol: _deviation(told) for told in preview.deviations},
        "windows": [f"{open_.symbol} {open_.kind.value} until {open_.free_on}" for open_ in preview.windows],
        "warnings": [warning.code.value for warning in preview.warnings],
    }
    return usual | {name: value for name, value in unusual.items() if value}


def _harvest(found: HarvestCandidate) -> str:
    what = f"{found.symbol} {found.status.value}: {to_text(found.quantity)} shares"
    front = ", ".join(f"{to_text(use.gain)} on {to_text(use.quantity)}" for use in found.in_front)
    behind = f" behind a gain of {front}" if front else ""
    return f"{what} at a loss of {to_text(found.loss)}{behind}"


def _deviation(told: TaxDeviation) -> str:
    changed = f"{to_text(told.plain_quantity)} becomes {to_text(told.planned_quantity)}"
    until = f", until {told.wait_until}" if told.wait_until else ""
    return f"{told.kind.value}: {changed} ({told.reason.code.value}), saves {to_text(told.saves)}{until}"


def _lots(given: Json) -> Iterator[TaxLot]:
    for symbol, lines in given.items():
        for number, line in enumerate(lines, start=1):
            usual = {"lot_id": f"{symbol}-{number}", "account": ACCOUNT, "symbol": symbol}
            yield from_document(TaxLot, {**usual, "held_from": line["acquired"], **line})


def _open_loss(line: Json) -> OpenLoss:
    usual = {"disposal_id": "earlier", "account": ACCOUNT, "lot_id": "earlier", "term": "SHORT"}
    return from_document(OpenLoss, {**usual, "acquired": line["sold"], "held_days": 0, **line})
