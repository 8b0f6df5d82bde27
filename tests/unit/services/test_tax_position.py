"""What planning is told of taxes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tax_builders import on
from taxed_worlds import Forgetful, after, entry, fill, save_taxes
from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.adapters.memory.taxes import MemoryTaxes
from trimtab.domain.errors import UnavailableError
from trimtab.domain.intent import OrderIntent
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_book import CarriedLosses, TaxBook
from trimtab.domain.tax_config import AccountKind, LotMethod, TaxAccount, TaxConfig
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind, TaxPosition, YearToDate
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trade import Side
from trimtab.ports import Services, TaxRecord
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from trimtab.services.tax_position import TaxView, under_method, view_taxes
from worlds import ANNA, NOON, World

TODAY = date(2026, 1, 5)
BUY = fill("2025-03-03", "BUY", "SPY", "20", "300")
SELL = fill("2025-12-22", "SELL", "SPY", "5", "290")


def view(here: World, services: Services | None = None, *, is_kept: bool = True) -> TaxView:
    """What planning would be told now."""
    services = services or here.services
    broker = services.brokers.of(ANNA.uid)
    policy = current_policy(ANNA, services)
    snapshot = take_snapshot(broker, ("SPY", "TLT"), here.clock.now())
    request = PlanRequest(snapshot=snapshot, policy=policy, portfolio=ANNA)
    return view_taxes(request, broker, services, is_kept=is_kept)


def position(here: World) -> TaxPosition:
    """The position, which there is."""
    found = view(here).position
    assert found
    return found


def test_lots_and_open_losses_are_the_ledgers():
    """What is left of the purchase, and the loss that a purchase would still take; the past is left out."""
    found = position(after(BUY, SELL))

    assert [(D(15), D(4500), on("2025-03-03"))] == [
        (lot.quantity, lot.cost, lot.acquired) for lot in found.lots("SPY")
    ]
    assert [(D(50), on("2025-12-22"))] == [(loss.loss, loss.sold) for loss in found.state.open_losses]
    assert ((), (), ()) == (found.state.disposals, found.state.wash_sales, found.findings)


def test_the_ledger_is_kept_and_taken_up_again():
    """The second look finds what the first has kept, and changes nothing."""
    here = after(BUY, SELL)
    first = view(here)
    kept = here.taxes.load(ANNA)

    assert first == view(here)
    assert kept
    assert kept is here.taxes.load(ANNA)


def test_a_what_if_keeps_nothing():
    """It has no side effect (I-23), yet the same answer."""
    here = after(BUY, SELL)
    supposed = view(here, is_kept=False)

    assert here.taxes.load(ANNA) is None
    assert supposed == view(here)


def test_new_fills_are_kept():
    """Tomorrow's look has today's purchase."""
    here = after(BUY)
    view(here)
    here.broker.happened.append(fill("2026-01-05", "BUY", "TLT", "3", "100"))
    here.broker.shares["TLT"] = D(3)

    assert [D(3)] == [lot.quantity for lot in position(here).lots("TLT")]
    record = here.taxes.load(ANNA)
    assert record
    assert 2 == len(record.book.ledger.events)


def test_the_year_so_far_is_this_years():
    """Last year's loss of 50 was set against other income, so nothing of it is carried."""
    sold_now = fill("2026-01-02", "SELL", "SPY", "1", "310")

    assert YearToDate(year=2026, short_term=D(10)) == position(after(BUY, SELL, sold_now)).year


def test_what_the_owner_has_entered_is_carried_into_the_year():
    """It takes the place of what the ledger would carry, and stays when the ledger is kept."""
    here = after(BUY)
    view(here)
    record = here.taxes.load(ANNA)
    assert record
    entered = replace(record.book, carried=(CarriedLosses(year=2026, carried_short=D(700)),))
    here.taxes.save(ANNA, record, entered)

    assert D(700) == position(here).year.carried_short


def test_what_the_broker_holds_otherwise_is_in_dispute():
    """Shares nobody has bought: their lots do not count, and the finding says what to do."""
    here = after(BUY)
    here.broker.shares["SPY"] = D(21)
    found = position(here)

    assert (("SPY",), ()) == (found.disputed, found.lots("SPY"))
    assert [ReasonCode.QUANTITY_DIFFERS] == [reason.code for reason in found.findings]


def test_another_average_cost_is_told_and_no_dispute(monkeypatch: pytest.MonkeyPatch):
    """The broker averages a day's purchases before it counts sales, so its figure alone voids no lot."""
    here = after(BUY)
    held = here.broker.holdings()
    shown = tuple(replace(each, average_cost=D(1)) for each in held)
    monkeypatch.setattr(MemoryBroker, "holdings", lambda _: shown)
    found = position(here)

    assert ((), 1) == (found.disputed, len(found.lots("SPY")))
    assert [ReasonCode.AVERAGE_COST_DIFFERS] == [reason.code for reason in found.findings]


def test_what_could_not_be_booked_this_year_is_told_once():
    """However many entries there are, the year's figures carry one sentence about them."""
    here = after(BUY)
    odd = [
        replace(entry(day), kind="XYZ", symbol="TLT") for day in ("2026-01-02", "2026-01-05", "2025-06-02")
    ]
    here.broker.happened.extend(odd)
    (finding,) = position(here).findings

    assert ReasonCode.TAX_YEAR_INCOMPLETE is finding.code
    assert finding.text.startswith("2 entries of 2026 are not in the year's figures; the first: ")


def test_a_broker_that_does_not_tell_is_a_warning():
    """Planning goes on without lots."""
    here = after(BUY)
    forgetful = Forgetful(cash=D(0), prices={"SPY": D(400)}, shares={"SPY": D(1)}, now=here.clock.now)
    found = view(here, replace(here.services, brokers=MemoryBrokers({ANNA.uid: forgetful})))

    assert (None, [ReasonCode.TAX_LOTS_MISSING]) == (found.position, [w.code for w in found.warnings])
    assert "No activities" in found.warnings[0].text


class Torn(MemoryTaxes):
    """A store that can be read, but not written."""

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Give no answer."""
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"No place for {portfolio}, {before}, {book}.")


class Dead(Torn):
    """A store that cannot be read either."""

    def load(self, portfolio: PortfolioRef) -> TaxRecord | None:
        """Give no answer."""
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"Nothing of {portfolio}.")


class Contested(MemoryTaxes):
    """A store in which somebody else is always faster."""

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Let the other one win."""
        super().save(portfolio, before, book)
        return super().save(portfolio, before, book)


def test_a_store_that_cannot_be_read_is_a_warning():
    """As with the broker."""
    here = after(BUY)

    assert "Nothing of" in view(here, replace(here.services, taxes=Dead())).warnings[0].text


def test_a_store_that_cannot_be_written_is_no_hindrance():
    """The position is as good, and whoever watches the system is told."""
    here = after(BUY)
    found = view(here, replace(here.services, taxes=Torn()))

    assert found == view(here)
    assert [(LogLevel.WARNING, "Tax ledger not kept")] == [
        (line.level, line.message) for line in here.log.lines
    ]


def test_a_lost_race_is_no_error():
    """Who was first has read the same."""
    here = after(BUY)

    assert view(here, replace(here.services, taxes=Contested())) == view(here)


def test_open_orders_will_buy_today():
    """A purchase that waits in the market is foreseen; a sale is none."""
    here = after(BUY)
    here.broker.is_open = False
    for side, symbol in ((Side.BUY, "TLT"), (Side.SELL, "SPY")):
        here.broker.submit(order(side, symbol))

    expected = ExpectedPurchase(symbol="TLT", kind=PurchaseKind.PENDING_ORDER, first=TODAY, last=TODAY)
    assert (expected,) == position(here).expected


def order(side: Side, symbol: str) -> OrderIntent:
    """An order of one share."""
    return OrderIntent(client_order_id=f"order-{symbol}", symbol=symbol, side=side, quantity=D(1))


def test_reinvested_dividends_may_buy_on_any_day_that_matters():
    """When the next dividend comes is not known."""
    here = after(BUY)
    save_taxes(here, TaxConfig(reinvested=("SPY",)), SPY="100")

    expected = ExpectedPurchase(
        symbol="SPY", kind=PurchaseKind.REINVESTMENT, first=TODAY, last=TODAY + timedelta(days=30)
    )
    assert (expected,) == position(here).expected


def test_deposits_buy_whatever_is_targeted():
    """Those that are over, or further off than two windows, do not matter."""
    here = after(BUY)
    days = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=60), TODAY + timedelta(days=61))
    save_taxes(here, TaxConfig(deposit_dates=days), SPY="60", TLT="40")

    assert [(symbol, day, day) for day in days[1:3] for symbol in ("SPY", "TLT")] == [
        (coming.symbol, coming.first, coming.last) for coming in position(here).expected
    ]


def test_the_policys_accounts_are_the_ledgers():
    """A changed declaration rebuilds the ledger: in an IRA no loss is open."""
    here = after(BUY, SELL)
    view(here)
    ira = TaxAccount(account="memory-account", kind=AccountKind.IRA, lot_method=LotMethod.HIFO)
    save_taxes(here, TaxConfig(accounts=(ira,)), SPY="100")
    found = position(here)

    assert ((), LotMethod.FIFO) == (found.state.open_losses, found.rules.account(found.account).lot_method)


@pytest.mark.parametrize("declared", [(), (TaxAccount(account="memory-account", kind=AccountKind.IRA),)])
def test_another_lot_method_can_be_supposed(declared: tuple[TaxAccount, ...]):
    """Of the account the plan trades in, and of nothing else."""
    here = after(BUY)
    save_taxes(here, TaxConfig(accounts=(*declared, TaxAccount(account="other"))), SPY="100")
    found = position(here)
    supposed = under_method(found, LotMethod.HIFO)

    account, before = supposed.rules.account(found.account), found.rules.account(found.account)
    assert replace(before, lot_method=LotMethod.HIFO) == account
    assert LotMethod.FIFO is supposed.rules.account("other").lot_method


def test_the_day_is_new_yorks():
    """Four hours into the new year in UTC it is still the old one."""
    here = after(BUY)
    here.clock.advance(NOON.replace(day=1, hour=4) - NOON)

    assert 2025 == position(here).year.year
