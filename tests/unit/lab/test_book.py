"""One path's money day by day, by hand."""

from __future__ import annotations

import pytest

from lab_builders import MIX, trial
from trimtab.lab.book import Book, Traded
from trimtab.lab.errors import BadSettingError
from trimtab.lab.paths import Block
from trimtab.lab.policies import Band, CashFlow, LabPolicy, TargetMix
from trimtab.lab.run import walk

QUIET, RISE = (1.0, 1.0), (2.0, 1.0)
FALL = (0.5, 1.0)


def after(policy: LabPolicy, *days: tuple[float, ...], mix: TargetMix = MIX) -> Book:
    """The book of one path after the last day."""
    for books in walk(trial(policy, days=days, mix=mix), Block(0, 1)):
        (book,) = books
    return book


def held(book: Book) -> list[float]:
    """Values and cash of the path."""
    return [*book.values[:, 0].round(12).tolist(), round(float(book.cash[0]), 12)]


def test_a_portfolio_begins_on_its_targets():
    """One is split as the mix says, the rest in cash."""
    mix = TargetMix(symbols=("A", "B"), weights=(0.5, 0.25))

    assert [0.5, 0.25, 0.25] == held(Book.open([LabPolicy()], mix, 1))


def test_who_never_looks_lets_weights_run():
    """0.6 doubles, 0.4 stays."""
    assert [1.2, 0.4, 0] == held(after(LabPolicy(every=None), RISE))


def test_a_look_brings_weights_home():
    """1.6 are split anew."""
    assert [0.96, 0.64, 0] == held(after(LabPolicy(), RISE))


def test_between_looks_nothing_is_traded():
    """Every second day: the first does nothing."""
    assert [1.2, 0.4, 0] == held(after(LabPolicy(every=2), RISE))
    assert [0.96, 0.64, 0] == held(after(LabPolicy(every=2), RISE, QUIET))


def test_trades_are_counted_with_their_costs():
    """0.24 each way of 1.6, at 100 bp: a sale of 0.24 buys 0.2376 / 1.01."""
    book = after(LabPolicy(cost_bp=100), RISE)
    bought = 0.2376 / 1.01

    assert 1 == book.tally.events[0]
    assert (0.24 + bought) / 2 / 1.6 == pytest.approx(book.tally.turnover[0])
    assert 0.01 * (0.24 + bought) / 1.6 == pytest.approx(book.tally.cost[0])
    assert 1.6 - 0.01 * (0.24 + bought) == pytest.approx(book.tally.growth[0])
    assert book.worth[0] == pytest.approx(book.tally.growth[0])


def test_trades_are_told_to_who_watches():
    """Day, cause, column and changes."""
    seen: list[Traded] = []
    list(walk(trial(LabPolicy(every=2), days=(RISE, QUIET)), Block(0, 1), seen.append))

    assert [(1, "REBALANCE", [0])] == [(made.day, made.cause, made.columns.tolist()) for made in seen]
    assert [-0.24, 0.24] == seen[0].changes[:, 0].round(12).tolist()


def test_money_that_comes_in_is_bought_with_by_the_lazy_rule():
    """A tenth on the second day goes to B, which lacks most; it is no event of rebalancing."""
    book = after(LabPolicy(every=None, flow=CashFlow(amount=0.1, every=2)), RISE, QUIET)

    assert [1.2, 0.5, 0] == held(book)
    assert 0 == book.tally.events[0]


def test_money_that_flows_is_no_return():
    """Wealth counts growth only."""
    book = after(LabPolicy(every=None, flow=CashFlow(amount=0.5, every=1)), QUIET, QUIET)

    assert (2.0, 1.0) == (book.worth[0], book.tally.growth[0])


def test_money_that_goes_out_is_sold_for_with_its_cost():
    """0.099 at 100 bp takes a sale of 0.1, from A, which has most."""
    book = after(LabPolicy(every=None, cost_bp=100, flow=CashFlow(amount=-0.099, every=1)), RISE)

    assert [1.1, 0.4, 0] == held(book)
    assert 0.001 / 1.6 == pytest.approx(book.tally.cost[0])


def test_a_path_that_runs_out_of_money_is_told():
    """A quarter a day is gone on the fourth; nobody's figures are made of nothing."""
    policy = LabPolicy(every=None, flow=CashFlow(amount=-0.25, every=1))

    with pytest.raises(BadSettingError, match=r"flow on step 3: 0.25 is more than a path has left"):
        after(policy, *[QUIET] * 4)


def test_a_year_s_gain_is_taxed_at_its_end():
    """Half of A's 0.24 that are sold is gain: a quarter of 0.12 is paid, by a sale of what has most."""
    days = (RISE, *[QUIET] * 251)
    book = after(LabPolicy(band=Band(width=0.1), tax_rate=0.25), *days)

    assert 0.03 / 1.6 == pytest.approx(book.tally.tax[0])
    assert 1.57 == pytest.approx(book.worth[0])


def test_before_the_end_of_the_year_nothing_is_paid():
    """251 sessions are no year."""
    assert 0 == after(LabPolicy(band=Band(width=0.1), tax_rate=0.25), RISE, *[QUIET] * 250).tally.tax[0]


def test_a_loss_is_kept_for_later_years():
    """A falls, is bought, and what B lost is not: the loss of a sale lessens the next gain."""
    book = after(LabPolicy(tax_rate=0.25), (1.0, 0.5), FALL, *[QUIET] * 250)

    assert book.gains[0] < 0
    assert 0 == book.tally.tax[0]


def test_shares_bought_at_two_prices_have_their_average_cost():
    """A doubles, 0.24 of 1.2 are sold: a fifth of what 0.6 have cost goes with them."""
    book = after(LabPolicy(tax_rate=0.25), RISE)

    assert [0.48, 0.64] == book.basis[:, 0].round(12).tolist()
    assert 0.12 == pytest.approx(book.gains[0])
