"""The callable `revoke_api_key`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.access import RevokeApiKeyRequest, RevokeApiKeyResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import api_keys as use_case


@https_fn.on_call()
def revoke_api_key(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `revoke_api_key`; docs/api.md tells both shapes."""
    with callable_errors("revoke_api_key", request) as caller:
        command = parse(RevokeApiKeyRequest, request.data).to_domain(caller.uid)
        return render(RevokeApiKeyResult.of(use_case.revoke_api_key(command, bootstrap.wiring())))
