"""Write the JSON Schema of every contract; the front end's types are generated from it.

`python -m trimtab.contracts.export FILE` writes it, with `--check` it only tells whether the file is fresh.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

from pydantic.json_schema import models_json_schema

from trimtab.contracts.access import (
    CreateApiKeyRequest,
    CreateApiKeyResult,
    ListApiKeysRequest,
    ListApiKeysResult,
    RevokeApiKeyRequest,
    RevokeApiKeyResult,
    SetLiveTradingRequest,
    SetLiveTradingResult,
)
from trimtab.contracts.account import (
    DeleteAccountRequest,
    DeleteAccountResult,
    ExportDataRequest,
    ExportDataResult,
)
from trimtab.contracts.allocation import SaveAllocationRequest, SaveAllocationResult
from trimtab.contracts.base import Contract, JsonObject
from trimtab.contracts.check import (
    CheckRebalanceDriftRequest,
    CheckRebalanceDriftResult,
    ShowPlanRequest,
    SimulateRequest,
    SimulateResult,
)
from trimtab.contracts.documents import (
    AllocationDocument,
    ErrorDetails,
    LegDocument,
    PortfolioDocument,
    RiskStatusDocument,
    RunDocument,
    TaxLotDocument,
    TaxYearDocument,
    TradeDocument,
)
from trimtab.contracts.execution import (
    CancelRunRequest,
    CancelRunResult,
    ExecutePlanRequest,
    ExecutePlanResult,
    ExecuteTradeRequest,
    ExecuteTradeResult,
    SetTradingModeRequest,
    SetTradingModeResult,
)
from trimtab.contracts.mandate import SimulateMandateRequest
from trimtab.contracts.mandate_run import RebalanceRun
from trimtab.contracts.policy import SavePolicyRequest, SavePolicyResult
from trimtab.contracts.preferences import SavePreferencesRequest, SavePreferencesResult
from trimtab.contracts.schedule import ScheduleStateRequest, ScheduleStateResult
from trimtab.contracts.shadow import CompareShadowRequest, CompareShadowResult
from trimtab.contracts.study import RecommendPolicyRequest, RecommendPolicyResult
from trimtab.contracts.tax_records import (
    ExportTaxRecordsRequest,
    ExportTaxRecordsResult,
    ImportTaxRecordsRequest,
    ImportTaxRecordsResult,
)
from trimtab.contracts.telling import (
    DevicesResult,
    ForgetDeviceRequest,
    RegisterDeviceRequest,
    RenewWebhookSecretRequest,
    RenewWebhookSecretResult,
    SendTestMessageRequest,
    SendTestMessageResult,
)
from trimtab.contracts.watched import (
    AlertDocument,
    CheckDocument,
    DeviceDocument,
    DriftSnapshotDocument,
    InboxDocument,
    LiveConsentDocument,
    MarketCalendarDocument,
    PerformanceDocument,
    PreferencesDocument,
    RebalancingDocument,
    RunEventDocument,
    ScheduleDocument,
    StudyDocument,
)

CONTRACTS: Final[tuple[type[Contract], ...]] = (
    SaveAllocationRequest,
    SaveAllocationResult,
    SavePolicyRequest,
    SavePolicyResult,
    CheckRebalanceDriftRequest,
    CheckRebalanceDriftResult,
    ShowPlanRequest,
    ScheduleStateRequest,
    ScheduleStateResult,
    CompareShadowRequest,
    CompareShadowResult,
    RecommendPolicyRequest,
    RecommendPolicyResult,
    ExecutePlanRequest,
    ExecutePlanResult,
    CancelRunRequest,
    CancelRunResult,
    ExecuteTradeRequest,
    ExecuteTradeResult,
    SimulateRequest,
    SimulateResult,
    SimulateMandateRequest,
    RebalanceRun,
    SetTradingModeRequest,
    SetTradingModeResult,
    SavePreferencesRequest,
    SavePreferencesResult,
    RenewWebhookSecretRequest,
    RenewWebhookSecretResult,
    SendTestMessageRequest,
    SendTestMessageResult,
    RegisterDeviceRequest,
    ForgetDeviceRequest,
    DevicesResult,
    ImportTaxRecordsRequest,
    ImportTaxRecordsResult,
    ExportTaxRecordsRequest,
    ExportTaxRecordsResult,
    CreateApiKeyRequest,
    CreateApiKeyResult,
    ListApiKeysRequest,
    ListApiKeysResult,
    RevokeApiKeyRequest,
    RevokeApiKeyResult,
    SetLiveTradingRequest,
    SetLiveTradingResult,
    ExportDataRequest,
    ExportDataResult,
    DeleteAccountRequest,
    DeleteAccountResult,
    PortfolioDocument,
    AllocationDocument,
    RunDocument,
    LegDocument,
    TradeDocument,
    RiskStatusDocument,
    TaxLotDocument,
    TaxYearDocument,
    RebalancingDocument,
    PerformanceDocument,
    RunEventDocument,
    DriftSnapshotDocument,
    CheckDocument,
    ScheduleDocument,
    StudyDocument,
    AlertDocument,
    InboxDocument,
    PreferencesDocument,
    DeviceDocument,
    LiveConsentDocument,
    MarketCalendarDocument,
    ErrorDetails,
)


def schema() -> JsonObject:
    """Describe every contract under `$defs`, as it is written (decimals and times are text)."""
    _, definitions = models_json_schema([(model, "serialization") for model in CONTRACTS], title="Trimtab")
    return definitions


def render() -> str:
    """Write the schema as text that does not change between runs."""
    return json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the schema file; 1 when it is stale."""
    parser = argparse.ArgumentParser(description="Write the JSON Schema of every contract.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="only tell whether the file is fresh")
    options = parser.parse_args(arguments)
    if options.check:
        return 0 if options.file.exists() and options.file.read_text() == render() else 1
    options.file.write_text(render())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
