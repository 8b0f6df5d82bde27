"""The callable `import_tax_records`."""

from __future__ import annotations

from typing import Any

from firebase_functions import https_fn

import bootstrap
from handlers.callable import callable_errors, render
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.tax_records import ImportTaxRecordsRequest, ImportTaxRecordsResult
from trimtab.services import import_tax_records as use_case


@https_fn.on_call()
def import_tax_records(request: https_fn.CallableRequest[Any]) -> JsonObject:
    """Callable `import_tax_records`; docs/api.md tells both shapes."""
    with callable_errors("import_tax_records", request) as caller:
        command = parse(ImportTaxRecordsRequest, request.data).to_domain(caller.uid)
        return render(ImportTaxRecordsResult.of(use_case.import_tax_records(command, bootstrap.wiring())))
