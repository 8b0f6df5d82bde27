"""Runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, OWNER, run
from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.run import Review, Run, RunState, account_key, account_label
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trigger import TriggerKind

OVER = {"COMPLETED", "PARTIAL", "NO_ACTION", "BLOCKED", "CANCELLED", "HALTED"}


@pytest.mark.parametrize("state", RunState)
def test_a_parked_run_is_not_over(state: RunState):
    """A run that waits for a person keeps its account; only six states are final (I-08, I-09)."""
    assert (state.value in OVER) is run(state=state).is_final


@pytest.mark.parametrize("state", RunState)
def test_no_worker_has_anything_to_do_for_a_run_that_waits_for_a_person(state: RunState):
    """A run is over once it has ended, or is parked."""
    assert (state.value in OVER | {"NEEDS_OPERATOR"}) is run(state=state).is_over


def test_a_run_is_found_by_its_name():
    """Whose it is belongs to the name, and where its orders go to the place of its switches."""
    known = run()

    assert (OWNER, "run-1", known.account_key) == (
        known.ref.portfolio,
        known.ref.run_id,
        known.place.account_key,
    )


def test_paper_and_live_are_different_locks():
    """The same account number in another environment is another account."""
    assert account_key(BrokerMode.PAPER, "1") != account_key(BrokerMode.LIVE, "1")


def test_the_lock_does_not_tell_the_account_number():
    """The key names the account without giving its number away."""
    made = account_key(BrokerMode.LIVE, "123456789")

    assert ("acct_", 29, False) == (made[:5], len(made), "123456789" in made)


def test_a_run_knows_its_owner():
    """Owner and portfolio come back as one address."""
    assert OWNER == run().portfolio


def test_a_run_of_an_older_version_was_started_by_hand():
    """Its document does not say what asked for it; nothing but a person could, then."""
    stored = to_document(run(trigger=TriggerKind.CALENDAR, is_automatic=True))
    older = {name: value for name, value in stored.items() if name not in {"trigger", "is_automatic"}}
    read = from_document(Run, older)

    assert (TriggerKind.MANUAL, False) == (read.trigger, read.is_automatic)


def test_a_run_of_an_older_version_is_not_held():
    """Its document does not say until when; it was reserved to leave at once."""
    stored = to_document(run(hold_until=NOON))
    older = {name: value for name, value in stored.items() if name != "hold_until"}

    assert None is from_document(Run, older).hold_until


@pytest.mark.parametrize(
    ("state", "seconds", "left"),
    [("RESERVED", 4, 6), ("RESERVED", 10, 0), ("RESERVED", 99, 0), ("SELLING", 4, 0)],
)
def test_a_hold_lasts_until_its_time_or_the_first_order(state: str, seconds: int, left: int):
    """Ten seconds from noon on; a worker whose clock is a little late goes on with what another began."""
    held = run(state=RunState(state), hold_until=NOON + timedelta(seconds=10))

    assert timedelta(seconds=left) == held.hold_left(NOON + timedelta(seconds=seconds))


def test_a_run_without_a_hold_waits_for_nothing():
    """Its first order may leave at once."""
    assert timedelta() == run(state=RunState.RESERVED).hold_left(NOON)


def test_what_was_acknowledged_is_stored_with_its_run():
    """And read back; a run of an older version has none."""
    review = Review(rules=("CASH_ABOVE_BAND",), note="In January.", by="anna", at=NOON)
    stored = to_document(run(review=review))
    older = {name: value for name, value in stored.items() if name != "review"}

    assert (review, None) == (from_document(Run, stored).review, from_document(Run, older).review)


def test_an_account_is_named_by_the_end_of_its_id():
    """Enough to tell two accounts apart, too little to be one's number."""
    assert "f00d" == account_label("904837e3-3b76-47ec-b432-046db621f00d")
