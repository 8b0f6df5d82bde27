"""Events and their ids."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from builders import NOON, OWNER
from telling_builders import alert, event, run_ended, trial, triggered
from trimtab.domain.alert import AlertChange, AlertTurn
from trimtab.domain.event import Event, EventKind, TrialSent, alert_event
from trimtab.domain.portfolio import PortfolioRef

BODY = TrialSent(trial_text="x")


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (triggered(), EventKind.REBALANCING_TRIGGERED),
        (run_ended(), EventKind.RUN_CHANGED),
        (trial(), EventKind.TRIAL_SENT),
    ],
)
def test_an_event_is_called_after_what_it_tells(made: Event, kind: EventKind):
    """Its kind is its body's."""
    assert kind is made.kind


def test_an_id_is_a_uuid():
    """Requirement 000 wants one: version 8, of the variant everybody uses."""
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", trial().event_id)


def test_an_event_made_twice_is_the_same():
    """Its id does not depend on when it was made (F-150)."""
    later = event(BODY, "s", at=NOON + timedelta(days=1))

    assert event(BODY, "s").event_id == later.event_id


def test_different_events_have_different_ids():
    """Another subject, portfolio or kind is another event."""
    made = [event(BODY, "s"), event(BODY, "t"), event(BODY, "s", PortfolioRef("ben")), run_ended()]

    assert 4 == len({each.event_id for each in made})


def test_an_alert_tells_its_turns_in_order():
    """Subject and sequence are the episode's: of two the higher is the later (F-152)."""
    told = alert_event(AlertChange(turn=AlertTurn.WORSENED, alert=alert(sequence=2)))

    assert ("al_1", 2, OWNER, NOON) == (told.subject, told.sequence, told.portfolio, told.at)
