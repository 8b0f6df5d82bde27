"""The callable `execute_trade`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.execution import ExecuteTradeRequest, ExecuteTradeResult
from trimtab.services import execute_trade as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def execute_trade(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `execute_trade`; docs/api.md tells both shapes."""
    with callable_errors("execute_trade", request) as caller:
        command = parse(ExecuteTradeRequest, request.data).to_domain(caller.uid)
        return render(ExecuteTradeResult.of(use_case.execute_trade(command, bootstrap.wiring())))
