"""What the broker says."""

from __future__ import annotations

from builders import leg, order
from trimtab.domain.order import Accepted, Refusal, SubmitOutcome, Unknown


def test_a_submit_has_three_ends():
    """Taken, refused, not known: there is no fourth, and "failed" is not among them."""
    assert {Accepted, Refusal, Unknown} == set(SubmitOutcome.__args__)


def test_the_broker_s_own_word_is_kept():
    """The folded status does not hide what the broker really said."""
    assert "pending_replace" == order(leg(), broker_status="pending_replace").broker_status
