"""The callable `send_test_message`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.telling import SendTestMessageRequest, SendTestMessageResult
from trimtab.services.tell import send_trial


@https_fn.on_call()
def send_test_message(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `send_test_message`; docs/api.md tells both shapes."""
    with callable_errors("send_test_message", request) as caller:
        parse(SendTestMessageRequest, request.data)
        event, next_at = send_trial(caller.uid, bootstrap.wiring().telling)
        return render(SendTestMessageResult.of(event, next_at))
