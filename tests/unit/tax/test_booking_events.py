"""What a booking does to lots; the shapes are those of Alpaca's own examples and of the paper broker."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from builders import ACCOUNT, NOON
from tax_builders import TODAY, entry
from trimtab.domain.activity import AccountEntry
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Acquisition, Merger, Rename, Sale, ShareSplit, TransferOut
from trimtab.domain.tax_lot import LotSource
from trimtab.tax.booking_events import Common, Told, Unclear, event_of
from trimtab.tax.bookings import Booking


def told(*entries: AccountEntry) -> Told:
    return event_of(Booking(entries), ACCOUNT, NOON)


def common(event_id: str, symbol: str = "SPY") -> Common:
    return {"event_id": event_id, "account": ACCOUNT, "at": NOON, "day": TODAY, "symbol": symbol}


@pytest.mark.parametrize("kind", ["SPLIT", "SSP"])
def test_a_split_turns_old_shares_into_new_ones(kind: str):
    """The event goes by the entry of the old shares, in whatever order they are listed."""
    came, out = entry(kind, "0.029194239", detail="RSPLIT"), entry(kind, "-0.29194239", detail="RSPLIT")
    split = ShareSplit(**common(out.activity_id), old_quantity=D("0.29194239"), new_quantity=D("0.029194239"))

    assert split == told(came, out)


def test_a_stock_dividend_in_two_entries_is_a_split():
    """As the paper broker books it."""
    out, came = (entry("DIV", size, detail="SDIV") for size in ("-20", "21"))

    assert ShareSplit(**common(out.activity_id), old_quantity=D(20), new_quantity=D(21)) == told(out, came)


def test_a_stock_dividend_in_one_entry_tells_what_a_share_becomes():
    """As Alpaca books it: 0.002709921 shares are added at 1.029647 for each."""
    added = entry("DIV", "0.002709921", detail="SDIV", per_share_amount=D("1.029647"))

    assert ShareSplit(**common(added.activity_id), old_quantity=D(1), new_quantity=D("1.029647")) == told(
        added
    )


@pytest.mark.parametrize("kind", ["NC", "SC"])
def test_a_change_of_name_goes_by_the_old_one(kind: str):
    """As many shares leave as come."""
    came, out = entry(kind, "1.25", symbol="YTENQ"), entry(kind, "-1.25", symbol="YTEN")

    assert Rename(**common(out.activity_id, "YTEN"), new_symbol="YTENQ") == told(came, out)


def test_another_cusip_under_the_same_name_changes_nothing():
    """Alpaca books it as a change of name all the same (CNC)."""
    assert told(entry("NC", "-150", detail="CNC"), entry("NC", "150", detail="CNC")) is None


def test_a_merger_for_cash_gives_all_shares_up():
    """Two entries: no shares with the cash, no cash with the shares."""
    cash, out = entry("MA", "0", "25.27", detail="CMA"), entry("MA", "-2", detail="CMA")

    assert Merger(**common(out.activity_id), quantity=D(2), cash=D("25.27")) == told(cash, out)


def test_a_merger_for_shares_and_cash_is_told_whole():
    """Three entries; what a new share was worth the broker does not tell."""
    rows = (
        entry("MA", "-6.522449746", detail="SCMA"),
        entry("MA", "6.522449746", detail="SCMA", symbol="TLT"),
        entry("MA", "0", "58.70", detail="SCMA"),
    )
    merger = Merger(
        **common(rows[0].activity_id),
        quantity=D("6.522449746"),
        cash=D("58.70"),
        new_symbol="TLT",
        new_quantity=D("6.522449746"),
    )

    assert merger == told(*rows)


def test_a_merger_for_shares_pays_nothing():
    """The shares of one company for those of another."""
    out, came = entry("MA", "-2000"), entry("MA", "200", symbol="TLT")
    merger = Merger(**common(out.activity_id), quantity=D(2000), new_symbol="TLT", new_quantity=D(200))

    assert merger == told(out, came)


@pytest.mark.parametrize("kind", ["ACATS", "JNLS"])
def test_shares_that_were_transferred_come_with_cost_and_day(kind: str):
    """Trade date is the day of the booking, in New York; the purchase was long before."""
    came = entry(kind, "2.5", per_share_amount=D("90.123456789"), day=date(2024, 3, 1))
    acquisition = Acquisition(
        **common(came.activity_id),
        quantity=D("2.5"),
        cost=D("225.3086419725"),
        acquired=date(2024, 3, 1),
        source=LotSource.TRANSFER,
    )

    assert acquisition == told(came)


def test_a_fraction_comes_in_like_a_share():
    """Half a share came, none left."""
    came = told(entry("ACATS", "0.5", per_share_amount=D(90)))

    assert isinstance(came, Acquisition)
    assert (D("0.5"), D(45)) == (came.quantity, came.cost)


def test_a_transfer_that_settles_later_was_not_bought_later():
    """A date after the booking cannot be that of the purchase."""
    came = told(entry("ACATS", "1", per_share_amount=D(90), day=date(2026, 11, 24)))

    assert isinstance(came, Acquisition)
    assert TODAY == came.acquired


def test_shares_that_were_transferred_away_leave_unsold():
    """No gain, no loss."""
    out = entry("ACATS", "-4")

    assert TransferOut(**common(out.activity_id), quantity=D(4)) == told(out)


def test_cash_in_lieu_is_the_sale_of_a_fraction():
    """For what was paid, and be it nothing."""
    paid, dust = entry("CIL", "-0.5", "10"), entry("CIL", "-0.000000001")

    assert Sale(**common(paid.activity_id), quantity=D("0.5"), proceeds=D(10)) == told(paid)
    assert Sale(**common(dust.activity_id), quantity=D("1e-9"), proceeds=D(0)) == told(dust)


@pytest.mark.parametrize(("kind", "detail"), [("DIV", "DRIP"), ("DRIP", "")])
def test_a_reinvestment_is_a_purchase_for_the_dividend(kind: str, detail: str):
    """Shares in and cash out under a dividend's name."""
    drip = entry(kind, "0.1", "-41.03", detail=detail)
    acquisition = Acquisition(
        **common(drip.activity_id),
        quantity=D("0.1"),
        cost=D("41.03"),
        acquired=TODAY,
        source=LotSource.REINVESTMENT,
    )

    assert acquisition == told(drip)


@pytest.mark.parametrize(
    "entries",
    [
        (entry("SPLIT", "-10"),),
        (entry("SPLIT", "20"),),
        (entry("SPLIT", "-8"), entry("SPLIT", "8", symbol="INFQ")),
        (entry("SPLIT", "-8"), entry("SPLIT", "8"), entry("SPLIT", "2", symbol="INFQ.WS")),
        (entry("SPLIT", "-8"), entry("SPLIT", "16"), entry("SPLIT", "0", "1")),
        (entry("DIV", "1", detail="SDIV"),),
        (entry("DIV", "1", detail="SDIV", per_share_amount=D("0.05")),),
        (entry("DIV", "-1", detail="SDIV", per_share_amount=D("1.05")),),
        (entry("DIV", "0", detail="SDIV", per_share_amount=D("1.05")),),
        (entry("DIV", "1", detail="SDIV", per_share_amount=D(1)),),
        (entry("NC", "-10"),),
        (entry("NC", "-10"), entry("NC", "9", symbol="TLT")),
        (entry("MA", "0", "90"),),
        (entry("MA", "-10"),),
        (entry("MA", "-10"), entry("MA", "0", "-90")),
        (entry("MA", "-10"), entry("MA", "5", symbol="TLT"), entry("MA", "5", symbol="GLD")),
        (entry("MA", "-10"), entry("MA", "-5"), entry("MA", "0", "90")),
        (entry("CIL", None, "10"),),
        (entry("CIL", "-0.5", "-10"),),
        (entry("DIV", "1", "400", detail="DRIP"),),
        (entry("DIV", "-1", "-400", detail="DRIP"),),
        (entry("DIV", "0", "-400", detail="DRIP"),),
        (entry("DIV", "1", "0", detail="DRIP"),),
        (entry("DIV", "1", "-400"),),
        (entry("DIV", "0", "28.25", detail="ROC"),),
        (entry("DIVROC", None, "28.25"),),
        (entry("SPIN", "1"),),
        (entry("REORG", "-8"),),
        (entry("MA", "-10", symbol=None),),
    ],
    ids=lambda rows: "-".join(f"{row.kind}{row.detail}{row.quantity}" for row in rows),
)
def test_what_is_not_as_expected_is_not_understood(entries: tuple[AccountEntry, ...]):
    """Halves, too many parts, wrong signs, kinds nobody knows: told with what to do, never guessed."""
    found = told(*entries)

    assert isinstance(found, Unclear)
    assert ReasonCode.ENTRY_NOT_UNDERSTOOD is found.reason.code
    assert "Import the lots of" in found.reason.text


def test_the_words_name_the_entry_and_its_day():
    """A person finds it at the broker by them."""
    found = told(entry("DIV", "0", "28.25", detail="ROC", symbol="VG"))

    assert isinstance(found, Unclear)
    assert found.reason.text == (
        "The broker's entry DIV ROC on 2026-11-20 is not understood: what it does to shares and their cost is"
        " not known. Import the lots of VG."
    )


@pytest.mark.parametrize("quantity", ["4", "0"])
def test_a_transfer_without_a_cost_asks_for_it(quantity: str):
    """Alpaca's own transfers do not tell what the shares cost before; without shares nothing left either."""
    found = told(entry("ACATS", quantity))

    assert isinstance(found, Unclear)
    assert ReasonCode.COST_UNKNOWN is found.reason.code
    assert f"{quantity} SPY" in found.reason.text
