"""The callable `save_allocation`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.allocation import SaveAllocationRequest, SaveAllocationResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import save_allocation as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def save_allocation(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `save_allocation`; docs/api.md tells both shapes."""
    with callable_errors("save_allocation", request) as caller:
        command = parse(SaveAllocationRequest, request.data).to_domain(caller.uid)
        return render(SaveAllocationResult.of(use_case.save_allocation(command, bootstrap.wiring())))
