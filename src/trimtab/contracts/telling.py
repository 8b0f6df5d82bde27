"""What else people ask of telling: a test, their devices, and a new secret for their webhook."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trimtab.contracts.base import Contract, Instant
from trimtab.domain.event import Event
from trimtab.domain.message import Device

DeviceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""The id of a Firebase installation, which has 22 characters today."""


class SendTestMessageRequest(Contract):
    """Ask for a test by every channel the caller has."""


class SendTestMessageResult(Contract):
    """The test that is on its way; the next one is not sent before `next_at`."""

    event_id: str
    next_at: Instant

    @classmethod
    def of(cls, event: Event, next_at: Instant) -> SendTestMessageResult:
        """Show a test."""
        return cls(event_id=event.event_id, next_at=next_at)


class RegisterDeviceRequest(Contract):
    """Send push notes to this browser, too; sent again it keeps the browser from being forgotten."""

    device_id: DeviceId


class ForgetDeviceRequest(Contract):
    """Send no more push notes to this browser."""

    device_id: DeviceId


class DevicesResult(Contract):
    """The caller's browsers after the change, in the order of their ids."""

    device_ids: tuple[str, ...]

    @classmethod
    def of(cls, devices: tuple[Device, ...]) -> DevicesResult:
        """Show devices."""
        return cls(device_ids=tuple(device.device_id for device in devices))


class RenewWebhookSecretRequest(Contract):
    """Sign webhooks with a new secret from now on."""


class RenewWebhookSecretResult(Contract):
    """The new secret; the old one is gone."""

    webhook_secret: str
