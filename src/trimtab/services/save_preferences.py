"""Save how a person wants to be told."""

from __future__ import annotations

from trimtab.domain.preferences import Preferences
from trimtab.ports.telling import Telling


def save_preferences(uid: str, wishes: Preferences, telling: Telling) -> str | None:
    """Store preferences and return what the webhook is signed with, None without a webhook.

    What is on its way already keeps its time and digest; address and URL are those of the moment of sending.
    Raises UnavailableError when the store does not confirm them.
    """
    telling.preferences.save(uid, wishes)
    return telling.secrets.of(uid) if wishes.webhook_url else None
