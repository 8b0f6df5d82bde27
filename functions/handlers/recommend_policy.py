"""The callable `recommend_policy`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.study import RecommendPolicyRequest, RecommendPolicyResult
from trimtab.services import recommend_policy as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def recommend_policy(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `recommend_policy`; docs/api.md tells both shapes."""
    with callable_errors("recommend_policy", request) as caller:
        command = parse(RecommendPolicyRequest, request.data).to_domain(caller.uid)
        return render(RecommendPolicyResult.of(use_case.recommend_policy(command, bootstrap.wiring())))
