"""What the calendar alone is about to change for taxes: windows that close, lots that turn long term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.money import ZERO, to_text
from trimtab.domain.tax_config import AccountKind
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_preview import WashWindow, WashWindowKind
from trimtab.tax.term import days_to_long_term, long_term_from
from trimtab.tax.wash_windows import wash_windows

NOTICE_DAYS: Final = 7
"""How many calendar days ahead an owner is told."""

_WORDS: Final = {
    WashWindowKind.NO_BUY: "can be bought again without taking a loss away",
    WashWindowKind.NO_LOSS_SALE: "can be sold at a loss again",
}


def observe_deadlines(position: TaxPosition, day: date, at: datetime) -> Observation:
    """See what the next seven days after a day will change; what has come to pass is resolved by it.

    Windows are those of wash sales (IRC 1091); a sale is long term from a year and a day after the purchase
    on (IRC 1222). Lots of a symbol in dispute, and those of an IRA, have no term.
    """
    findings = (*_closing(position, day), *_ripening(position, day))
    return Observation(at=at, kinds=frozenset({AlertKind.TAX_WINDOW}), findings=findings)


def _closing(position: TaxPosition, day: date) -> Iterator[Finding]:
    for window in wash_windows(position, day):
        if (window.free_on - day).days <= NOTICE_DAYS:
            yield _finding(f"{window.symbol}-{window.kind.value}", _window_text(window))


def _window_text(window: WashWindow) -> str:
    return f"{window.symbol} {_WORDS[window.kind]} from {window.free_on} on. {window.reason.text}"


def _ripening(position: TaxPosition, day: date) -> Iterator[Finding]:
    """Find shares about to turn long term: one finding for all of a symbol that do so on the same day."""
    ripe: defaultdict[tuple[str, date], Decimal] = defaultdict(lambda: ZERO)
    for lot in position.state.lots:
        is_known = lot.account != position.account or lot.symbol not in position.disputed
        is_taxable = position.rules.account(lot.account).kind is AccountKind.TAXABLE
        if is_known and is_taxable and 0 < days_to_long_term(lot.held_from, day) <= NOTICE_DAYS:
            ripe[lot.symbol, long_term_from(lot.held_from)] += lot.quantity
    for (symbol, from_day), quantity in sorted(ripe.items()):
        text = f"{to_text(quantity)} shares of {symbol} are long term from {from_day} on, short term before."
        yield _finding(f"{symbol}-LONG_TERM-{from_day}", text)


def _finding(key: str, text: str) -> Finding:
    return Finding(kind=AlertKind.TAX_WINDOW, key=key, level=AlertLevel.INFO, text=text)
