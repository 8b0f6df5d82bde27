"""Whatever happens to a household's shares, no share, no dollar and no loss is made or lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from property.share_by_share import Household
from property.tax_histories import History, histories, plain_histories
from tax_builders import on
from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_event import Acquisition, Sale, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerState, TaxLedger
from trimtab.domain.tax_lot import WASH_SALE_WINDOW, Disposal, TaxLot, exact_sum
from trimtab.tax import ledger as ledgers
from trimtab.tax.ledger import open_ledger, record_events, withdraw_events
from trimtab.tax.lot_order import SaleTerms, order_lots, tax_per_share
from trimtab.tax.replay import apply_events, apply_in_steps
from trimtab.tax.shares import take_shares

Step = tuple[TaxEvent, LedgerState, LedgerState]


def state_of(history: History) -> LedgerState:
    """What a history leads to."""
    return apply_events(LedgerState(), history.rules, history.events)


@contextmanager
def frequent_states() -> Iterator[None]:
    """Keep a state after every third event."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledgers, "CHECKPOINT_EVERY", 3)
        yield


def recorded(history: History, events: Iterable[TaxEvent]) -> TaxLedger:
    """A ledger of some events of a history, in any order."""
    with frequent_states():
        return record_events(open_ledger(history.rules), events)


def added(ledger: TaxLedger, event: TaxEvent) -> TaxLedger:
    """A ledger with one event more."""
    with frequent_states():
        return record_events(ledger, (event,))


def steps(history: History) -> Iterator[Step]:
    """Each event with the state before and after it."""
    states = apply_in_steps(LedgerState(), history.rules, [(event,) for event in history.events])
    before = LedgerState()
    for event, after in zip(history.events, states, strict=True):
        yield event, before, after
        before = after


def is_away(event: TaxEvent) -> bool:
    """Whether shares have left the household."""
    return isinstance(event, TransferOut) and event.to_account is None


def cost_in(events: Iterable[TaxEvent]) -> Decimal:
    """What all purchases cost."""
    return exact_sum(event.cost for event in events if isinstance(event, Acquisition))


@given(histories())
def test_no_cost_is_made_or_lost(history: History):
    """At each event, cost before and what was paid are cost after and what disposals used up."""
    for event, before, after in steps(history):
        used = exact_sum(sale.cost for sale in after.disposals[len(before.disposals) :])
        there = exact_sum(lot.cost for lot in before.lots) + cost_in([event])
        left = exact_sum(lot.cost for lot in after.lots) + used

        assert is_away(event) or there == left


@given(histories())
def test_no_moved_loss_is_made_or_lost(history: History):
    """At each event, what wash sales moved is in the lots or in the basis of what was sold."""
    for event, before, after in steps(history):
        moved = [sale.disallowed for sale in after.wash_sales[len(before.wash_sales) :] if not sale.is_lost]
        used = [sale.wash_addition for sale in after.disposals[len(before.disposals) :]]
        there = exact_sum([*(lot.wash_addition for lot in before.lots), *moved])
        left = exact_sum([*(lot.wash_addition for lot in after.lots), *used])

        assert is_away(event) or there == left


@given(plain_histories())
def test_gains_and_basis_are_conserved(history: History):
    """Allowed gains less losses lost to an IRA are proceeds less all cost plus the basis that is left."""
    state = state_of(history)
    gains = exact_sum(sale.gain for sale in state.disposals)
    allowed = gains + exact_sum(sale.disallowed for sale in state.wash_sales)
    lost = exact_sum(sale.disallowed for sale in state.wash_sales if sale.is_lost)
    proceeds = exact_sum(sale.proceeds for sale in state.disposals)
    left = exact_sum(lot.basis for lot in state.lots)

    assert allowed - lost == proceeds - cost_in(history.events) + left


@given(plain_histories())
def test_no_share_is_made_or_lost(history: History):
    """What was bought is held or was sold, symbol by symbol, and no lot is empty."""
    state = state_of(history)
    came: Counter[str] = Counter()
    for event in history.events:
        if isinstance(event, Acquisition):
            came[event.symbol] += int(event.quantity)
    there: Counter[str] = Counter()
    parts: list[TaxLot | Disposal] = [*state.lots, *state.disposals]
    for part in parts:
        there[part.symbol] += int(part.quantity)

    assert came == there
    assert all(lot.quantity > ZERO for lot in state.lots)


@given(histories())
def test_proceeds_are_divided_to_the_last_digit(history: History):
    """The parts of a sale that is covered by lots have its proceeds and its shares."""
    for event, before, after in steps(history):
        parts = after.disposals[len(before.disposals) :]
        if isinstance(event, Sale) and len(after.findings) == len(before.findings):
            assert event.proceeds == exact_sum(part.proceeds for part in parts)
            assert event.quantity == exact_sum(part.quantity for part in parts)


@given(histories())
def test_no_loss_is_taken_twice_or_by_its_own_lot(history: History):
    """A sale's wash sales take no more than its loss and fall in its window; its lot takes none of it."""
    state = state_of(history)
    sold = {sale.disposal_id: sale for sale in state.disposals}
    taken: Counter[str] = Counter()
    for wash in state.wash_sales:
        taken[wash.disposal_id] += wash.disallowed  # type: ignore[assignment]
        assert sold[wash.disposal_id].lot_id != wash.replacement_lot_id
        assert abs(wash.bought - wash.sold) <= WASH_SALE_WINDOW

    assert all(sold[number].is_taxable and loss <= -sold[number].gain for number, loss in taken.items())


@given(plain_histories())
def test_no_share_replaces_twice(history: History):
    """A purchase takes the losses of at most as many shares as it bought, and marks just as many."""
    state = state_of(history)
    bought = {event.event_id: event.quantity for event in history.events if isinstance(event, Acquisition)}
    used: Counter[str] = Counter()
    for wash in state.wash_sales:
        used[wash.replacement_lot_id] += int(wash.quantity)

    assert all(used[lot_id] <= quantity for lot_id, quantity in bought.items())


@given(plain_histories())
def test_a_second_opinion_comes_to_the_same(history: History):
    """Share by share: allowed gains, lost losses, and every held share's basis and holding period."""
    state, opinion = state_of(history), Household(history).live()
    gains = [sale.gain for sale in state.disposals if sale.is_taxable]
    taken = [sale.disallowed for sale in state.wash_sales]
    lost = [sale.disallowed for sale in state.wash_sales if sale.is_lost]

    assert (opinion.allowed, opinion.lost) == (
        Fraction(exact_sum([*gains, *taken])),
        Fraction(exact_sum(lost)),
    )
    assert Counter(share_lines(state.lots)) == Counter(
        (share.lot, share.account, share.held_from, share.basis, share.is_replacement)
        for share in opinion.shares
    )


def share_lines(lots: Iterable[TaxLot]) -> Iterator[tuple[object, ...]]:
    for lot in lots:
        basis = Fraction(lot.basis) / int(lot.quantity)
        for _ in range(int(lot.quantity)):
            yield lot.lot_id, lot.account, lot.held_from, basis, lot.is_replacement


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_reported_does_not_matter(history: History, chance: Random):
    """All at once and shuffled, the ledger is that of a full replay."""
    shuffled = chance.sample(history.events, len(history.events))

    assert state_of(history) == recorded(history, shuffled).state


@given(histories(), st.randoms(use_true_random=False))
def test_extending_is_replaying(history: History, chance: Random):
    """One after the other in any order, so that most are late: every state on the way is that of a replay."""
    ledger = recorded(history, ())
    for event in chance.sample(history.events, len(history.events)):
        ledger = added(ledger, event)

    assert recorded(history, history.events) == ledger


@given(histories(), st.integers(0, 19))
def test_a_correction_is_as_if_it_had_been_known(history: History, at: int):
    """A corrected day or quantity leads to what it would have led to at once."""
    wrong = history.events[at % len(history.events)]
    right = replace(wrong, day=wrong.day - timedelta(days=at))
    others = [event for event in history.events if event is not wrong]

    assert recorded(history, [*others, right]) == added(recorded(history, history.events), right)


@given(histories(), st.integers(0, 19))
def test_a_withdrawal_is_as_if_it_had_never_been(history: History, at: int):
    """Without an event the ledger is that of all others."""
    wrong = history.events[at % len(history.events)]
    others = [event for event in history.events if event is not wrong]

    with frequent_states():
        left = withdraw_events(recorded(history, history.events), [wrong.event_id])

    assert recorded(history, others) == left


@given(histories(), st.integers(1, 200))
def test_no_choice_of_lots_is_taxed_less(history: History, percent: int):
    """At linear rates MIN_TAX is the best of all choices; each order of the lots is one (domain §4.4)."""
    lots = state_of(history).lots[:5]
    terms = SaleTerms(Decimal(percent), on("2025-11-20"), history.rules.rates)
    quantity = exact_sum(lot.quantity for lot in lots) * percent / 200

    def tax(ordered: tuple[TaxLot, ...]) -> Decimal:
        parts = take_shares(ordered, quantity).parts
        return exact_sum(part.quantity * tax_per_share(part, terms) for part in parts)

    least = min(tax(choice) for choice in permutations(lots))

    assert abs(least - tax(order_lots(lots, LotMethod.MIN_TAX, terms))) < Decimal("1E-9")
