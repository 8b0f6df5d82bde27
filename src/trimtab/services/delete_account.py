"""Delete an account: keys first, then all that is personal; order records stay, under a pseudonym.

Each step may be the last one before a crash. Asked again, the deletion finds what is left and goes on under
the pseudonym it began with; asked once more after its end, it finds nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice

from trimtab.domain.access_commands import AccountDeleted, DeleteAccount
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.commands import CancelRun, SetTradingMode
from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.personal_record import Deletion, Fate, PersonalRecord
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunRef
from trimtab.domain.sign_in import require_recent_sign_in
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope
from trimtab.ports import Services
from trimtab.ports.access import MOST_SETTLED
from trimtab.services.cancel_run import cancel_run
from trimtab.services.set_trading_mode import set_trading_mode

_REASON = "The account is being deleted."


def delete_account(command: DeleteAccount, services: Services) -> AccountDeleted:
    """Delete all of a person but their order records.

    Raises NotPermittedError without a recent sign-in, RefusedError while a run has not ended, naming it;
    UnavailableError when the store does not confirm a step: ask again, and it goes on.
    """
    now = services.clock.now()
    require_recent_sign_in(command.signed_in_at, now, "deleting the account")
    _let_runs_end(command, services)
    fresh = Deletion(pseudonym=services.identifiers.fresh(), begun_at=now)
    deletion = services.access.deletions.begin(command.uid, fresh)
    _audit(deletion, AccessKind.DELETION_BEGUN, deletion.begun_at, services)
    _halt(command.uid, services)
    # One may have been reserved since it was looked; none can be from here on.
    _let_runs_end(command, services)
    _revoke_keys(command.uid, now, services)
    fates = _settle(command.uid, deletion, services)
    services.access.sign_ins.remove(command.uid)
    services.access.deletions.end(command.uid, now)
    _audit(deletion, AccessKind.DELETION_ENDED, now, services)
    return AccountDeleted(
        deleted_count=fates.count(Fate.DESTROYED), kept_count=fates.count(Fate.KEPT), ended_at=now
    )


def _let_runs_end(command: DeleteAccount, services: Services) -> None:
    active = services.access.records.active_runs(command.uid)
    if command.cancels_runs:
        for run in active:
            _cancel(run, services)
        active = services.access.records.active_runs(command.uid)
    if active:
        ids = ", ".join(run.run_id for run in active)
        text = f"Runs have not ended: {ids}. Let them end, or delete with cancel_runs and ask again later."
        raise RefusedError(ReasonCode.RUN_ACTIVE, text, run_ids=ids, offer="cancel_runs")


def _cancel(run: RunRef, services: Services) -> None:
    # It may have ended by itself meanwhile, which is as good.
    with suppress(NotFoundError, RefusedError):
        cancel_run(CancelRun(portfolio=run.portfolio, run_id=run.run_id, reason=_REASON), services)


def _halt(uid: str, services: Services) -> None:
    """Turn the person's own switch, so that no order leaves while documents do."""
    scope, place = TradingScope.USER, TradingPlace(portfolio=PortfolioRef(uid), account_key="")
    if services.trading.of(scope, place).mode is not TradingMode.HALTED:
        told = SetTradingMode(
            uid=uid, is_operator=False, mode=TradingMode.HALTED, reason=_REASON, scope=scope
        )
        set_trading_mode(told, services)


def _revoke_keys(uid: str, now: datetime, services: Services) -> None:
    """Let every key open nothing before the first document goes."""
    for key in services.access.keys.of(uid):
        if not key.is_revoked:
            revoked = replace(key, revoked_at=now)
            event_id = f"{key.key_id}-revoked"
            event = AccessEvent(
                event_id=event_id, uid=uid, kind=AccessKind.KEY_REVOKED, at=now, key_id=key.key_id
            )
            services.access.keys.revoke(revoked, event)


def _settle(uid: str, deletion: Deletion, services: Services) -> list[Fate]:
    """Let every record meet its fate, and tell the fates."""
    fates: list[Fate] = []
    for batch in _batches(services.access.records.of(uid)):
        services.access.records.settle(batch, uid, deletion.pseudonym)
        fates.extend(record.fate for record in batch)
    return fates


def _batches(records: Iterable[PersonalRecord]) -> Iterator[Sequence[PersonalRecord]]:
    left = iter(records)
    while batch := tuple(islice(left, MOST_SETTLED)):
        yield batch


def _audit(deletion: Deletion, kind: AccessKind, at: datetime, services: Services) -> None:
    """Write a line under the pseudonym, the same whenever it is written."""
    name = f"{deletion.pseudonym}-{kind.value}"
    services.access.audit.add(AccessEvent(event_id=name, uid=deletion.pseudonym, kind=kind, at=at))
