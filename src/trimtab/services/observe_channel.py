"""Keep the alert over a channel by which somebody can, or cannot, be reached."""

from __future__ import annotations

from datetime import datetime

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel
from trimtab.ports.telling import Telling
from trimtab.services.tell import observe


def observe_channel(uid: str, channel: Channel, error: str | None, at: datetime, telling: Telling) -> None:
    """Open the alert over a person's channel for an error, or resolve it for none.

    `at` is the time of the delivery or letter, not of the look. An open alert is not opened again, so that a
    message about a dead channel that dies there itself starts no loop (F-154).
    """
    name = channel.value
    text = f"Messages by {name.lower()} do not arrive: {error}"
    finding = Finding(kind=AlertKind.DELIVERY, key=name, level=AlertLevel.WARNING, text=text)
    seen = Observation(
        at=at,
        kinds=frozenset({AlertKind.DELIVERY}),
        keys=frozenset({name}),
        findings=() if error is None else (finding,),
    )
    observe(PortfolioRef(uid), seen, telling)
