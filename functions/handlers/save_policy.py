"""The callable `save_policy`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.policy import SavePolicyRequest, SavePolicyResult
from trimtab.services import save_policy as use_case


@https_fn.on_call()
def save_policy(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `save_policy`; docs/api.md tells both shapes."""
    with callable_errors("save_policy", request) as caller:
        command = parse(SavePolicyRequest, request.data).to_domain(caller.uid)
        return render(SavePolicyResult.of(use_case.save_policy(command, bootstrap.wiring())))
