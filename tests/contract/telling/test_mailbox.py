"""What every mailbox promises."""

from __future__ import annotations

from builders import NOON, OWNER
from contract.telling.conftest import Kept
from telling_builders import MAIL, alert_turn, run_ended
from trimtab.domain.event import Event
from trimtab.domain.message import Letter


def letter(*events: Event) -> Letter:
    return Letter(letter_id="l1", uid=OWNER.uid, address=MAIL, events=events, at=NOON)


def test_a_letter_tells_which_events_it_holds(kept: Kept):
    """Those it was posted with."""
    held = {alert_turn().event_id, run_ended().event_id}

    assert held == kept.mailbox.post(letter(alert_turn(), run_ended()))


def test_a_second_letter_of_the_same_id_is_none(kept: Kept):
    """The first one stays, and what is told of is its own (F-150)."""
    first = kept.mailbox.post(letter(alert_turn()))

    assert first == kept.mailbox.post(letter(alert_turn(), run_ended()))


def test_a_letter_is_no_failure_before_it_was_tried(kept: Kept):
    """Nor when nobody has looked at it yet."""
    kept.mailbox.post(letter(alert_turn()))

    assert () == kept.mailbox.failed(10)
