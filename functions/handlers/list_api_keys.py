"""The callable `list_api_keys`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.access import ListApiKeysRequest, ListApiKeysResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import api_keys as use_case


@https_fn.on_call()
def list_api_keys(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `list_api_keys`; docs/api.md tells both shapes."""
    with callable_errors("list_api_keys", request) as caller:
        parse(ListApiKeysRequest, request.data)
        return render(ListApiKeysResult.of(use_case.list_api_keys(caller.uid, bootstrap.wiring())))
