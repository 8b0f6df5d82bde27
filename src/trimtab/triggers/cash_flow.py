"""Whether enough money has come in, or gone out, since the last check."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import CASH_TRANSFERS, AccountEntry
from trimtab.domain.money import ZERO, to_text
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import CashFlowTrigger
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion

_DIVIDEND: Final = "DIV"
"""What the broker's words for dividends, and for taxes withheld from them, begin with."""


def find_cash_flow(trigger: CashFlowTrigger, occasion: Occasion) -> Finding:
    """Fire when what came in, or what went out, since the last check is more than the rule's amount."""
    entries = [entry for entry in occasion.activities if isinstance(entry, AccountEntry)]
    new = [entry for entry in entries if _is_new(entry, occasion)]
    came, went = _incoming(trigger, new), _outgoing(trigger, new)
    text = (
        f"{_words(trigger, came, went)} since the last check; more than {to_text(trigger.amount)} is needed."
    )
    if max(came, went) > trigger.amount:
        return fired(ReasonCode.CASH_FLOW_ARRIVED, text)
    return not_fired(ReasonCode.CASH_FLOW_SMALL, text)


def _is_new(entry: AccountEntry, occasion: Occasion) -> bool:
    """Tell whether no earlier check has counted an entry; one without a time counts once its day is over."""
    checked = occasion.schedule
    if entry.at is not None:
        is_later = checked.last_checked_at is None or entry.at > checked.last_checked_at
        return is_later and entry.at <= occasion.as_of
    is_uncounted = checked.last_session is None or entry.day >= checked.last_session
    return is_uncounted and entry.day < occasion.today


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
