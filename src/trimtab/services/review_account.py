"""Review an account after its runs: each order of ours has a leg, and no ended run has moved (I-01, I-10)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Final

from trimtab.domain.errors import TrimtabError
from trimtab.domain.intent import is_ours
from trimtab.domain.leg import Leg
from trimtab.domain.money import to_text
from trimtab.domain.order import STILL_OPEN, Order
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunRef
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import AccountChange, AccountRecord, Broker, RunRecord, Services
from trimtab.services.apart import apart, raise_first
from trimtab.services.clocks import require_right_clock
from trimtab.services.ledger import Entry, save

REVIEWS_A_SWEEP: Final = 20

_Ledger = Mapping[str, tuple[RunRecord, Leg]]


def review_accounts(services: Services) -> int:
    """Review the accounts that are due, and tell how many were; one in trouble keeps none from its turn.

    Raises the first defect once all had their turn.
    """
    due = services.runs.accounts_to_review(services.clock.now(), REVIEWS_A_SWEEP)
    defects: list[Exception] = []
    review = partial(_review_in_peace, services=services)
    reviewed = sum(bool(apart(review, account, defects)) for account in due)
    raise_first(defects)
    return reviewed


def _review_in_peace(account: AccountRecord, services: Services) -> bool:
    try:
        review_account(account, services)
    except TrimtabError as error:
        told = {"account_key": account.state.account_key, "reason_code": error.code.value}
        services.log.write(LogLevel.WARNING, "account not reviewed", **told, error=error.message)
        if error.code is not ReasonCode.CLOCKS_APART:  # whose clock is wrong moves not even a review's time
            _put_off(account, services)
        return False
    except Exception:
        _put_off(account, services)
        raise
    return True


def _put_off(account: AccountRecord, services: Services) -> None:
    """Let others have their turn; an account that cannot be put off is due again, as it was."""
    with suppress(TrimtabError):
        after = account.state.unreviewed(services.clock.now())
        services.runs.change_account(AccountChange(before=account, after=after))


def review_account(account: AccountRecord, services: Services) -> Reason | None:
    """Compare the broker's orders of the last day with the ledger; lock the account where one is strange.

    An order of ours without a leg, or one that filled after its run had ended, is cancelled where it is still
    open, written into the run's history as a correction, and locks the account for a person (F-074, F-132).
    Raises UnavailableError when the broker does not answer, or our clock is wrong, and RefusedError when its
    owner's keys open another account by now, in which nothing of this one is looked for (I-22).
    """
    owner = account.state.active_run or next((each.run for each in reversed(account.state.ended)), None)
    if owner is None:
        return None
    broker, ledger = (
        services.brokers.of(owner.uid, account.state.account_key),
        _read_ledger(account, services),
    )
    require_right_clock(broker, services)
    listed = broker.orders_since(account.state.listed_from(services.clock.now()))
    strange = _find_strange(listed, ledger)
    for order, finding in strange:
        _correct(order, finding, ledger, broker, services, is_known=account.state.locked is not None)
    found = strange[0][1] if strange else None
    _close(account, found, services)
    return found


def _read_ledger(account: AccountRecord, services: Services) -> _Ledger:
    """Read what is known of the account's last day: each leg with its record, by its order's name."""
    state = account.state
    names: list[RunRef] = [each.run for each in state.ended]
    if state.active_run:
        names.append(state.active_run)
    records = (services.runs.load(name.portfolio, name.run_id) for name in names)
    return {leg.client_order_id: (record, leg) for record in records if record for leg in record.legs}


def _find_strange(listed: tuple[Order, ...], ledger: _Ledger) -> list[tuple[Order, Reason]]:
    ours = (order for order in listed if is_ours(order.client_order_id))
    judged = ((order, _judge(order, ledger)) for order in ours)
    return [(order, finding) for order, finding in judged if finding]


def _judge(order: Order, ledger: _Ledger) -> Reason | None:
    """Return what is strange about an order of ours, or None; a run that is not over looks after its own."""
    if order.client_order_id not in ledger:
        text = f"The broker has an order of ours for {order.symbol} that no run knows."
        return Reason(ReasonCode.ORPHAN_ORDER, text)
    record, leg = ledger[order.client_order_id]
    is_as_known = order.filled_quantity == leg.filled_quantity and order.status not in STILL_OPEN
    if is_as_known or not record.run.is_final:
        return None
    seen, known = to_text(order.filled_quantity), to_text(leg.filled_quantity)
    text = f"Correction: {leg.symbol} was filled {known} when the run ended; the order now shows {seen}."
    return Reason(ReasonCode.LATE_FILL, text)


def _correct(
    order: Order, finding: Reason, ledger: _Ledger, broker: Broker, services: Services, *, is_known: bool
) -> None:
    """Cancel what is open, and write the finding into its run's history, once.

    A history in a later form is left alone; the account's lock says the same.
    """
    if order.status in STILL_OPEN:
        broker.cancel(order.order_id)
    record = None if is_known else _record_of(order, ledger)
    if record and not record.run.is_of_later_form:
        save(record, Entry(text=finding.text), services)


def _record_of(order: Order, ledger: _Ledger) -> RunRecord | None:
    known = ledger.get(order.client_order_id)
    return known[0] if known else None


def _close(account: AccountRecord, found: Reason | None, services: Services) -> None:
    after = account.state.reviewed(services.clock.now(), found)
    services.runs.change_account(AccountChange(before=account, after=after))
    if found:
        key = account.state.account_key
        services.log.write(LogLevel.ERROR, "account locked", account_key=key, reason=found.text)
