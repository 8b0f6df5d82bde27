"""The callable `set_live_trading`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.access import SetLiveTradingRequest, SetLiveTradingResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import live_trading as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def set_live_trading(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `set_live_trading`; docs/api.md tells both shapes."""
    with callable_errors("set_live_trading", request) as caller:
        command = parse(SetLiveTradingRequest, request.data).to_domain(caller.uid, caller.signed_in_at)
        return render(SetLiveTradingResult.of(use_case.set_live_trading(command, bootstrap.wiring())))
