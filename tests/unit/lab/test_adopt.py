"""From the lab to a live policy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import policy
from trimtab.domain.config import CalendarConfig, DriftConfig, DriftMethod, Frequency
from trimtab.domain.policy import Destination, RebalancingMethod
from trimtab.domain.trigger import (
    CalendarTrigger,
    CombinedTrigger,
    CombineMode,
    ManualTrigger,
    ThresholdTrigger,
    Trigger,
)
from trimtab.lab.adopt import adopt
from trimtab.lab.errors import BadSettingError
from trimtab.lab.policies import Band, LabPolicy

SAVED = policy({"AAA": "1"})
MONTHLY = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.MONTHLY))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (LabPolicy(every=None), ManualTrigger()),
        (LabPolicy(every=21), MONTHLY),
        (LabPolicy(band=Band(width=0.05)), ThresholdTrigger()),
        (
            LabPolicy(every=21, band=Band(width=0.05)),
            CombinedTrigger(conditions=(MONTHLY, ThresholdTrigger()), combine=CombineMode.ALL),
        ),
    ],
)
def test_the_cadence_becomes_a_trigger(chosen: LabPolicy, expected: Trigger):
    """Dates, bands, or bands on dates."""
    assert expected == adopt(chosen, SAVED).triggers.rules[0].trigger


def test_band_method_and_destination_are_taken_over():
    """A band repairs what is out of it, as far as the lab went."""
    band = Band(width=0.2, kind=DriftMethod.RELATIVE)
    adopted = adopt(LabPolicy(band=band, destination=Destination.BAND_EDGE), SAVED)

    assert DriftConfig(method=DriftMethod.RELATIVE, threshold=Decimal("0.2")) == adopted.drift
    assert RebalancingMethod.THRESHOLD_REBALANCING is adopted.method
    assert Destination.BAND_EDGE is adopted.destination


def test_a_calendar_rebalances_fully_and_keeps_the_saved_bands():
    """Bands still grade drift, they just do not start anything."""
    adopted = adopt(LabPolicy(every=252), SAVED)

    assert (RebalancingMethod.FULL, SAVED.drift) == (adopted.method, adopted.drift)
    assert SAVED.targets == adopted.targets


def test_a_cadence_of_no_live_calendar_is_refused():
    """Ten sessions are no frequency that a policy can have."""
    with pytest.raises(BadSettingError, match="sessions may be 5, 21, 63, 252"):
        adopt(LabPolicy(every=10), SAVED)
