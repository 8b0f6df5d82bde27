"""The callable `set_trading_mode`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.execution import SetTradingModeRequest, SetTradingModeResult
from trimtab.domain.sign_in import is_recent
from trimtab.services import set_trading_mode as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def set_trading_mode(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `set_trading_mode`; docs/api.md tells both shapes."""
    with callable_errors("set_trading_mode", request) as caller:
        sent, services = parse(SetTradingModeRequest, request.data), bootstrap.wiring()
        may_resume = is_recent(caller.signed_in_at, services.clock.now())
        command = sent.to_domain(caller.uid, is_operator=caller.is_operator, may_resume=may_resume)
        return render(SetTradingModeResult.of(use_case.set_trading_mode(command, services)))
