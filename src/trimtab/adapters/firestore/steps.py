"""The batches of the ledger: the one that reserves a run, and the one that takes it a step further."""

from __future__ import annotations

from typing import Final

from trimtab.adapters.firestore import audit_paths, paths
from trimtab.adapters.firestore.records import account_fields, key_record
from trimtab.adapters.firestore.writes import MOST_WRITES, Change, Create, Put, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.decision import Decision
from trimtab.domain.leg import Leg
from trimtab.ports import AccountChange, RunOpening, RunRecord, RunStep

MOST_ENDING: Final = MOST_WRITES - 10
"""How many trades fit a run's last batch, beside its other documents."""


def opening_writes(opening: RunOpening, nonce: str) -> tuple[Write, ...]:
    """Create everything a run begins with and take its account; the run's document comes first."""
    run = opening.run
    return (
        Create(paths.run(run.portfolio, run.run_id), to_document(run)),
        *(Create(paths.leg(run, leg.number), to_document(leg)) for leg in opening.legs),
        Create(paths.event(run, opening.event.sequence), to_document(opening.event)),
        *(Create(path, to_document(key_record(run, opening.key))) for path in claimed_paths(opening)),
        account_write(opening.account, nonce),
    )


def claimed_paths(opening: RunOpening) -> tuple[str, ...]:
    """Give the documents that only one run may create: its key's, and its plan's where it has one."""
    run = opening.run
    plan = (paths.plan_claim(run.portfolio, run.plan_id),) if run.plan_id else ()
    return (paths.idempotency(opening.key), *plan)


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
        *_figures(step),
        *suggestion_writes(step)[: MOST_ENDING - len(step.notices)],
        *((account_write(step.account, nonce),) if step.account else ()),
    )


def writes_ahead(step: RunStep) -> tuple[Write, ...]:
    """Give the trades of a large plan that do not fit the batch in which its run ends.

    They may be stored before it: the legs they are told by have ended, whoever ends the run.
    """
    return suggestion_writes(step)[MOST_ENDING - len(step.notices) :]


def suggestion_writes(step: RunStep) -> tuple[Write, ...]:
    """Store what became of a plan's trades, the same whoever stores it and however often."""
    run = step.run
    return tuple(
        Put(paths.plan_trade(run.portfolio, run.plan_id, each.number), to_document(each))
        for each in step.suggestions
        if run.plan_id
    )


def _figures(step: RunStep) -> tuple[Write, ...]:
    """Store what a run has cost and brought, and the entry of the history."""
    found = ((paths.performance, step.performance), (paths.rebalancing, step.rebalancing))
    return tuple(Put(path(step.run), to_document(each)) for path, each in found if each)


def account_write(change: AccountChange, nonce: str) -> Write:
    """Store an account's next state, if it has not moved since."""
    path, fields = paths.account(change.after.account_key), account_fields(change.after, nonce)
    revision = change.before.revision
    return Create(path, fields) if revision is None else Change(path, fields, revision)


def decision_writes(decision: Decision | None) -> tuple[Write, ...]:
    """Store who has decided something by hand, where a person has."""
    return (Create(audit_paths.decision(decision), to_document(decision)),) if decision else ()


def _changed_legs(before: RunRecord, step: RunStep) -> tuple[Leg, ...]:
    known = {leg.number: leg for leg in before.legs}
    return tuple(leg for leg in step.legs if known.get(leg.number) != leg)
