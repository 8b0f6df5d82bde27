"""The callable `cancel_run`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.execution import CancelRunRequest, CancelRunResult
from trimtab.services import cancel_run as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def cancel_run(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `cancel_run`; docs/api.md tells both shapes."""
    with callable_errors("cancel_run", request) as caller:
        command = parse(CancelRunRequest, request.data).to_domain(caller.uid)
        return render(CancelRunResult.of(use_case.cancel_run(command, bootstrap.wiring())))
