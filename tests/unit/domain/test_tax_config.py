"""What taxes may change about a plan."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.tax_config import IdenticalGroup, TaxConfig, TaxRates, TransitionMode, identical_symbols
from trimtab.domain.tax_lot import Term

GROUPS = (IdenticalGroup(("SPY", "VOO")), IdenticalGroup(("VOO", "IVV")), IdenticalGroup(("GLD", "IAU")))


@pytest.mark.parametrize(
    ("transition", "spares", "sells_nothing"),
    [
        (None, True, False),
        (TransitionMode.NOW, False, False),
        (TransitionMode.AVOID_SHORT_TERM_GAINS, True, False),
        (TransitionMode.CASH_FLOWS_ONLY, True, True),
    ],
)
def test_a_transition_takes_the_place_of_the_switch(
    transition: TransitionMode | None,
    spares: bool,  # noqa: FBT001 - a table's column
    sells_nothing: bool,  # noqa: FBT001 - a table's column
):
    """Short-term gains are spared by default and in every transition but the one at any cost."""
    config = TaxConfig(transition=transition)

    assert (spares, sells_nothing) == (config.spares_short_term_gains, config.sells_nothing)


def test_short_term_gains_need_not_be_spared():
    """Without a transition the owner's switch decides; with one it does not."""
    configs = [
        TaxConfig(avoid_short_term_gains=False),
        TaxConfig(avoid_short_term_gains=False, transition=TransitionMode.AVOID_SHORT_TERM_GAINS),
    ]

    assert [False, True] == [config.spares_short_term_gains for config in configs]


@pytest.mark.parametrize(
    ("symbol", "identical"),
    [("SPY", {"SPY", "VOO"}), ("VOO", {"SPY", "VOO", "IVV"}), ("TLT", {"TLT"}), ("IAU", {"GLD", "IAU"})],
)
def test_a_symbol_is_identical_to_itself_and_to_its_groups(symbol: str, identical: set[str]):
    """Every group it is in counts, and no group of another member does."""
    config = TaxConfig(identical=GROUPS)

    assert identical == config.identical_to(symbol) == identical_symbols(GROUPS, symbol)


def test_each_term_has_its_rate():
    """Short-term gains at the first rate, long-term gains at the second."""
    rates = TaxRates(short_term=D("0.32"), long_term=D("0.2"))

    assert [D("0.32"), D("0.2")] == [rates.of(term) for term in (Term.SHORT, Term.LONG)]
