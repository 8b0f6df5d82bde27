"""What holds for every tax figure, against the exact ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from property.dice import rolls
from property.households import SYMBOLS, positions, quantity_of, year_of
from property.portfolios import scaled
from tax_builders import RATES, TODAY
from trimtab.domain.tax_config import DEDUCTION_LIMIT, SubstituteSet, TaxConfig
from trimtab.domain.tax_ledger import LedgerState, TaxPosition, YearToDate
from trimtab.domain.tax_lot import EXACT, Term, exact_sum
from trimtab.domain.tax_preview import HarvestCandidate, HarvestStatus, LotUse, WashWindowKind
from trimtab.tax.estimate import estimate_tax
from trimtab.tax.harvest import find_harvests
from trimtab.tax.netting import net_year
from trimtab.tax.outlook import ProposedPurchase, foresee
from trimtab.tax.sales import ProposedSale, lots_in_order, tax_of_sale
from trimtab.tax.wash_windows import buys_free_on, loss_sales_free_on, wash_windows

ONE_DAY = timedelta(days=1)
CENT = D("0.01")
LIMITS = st.sampled_from([D(0), DEDUCTION_LIMIT / 2, DEDUCTION_LIMIT])


PRICES = {"SPY": D(100), "VOO": D("33.333333333"), "TLT": D(60), "AGG": D(7)}
SETS = (SubstituteSet(symbol="TLT", substitutes=("AGG",)),)
CONFIGS = st.builds(
    lambda is_sparing, minimum: TaxConfig(
        avoid_short_term_gains=is_sparing, harvest_minimum=minimum, substitutes=SETS
    ),
    st.booleans(),
    st.sampled_from([D(0), D(100), D(1000)]),
)
TRADES = rolls(lambda dice: (dice.pick(SYMBOLS), quantity_of(dice), dice.amount(200, 9) + CENT), size=32)


def selling(symbol: str, quantity: D, price: D = CENT, day: date = TODAY) -> ProposedSale:
    """A sale of the owner's shares; at a cent a share nearly all of them lose."""
    return ProposedSale(symbol=symbol, quantity=quantity, price=price, day=day)


def buying(symbol: str, day: date) -> ProposedPurchase:
    """A share, bought."""
    return ProposedPurchase(symbol=symbol, quantity=D(1), price=D(100), day=day)


def one_percent(symbol: str, quantity: D) -> D:
    """A trade costs one percent of its value."""
    return EXACT.multiply(quantity, PRICES[symbol]) / 100


def prefixes(position: TaxPosition, symbol: str, price: D = CENT, day: date = TODAY) -> list[D]:
    """How many shares the first lots have: one lot, two lots, all of them."""
    lots = lots_in_order(position, selling(symbol, D(1), price, day))
    return list(accumulate(lot.quantity for lot in lots))


def all_uses(position: TaxPosition, symbol: str) -> tuple[LotUse, ...]:
    """What selling everything would realise."""
    everything = prefixes(position, symbol, PRICES[symbol])[-1:] or [D(1)]
    return tax_of_sale(position, selling(symbol, everything[0], PRICES[symbol])).uses


def harvested(position: TaxPosition, found: HarvestCandidate, day: date) -> LedgerState:
    """What the ledger says of a harvest, its substitute bought on the same day."""
    sale = selling(found.symbol, found.quantity, PRICES[found.symbol], day)
    return foresee(position, [sale], [buying(found.substitute, day)] if found.substitute else ())


def is_taken(found: HarvestCandidate, symbol: str) -> bool:
    """Whether it is the harvest of a symbol that is taken."""
    return found.symbol == symbol and found.status is HarvestStatus.TAKEN


def saved_by(position: TaxPosition, symbol: str, upto: D, config: TaxConfig) -> Iterator[D]:
    """What the first lots save after costs, where that is worth its while by every rule, from the ledger."""
    sale = selling(symbol, upto, PRICES[symbol])
    seen = foresee(position, [sale], ())
    gone = seen.disposals
    bought = "AGG" if symbol == "TLT" else symbol
    cost = one_percent(symbol, upto) + one_percent(bought, upto * PRICES[symbol] / PRICES[bought])
    loss = -sum((part.gain for part in gone), D(0))
    saved = -sum((part.gain * RATES.of(part.term) for part in gone), D(0)) - cost
    least = max(
        config.harvest_minimum,
        config.harvest_minimum_part * sum(part.cost + part.wash_addition for part in gone),
    )
    is_spared = config.avoid_short_term_gains and any(
        part.gain > 0 and part.term is Term.SHORT for part in gone
    )
    if loss > 0 and loss - cost >= least and saved > 0 and not seen.wash_sales and not is_spared:
        yield saved


def without_losses(position: TaxPosition) -> TaxPosition:
    """The same household before it ever lost, so that every wash sale is one of the sale that is tried."""
    return replace(position, state=replace(position.state, open_losses=()))


def expected_purchases(position: TaxPosition) -> Iterator[list[ProposedPurchase]]:
    """Each expected purchase, on its first and on its last day."""
    for coming in position.expected:
        yield from ([buying(coming.symbol, day)] for day in (coming.first, coming.last))


def too_early(position: TaxPosition, symbol: str, day: date) -> Iterator[bool]:
    """Whether a sale at a loss on a day is a wash sale, for every number of shares and expected purchase."""
    for upto in prefixes(position, symbol, day=day):
        for bought in ([], *expected_purchases(position)):
            yield bool(foresee(position, [selling(symbol, upto, day=day)], bought).wash_sales)


@given(rolls(year_of, size=48), LIMITS)
def test_netting_loses_no_dollar(year: YearToDate, limit: D):
    """What was realised is what is taxed, less what is deducted and carried on; never both gain and loss."""
    result = net_year(year, limit)

    realised = year.short_term + year.long_term - year.carried_short - year.carried_long
    carried = result.carried_short + result.carried_long
    assert realised == result.short_term + result.long_term - result.deduction - carried
    assert not (result.short_term or result.long_term) or not (result.deduction or carried)
    assert limit >= result.deduction
    assert not carried or limit == result.deduction


@given(rolls(year_of, size=48), LIMITS, scaled(0, 1_000_000, 2), scaled(0, 1_000_000, 2))
def test_more_gain_is_never_less_tax(year: YearToDate, limit: D, short_term: D, long_term: D):
    """A gain more of any term raises the estimate or leaves it, by the higher rate at most."""
    more = YearToDate(
        year=year.year,
        short_term=year.short_term + short_term,
        long_term=year.long_term + long_term,
        carried_short=year.carried_short,
        carried_long=year.carried_long,
    )

    added = estimate_tax(more, RATES, limit) - estimate_tax(year, RATES, limit)
    assert 0 <= added <= RATES.short_term * (short_term + long_term)


@given(positions(), TRADES)
def test_a_sale_is_what_the_ledger_books(position: TaxPosition, traded: tuple[str, D, D]):
    """Lots, shares, terms, gains and what no lot covers: the figure before and the booking after are one."""
    sale = selling(*traded)
    taxed, seen = tax_of_sale(position, sale), foresee(position, [sale], ())

    booked = [(gone.lot_id, gone.quantity, gone.term, gone.gain) for gone in seen.disposals]
    assert booked == [(use.lot_id, use.quantity, use.term, use.gain) for use in taxed.uses]
    assert sale.quantity == exact_sum(use.quantity for use in taxed.uses) + taxed.uncovered_quantity
    assert bool(taxed.uncovered_quantity) is bool(seen.findings)


@given(positions(), TRADES)
def test_waiting_only_helps_gains(position: TaxPosition, traded: tuple[str, D, D]):
    """Waiting is offered exactly where a short-term gain is sold, and on that day no such gain is left."""
    sale = selling(*traded)
    taxed = tax_of_sale(position, sale)

    waiting = [use.days_to_long_term for use in taxed.uses if use.days_to_long_term and use.gain > 0]
    days = (taxed.wait_until - TODAY).days if taxed.wait_until else 0
    assert max(waiting, default=0) == days
    assert taxed.wait_until or taxed.tax_if_waited == taxed.tax_now


@given(positions(), CONFIGS)
def test_harvests_give_what_they_say(position: TaxPosition, config: TaxConfig):
    """Selling just the quantity realises just the loss; TAKEN counts in full, WASH_SALE not before."""
    for found in find_harvests(position, PRICES, config, TODAY, one_percent):
        if found.status is not HarvestStatus.OUT_OF_REACH:
            seen = harvested(position, found, TODAY)
            assert found.loss == EXACT.minus(exact_sum(gone.gain for gone in seen.disposals))
            assert found.status is not HarvestStatus.TAKEN or not seen.wash_sales
            assert found.status is not HarvestStatus.WASH_SALE or seen.wash_sales or position.expected
            assert not found.free_on or not harvested(position, found, found.free_on).wash_sales


@given(positions(), CONFIGS)
def test_what_is_out_of_reach_lies_behind_a_gain(position: TaxPosition, config: TaxConfig):
    """To sell the first lots up to the loss would sell the lots with a gain that are shown."""
    for found in find_harvests(position, PRICES, config, TODAY, one_percent):
        gains = {use.lot_id for use in all_uses(position, found.symbol) if use.gain > 0}
        assert {use.lot_id for use in found.in_front} <= gains
        assert found.status is not HarvestStatus.OUT_OF_REACH or (found.in_front and not found.benefit)


@given(positions(), CONFIGS)
def test_a_harvest_saves_as_much_as_any_that_counts(position: TaxPosition, config: TaxConfig):
    """No number of first lots that is worth its while, and that no wash sale touches, would save more."""
    asked = replace(position, expected=())
    harvests = find_harvests(asked, PRICES, config, TODAY, one_percent)

    for symbol in SYMBOLS:
        taken = [found.benefit for found in harvests if is_taken(found, symbol)]
        worth = [
            saved
            for upto in prefixes(asked, symbol, PRICES[symbol])
            for saved in saved_by(asked, symbol, upto, config)
        ]
        assert sorted(worth)[-1:] == taken


@given(positions())
def test_a_purchase_is_free_on_the_day_it_says_and_not_the_day_before(position: TaxPosition):
    """Bought on the free day a share takes no loss; the day before it does."""
    for symbol in SYMBOLS:
        free_on = buys_free_on(position, symbol, TODAY)
        assert not foresee(position, (), [buying(symbol, free_on or TODAY)]).wash_sales
        assert not free_on or foresee(position, (), [buying(symbol, free_on - ONE_DAY)]).wash_sales


@given(positions())
def test_every_loss_counts_from_the_day_it_says(position: TaxPosition):
    """However many shares are sold on the free day at a cent, and whatever expected purchase is made."""
    position = without_losses(position)
    for symbol in SYMBOLS:
        day = loss_sales_free_on(position, symbol, TODAY) or TODAY
        for upto in prefixes(position, symbol, day=day):
            for bought in ([], *expected_purchases(position)):
                assert not foresee(position, [selling(symbol, upto, day=day)], bought).wash_sales


@given(positions(is_plain=True))
def test_some_loss_does_not_count_the_day_before(position: TaxPosition):
    """A day too early, some number of shares sold, or some expected purchase, makes a wash sale."""
    position = without_losses(position)
    for symbol in SYMBOLS:
        free_on = loss_sales_free_on(position, symbol, TODAY)
        if free_on:
            assert any(too_early(position, symbol, free_on - ONE_DAY))


@given(positions())
def test_the_calendar_says_what_each_symbol_says(position: TaxPosition):
    """Purchases are listed as asked one by one; sales in the account planned for are listed at least."""
    calendar = {(window.symbol, window.kind): window.free_on for window in wash_windows(position, TODAY)}

    for symbol in SYMBOLS:
        free_on = loss_sales_free_on(position, symbol, TODAY)
        assert buys_free_on(position, symbol, TODAY) == calendar.get((symbol, WashWindowKind.NO_BUY))
        assert not free_on or free_on <= calendar[symbol, WashWindowKind.NO_LOSS_SALE]
