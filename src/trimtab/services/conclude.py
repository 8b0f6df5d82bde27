"""End a run: only after every order it sent was compared with what the broker holds (I-10)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import Reason
from trimtab.domain.run import RunState
from trimtab.execution.anomalies import find_wild_pace, pace_after
from trimtab.execution.decide import Conclude
from trimtab.execution.suggestions import settle_suggestions
from trimtab.execution.totals import settled_totals
from trimtab.ports import AccountChange, AccountRecord, RunRecord, Services
from trimtab.services.halt_account import halt_for
from trimtab.services.ledger import Entry, save
from trimtab.services.performance import performance_of
from trimtab.services.reconcile import find_difference

BOOKS_PATIENCE: Final = timedelta(minutes=2)
"""How long orders, positions, cash and activities of the broker may disagree with each other."""


def conclude(current: RunRecord, step: Conclude, services: Services) -> RunRecord | None:
    """Compare the ledger with the broker and store how the run ended.

    The broker's books may need a moment to agree with each other; a difference that stays parks the run for a
    person. Raises UnavailableError when the broker cannot be asked.
    """
    if step.state is RunState.NEEDS_OPERATOR:
        return park(current, step.reason, services)
    checking = _start_checking(current, services)
    if checking is None:
        return None
    difference = find_difference(checking, services)
    if difference is None:
        return end(checking, step, services)
    since = checking.run.history[-1].at
    is_lasting = services.clock.now() - since >= BOOKS_PATIENCE
    return park(checking, difference, services) if is_lasting else checking


def _start_checking(current: RunRecord, services: Services) -> RunRecord | None:
    if current.run.state is RunState.RECONCILING:
        return current
    text = "The orders' fills are compared with the broker's."
    return save(current, Entry(text=text, state=RunState.RECONCILING), services)


def park(current: RunRecord, reason: Reason, services: Services) -> RunRecord | None:
    """Leave a run to a person; it keeps its account."""
    entry = Entry(text=reason.text, state=RunState.NEEDS_OPERATOR, ending=reason)
    return save(current, entry, services)


def end(current: RunRecord, step: Conclude, services: Services) -> RunRecord | None:
    """End a run: its last state, the account given back, and the notice to its owner, in one step (I-08).

    What became of its plan's trades, and its figures beside the plan, are in that step, too. Where the
    account's runs together have done what no sound ones do, it is halted.
    """
    run = current.run
    account = services.runs.account(run.account_key, run.environment)
    plan = services.plans.find(run.portfolio, run.plan_id) if run.plan_id else None
    entry = Entry(
        text=step.reason.text,
        state=step.state,
        ending=step.reason,
        account=_give_back(account, current, services),
        performance=performance_of(current, plan, step, services) if plan else None,
        suggestions=settle_suggestions(plan, current.legs, run.run_id) if plan else (),
    )
    saved = save(current, entry, services)
    wild = find_wild_pace(entry.account.after.pace) if saved and entry.account else None
    if wild:
        # Who asks for the next run finds it again where the switch cannot be turned now.
        with suppress(UnavailableError):
            halt_for(wild, run, services)
    return saved


def _give_back(account: AccountRecord, current: RunRecord, services: Services) -> AccountChange:
    """Free the account, or leave it to whom it belongs, if it is still as it was read."""
    if account.state.active_run != current.run.ref:
        return AccountChange(before=account, after=account.state)
    totals = settled_totals(account.state, current.run, current.legs)
    now = services.clock.now()
    after = account.state.given_back(current.run, totals, now)
    paced = replace(after, pace=pace_after(account.state.pace, current.legs, now))
    return AccountChange(before=account, after=paced)
