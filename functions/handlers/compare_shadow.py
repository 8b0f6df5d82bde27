"""The callable `compare_shadow`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.shadow import CompareShadowRequest, CompareShadowResult
from trimtab.services import compare_shadow as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def compare_shadow(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `compare_shadow`; docs/api.md tells both shapes."""
    with callable_errors("compare_shadow", request) as caller:
        command = parse(CompareShadowRequest, request.data).to_domain(caller.uid)
        days = use_case.compare_shadow(command, bootstrap.wiring())
        return render(CompareShadowResult.of(command, days))
