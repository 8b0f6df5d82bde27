"""The callable `export_tax_records`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.tax_records import ExportTaxRecordsRequest, ExportTaxRecordsResult
from trimtab.services import export_tax_records as use_case


@https_fn.on_call()
def export_tax_records(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `export_tax_records`; docs/api.md tells both shapes."""
    with callable_errors("export_tax_records", request) as caller:
        command = parse(ExportTaxRecordsRequest, request.data).to_domain(caller.uid)
        return render(ExportTaxRecordsResult.of(use_case.export_tax_records(command, bootstrap.wiring())))
