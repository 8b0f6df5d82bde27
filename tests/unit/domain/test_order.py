"""What the broker says."""

from __future__ import annotations

from builders import leg, order
from trimtab.domain.order import Accepted, NotSent, Refusal, SubmitOutcome, Throttled, Unknown
from trimtab.domain.reasons import ReasonCode


def test_a_submit_has_five_ends():
    """Taken, refused, turned away for now, not known, never left: "failed" is not among them."""
    assert {Accepted, NotSent, Refusal, Throttled, Unknown} == set(SubmitOutcome.__args__)


def test_a_refusal_without_a_named_reason_is_the_brokers():
    """Whoever knows no better says that the broker refused."""
    assert (None, ReasonCode.BROKER_REFUSED) == (Refusal("no").code, Refusal("no").reason)


def test_the_broker_s_own_word_is_kept():
    """The folded status does not hide what the broker really said."""
    assert "pending_replace" == order(leg(), broker_status="pending_replace").broker_status
