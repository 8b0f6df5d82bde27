"""The callable `simulate`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.check import SimulateRequest, SimulateResult
from trimtab.services import simulate as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def simulate(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `simulate`; docs/api.md tells both shapes."""
    with callable_errors(request) as caller:
        command = parse(SimulateRequest, request.data).to_domain(caller.uid)
        return render(SimulateResult.of(use_case.simulate(command, bootstrap.wiring())))
