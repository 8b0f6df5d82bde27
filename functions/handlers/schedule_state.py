"""The callable `schedule_state`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.schedule import ScheduleStateRequest, ScheduleStateResult
from trimtab.services import schedule_state as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def schedule_state(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `schedule_state`; docs/api.md tells both shapes."""
    with callable_errors("schedule_state", request) as caller:
        portfolio = parse(ScheduleStateRequest, request.data).to_domain(caller.uid)
        return render(ScheduleStateResult.of(use_case.schedule_state(portfolio, bootstrap.wiring())))
