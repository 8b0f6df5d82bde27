"""The callable `export_data`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.account import ExportDataRequest, ExportDataResult
from trimtab.contracts.base import JsonObject, parse
from trimtab.services import export_data as use_case


@https_fn.on_call()
def export_data(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `export_data`; docs/api.md tells both shapes."""
    with callable_errors("export_data", request) as caller:
        sent = parse(ExportDataRequest, request.data)
        export = use_case.export_data(sent.to_domain(caller.uid), bootstrap.wiring())
        return render(ExportDataResult.of(export, sent.format))
