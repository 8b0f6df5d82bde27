"""Keep a portfolio's tax book up to date: its rules from the policy, its events from the broker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from trimtab.domain.activity import AccountEntry, Activity, is_since
from trimtab.domain.tax_book import ReadUntil, TaxBook
from trimtab.domain.tax_config import LotMethod, TaxAccount, TaxConfig
from trimtab.domain.tax_ledger import LedgerRules
from trimtab.ports import Broker
from trimtab.tax.corrections import CANCELED, CORRECT
from trimtab.tax.ledger import open_ledger, record_events, withdraw_events
from trimtab.tax.reading import read_activities
from trimtab.tax.years import tax_years

OVERLAP: Final = timedelta(days=7)
"""How much is booked again each time, for what the broker reports late; what lasts longer is written down.

As much before that is read, so that entries that belong together are not parted.
"""

_AMENDING: Final = frozenset({CANCELED, CORRECT})


def ledger_rules(config: TaxConfig, broker_accounts: Iterable[str] = ()) -> LedgerRules:
    """Make the rules of a ledger; an account at the broker is FIFO, whatever was declared (decision 6)."""
    at_broker = frozenset(broker_accounts)
    accounts = (_fifo(known) if known.account in at_broker else known for known in config.accounts)
    return LedgerRules(
        accounts=tuple(accounts),
        identical=config.identical,
        match_earlier_purchases=config.match_earlier_purchases,
        rates=config.rates,
    )


def under_rules(before: TaxBook | None, rules: LedgerRules) -> TaxBook:
    """Take up a book where it was left, or begin one; under other rules all its events are replayed."""
    if before is None:
        return TaxBook(ledger=open_ledger(rules))
    if before.ledger.rules == rules:
        return before
    return replace(before, ledger=record_events(open_ledger(rules), before.ledger.events))


def read_broker(book: TaxBook, account: str, broker: Broker, today: date) -> TaxBook:
    """Read what has happened in an account since the last time, and some days before, into the book.

    One request, unless the broker takes something back that is older. `today` is UTC's. Raises
    UnavailableError when the broker does not tell.
    """
    report = _report(broker, book.last_read(account))
    return _read_on(_booked(book, account, report), account, today)


def with_years(book: TaxBook, config: TaxConfig, this_year: int) -> TaxBook:
    """Sum the years of a book up anew."""
    return replace(book, years=tax_years(book, config, this_year))


def is_worth_keeping(before: TaxBook, book: TaxBook) -> bool:
    """Tell whether a book says more than the one that is kept; a quiet week or less is not worth a write."""
    is_the_same = replace(book, read_until=before.read_until) == before
    days = {read.account: read.day for read in before.read_until}
    behind = [read for read in book.read_until if read.day - days.get(read.account, date.min) > OVERLAP]
    return not is_the_same or bool(behind)


def _fifo(account: TaxAccount) -> TaxAccount:
    return replace(account, lot_method=LotMethod.FIFO)


@dataclass(frozen=True, slots=True)
class _Report:
    """What a broker has listed, and from which day on it is complete enough to be booked; None for all."""

    activities: Sequence[Activity]
    since: date | None

    @property
    def ids(self) -> frozenset[str]:
        """The activities whose neighbours are known as well."""
        told = (each for each in self.activities if self.since is None or is_since(each, self.since))
        return frozenset(activity.activity_id for activity in told)


def _report(broker: Broker, last: date | None) -> _Report:
    """Read activities; a correction is understood together with what it corrects, which may be older."""
    if last is None:
        return _Report(broker.activities(), None)
    since = last - OVERLAP
    found = broker.activities(since - OVERLAP)
    amended = [each.day for each in found if isinstance(each, AccountEntry) and each.status in _AMENDING]
    first = min((since, *amended))
    return _Report(found if first == since else broker.activities(first - OVERLAP), first)


def _booked(book: TaxBook, account: str, report: _Report) -> TaxBook:
    reading, ids = read_activities(account, report.activities), report.ids
    ledger = withdraw_events(book.ledger, ids.intersection(reading.withdrawn))
    ledger = record_events(ledger, (event for event in reading.events if event.event_id in ids))
    earlier = (finding for finding in book.findings if finding.event_id not in ids)
    new = (finding for finding in reading.findings if finding.event_id in ids)
    return replace(book, ledger=ledger, findings=(*earlier, *new))


def _read_on(book: TaxBook, account: str, day: date) -> TaxBook:
    others = (read for read in book.read_until if read.account != account)
    return replace(book, read_until=(*others, ReadUntil(account=account, day=day)))
