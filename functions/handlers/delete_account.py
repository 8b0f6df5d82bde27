"""The callable `delete_account`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.account import DeleteAccountRequest, DeleteAccountResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import delete_account as use_case


@https_fn.on_call(secrets=bootstrap.BROKER_SECRETS)
def delete_account(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `delete_account`; docs/api.md tells both shapes."""
    with callable_errors("delete_account", request) as caller:
        command = parse(DeleteAccountRequest, request.data).to_domain(caller.uid, caller.signed_in_at)
        return render(DeleteAccountResult.of(use_case.delete_account(command, bootstrap.wiring())))
