"""The callable `execute_plan`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.execution import ExecutePlanRequest, ExecutePlanResult
from trimtab.services import execute_plan as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def execute_plan(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `execute_plan`; docs/api.md tells both shapes."""
    with callable_errors("execute_plan", request) as caller:
        command = parse(ExecutePlanRequest, request.data).to_domain(caller.uid)
        return render(ExecutePlanResult.of(use_case.execute_plan(command, bootstrap.wiring())))
