"""The tax book and the broker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest

from tax_builders import household, on
from taxed_worlds import Watched, entry, fill, live_through
from trimtab.domain.activity import AccountEntry, Activity
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_book import ReadUntil, TaxBook
from trimtab.domain.tax_config import AccountKind, IdenticalGroup, LotMethod, TaxAccount, TaxConfig, TaxRates
from trimtab.services.tax_books import (
    OVERLAP,
    is_worth_keeping,
    ledger_rules,
    read_broker,
    under_rules,
    with_years,
)
from trimtab.tax.ledger import open_ledger

TODAY = on("2026-04-06")
ACCOUNT = "memory-account"
RULES = household()
BUY = fill("2026-01-05", "BUY", "SPY", "10", "100")
SELL = fill("2026-03-02", "SELL", "SPY", "4", "110")


def broker(*happened: Activity) -> Watched:
    """A broker at which this has happened."""
    return Watched(
        cash=D(0),
        prices={"SPY": D(110)},
        now=lambda: datetime(2026, 4, 6, 15, tzinfo=UTC),
        happened=list(happened),
    )


def read(book: TaxBook | None, at: Watched, today: date = TODAY) -> TaxBook:
    """Read the broker into a book."""
    return read_broker(book or under_rules(None, RULES), ACCOUNT, at, today)


def quantities(book: TaxBook) -> list[D]:
    """What the lots hold."""
    return [lot.quantity for lot in book.ledger.state.lots]


def test_the_first_look_reads_everything():
    """And notes until when it has read."""
    at = broker(BUY, SELL)
    book = read(None, at)

    assert ([None], [D(6)]) == (at.asked, quantities(book))
    assert ((ReadUntil(account=ACCOUNT, day=TODAY),), TODAY) == (book.read_until, book.last_read(ACCOUNT))


def test_a_later_look_reads_on_and_a_little_back():
    """One request, from two weeks before the last one: what is booked late, and what belongs to it."""
    at = broker(BUY)
    book = read(None, at)
    live_through(at, fill("2026-04-06", "SELL", "SPY", "4", "110"))

    later = read(book, at, TODAY + timedelta(days=1))

    assert ([None, TODAY - 2 * OVERLAP], [D(6)]) == (at.asked, quantities(later))


def test_reading_the_same_again_changes_nothing():
    """The ledger is the very same, not only equal to it."""
    at = broker(BUY, fill("2026-04-05", "SELL", "SPY", "4", "110"))
    book = read(None, at)

    assert read(book, at).ledger is book.ledger


def test_entries_that_may_have_lost_their_neighbours_are_left_alone():
    """Between seven and fourteen days back what is listed may be the half of something."""
    half = entry("2026-03-28", quantity="5")
    at = broker(BUY, half)
    book = replace(read(None, broker(BUY)), read_until=(ReadUntil(account=ACCOUNT, day=TODAY),))

    assert [D(10)] == quantities(read(book, at))


def test_an_older_correction_is_read_with_what_it_corrects():
    """A second request reaches back to it, and the entry it takes back is gone."""
    given, taken_back = entry("2026-02-02"), entry("2026-02-02", status="canceled")
    at = broker(BUY, given)
    book = read(None, at)
    at.happened.append(replace(taken_back, at=datetime(2026, 4, 6, 14, tzinfo=UTC)))

    corrected = read(book, at, TODAY)

    assert [None, TODAY - 2 * OVERLAP, on("2026-02-02") - OVERLAP] == at.asked
    assert (D(15), D(10)) == (sum(quantities(book)), sum(quantities(corrected)))


def test_what_cannot_be_read_is_kept_until_it_is_read_again():
    """A finding of the broker's entries outlives the window, and goes when the entry makes sense."""
    unclear = AccountEntry(
        activity_id="20260401000000000::x",
        day=on("2026-04-01"),
        kind="XYZ",
        detail="",
        status="executed",
        net_amount=D(0),
        symbol="SPY",
        quantity=D(3),
    )
    at = broker(BUY, unclear)
    book = read(None, at)
    much_later = read(book, at, TODAY + timedelta(days=60))
    at.happened.clear()

    assert [ReasonCode.ENTRY_NOT_UNDERSTOOD] == [finding.reason.code for finding in book.findings]
    assert book.findings == read(much_later, at, TODAY + timedelta(days=61)).findings


def test_two_accounts_are_read_each_from_its_own_day():
    """A new link reads everything of the new account."""
    at = broker(BUY)
    book = read(None, at)
    other = read_broker(book, "second-account", at, TODAY)

    assert ([None, None], (ACCOUNT, "second-account")) == (at.asked, other.broker_accounts)


@pytest.mark.parametrize(("days", "is_kept"), [(7, False), (8, True)])
def test_quiet_is_written_down_once_it_lasts(days: int, *, is_kept: bool):
    """So that a look at a quiet account is no write, and the next one still reads little."""
    book = read(None, broker(BUY))
    quiet = replace(book, read_until=(ReadUntil(account=ACCOUNT, day=TODAY + timedelta(days=days)),))

    assert is_kept == is_worth_keeping(book, quiet)


def test_news_are_worth_keeping():
    """A fill, a finding, a year or another account."""
    book = read(None, broker(BUY))

    assert is_worth_keeping(book, read(book, broker(BUY, fill("2026-04-06", "SELL", "SPY", "1", "1"))))
    assert is_worth_keeping(book, with_years(book, TaxConfig(), 2026))
    assert is_worth_keeping(book, read_broker(book, "second-account", broker(), TODAY))


def test_an_account_at_the_broker_is_fifo_whatever_was_declared():
    """Kind and everything else of the policy count (design decision 6)."""
    config = TaxConfig(
        accounts=(
            TaxAccount(account=ACCOUNT, kind=AccountKind.IRA, lot_method=LotMethod.HIFO),
            TaxAccount(account="elsewhere", lot_method=LotMethod.HIFO),
        ),
        identical=(IdenticalGroup(("SPY", "VOO")),),
        rates=TaxRates(short_term=D("0.4")),
        match_earlier_purchases=False,
    )
    rules = ledger_rules(config, (ACCOUNT,))

    assert (AccountKind.IRA, LotMethod.FIFO) == (
        rules.account(ACCOUNT).kind,
        rules.account(ACCOUNT).lot_method,
    )
    assert LotMethod.HIFO is rules.account("elsewhere").lot_method
    assert (config.identical, config.rates, False) == (
        rules.identical,
        rules.rates,
        rules.match_earlier_purchases,
    )


def test_changed_rules_replay_everything():
    """Losses that another rule takes away are open again; the same rules leave the book as it is."""
    at = broker(
        BUY, fill("2026-01-07", "BUY", "VOO", "10", "90"), fill("2026-01-09", "SELL", "SPY", "10", "80")
    )
    book = read(None, at)
    strict = replace(RULES, identical=(IdenticalGroup(("SPY", "VOO")),))

    assert (0, 1) == (
        len(book.ledger.state.wash_sales),
        len(under_rules(book, strict).ledger.state.wash_sales),
    )
    assert book is under_rules(book, RULES)


def test_a_book_is_begun_under_its_rules():
    """Nothing has happened yet."""
    assert TaxBook(ledger=open_ledger(RULES)) == under_rules(None, RULES)
