"""Letters the mail service could not send."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, OWNER
from telling_builders import Post, post
from trimtab.domain.delivery import MOST_ATTEMPTS
from trimtab.domain.message import FailedLetter
from trimtab.services.watch_mail import watch_mail

ERROR = "550 no such mailbox"


def failed(attempts: int) -> Post:
    made = post()
    letter = FailedLetter(letter_id="l1", uid=OWNER.uid, attempts=attempts, failed_at=NOON, error=ERROR)
    made.mailbox.failures["l1"] = letter
    return made


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (4, 8)])
def test_a_failed_letter_is_tried_again_after_a_pause(attempts: int, minutes: int):
    """Each pause is twice the one before it."""
    made = failed(attempts)
    made.clock.advance(timedelta(minutes=minutes, seconds=-1))
    watch_mail(made.telling)
    before = list(made.mailbox.retried)
    made.clock.advance(timedelta(seconds=1))
    watch_mail(made.telling)

    assert ([], ["l1"]) == (before, made.mailbox.retried)


def test_a_hopeless_letter_is_given_up_and_told():
    """It leaves the list, with an alert over mail that says why (F-151)."""
    made = failed(MOST_ATTEMPTS)

    assert [1, 0] == [watch_mail(made.telling) for _ in range(2)]
    assert [ERROR in each.text for each in made.alerts.alerts.values()] == [True]
    assert [] == made.mailbox.retried


def test_a_letter_that_is_given_up_twice_is_told_once():
    """Whoever died before the alert was kept gives the letter up again, later, under the same alert."""
    made = failed(MOST_ATTEMPTS)
    letter = made.mailbox.failures["l1"]
    watch_mail(made.telling)
    made.alerts.alerts.clear()
    made.mailbox.failures["l1"] = letter
    made.clock.advance(timedelta(minutes=1))
    watch_mail(made.telling)

    assert 1 == len({each.event.event_id for each in made.deliveries.kept.values()})
