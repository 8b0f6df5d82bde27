"""Devices that are kept and forgotten."""

from __future__ import annotations

from datetime import timedelta

from builders import NOON, OWNER
from telling_builders import post
from trimtab.domain.message import Device
from trimtab.services.devices import MOST_DEVICES, forget_device, register_device


def test_a_device_is_kept_with_the_time_it_was_seen():
    """The answer lists it."""
    assert (Device("laptop", NOON),) == register_device(OWNER.uid, "laptop", post().telling)


def test_a_device_seen_again_is_the_same():
    """Only its time moves on."""
    made = post()
    register_device(OWNER.uid, "laptop", made.telling)
    made.clock.advance(timedelta(days=1))

    assert (Device("laptop", NOON + timedelta(days=1)),) == register_device(OWNER.uid, "laptop", made.telling)


def test_one_too_many_takes_the_place_of_the_one_unseen_the_longest():
    """Somebody who registers without end fills no store."""
    made = post()
    for number in range(MOST_DEVICES + 1):
        register_device(OWNER.uid, f"device-{number:02}", made.telling)
        made.clock.advance(timedelta(hours=1))

    assert [f"device-{number:02}" for number in range(1, MOST_DEVICES + 1)] == [
        device.device_id for device in made.devices.of(OWNER.uid)
    ]


def test_a_device_is_forgotten_and_no_other():
    """Nor is anybody else's of the same name."""
    made = post()
    for uid, name in ((OWNER.uid, "laptop"), (OWNER.uid, "phone"), ("ben", "laptop")):
        register_device(uid, name, made.telling)

    assert ["phone"] == [device.device_id for device in forget_device(OWNER.uid, "laptop", made.telling)]
    assert 1 == len(made.devices.of("ben"))


def test_a_device_that_is_not_there_is_forgotten_in_peace():
    """Asking twice does no harm."""
    assert () == forget_device(OWNER.uid, "laptop", post().telling)
