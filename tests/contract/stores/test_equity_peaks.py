"""What every store of equity peaks promises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from contract.stores import samples
from contract.stores.conftest import Stores
from trimtab.domain.equity import EquityPeak
from trimtab.ports import PeakRecord

PEAK = samples.equity_peak()
HIGHER = replace(PEAK, value=D("200.5"), flows=())


def kept(stores: Stores, peak: EquityPeak = PEAK, before: PeakRecord | None = None) -> PeakRecord:
    """Keep a peak that nobody else is about to keep, and read it again."""
    assert stores.equity_peaks.save(samples.HOME, before, peak)
    record = stores.equity_peaks.load(samples.HOME)
    assert record
    return record


def test_a_portfolio_that_was_never_watched_has_no_peak(stores: Stores):
    """Nothing was kept, so nothing is there."""
    assert stores.equity_peaks.load(samples.HOME) is None


def test_a_peak_comes_back(stores: Stores):
    """Value, time, epoch and flows are read as they were kept."""
    assert PEAK == kept(stores).peak


def test_a_peak_takes_the_place_of_the_one_before(stores: Stores):
    """Of the flows of before nothing is left."""
    assert HIGHER == kept(stores, HIGHER, kept(stores)).peak


def test_a_peak_made_from_an_old_one_is_not_kept(stores: Stores):
    """Somebody else was first, and stays."""
    first = kept(stores)
    kept(stores, HIGHER, first)

    assert not stores.equity_peaks.save(samples.HOME, first, replace(PEAK, value=D(1)))
    assert HIGHER == getattr(stores.equity_peaks.load(samples.HOME), "peak", None)


def test_a_first_peak_is_kept_once(stores: Stores):
    """Of two that found none one is kept."""
    kept(stores)

    assert not stores.equity_peaks.save(samples.HOME, None, HIGHER)


def test_every_portfolio_has_its_own(stores: Stores):
    """The second one of the same person is not watched by the first."""
    kept(stores)

    assert stores.equity_peaks.load(samples.SECOND) is None
