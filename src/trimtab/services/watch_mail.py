"""Watch the mail service: have letters it could not send tried again, and say so when that is hopeless."""

from __future__ import annotations

from typing import Final

from trimtab.domain.delivery import MOST_ATTEMPTS, pause_after
from trimtab.domain.message import FailedLetter
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel
from trimtab.domain.telemetry import LogLevel
from trimtab.ports.telling import Telling
from trimtab.services.observe_channel import observe_channel

LETTERS_A_LOOK: Final = 100


def watch_mail(telling: Telling) -> int:
    """Retry failed letters, each after a longer pause, and give up those tried often enough; count them all.

    The extension never tries a failed letter again by itself.
    """
    failed = telling.mailbox.failed(LETTERS_A_LOOK)
    for letter in failed:
        _take_care_of(letter, telling)
    return len(failed)


def _take_care_of(letter: FailedLetter, telling: Telling) -> None:
    if letter.attempts >= MOST_ATTEMPTS:
        telling.log.write(
            LogLevel.ERROR,
            "letter given up",
            letter_id=letter.letter_id,
            attempts=str(letter.attempts),
            uid=letter.uid,
        )
        observe_channel(PortfolioRef(letter.uid), Channel.MAIL, letter.error, letter.failed_at, telling)
        telling.mailbox.give_up(letter.letter_id)
    elif letter.failed_at + pause_after(max(letter.attempts, 1)) <= telling.clock.now():
        telling.mailbox.retry(letter.letter_id)
