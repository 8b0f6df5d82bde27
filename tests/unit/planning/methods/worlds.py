"""Accounts as methods need them."""

from __future__ import annotations

from dataclasses import replace

from builders import instrument
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.snapshot import Snapshot


def whole(account: Snapshot, unit: QuantityUnit = QuantityUnit.WHOLE) -> Snapshot:
    """The same account with instruments of another unit."""
    return replace(
        account, instruments=tuple(instrument(known.symbol, unit) for known in account.instruments)
    )
