"""The callable `register_device`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.telling import DevicesResult, RegisterDeviceRequest
from trimtab.services import devices


@https_fn.on_call()
def register_device(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `register_device`; docs/api.md tells both shapes."""
    with callable_errors("register_device", request) as caller:
        device_id = parse(RegisterDeviceRequest, request.data).device_id
        kept = devices.register_device(caller.uid, device_id, bootstrap.wiring().telling)
        return render(DevicesResult.of(kept))
