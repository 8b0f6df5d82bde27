"""Send one delivery by its channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from trimtab.domain.delivery import Delivery
from trimtab.domain.errors import RefusedError
from trimtab.domain.message import Letter
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.ports.telling import Telling


def send(delivery: Delivery, telling: Telling) -> None:
    """Send a delivery, perhaps again: receivers tell repeats by the event's id.

    Raises UnavailableError when it may succeed later, RefusedError when it never can.
    """
    _WAYS[delivery.channel](delivery, telling)


def _file(delivery: Delivery, telling: Telling) -> None:
    telling.inbox.put(delivery)


def _mail(delivery: Delivery, telling: Telling) -> None:
    """Post the digest a delivery waits for, or a letter of its own.

    A digest that was posted before the delivery joined it does not hold its event: then it goes alone.
    """
    if delivery.digest_id:
        digest = telling.deliveries.of_digest(delivery.digest_id)
        held = telling.mailbox.post(_letter(delivery.digest_id, digest or (delivery,), telling))
        if delivery.event.event_id in held:
            return
    telling.mailbox.post(_letter(delivery.delivery_id, (delivery,), telling))


def _letter(letter_id: str, deliveries: tuple[Delivery, ...], telling: Telling) -> Letter:
    uid = deliveries[0].event.portfolio.uid
    address = telling.preferences.of(uid).address
    if address is None:
        raise _refused("no address for mail is set any more")
    events = tuple(each.event for each in deliveries)
    return Letter(letter_id=letter_id, uid=uid, address=address, events=events, at=telling.clock.now())


def _push(delivery: Delivery, telling: Telling) -> None:
    uid = delivery.event.portfolio.uid
    devices = telling.devices.of(uid)
    for gone in telling.pushes.send(delivery, devices) if devices else ():
        telling.devices.forget(uid, gone.device_id)


def _call(delivery: Delivery, telling: Telling) -> None:
    uid = delivery.event.portfolio.uid
    url = telling.preferences.of(uid).webhook_url
    if url is None:
        raise _refused("no webhook is set any more")
    telling.webhooks.post(delivery.event, url, telling.secrets.of(uid))


def _publish(delivery: Delivery, telling: Telling) -> None:
    if telling.publisher is None:
        raise _refused("this deployment has no topic any more")
    telling.publisher.publish(delivery.event)


def _refused(problem: str) -> RefusedError:
    return RefusedError(ReasonCode.RECEIVER_REFUSED, f"The event was not sent: {problem}.")


_WAYS: Final[dict[Channel, Callable[[Delivery, Telling], None]]] = {
    Channel.INBOX: _file,
    Channel.MAIL: _mail,
    Channel.PUSH: _push,
    Channel.WEBHOOK: _call,
    Channel.PUBSUB: _publish,
}
