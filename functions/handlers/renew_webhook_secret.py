"""The callable `renew_webhook_secret`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.telling import RenewWebhookSecretRequest, RenewWebhookSecretResult


@https_fn.on_call()
def renew_webhook_secret(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `renew_webhook_secret`; docs/api.md tells both shapes."""
    with callable_errors("renew_webhook_secret", request) as caller:
        parse(RenewWebhookSecretRequest, request.data)
        secret = bootstrap.wiring().telling.secrets.renew(caller.uid)
        return render(RenewWebhookSecretResult(webhook_secret=secret))
