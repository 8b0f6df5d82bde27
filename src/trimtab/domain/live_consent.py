"""A person's word that an account may be traded with real money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveConsent:
    """What a person has last said about one live account; it stands until they say otherwise.

    `account_label` is the end of the account's id, by which its owner knows it.
    """

    uid: str
    account_key: str
    account_label: str
    is_given: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLiveTrading:
    """Let the linked live account be traded, or no more; `signed_in_at` is when its owner last signed in."""

    uid: str
    is_given: bool
    signed_in_at: datetime | None
