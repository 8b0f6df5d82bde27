"""Keys by which a person's own programs call the REST endpoints, each for what it may do and no more.

A key's secret is 40 random letters and digits (238 bits), so nobody guesses it and a slow hash would only
slow down every request. Stored is its HMAC-SHA-256, keyed with the key's id and its owner: a hash that
is copied beside another key, or to another person, opens nothing (decision 0019).
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

MOST_KEYS: Final = 20
"""So many keys of one person hold at a time."""

_PREFIX: Final = "tt_"
_FORM: Final = re.compile(r"tt_([A-Za-z0-9]{20})_([A-Za-z0-9]{40})", re.ASCII)


class Scope(StrEnum):
    """What a key may do; none of them holds another."""

    READ = "read"
    SIMULATE = "simulate"
    PROPOSE = "propose"
    EXECUTE = "execute"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedKey:
    """What a caller has shown: the id of a key, and what may be its secret."""

    key_id: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The key as its owner keeps it."""
        return f"{_PREFIX}{self.key_id}_{self.secret}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is stored; `last_used_on` is a day (UTC) and no finer, null before the first use."""

    key_id: str
    uid: str
    name: str
    scopes: tuple[Scope, ...]
    secret_hash: str = field(repr=False)
    created_at: datetime
    last_used_on: date | None = None
    revoked_at: datetime | None = None

    @property
    def is_revoked(self) -> bool:
        """Tell whether it opens nothing any more."""
        return self.revoked_at is not None

    def opens(self, shown: PresentedKey) -> bool:
        """Tell whether this key was shown and still holds; every wrong secret takes the same time."""
        expected = hash_secret(shown, self.uid)
        is_it = hmac.compare_digest(self.secret_hash.encode(), expected.encode())
        return is_it and not self.is_revoked


def is_api_key(token: str) -> bool:
    """Tell a key from an ID token, whose first letters are `eyJ`."""
    return token.startswith(_PREFIX)


def read_key(token: str) -> PresentedKey | None:
    """Read what was shown; None for what can be no key."""
    found = _FORM.fullmatch(token)
    return PresentedKey(key_id=found[1], secret=found[2]) if found else None


def hash_secret(shown: PresentedKey, uid: str) -> str:
    """Hash a secret for its key and its owner, as 64 hexadecimal digits."""
    owner = f"{shown.key_id}:{uid}".encode("utf-8", "surrogatepass")
    return hmac.new(owner, shown.secret.encode("ascii"), "sha256").hexdigest()
