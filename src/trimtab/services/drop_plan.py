"""Drop a plan that nobody can execute any more: its pending trades are cancelled (requirement 001)."""

from __future__ import annotations

from contextlib import suppress

from trimtab.domain.errors import UnavailableError
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.ports import Services
from trimtab.services.stop_waiting import stop_waiting


def drop_plan(plan: Plan, reason: ReasonCode, services: Services) -> None:
    """Cancel the trades of a plan that are pending, unless a run is carrying them out at this moment.

    Its alert, where it had one, is resolved. Never raises for a store that does not answer: whoever was
    refused the plan learns why all the same.
    """
    stop_waiting(plan.portfolio, min(services.clock.now(), plan.envelope.expires_at), services.telling)
    with suppress(UnavailableError):
        if not _is_running(plan, services):
            services.plans.drop(plan.portfolio, plan.plan_id, reason)


def _is_running(plan: Plan, services: Services) -> bool:
    key = account_key(plan.environment, plan.account_id)
    active = services.runs.account(key, plan.environment).state.active_run
    record = services.runs.load(active.portfolio, active.run_id) if active else None
    return record is not None and record.run.plan_id == plan.plan_id
