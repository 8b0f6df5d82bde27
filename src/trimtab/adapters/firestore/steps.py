"""The batches of the ledger: the one that reserves a run, and the one that takes it a step further."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.records import account_fields, key_record
from trimtab.adapters.firestore.writes import Change, Create, Put, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.leg import Leg
from trimtab.ports import AccountChange, RunOpening, RunRecord, RunStep


def opening_writes(opening: RunOpening, nonce: str) -> tuple[Write, ...]:
    """Create everything a run begins with and take its account; the run's document comes first."""
    run = opening.run
    return (
        Create(paths.run(run.portfolio, run.run_id), to_document(run)),
        *(Create(paths.leg(run, leg.number), to_document(leg)) for leg in opening.legs),
        Create(paths.event(run, opening.event.sequence), to_document(opening.event)),
        Create(paths.idempotency(opening.key), to_document(key_record(run, opening.key))),
        account_write(opening.account, nonce),
    )


def step_writes(before: RunRecord, step: RunStep, nonce: str) -> tuple[Write, ...]:
    """Store what is new, if the run has not moved since; the run's document comes first.

    The nonce tells the step from an equal one that another worker takes.
    """
    run = step.run
    head = {**to_document(run), "nonce": nonce}
    return (
        Change(paths.run(run.portfolio, run.run_id), head, before.revision),
        *(Put(paths.leg(run, leg.number), to_document(leg)) for leg in _changed_legs(before, step)),
        Create(paths.event(run, step.event.sequence), to_document(step.event)),
        *(Create(paths.notice(notice.notice_id), to_document(notice)) for notice in step.notices),
        *_performance_write(step),
        *((account_write(step.account, nonce),) if step.account else ()),
    )


def _performance_write(step: RunStep) -> tuple[Write, ...]:
    measured = step.performance
    return (Put(paths.performance(step.run), to_document(measured)),) if measured else ()


def account_write(change: AccountChange, nonce: str) -> Write:
    """Store an account's next state, if it has not moved since."""
    path, fields = paths.account(change.after.account_key), account_fields(change.after, nonce)
    revision = change.before.revision
    return Create(path, fields) if revision is None else Change(path, fields, revision)


def _changed_legs(before: RunRecord, step: RunStep) -> tuple[Leg, ...]:
    known = {leg.number: leg for leg in before.legs}
    return tuple(leg for leg in step.legs if known.get(leg.number) != leg)
