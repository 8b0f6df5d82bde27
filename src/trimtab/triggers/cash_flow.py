"""Whether enough money has come in, or gone out, since it was last counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import CASH_TRANSFERS, AccountEntry, is_since
from trimtab.domain.money import ZERO, to_text
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import Schedule
from trimtab.domain.trigger import CashFlowTrigger, TriggerSettings
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion

OVERLAP: Final = timedelta(days=14)
"""How far before the last settled look entries are read, for those the broker books late or takes back."""

LONGEST_WAIT: Final = timedelta(days=92)
"""Money that has waited for longer until a look may act is no news any more."""

_DIVIDEND: Final = "DIV"
"""What the broker's words for dividends, and for taxes withheld from them, begin with."""


def find_cash_flow(trigger: CashFlowTrigger, occasion: Occasion) -> Finding:
    """Fire when what came in, or what went out, and is not counted yet is more than the rule's amount."""
    new = [entry for entry in _come(occasion) if _is_new(entry, occasion.schedule)]
    came, went = _incoming(trigger, new), _outgoing(trigger, new)
    text = (
        f"{_words(trigger, came, went)} since the last check; more than {to_text(trigger.amount)} is needed."
    )
    if max(came, went) > trigger.amount:
        return fired(ReasonCode.CASH_FLOW_ARRIVED, text)
    return not_fired(ReasonCode.CASH_FLOW_SMALL, text)


def asks_for_cash(settings: TriggerSettings) -> bool:
    """Tell whether a rule has to know of entries."""
    return any(isinstance(each, CashFlowTrigger) for each in settings.conditions)


def entries_from(schedule: Schedule, as_of: datetime) -> date:
    """Tell from which day (UTC) on entries may not be counted yet, those booked late among them."""
    last = schedule.settled.at if schedule.settled else as_of
    return (max(last, as_of - LONGEST_WAIT).astimezone(UTC) - OVERLAP).date()


def counted_entries(occasion: Occasion) -> tuple[str, ...] | None:
    """Name the entries that a settled look has counted, as far back as the next look reads; None unread."""
    if not asks_for_cash(occasion.policy.triggers):
        return None
    since = (occasion.as_of.astimezone(UTC) - OVERLAP).date()
    return tuple(entry.activity_id for entry in _come(occasion) if is_since(entry, since))


def _come(occasion: Occasion) -> list[AccountEntry]:
    """List the entries that have come; one without a time has once its day is over."""
    entries = [entry for entry in occasion.activities if isinstance(entry, AccountEntry)]
    return [
        entry
        for entry in entries
        if (entry.at <= occasion.as_of if entry.at is not None else entry.day < occasion.today)
        and (entry.kind in CASH_TRANSFERS or entry.kind.startswith(_DIVIDEND))
    ]


def _is_new(entry: AccountEntry, schedule: Schedule) -> bool:
    """Tell whether no settled look has counted an entry; where none was read times and days tell."""
    last = schedule.settled
    if last is None:
        return True
    if last.counted is not None:
        return entry.activity_id not in last.counted
    return entry.at > last.at if entry.at is not None else entry.day >= last.session


def _incoming(trigger: CashFlowTrigger, entries: Iterable[AccountEntry]) -> Decimal:
    return sum((entry.net_amount for entry in entries if _comes_in(trigger, entry)), ZERO)


def _comes_in(trigger: CashFlowTrigger, entry: AccountEntry) -> bool:
    is_deposit = entry.kind in CASH_TRANSFERS and entry.net_amount > 0
    return (trigger.deposits and is_deposit) or (trigger.dividends and entry.kind.startswith(_DIVIDEND))


def _outgoing(trigger: CashFlowTrigger, entries: Iterable[AccountEntry]) -> Decimal:
    if not trigger.withdrawals:
        return ZERO
    gone = (-entry.net_amount for entry in entries if entry.kind in CASH_TRANSFERS and entry.net_amount < 0)
    return sum(gone, ZERO)


def _words(trigger: CashFlowTrigger, came: Decimal, went: Decimal) -> str:
    incoming = f"{to_text(came)} US dollars came in"
    return f"{incoming} and {to_text(went)} went out" if trigger.withdrawals else incoming
