"""The callable `check_rebalance_drift`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.check import CheckRebalanceDriftRequest, CheckRebalanceDriftResult
from trimtab.services import check_drift as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def check_rebalance_drift(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `check_rebalance_drift`; docs/api.md tells both shapes."""
    with callable_errors("check_rebalance_drift", request) as caller:
        command = parse(CheckRebalanceDriftRequest, request.data).to_domain(caller.uid)
        return render(
            CheckRebalanceDriftResult.of(use_case.check_rebalance_drift(command, bootstrap.wiring()))
        )
