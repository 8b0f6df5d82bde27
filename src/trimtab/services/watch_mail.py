"""Watch the mail service: have letters it could not send tried again, and say whether mail arrives."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Final

from trimtab.domain.delivery import MOST_ATTEMPTS, pause_after
from trimtab.domain.errors import UnavailableError
from trimtab.domain.message import LetterState, PostedLetter
from trimtab.domain.preferences import Channel
from trimtab.domain.telemetry import LogLevel
from trimtab.ports.telling import Telling
from trimtab.services.observe_channel import observe_channel

LETTERS_A_LOOK: Final = 300
"""More than one drain posts, so that looks do not fall behind."""

_SHORTEST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=1)


def watch_mail(telling: Telling) -> int:
    """Look at letters whose time has come, and count them; one in trouble keeps no other from its turn.

    The extension never tries a failed letter again by itself. Only a letter it has sent shows that mail
    arrives: that one was handed over says nothing of the address.
    """
    letters = telling.mailbox.to_look_at(telling.clock.now(), LETTERS_A_LOOK)
    for letter in letters:
        try:
            _look_at(letter, telling)
        except Exception as error:  # noqa: BLE001 - see above; what a defect says may hold anybody's data
            _put_aside(letter, type(error).__name__, telling)
    return len(letters)


def _look_at(letter: PostedLetter, telling: Telling) -> None:
    now = telling.clock.now()
    if letter.state is LetterState.SENT:
        observe_channel(letter.uid, Channel.MAIL, None, letter.ended_at or now, telling)
        telling.mailbox.look_again(letter.letter_id, None)
    elif letter.state is LetterState.FAILED:
        _take_care_of(letter, telling)
    else:
        age = now - letter.posted_at
        telling.mailbox.look_again(letter.letter_id, now + min(max(age, _SHORTEST_WAIT), _LONGEST_WAIT))


def _take_care_of(letter: PostedLetter, telling: Telling) -> None:
    if letter.attempts >= MOST_ATTEMPTS:
        _give_up(letter, telling)
        return
    now, failed_at = telling.clock.now(), letter.ended_at or letter.posted_at
    retry_at = failed_at + pause_after(max(letter.attempts, 1))
    if retry_at <= now:
        telling.mailbox.retry(letter.letter_id, now + _SHORTEST_WAIT)
    else:
        telling.mailbox.look_again(letter.letter_id, retry_at)


def _give_up(letter: PostedLetter, telling: Telling) -> None:
    telling.log.write(
        LogLevel.ERROR,
        "letter given up",
        letter_id=letter.letter_id,
        attempts=str(letter.attempts),
        uid=letter.uid,
    )
    failed_at = letter.ended_at or telling.clock.now()
    observe_channel(letter.uid, Channel.MAIL, letter.error, failed_at, telling)
    telling.mailbox.give_up(letter.letter_id)


def _put_aside(letter: PostedLetter, error: str, telling: Telling) -> None:
    telling.log.write(LogLevel.ERROR, "letter not looked at", letter_id=letter.letter_id, error=error)
    with suppress(UnavailableError):
        telling.mailbox.look_again(letter.letter_id, telling.clock.now() + _LONGEST_WAIT)
