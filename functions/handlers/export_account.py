"""The callable `export_account`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.account import ExportAccountRequest, ExportAccountResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import export_account as use_case


@https_fn.on_call()
def export_account(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `export_account`; docs/api.md tells both shapes."""
    with callable_errors("export_account", request) as caller:
        sent = parse(ExportAccountRequest, request.data)
        export = use_case.export_account(sent.to_domain(caller.uid), bootstrap.wiring())
        return render(ExportAccountResult.of(export, sent.format))
