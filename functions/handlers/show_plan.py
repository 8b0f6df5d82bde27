"""The callable `show_plan`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.check import CheckRebalanceDriftResult, ShowPlanRequest
from trimtab.services import show_plan as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def show_plan(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `show_plan`; docs/api.md tells both shapes."""
    with callable_errors("show_plan", request) as caller:
        asked = parse(ShowPlanRequest, request.data)
        shown = use_case.show_plan(asked.to_domain(caller.uid), asked.plan_id, bootstrap.wiring())
        return render(CheckRebalanceDriftResult.of(shown))
