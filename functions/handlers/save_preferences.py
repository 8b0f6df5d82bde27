"""The callable `save_preferences`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.preferences import SavePreferencesRequest, SavePreferencesResult
from trimtab.services import save_preferences as use_case


@https_fn.on_call()
def save_preferences(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `save_preferences`; docs/api.md tells both shapes."""
    with callable_errors("save_preferences", request) as caller:
        wishes = parse(SavePreferencesRequest, request.data).to_domain()
        secret = use_case.save_preferences(caller.uid, wishes, bootstrap.wiring().telling)
        return render(SavePreferencesResult.of(wishes, secret))
