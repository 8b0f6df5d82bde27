"""Tell an owner what the calendar is about to change for taxes."""

from __future__ import annotations

from trimtab.domain.checkup import Check
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tax_ledger import TaxPosition, YearToDate
from trimtab.ports import Services
from trimtab.services.tell import observe
from trimtab.tax.agreement import compare_with_broker
from trimtab.tax.deadlines import observe_deadlines


def watch_deadlines(check: Check, snapshot: Snapshot, services: Services) -> None:
    """Look through the stored tax book for what the days after a check's session will change.

    Where no book was ever kept nothing is known. Raises UnavailableError when the store does not answer.
    """
    record = services.taxes.load(check.portfolio)
    if record is None:
        return
    state, account = record.book.ledger.state, snapshot.account_id
    differing = compare_with_broker(state, account, snapshot.holdings)
    position = TaxPosition(
        account=account,
        rules=record.book.ledger.rules,
        state=state,
        year=YearToDate(year=check.session.year),
        disputed=tuple(found.symbol for found in differing if found.is_about_shares),
    )
    observe(check.portfolio, observe_deadlines(position, check.session, check.checked_at), services.telling)
