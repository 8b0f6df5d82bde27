"""Tax books to store: every kind of event, and what they lead to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import ACCOUNT
from tax_builders import bought as purchase
from tax_builders import event_fields, household, on, pick
from tax_builders import sold as sale
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_book import CarriedLosses, ReadUntil, TaxBook
from trimtab.domain.tax_config import IdenticalGroup, TaxConfig
from trimtab.domain.tax_event import Merger, Rename, ShareSplit, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerFinding
from trimtab.tax.ledger import open_ledger, record_events
from trimtab.tax.years import tax_years

RULES = household(identical=(IdenticalGroup(("SPY", "VOO")),))
YEAR = 2026
BUY = purchase("2026-01-05", "30", "100")
WASHED = (sale("2026-02-03", "10", "90.123456789"), purchase("2026-02-10", "4", "91"))
SPLIT = ShareSplit(**event_fields("split", "2026-03-02"), old_quantity=D(24), new_quantity=D(48))
RENAME = Rename(**event_fields("rename", "2026-03-03", symbol="OLD"), new_symbol="NEW")
MERGER = Merger(
    **event_fields("merger", "2026-03-04", symbol="VOO"),
    quantity=D(3),
    cash=D("10.01"),
    new_symbol="SPY",
    new_quantity=D(1),
    new_price=D("44.5"),
)
TRANSFER = TransferOut(**event_fields("transfer", "2026-03-05"), quantity=D(2), to_account="SPOUSE")
EVERYTHING: tuple[TaxEvent, ...] = (
    BUY,
    *WASHED,
    SPLIT,
    RENAME,
    purchase("2026-03-03", "3", "50", symbol="VOO", held_from=on("2025-12-01"), wash_addition=D("1.5")),
    MERGER,
    TRANSFER,
    replace(sale("2026-04-06", "1", "70"), picks=(pick("bought-SPY-2026-01-05", "1"),)),
)
UNREAD = LedgerFinding(
    event_id="20260407::1",
    account=ACCOUNT,
    symbol="SPY",
    day=on("2026-04-07"),
    reason=Reason(ReasonCode.BAD_FIELD, "An entry nobody knows."),
)


def book(*events: TaxEvent, carried: tuple[CarriedLosses, ...] = ()) -> TaxBook:
    """Make the book of some events, read until April."""
    ledger = record_events(open_ledger(RULES), events)
    read = (ReadUntil(account=ACCOUNT, day=on("2026-04-08")),)
    bare = TaxBook(ledger=ledger, read_until=read, carried=carried, findings=(UNREAD,))
    return replace(bare, years=tax_years(bare, TaxConfig(gain_cap=D(10_000)), YEAR))


def many(count: int) -> tuple[TaxEvent, ...]:
    """Make purchases of a share each, a minute apart, that no lot joins."""
    first = purchase("2026-01-05", "1", "100")
    return tuple(replace(first, event_id=f"2026010515{n:08}::{n * 7_919:032x}") for n in range(count))
