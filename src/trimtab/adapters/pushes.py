"""Web push notes through Firebase Cloud Messaging.

The Admin SDK's default app must have been initialised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from trimtab.contracts.messages.notes import push_note
from trimtab.domain.delivery import Delivery
from trimtab.domain.errors import UnavailableError
from trimtab.domain.message import Device
from trimtab.domain.reasons import ReasonCode

MOST_DEVICES: Final = 500
"""Of one call; who has more gets the note on the first ones."""

SendAll = Callable[[dict[str, str], Sequence[str]], Sequence[Exception | None]]
"""Sends a note to devices by their ids and tells the failure of each, None for those it has reached."""


class FcmPushes:
    """Sends a note of data only: what is shown is the application's own doing, once for each `tag`."""

    def __init__(self, send_all: SendAll | None = None) -> None:
        self._send_all = send_all or _send_all

    def send(self, delivery: Delivery, devices: Sequence[Device]) -> tuple[Device, ...]:
        """Send to all devices; those whose registration is over are given back."""
        asked = devices[:MOST_DEVICES]
        failures = self._send_all(push_note(delivery), [device.device_id for device in asked])
        pairs = tuple(zip(asked, failures, strict=True))
        troubled = [failure for _, failure in pairs if failure and not _is_gone(failure)]
        if troubled:
            text = f"{len(troubled)} of {len(asked)} devices were not reached; it is tried again."
            raise UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, text)
        return tuple(device for device, failure in pairs if failure)


def _send_all(note: dict[str, str], names: Sequence[str]) -> Sequence[Exception | None]:
    from firebase_admin import exceptions, messaging  # noqa: PLC0415 - slow to import, seldom used

    message: Any = messaging.MulticastMessage(fids=list(names), data=note)
    try:
        answer = messaging.send_each_for_multicast(message)
    except (exceptions.FirebaseError, ValueError) as error:
        return [error] * len(names)
    return [each.exception for each in answer.responses]


def _is_gone(failure: Exception) -> bool:
    from firebase_admin import exceptions, messaging  # noqa: PLC0415 - see above

    # An id of somebody else's project, or none at all, will not become a good one.
    gone = (messaging.UnregisteredError, messaging.SenderIdMismatchError, exceptions.InvalidArgumentError)
    return isinstance(failure, gone)
