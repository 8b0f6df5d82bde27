"""What every mailbox promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders import NOON, OWNER
from contract.telling.conftest import Kept
from telling_builders import MAIL, alert_turn, run_ended
from trimtab.domain.event import Event
from trimtab.domain.message import Letter, LetterState

MINUTE = timedelta(minutes=1)


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


def test_a_letter_waits_to_be_looked_at(kept: Kept):
    """From the moment it was posted; nobody has tried to send it yet."""
    kept.mailbox.post(letter(alert_turn()))
    (found,) = kept.mailbox.to_look_at(NOON, 10)

    assert () == kept.mailbox.to_look_at(NOON - MINUTE, 10)
    assert ("l1", OWNER.uid, NOON, LetterState.WAITING, 0, None) == (
        found.letter_id,
        found.uid,
        found.posted_at,
        found.state,
        found.attempts,
        found.ended_at,
    )


def test_a_letter_is_looked_at_again_when_it_was_said(kept: Kept):
    """Put off for a minute, then for two by a retry, then for good."""
    kept.mailbox.post(letter(alert_turn()))
    kept.mailbox.look_again("l1", NOON + MINUTE)
    first = looks(kept)
    kept.mailbox.retry("l1", NOON + 2 * MINUTE)
    second = looks(kept)
    kept.mailbox.look_again("l1", None)

    assert ([0, 1, 1], [0, 0, 1], [0, 0, 0]) == (first, second, looks(kept))


def looks(kept: Kept) -> list[int]:
    """Count what is looked at in each of three minutes."""
    return [len(kept.mailbox.to_look_at(NOON + n * MINUTE, 10)) for n in range(3)]


def test_a_letter_that_is_given_up_is_looked_at_no_more(kept: Kept):
    """By us; a person finds it by its state."""
    kept.mailbox.post(letter(alert_turn()))
    kept.mailbox.give_up("l1")

    assert () == kept.mailbox.to_look_at(NOON + MINUTE, 10)


def test_the_longest_waiting_is_looked_at_first(kept: Kept):
    """No more than asked for: those that wait for their pause hide no other."""
    for name, minutes in (("l1", 3), ("l2", 1), ("l3", 2)):
        kept.mailbox.post(replace(letter(alert_turn()), letter_id=name))
        kept.mailbox.look_again(name, NOON + minutes * MINUTE)

    assert ["l2", "l3"] == [each.letter_id for each in kept.mailbox.to_look_at(NOON + 3 * MINUTE, 2)]
