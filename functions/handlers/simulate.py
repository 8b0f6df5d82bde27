"""The callable `simulate`."""

from __future__ import annotations

import json
from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.check import SimulateRequest, SimulateResult
from trimtab.contracts.mandate import SimulateMandateRequest
from trimtab.contracts.mandate_question import to_command
from trimtab.services import simulate as what_if
from trimtab.services.simulate_mandate import simulate_mandate

MANDATE_FIELD = "portfolio_snapshot"
"""The field that tells requirement 003's question from a what-if on the caller's own portfolio."""


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def simulate(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `simulate`; docs/api.md tells the shapes of both questions it answers."""
    with callable_errors("simulate", request) as caller:
        if isinstance(request.data, dict) and MANDATE_FIELD in request.data:
            return _answer_mandate(request.data, caller.uid)
        command = parse(SimulateRequest, request.data).to_domain(caller.uid)
        return render(SimulateResult.of(what_if.simulate(command, bootstrap.wiring())))


def _answer_mandate(sent: JsonObject, uid: str) -> JsonObject:
    command = to_command(parse(SimulateMandateRequest, sent), uid)
    answer: JsonObject = json.loads(simulate_mandate(command, bootstrap.wiring()).text)
    return answer
