from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from trimtab.contracts import watched
from trimtab.contracts.base import Contract
from trimtab.domain.alert import Alert
from trimtab.domain.checkup import Check, DriftSnapshot
from trimtab.domain.drift import DriftReport, DriftRow, DriftView, ToleranceBand
from trimtab.domain.live_consent import LiveConsent
from trimtab.domain.market_year import MarketYear
from trimtab.domain.message import Device, InboxEntry
from trimtab.domain.order import Session
from trimtab.domain.performance import RunPerformance
from trimtab.domain.preferences import ChannelRule, Preferences, QuietHours
from trimtab.domain.reasons import Reason
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.schedule import RuleFinding, Schedule, Verdict

SUMS = {"max_drift", "mean_drift", "rmse_drift"}
"""What the store keeps beside a snapshot, to be read without its rows."""

STORED: tuple[tuple[type[Contract], Any, set[str]], ...] = (
    (watched.RebalancingDocument, Rebalancing, set()),
    (watched.PerformanceDocument, RunPerformance, set()),
    (watched.BandEdges, ToleranceBand, set()),
    (watched.SnapshotRow, DriftRow, set()),
    (watched.SnapshotReport, DriftReport, set()),
    (watched.SnapshotView, DriftView, set()),
    (watched.DriftSnapshotDocument, DriftSnapshot, SUMS),
    (watched.StoredReason, Reason, set()),
    (watched.FindingDocument, RuleFinding, set()),
    (watched.VerdictDocument, Verdict, set()),
    (watched.CheckDocument, Check, set()),
    (watched.ScheduleDocument, Schedule, set()),
    (watched.AlertDocument, Alert, {"is_open"}),
    (watched.InboxDocument, InboxEntry, set()),
    (watched.StoredQuietHours, QuietHours, set()),
    (watched.StoredChannelRule, ChannelRule, set()),
    (watched.PreferencesDocument, Preferences, set()),
    (watched.DeviceDocument, Device, set()),
    (watched.LiveConsentDocument, LiveConsent, set()),
    (watched.SessionDocument, Session, set()),
    (watched.MarketCalendarDocument, MarketYear, set()),
)


@pytest.mark.parametrize(
    ("contract", "domain", "beside"), STORED, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_promised_field_is_one_of_the_stored_value(
    contract: type[Contract], domain: Any, beside: set[str]
):
    """A client reads no field that the store does not write."""
    stored = {each.name for each in fields(domain)} | beside

    assert set() == contract.model_fields.keys() - stored
