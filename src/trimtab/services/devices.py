"""Keep the browsers that people want push notes on."""

from __future__ import annotations

from typing import Final

from trimtab.domain.message import Device
from trimtab.ports.telling import Telling

MOST_DEVICES: Final = 20
"""Of one person; the one that has not been seen the longest gives way to another."""


def register_device(uid: str, device_id: str, telling: Telling) -> tuple[Device, ...]:
    """Keep a device, or that it was seen again, and return all of the person's.

    Raises UnavailableError when the store does not confirm it.
    """
    telling.devices.keep(uid, Device(device_id, telling.clock.now()))
    by_age = sorted(telling.devices.of(uid), key=lambda device: (device.seen_at, device.device_id))
    for old in by_age[:-MOST_DEVICES]:
        telling.devices.forget(uid, old.device_id)
    return telling.devices.of(uid)


def forget_device(uid: str, device_id: str, telling: Telling) -> tuple[Device, ...]:
    """Forget a device, or one that is not there, and return the person's others.

    Raises UnavailableError when the store does not confirm it.
    """
    telling.devices.forget(uid, device_id)
    return telling.devices.of(uid)
