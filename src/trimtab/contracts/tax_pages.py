"""A tax ledger as it is stored: cut into pages that fit a document; all but the last seldom change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from trimtab.domain.tax_event import Acquisition, Merger, Rename, Sale, ShareSplit, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerFinding, LedgerRules, LedgerState, TaxLedger
from trimtab.domain.tax_lot import Disposal, OpenLoss, TaxLot, WashSale

ROWS_PER_PAGE: Final = 1_000
"""Even where nothing can be compressed, so many rows of each kind stay far below what a document holds."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """Some events in a row, each under its kind; by their order they fall into place again."""

    acquisitions: tuple[Acquisition, ...] = ()
    sales: tuple[Sale, ...] = ()
    splits: tuple[ShareSplit, ...] = ()
    renames: tuple[Rename, ...] = ()
    mergers: tuple[Merger, ...] = ()
    transfers: tuple[TransferOut, ...] = ()

    @property
    def events(self) -> tuple[TaxEvent, ...]:
        """All of them, in the order of time."""
        kinds: tuple[TaxEvent, ...] = (
            *self.acquisitions,
            *self.sales,
            *self.splits,
            *self.renames,
            *self.mergers,
            *self.transfers,
        )
        return tuple(sorted(kinds, key=lambda event: event.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePage:
    """What the events lead to, some rows of each kind; `entries` are findings about unread entries."""

    lots: tuple[TaxLot, ...] = ()
    open_losses: tuple[OpenLoss, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    wash_sales: tuple[WashSale, ...] = ()
    findings: tuple[LedgerFinding, ...] = ()
    entries: tuple[LedgerFinding, ...] = ()


def event_pages(ledger: TaxLedger) -> tuple[EventPage, ...]:
    """Cut the events of a ledger into pages."""
    pages = range(_page_count(ledger.events))
    return tuple(_event_page(_rows_of(page, ledger.events)) for page in pages)


def state_pages(state: LedgerState, entries: tuple[LedgerFinding, ...]) -> tuple[StatePage, ...]:
    """Cut what a ledger holds, has sold and has found into pages."""
    kinds = (state.lots, state.open_losses, state.disposals, state.wash_sales, state.findings, entries)
    return tuple(
        StatePage(
            lots=_rows_of(page, state.lots),
            open_losses=_rows_of(page, state.open_losses),
            disposals=_rows_of(page, state.disposals),
            wash_sales=_rows_of(page, state.wash_sales),
            findings=_rows_of(page, state.findings),
            entries=_rows_of(page, entries),
        )
        for page in range(max(_page_count(kind) for kind in kinds))
    )


def join_pages(
    rules: LedgerRules, events: Sequence[EventPage], states: Sequence[StatePage]
) -> tuple[TaxLedger, tuple[LedgerFinding, ...]]:
    """Put a ledger together again, and the findings about unread entries beside it.

    States on the way are not kept: a correction of something old replays the events from the beginning.
    """
    state = LedgerState(
        lots=tuple(lot for page in states for lot in page.lots),
        open_losses=tuple(loss for page in states for loss in page.open_losses),
        disposals=tuple(sale for page in states for sale in page.disposals),
        wash_sales=tuple(wash for page in states for wash in page.wash_sales),
        findings=tuple(finding for page in states for finding in page.findings),
    )
    ledger = TaxLedger(rules=rules, events=tuple(e for page in events for e in page.events), state=state)
    return ledger, tuple(entry for page in states for entry in page.entries)


def _event_page(events: Sequence[TaxEvent]) -> EventPage:
    return EventPage(
        acquisitions=tuple(event for event in events if isinstance(event, Acquisition)),
        sales=tuple(event for event in events if isinstance(event, Sale)),
        splits=tuple(event for event in events if isinstance(event, ShareSplit)),
        renames=tuple(event for event in events if isinstance(event, Rename)),
        mergers=tuple(event for event in events if isinstance(event, Merger)),
        transfers=tuple(event for event in events if isinstance(event, TransferOut)),
    )


def _page_count(rows: Sequence[object]) -> int:
    return -(-len(rows) // ROWS_PER_PAGE)


def _rows_of(page: int, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return rows[page * ROWS_PER_PAGE : (page + 1) * ROWS_PER_PAGE]
