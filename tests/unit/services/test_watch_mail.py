"""Letters at the mail service: tried again, given up, and known to have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, OWNER
from telling_builders import Post, alert_turn, finding, look, post
from trimtab.domain.alert import Alert, AlertKind, Finding
from trimtab.domain.delivery import MOST_ATTEMPTS
from trimtab.domain.errors import UnavailableError
from trimtab.domain.message import LetterState, PostedLetter
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.services.deliver import deliver_due
from trimtab.services.observe_channel import observe_channel
from trimtab.services.tell import observe, tell
from trimtab.services.watch_mail import LETTERS_A_LOOK, watch_mail

ERROR = "550 no such mailbox"
MINUTE = timedelta(minutes=1)


def letter(attempts: int, state: LetterState = LetterState.FAILED, name: str = "l1") -> PostedLetter:
    return PostedLetter(
        letter_id=name,
        uid=OWNER.uid,
        posted_at=NOON,
        state=state,
        attempts=attempts,
        ended_at=None if state is LetterState.WAITING else NOON,
        error=ERROR,
    )


def posted(*letters: PostedLetter) -> Post:
    made = post()
    for each in letters:
        made.mailbox.put(each)
    return made


def watched(made: Post, *minutes: int) -> list[int]:
    """Watch again and again, each time so many minutes after noon, and count what is looked at."""
    counts = []
    for minute in minutes:
        made.clock.advance(NOON + minute * MINUTE - made.clock.now())
        counts.append(watch_mail(made.telling))
    return counts


def mail_alerts(made: Post) -> list[bool]:
    return [each.is_open for each in made.alerts.alerts.values() if each.key == "MAIL"]


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (4, 8)])
def test_a_failed_letter_is_tried_again_after_a_pause(attempts: int, minutes: int):
    """Each pause is twice the one before it."""
    made = posted(letter(attempts))
    watched(made, 0)
    made.clock.advance(minutes * MINUTE - timedelta(seconds=1))
    watch_mail(made.telling)
    before = list(made.mailbox.retried)
    watched(made, minutes)

    assert ([], ["l1"]) == (before, made.mailbox.retried)


def test_a_hopeless_letter_is_given_up_and_told():
    """It leaves the list, with an alert over mail that says why (F-151)."""
    made = posted(letter(MOST_ATTEMPTS))

    assert [1, 0] == [watch_mail(made.telling) for _ in range(2)]
    assert [ERROR in each.text for each in made.alerts.alerts.values()] == [True]
    assert [] == made.mailbox.retried


def test_a_letter_that_is_given_up_twice_is_told_once():
    """Whoever died before it was off the list gives it up again, and finds its alert."""
    made = posted(letter(MOST_ATTEMPTS))
    watched(made, 0)
    made.mailbox.look_again("l1", NOON)
    watched(made, 1)

    assert 1 == len({each.event.event_id for each in made.deliveries.kept.values()})


def test_mail_arrives_once_a_letter_was_sent():
    """That one was handed over says nothing; the service's word resolves the alert."""
    made = posted(letter(1, LetterState.WAITING))
    observe_channel(OWNER.uid, Channel.MAIL, ERROR, NOON, made.telling)
    made.clock.advance(MINUTE)
    tell(alert_turn(), made.telling)
    deliver_due(made.telling)
    watch_mail(made.telling)
    handed_over = mail_alerts(made)
    made.mailbox.send("l1", made.clock.now())
    watched(made, 2, 3)

    assert ([True], [False]) == (handed_over, mail_alerts(made))


def test_a_letter_that_waits_is_looked_at_later_and_later():
    """A minute after it was posted, then after as long as it has waited; nobody looks in between."""
    made = posted(letter(0, LetterState.WAITING))

    assert [1, 1, 1, 0, 1, 0] == watched(made, 0, 1, 2, 3, 4, 7)


def test_letters_that_wait_for_their_pause_starve_nobody():
    """However many others have failed before it, one whose time has come is tried again."""
    patient = [letter(MOST_ATTEMPTS - 1, name=f"a{number:03}") for number in range(LETTERS_A_LOOK)]
    made = posted(*patient, letter(1, name="hasty"))
    watched(made, 1, 2)

    assert ["hasty"] == made.mailbox.retried


def test_a_letter_in_trouble_keeps_no_other_from_its_turn():
    """Whose alert cannot be kept is put aside for an hour; the next one is given up all the same."""
    strange = replace(letter(MOST_ATTEMPTS), letter_id="l0", uid="")
    made = posted(strange, letter(MOST_ATTEMPTS))
    telling = replace(made.telling, alerts=NobodysAlerts(made))

    assert [2, 0] == [watch_mail(telling) for _ in range(2)]
    assert [True] == mail_alerts(made)
    assert "letter not looked at" in [line.message for line in made.log.lines]


class NobodysAlerts:
    """Alerts of a store that does not take a person without a name."""

    def __init__(self, made: Post) -> None:
        self._kept = made.alerts
        self.history, self.turn, self.note = self._kept.history, self._kept.turn, self._kept.note

    def current(self, portfolio: PortfolioRef, findings: Sequence[Finding]) -> tuple[Alert, ...]:
        """Refuse nobody."""
        if not portfolio.uid:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"{portfolio} has no document.")
        return self._kept.current(portfolio, findings)


def test_a_wrong_address_gets_one_letter_for_each_alert():
    """Two weeks of a mail server that knows no such mailbox: nobody writes a letter about letters (F-154)."""
    made = post()
    observe(OWNER, look(finding()), made.telling)
    for _ in range(14 * 24 * 4):
        made.clock.advance(15 * MINUTE)
        watch_mail(made.telling)
        deliver_due(made.telling)
        for name, each in tuple(made.mailbox.posted.items()):
            if each.state is LetterState.WAITING:
                made.mailbox.fail(name, made.clock.now(), ERROR)

    (only,) = made.mailbox.posted.values()
    assert (MOST_ATTEMPTS, [True]) == (only.attempts, mail_alerts(made))
    assert [AlertKind.DRIFT] == [each.kind for each in made.alerts.alerts.values() if each.key == "SPY"]
