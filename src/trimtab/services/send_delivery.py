"""Send what leaves together by its channel: one delivery, or those of a digest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from trimtab.domain.delivery import Delivery
from trimtab.domain.errors import RefusedError
from trimtab.domain.message import Letter
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import ReasonCode
from trimtab.ports.telling import Telling

MOST_OF_A_DIGEST: Final = 200


def send(group: tuple[Delivery, ...], telling: Telling) -> None:
    """Send deliveries of one channel, perhaps again: receivers tell repeats by the event's id.

    More than one are of one digest. Raises UnavailableError when it may succeed later, RefusedError when it
    never can.
    """
    if group[0].channel is Channel.MAIL:
        _mail(group, telling)
    else:
        (single,) = group
        _WAYS[single.channel](single, telling)


def _file(delivery: Delivery, telling: Telling) -> None:
    telling.inbox.put(delivery)


def _mail(group: tuple[Delivery, ...], telling: Telling) -> None:
    """Post the digest that deliveries wait for, or a letter of their own.

    A digest that was posted before they joined it, or is full, does not hold their events: these go in
    another letter, named after the first of them.
    """
    rest, digest_id = group, group[0].digest_id
    if digest_id:
        digest = telling.deliveries.of_digest(digest_id, MOST_OF_A_DIGEST)
        rest = _left_out(group, _letter(digest_id, digest or group, telling), telling)
    while rest:
        rest = _left_out(rest[1:], _letter(rest[0].delivery_id, rest, telling), telling)


def _left_out(group: tuple[Delivery, ...], letter: Letter, telling: Telling) -> tuple[Delivery, ...]:
    held = telling.mailbox.post(letter)
    return tuple(each for each in group if each.event.event_id not in held)


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
    Channel.PUSH: _push,
    Channel.WEBHOOK: _call,
    Channel.PUBSUB: _publish,
}
