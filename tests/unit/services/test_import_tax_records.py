"""Bringing lots, outside trades and carried losses in."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest

from taxed_worlds import after, fill, save_taxes
from trimtab.adapters.memory.taxes import MemoryTaxes
from trimtab.contracts.lot_files import read_records, write_lots
from trimtab.domain.commands import CheckDrift, ImportTaxRecords
from trimtab.domain.errors import InvalidRequestError, RefusedError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import TaxRecordsImported
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_config import AccountKind, TaxAccount, TaxConfig
from trimtab.domain.tax_records import TaxRecordKind
from trimtab.ports import Services, TaxRecord
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.import_tax_records import MOST_ATTEMPTS, import_tax_records
from worlds import ANNA, World, world

LOTS, TRADES, CARRIED = TaxRecordKind.LOTS, TaxRecordKind.OUTSIDE_TRADES, TaxRecordKind.CARRIED_LOSSES
HEADS = {
    LOTS: "id,account,symbol,quantity,cost,acquired",
    TRADES: "id,account,action,symbol,quantity,amount,date",
    CARRIED: "year,carried_short,carried_long",
}
TWO_LOTS = ("1,ira-1,SPY,10,3000,2025-03-03", "2,ira-1,SPY,5,2000,2025-12-22")


def command(kind: TaxRecordKind, *lines: str, is_replacing: bool = False) -> ImportTaxRecords:
    """A file to bring in."""
    records = read_records(kind, "\n".join((HEADS[kind], *lines)))
    return ImportTaxRecords(portfolio=ANNA, records=records, is_replacing=is_replacing)


def bring(here: World, kind: TaxRecordKind, *lines: str, is_replacing: bool = False) -> TaxRecordsImported:
    """Bring a file in."""
    return import_tax_records(command(kind, *lines, is_replacing=is_replacing), here.services)


def book(here: World) -> TaxBook:
    """What is kept."""
    record = here.taxes.load(ANNA)
    assert record
    return record.book


def held(here: World) -> dict[str, D]:
    """What the lots hold, by id."""
    return {lot.lot_id: lot.quantity for lot in book(here).ledger.state.lots}


def counts(told: TaxRecordsImported) -> tuple[int, int, int, int]:
    """Added, changed, unchanged and removed."""
    return told.added_count, told.changed_count, told.unchanged_count, told.removed_count


def test_lots_are_brought_in():
    """Nobody needs a broker for it, and the years are summed up at once."""
    here = world()
    told = bring(here, LOTS, *TWO_LOTS)

    assert ((2, 0, 0, 0), ()) == (counts(told), told.findings)
    assert {"lots:ira-1:1": D(10), "lots:ira-1:2": D(5)} == held(here)
    assert [2026] == [year.year for year in book(here).years]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (LOTS, TWO_LOTS),
        (TRADES, ("1,x,BUY,SPY,2,800,2025-12-22", "2,x,SELL,SPY,1,400,2025-12-23")),
        (CARRIED, ("2024,100,0", "2025,0,5")),
    ],
)
@pytest.mark.parametrize("is_replacing", [False, True])
def test_a_second_time_changes_nothing(kind: TaxRecordKind, lines: tuple[str, ...], *, is_replacing: bool):
    """Not even the stored book is written again."""
    here = world()
    bring(here, kind, *lines)
    first = here.taxes.load(ANNA)

    assert (0, 0, 2, 0) == counts(bring(here, kind, *lines, is_replacing=is_replacing))
    assert first is here.taxes.load(ANNA)


def test_the_same_id_takes_the_place_of_the_earlier():
    """A corrected line corrects; what the file does not name stays."""
    here = world()
    bring(here, LOTS, *TWO_LOTS)

    assert (1, 1, 0, 0) == counts(
        bring(here, LOTS, "2,ira-1,SPY,6,2400,2025-12-22", "3,x,TLT,1,90,2025-12-22")
    )
    assert {"lots:ira-1:1": D(10), "lots:ira-1:2": D(6), "lots:x:3": D(1)} == held(here)


def test_a_replacing_file_takes_the_place_of_its_accounts_files():
    """What it no longer names is gone, with the trades it includes; other accounts stay."""
    here = world()
    bring(here, LOTS, *TWO_LOTS, "3,x,TLT,1,90,2025-12-22")
    bring(here, TRADES, "9,ira-1,BUY,GLD,1,200,2025-12-23")

    assert (0, 0, 1, 2) == counts(bring(here, LOTS, TWO_LOTS[0], is_replacing=True))
    assert {"lots:ira-1:1": D(10), "lots:x:3": D(1)} == held(here)


def test_replacing_trades_leave_the_lots():
    """Trades come after what was there."""
    here = world()
    bring(here, LOTS, *TWO_LOTS)
    bring(here, TRADES, "9,ira-1,BUY,GLD,1,200,2025-12-23")

    assert (1, 0, 0, 1) == counts(
        bring(here, TRADES, "8,ira-1,SELL,SPY,10,3100,2025-12-23", is_replacing=True)
    )
    assert {"lots:ira-1:2": D(5)} == held(here)


def test_a_trade_elsewhere_takes_a_loss():
    """A purchase in the IRA the day after a sale at a loss: the loss is lost (Rev. Rul. 2008-5)."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"), fill("2025-12-22", "SELL", "SPY", "5", "290"))
    save_taxes(here, TaxConfig(accounts=(TaxAccount(account="ira-1", kind=AccountKind.IRA),)), SPY="100")
    check_rebalance_drift(CheckDrift(portfolio=ANNA), here.services)
    bring(here, TRADES, "1,ira-1,BUY,SPY,5,1450,2025-12-23")

    assert [(D(50), True)] == [(w.disallowed, w.is_lost) for w in book(here).ledger.state.wash_sales]
    assert D(50) == book(here).years[0].disallowed


def test_what_does_not_fit_is_told():
    """More was sold than the files have lots for; it is kept, and the owner learns of it."""
    told = bring(world(), TRADES, "1,x,SELL,SPY,5,1450,2025-12-23")

    assert [ReasonCode.MORE_THAN_HELD] == [finding.reason.code for finding in told.findings]


def test_carried_losses_are_entered_by_year():
    """A later file adds and corrects years; a replacing one is all there is."""
    here = world()
    bring(here, CARRIED, "2024,100,0", "2025,700,40")

    assert (1, 1, 0, 0) == counts(bring(here, CARRIED, "2025,800,40", "2026,900,0"))
    assert [2024, 2025, 2026] == [entry.year for entry in book(here).carried]
    assert (0, 0, 1, 2) == counts(bring(here, CARRIED, "2026,900,0", is_replacing=True))
    assert [(2026, D(900), True)] == [
        (year.year, year.carried_short, year.is_carried_entered) for year in book(here).years
    ]


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        (LOTS, "1,x,SPY,1,400,2026-01-06", "line 2, column acquired: '2026-01-06' lies in the future"),
        (TRADES, "1,x,BUY,SPY,1,400,2026-01-06", "line 2, column date: '2026-01-06' lies in the future"),
    ],
)
def test_tomorrow_has_not_happened(kind: TaxRecordKind, line: str, said: str):
    """Nothing is kept then."""
    here = world()

    with pytest.raises(InvalidRequestError, match=re.escape(said)):
        bring(here, kind, line)

    assert here.taxes.load(ANNA) is None


def test_purchases_the_broker_has_reported_are_refused():
    """A file that was exported holds the broker's lots, too; they would count twice."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"))
    check_rebalance_drift(CheckDrift(portfolio=ANNA), here.services)
    exported = read_records(LOTS, write_lots(book(here).ledger.state.lots))

    with pytest.raises(
        InvalidRequestError, match="line 2, column id: '20250303150000000::BUY-SPY' is a purchase"
    ):
        import_tax_records(ImportTaxRecords(portfolio=ANNA, records=exported), here.services)


def test_lots_may_fill_what_the_broker_does_not_know():
    """Shares that came from another broker: with their lots nothing is in dispute any more."""
    here = after(fill("2025-12-22", "BUY", "SPY", "20", "300"))
    here.broker.shares["SPY"] = D(25)
    before = check_rebalance_drift(CheckDrift(portfolio=ANNA), here.services).plan
    bring(here, LOTS, "1,memory-account,SPY,5,1000,2021-03-03")
    after_import = check_rebalance_drift(CheckDrift(portfolio=ANNA), here.services).plan

    assert before.tax
    assert after_import.tax
    assert ([ReasonCode.QUANTITY_DIFFERS], []) == (
        [warning.code for warning in before.tax.warnings],
        [warning.code for warning in after_import.tax.warnings],
    )


class Contested(MemoryTaxes):
    """A store in which somebody else is faster, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times

    def save(self, portfolio: PortfolioRef, before: TaxRecord | None, book: TaxBook) -> bool:
        """Let the other one go first while there are times left."""
        if self._times:
            self._times -= 1
            super().save(portfolio, before, replace(book, carried=()))
        return super().save(portfolio, before, book)


def contested(times: int) -> Services:
    """Services with such a store."""
    return replace(world().services, taxes=Contested(times))


def test_a_lost_race_is_run_again():
    """What the other one kept is built upon."""
    services = contested(MOST_ATTEMPTS - 1)
    import_tax_records(command(LOTS, *TWO_LOTS), services)
    record = services.taxes.load(ANNA)

    assert record
    assert 2 == len(record.book.ledger.events)


def test_who_never_gets_a_turn_is_told():
    """Nothing was half done, so the same file can be sent again."""
    services = contested(MOST_ATTEMPTS)

    with pytest.raises(RefusedError, match="try again"):
        import_tax_records(command(CARRIED, "2025,1,1"), services)
