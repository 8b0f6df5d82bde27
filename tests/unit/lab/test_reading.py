"""What people write on a command line."""

from __future__ import annotations

import pytest

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab import reading
from trimtab.lab.errors import BadSettingError
from trimtab.lab.policies import Band, CashFlow, TargetMix


def test_targets_are_read():
    """Symbols in capitals, weights as fractions."""
    assert TargetMix(symbols=("SPY", "TLT"), weights=(0.6, 0.4)) == reading.read_targets("spy=0.6, TLT=0.4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("never", None),
        ("daily", 1),
        ("Weekly", 5),
        ("monthly", 21),
        ("quarterly", 63),
        ("annual", 252),
        ("10", 10),
    ],
)
def test_cadences_are_read(text: str, expected: int | None):
    """A word or a number of sessions."""
    assert expected == reading.read_cadence(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", None),
        ("5", Band(width=0.05)),
        ("20%", Band(width=0.2, kind=DriftMethod.RELATIVE)),
        ("5/25", Band(width=0.05, kind=DriftMethod.COMBINED)),
    ],
)
def test_bands_are_read(text: str, expected: Band | None):
    """Points, a part of the target, or both."""
    assert expected == reading.read_band(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("target", Destination.TARGET), ("edge", Destination.BAND_EDGE), ("HALF", Destination.HALF_WAY)],
)
def test_destinations_are_read(text: str, expected: Destination):
    """One word each."""
    assert expected is reading.read_way(text)


def test_flows_are_read():
    """Amount and sessions between."""
    assert CashFlow(amount=-0.01, every=21) == reading.read_flow("-0.01/21")


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (reading.read_targets, "SPY", "targets: '' is no number"),
        (reading.read_cadence, "fortnightly", "every: 'fortnightly' must be never, daily"),
        (reading.read_cadence, "0.5", "every"),
        (reading.read_band, "wide", "band: 'wide' is no number"),
        (reading.read_band, "0", "width"),
        (reading.read_way, "home", "to: 'home' must be target, edge or half"),
        (reading.read_flow, "0.01", "flow: '0.01' must be"),
        (reading.read_flow, "x/21", "flow: 'x' is no number"),
    ],
)
def test_what_cannot_be_read_is_named(read, text: str, words: str):
    """The field, what was written, and what may be."""
    with pytest.raises(BadSettingError, match=words):
        read(text)


def test_tables_are_set_in_columns():
    """Words to the left, figures to the right."""
    assert ["NAME    N", "a    1.50", "bb     10"] == reading.table_lines(
        [("NAME", "N"), ("a", "1.50"), ("bb", "10")]
    ) or ["NAME  N", "a     1.50", "bb      10"] == reading.table_lines(
        [("NAME", "N"), ("a", "1.50"), ("bb", "10")]
    )
