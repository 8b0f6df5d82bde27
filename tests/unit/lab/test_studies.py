"""Published studies, repeated on few paths."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from trimtab.lab.anchor import Anchor, Verdict
from trimtab.lab.anchors import is_sound
from trimtab.lab.studies import daryanani_2008, monthly_stocks_and_bonds, vanguard_2010, vanguard_2022


@pytest.fixture(scope="module")
def table() -> Mapping[str, Anchor]:
    """Vanguard 2010 on 500 paths."""
    return {anchor.key: anchor for anchor in vanguard_2010(500, 2026)}


def test_the_table_of_vanguard_is_met_or_explained(table: Mapping[str, Anchor]):
    """Eleven policies with four figures each, and two of turnover."""
    assert 46 == len(table)
    assert is_sound(tuple(table.values()))


@pytest.mark.parametrize(
    ("policy", "events"),
    [("M 5%", 52), ("M 10%", 15), ("Q 1%", 224), ("Q 5%", 43), ("A 1%", 70), ("A 5%", 28)],
)
def test_events_are_those_of_the_reference(table: Mapping[str, Anchor], policy: str, events: int):
    """Domain §4.7 counted the same with a program of its own, give or take one."""
    assert events == pytest.approx(table[f"vanguard-2010 {policy} events"].ours, abs=1)


def test_the_explained_are_still_outside(table: Mapping[str, Anchor]):
    """An explanation that is no longer needed would go unseen otherwise."""
    assert Verdict.EXPLAINED is table["vanguard-2010 M 1% events"].verdict
    assert Verdict.EXPLAINED is table["vanguard-2010 M 5% equity"].verdict


def test_annual_saves_against_monthly():
    """The order of Vanguard 2022; not its size, which the document explains."""
    found = {anchor.key: anchor for anchor in vanguard_2022(200, 2026)}

    assert found["vanguard-2022 annual against monthly"].interval.low > 0
    assert is_sound(tuple(found.values()))


def test_half_way_back_from_72_is_66():
    """Daryanani's own example of his rule."""
    assert Verdict.INSIDE is daryanani_2008().verdict


def test_paths_have_twelve_steps_a_year():
    """A year of monthly steps has the volatility of the year."""
    assert [0.19, 0.06] == pytest.approx((monthly_stocks_and_bonds(1).volatility * 12**0.5).tolist())
