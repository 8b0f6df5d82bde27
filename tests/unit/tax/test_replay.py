"""What each kind of event makes of lots and open losses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import ACCOUNT
from tax_builders import IRA, SPOUSE, bought, event_fields, household, in_order, lot, on, open_loss, sold
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Merger, Rename, ShareSplit, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import LotSource, OpenLoss, TaxLot
from trimtab.tax.replay import apply_events, apply_in_steps

LOT = lot("old", "10", "100")


def after(*events: TaxEvent, lots: tuple[TaxLot, ...] = (), losses: tuple[OpenLoss, ...] = ()) -> LedgerState:
    """What events make of some lots and open losses."""
    return apply_events(LedgerState(lots=lots, open_losses=losses), household(), in_order(*events))


def split(old: str, new: str, day: str = "2026-07-01", account: str = ACCOUNT) -> ShareSplit:
    """So many SPY become so many others."""
    fields = event_fields(f"split-{account}", day, account=account)
    return ShareSplit(old_quantity=D(old), new_quantity=D(new), **fields)


def rename(account: str = ACCOUNT) -> Rename:
    """SPY is called NEW from 1 July 2026."""
    return Rename(new_symbol="NEW", **event_fields("renamed", "2026-07-01", account=account))


def moved(quantity: str, to_account: str | None = None) -> TransferOut:
    """So many SPY leave the owner's account on 1 July 2026."""
    return TransferOut(quantity=D(quantity), to_account=to_account, **event_fields("moved", "2026-07-01"))


def codes(state: LedgerState) -> list[ReasonCode]:
    """What was found."""
    return [finding.reason.code for finding in state.findings]


def test_a_purchase_is_a_lot():
    """Ten shares for 1,000 dollars; the event's id is the lot's."""
    assert (lot("bought-SPY-2026-01-05"),) == after(bought("2026-01-05", "10", "100")).lots


@pytest.mark.parametrize("source", LotSource)
def test_a_lot_keeps_the_date_and_the_source_it_came_with(source: LotSource):
    """Shares transferred or entered today were bought long ago and are held since then."""
    came = replace(bought("2026-07-01", "10", "100"), acquired=on("2020-03-02"), source=source)

    (held,) = after(came).lots

    assert (on("2020-03-02"), on("2020-03-02"), source) == (held.acquired, held.held_from, held.source)


def test_shares_may_come_with_a_moved_loss():
    """A transferred replacement keeps its basis and its holding period, and takes no further loss."""
    came = replace(bought("2026-07-01", "10", "100"), wash_addition=D(50), held_from=on("2026-01-05"))

    state = after(came, losses=(open_loss("100", "10", "2026-06-20"),))

    assert [(D(1_050), on("2026-01-05"))] == [(held.basis, held.held_from) for held in state.lots]
    assert ((), 1) == (state.wash_sales, len(state.open_losses))


def test_a_cost_that_does_not_divide_is_kept():
    """Three shares for 100 dollars cost 100 dollars."""
    came = replace(bought("2026-01-05", "3", "1"), cost=D(100))

    assert [D(100)] == [held.cost for held in after(came).lots]


def test_a_reinvested_dividend_takes_a_loss_away():
    """A tenth of a share bought by a dividend after the sale takes its part of the loss."""
    dividend = bought("2026-07-10", "0.1", "90", source=LotSource.REINVESTMENT)

    state = after(sold("2026-07-01", "10", "90"), dividend, lots=(LOT,))

    assert [D(1)] == [sale.disallowed for sale in state.wash_sales]


def test_shares_that_were_bought_long_ago_take_no_loss():
    """A transfer within the window brings shares that were bought outside it."""
    came = replace(bought("2026-07-10", "10", "90"), acquired=on("2026-05-01"), source=LotSource.TRANSFER)

    assert () == after(sold("2026-07-01", "10", "90"), came, lots=(LOT,)).wash_sales


def test_a_split_changes_shares_and_not_cost():
    """One becomes four: forty shares at 25, in the account that reports it alone."""
    theirs = lot("theirs", account=SPOUSE)

    state = after(split("10", "40"), lots=(LOT, theirs))

    assert (lot("old", "40", "25"), theirs) == state.lots


def test_a_reverse_split_may_leave_fractions():
    """Ten shares become two and a half; the fraction that is paid in cash is a sale of its own."""
    state = after(split("10", "2.5"), sold("2026-07-01", "0.5", "390", hour=16), lots=(LOT,))

    assert [(D(2), D(400))] == [(held.quantity, held.unit_cost) for held in state.lots]
    assert [D(-5)] == [sale.gain for sale in state.disposals]


def test_a_split_may_be_a_ratio():
    """Where the account holds another number of shares, one for two is meant for each of them."""
    assert (lot("old", "20", "50"),) == after(split("1", "2"), lots=(LOT,)).lots


def test_a_loss_is_counted_in_shares_after_a_split():
    """Ten shares sold at a loss are forty afterwards, so that twenty new ones take half of it."""
    sale, again = sold("2026-06-20", "10", "90"), bought("2026-07-10", "20", "22")
    other = lot("other", bought="2026-01-06")

    state = after(sale, split("10", "40"), again, lots=(LOT, other))

    assert [(D(20), D(50))] == [(found.quantity, found.disallowed) for found in state.wash_sales]


def test_a_split_counts_once_for_a_loss():
    """Both accounts report the split; the loss of one that has sold all its shares doubles once."""
    losses = (open_loss("100", "10", "2026-06-20", account=IRA),)
    lots = (LOT, lot("theirs", account=SPOUSE))

    state = after(split("10", "20"), split("10", "20", account=SPOUSE), lots=lots, losses=losses)

    assert [(D(20), D(100))] == [(loss.quantity, loss.loss) for loss in state.open_losses]


def test_the_next_split_counts_again():
    """Two splits within the window, on two days, double twice."""
    loss = open_loss("100", "10", "2026-06-20")

    state = after(split("10", "20"), split("20", "40", "2026-07-06"), lots=(LOT,), losses=(loss,))

    assert [D(40)] == [loss.quantity for loss in state.open_losses]


def test_a_sale_in_new_shares_is_not_counted_anew():
    """The spouse sells new shares on the day of the split, before the owner's broker reports it."""
    events = (
        split("10", "20", account=SPOUSE),
        sold("2026-07-01", "20", "45", account=SPOUSE, hour=16),
        replace(split("10", "20"), at=event_fields("late", "2026-07-01", hour=20)["at"]),
    )

    state = after(*events, lots=(LOT, lot("theirs", account=SPOUSE)))

    assert [(D(20), D(100))] == [(loss.quantity, loss.loss) for loss in state.open_losses]


def test_a_rename_changes_the_name_alone():
    """Cost, dates and id stay, and the lots stand by their date among those of the new name."""
    state = after(rename(), lots=(LOT, lot("theirs", account=SPOUSE)))

    assert (replace(LOT, symbol="NEW"), lot("theirs", account=SPOUSE)) == state.lots


def test_a_loss_bears_the_new_name_in_every_account():
    """The spouse sold all shares before and hears nothing of the new name; buying it takes the loss."""
    loss = open_loss("100", "10", "2026-06-20", account=SPOUSE)

    state = after(rename(), bought("2026-07-02", "10", "90", symbol="NEW"), lots=(LOT,), losses=(loss,))

    assert [D(100)] == [sale.disallowed for sale in state.wash_sales]


@pytest.mark.parametrize("event", [split("10", "20"), rename()])
def test_what_is_not_held_cannot_change(event: TaxEvent):
    """A split or a new name of shares the ledger does not know of is a finding."""
    assert [ReasonCode.SYMBOL_NOT_HELD] == codes(after(event, lots=(lot(account=SPOUSE),)))


def test_a_merger_gives_shares_a_new_name():
    """Mergers are booked by `mergers`."""
    event = Merger(
        quantity=D(10), new_symbol="NEW", new_quantity=D(5), **event_fields("merged", "2026-07-01")
    )

    assert ["NEW"] == [held.symbol for held in after(event, lots=(LOT,)).lots]


def test_a_transfer_takes_the_oldest_lots_and_realises_nothing():
    """Twelve shares leave: all of the old lot and two of the new one."""
    state = after(moved("12"), lots=(LOT, lot("new", bought="2026-02-02")))

    assert ((lot("new", "8", bought="2026-02-02"),), ()) == (state.lots, state.disposals)


def test_a_transfer_between_own_accounts_is_no_purchase():
    """Lots go whole, with cost, dates and id; an open loss is not taken by them."""
    loss = open_loss("100", "10", "2026-06-20")

    state = after(moved("10", SPOUSE), lots=(replace(LOT, acquired=on("2026-06-25")),), losses=(loss,))

    assert (replace(LOT, acquired=on("2026-06-25"), account=SPOUSE),) == state.lots
    assert ((loss,), ()) == (state.open_losses, state.wash_sales)


def test_a_transfer_of_more_than_is_held_is_reported():
    """What is known goes; the rest is a finding."""
    state = after(moved("12", SPOUSE), lots=(LOT,))

    assert (["old"], [ReasonCode.MORE_THAN_HELD]) == ([held.lot_id for held in state.lots], codes(state))


def test_a_transfer_into_an_ira_is_reported():
    """Shares do not keep cost and date when their account is taxed in another way."""
    assert [ReasonCode.ACCOUNT_KIND_CHANGED] == codes(after(moved("10", IRA), lots=(LOT,)))


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (replace(bought("2026-07-01", "1", "1"), quantity=D(0)), "quantity is 0"),
        (replace(sold("2026-07-01", "1", "1"), quantity=D(-1)), "quantity is -1"),
        (split("0", "2"), "old_quantity is 0"),
        (split("1", "0"), "new_quantity is 0"),
        (moved("0"), "quantity is 0"),
        (Merger(quantity=D(0), **event_fields("merged", "2026-07-01")), "quantity is 0"),
    ],
)
def test_an_event_without_shares_is_reported(event: TaxEvent, named: str):
    """It changes nothing, raises nothing, and the finding names the field."""
    state = after(event, lots=(LOT,))

    assert ((LOT,), [ReasonCode.BAD_FIELD]) == (state.lots, codes(state))
    assert state.findings[0].reason.text.startswith(named)


def test_losses_close_when_their_window_has_passed():
    """A loss of 20 June is open after an event of 20 July and gone after one of 21 July."""
    losses = (open_loss(day="2026-06-20"),)
    last_day, next_day = (bought(day, "1", "1", symbol="TLT") for day in ("2026-07-20", "2026-07-21"))

    assert (losses, ()) == tuple(after(event, losses=losses).open_losses for event in (last_day, next_day))


def test_no_event_changes_nothing():
    """The state stays what it was."""
    state = LedgerState(lots=(LOT,))

    assert state == apply_events(state, household(), [])


def test_steps_lead_where_all_events_lead():
    """Each step's state is that of all events up to it; a step without events has none."""
    events = (
        bought("2026-01-05", "10", "100"),
        sold("2026-07-01", "4", "90"),
        bought("2026-07-02", "1", "9"),
    )

    states = list(apply_in_steps(LedgerState(), household(), [events[:1], (), events[1:]]))

    assert [after(*events[:1]), after(*events)] == states
