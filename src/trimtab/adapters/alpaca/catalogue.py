"""Remember what instruments are, for a while: facts of an asset change rarely, look-ups cost requests."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from threading import Lock
from typing import Final

from trimtab.adapters.alpaca.patience import Monotonic, Stopwatch
from trimtab.domain.instruments import Instrument

LIFETIME_SECONDS: Final = Decimal(15 * 60)
CAPACITY: Final = 5_000
"""Instruments remembered at once; beyond that the oldest are forgotten."""


class Catalogue:
    """Instruments by symbol, each for a quarter of an hour; prices and positions are never kept here."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._lock = Lock()
        self._known: dict[str, tuple[Instrument, Stopwatch]] = {}

    def recall(self, symbols: Iterable[str]) -> dict[str, Instrument]:
        """Return what is still known of the symbols."""
        with self._lock:
            found = ((symbol, self._known.get(symbol)) for symbol in symbols)
            return {symbol: entry[0] for symbol, entry in found if entry and entry[1].left()}

    def remember(self, instruments: Iterable[Instrument]) -> None:
        """Keep instruments just read from the broker."""
        with self._lock:
            for instrument in instruments:
                self._known.pop(instrument.symbol, None)
                self._known[instrument.symbol] = instrument, Stopwatch(LIFETIME_SECONDS, self._monotonic)
            for symbol in list(self._known)[:-CAPACITY]:
                del self._known[symbol]
