"""What an owner brings in from elsewhere: lots, trades, and losses of earlier years."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trimtab.domain.tax_book import CarriedLosses
from trimtab.domain.tax_event import Acquisition, Sale


class TaxRecordKind(StrEnum):
    """What a file of tax records holds, one in each line."""

    LOTS = "lots"
    OUTSIDE_TRADES = "outside_trades"
    CARRIED_LOSSES = "carried_losses"


LOT_PREFIX: Final = "lots:"
TRADE_PREFIX: Final = "trades:"
"""With what the ids of imported events begin, so that they never meet those of a broker."""

PART: Final = "#"
"""Parts two and later of one purchase have this and their number behind its id."""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event and the line of the file it stands in."""

    line: int
    event: Acquisition | Sale

    @property
    def purchase(self) -> str:
        """The id of a lot as its file names it, without the number of a part."""
        name = self.event.event_id.removeprefix(f"{LOT_PREFIX}{self.event.account}:")
        return name.partition(PART)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRecords:
    """The content of one file; carried losses stand apart, for they are no events."""

    kind: TaxRecordKind
    events: tuple[RecordedEvent, ...] = ()
    carried: tuple[CarriedLosses, ...] = ()

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts the file says something of."""
        return frozenset(row.event.account for row in self.events)
