"""Short forms of a message: entries of the inbox and push notes."""

from __future__ import annotations

from trimtab.contracts.messages.wording import word
from trimtab.domain.delivery import Delivery
from trimtab.domain.message import InboxEntry


def inbox_entry(delivery: Delivery) -> InboxEntry:
    """Write the inbox entry of a delivery's event; it is named after the event."""
    event, wording = delivery.event, word(delivery.event)
    return InboxEntry(
        entry_id=event.event_id,
        portfolio=event.portfolio,
        kind=event.kind,
        level=delivery.level,
        title=wording.title,
        text=wording.text,
        at=event.at,
    )


def push_note(delivery: Delivery) -> dict[str, str]:
    """Write what a push carries, all as text; `tag` lets a browser show repeats once.

    Services in between see it: it has the title, and what the application needs to find the rest.
    """
    event = delivery.event
    return {
        "title": word(event).title,
        "tag": event.event_id,
        "kind": event.kind.value,
        "level": delivery.level.value,
        "portfolio_id": event.portfolio.portfolio_id,
    }
