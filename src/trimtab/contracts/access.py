"""API keys on the wire: made, listed, revoked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, Instant
from trimtab.domain.access_commands import ApiKeyCreated, CreateApiKey, RevokeApiKey
from trimtab.domain.api_key import ApiKey, Scope
from trimtab.domain.live_consent import LiveConsent, SetLiveTrading


def _check_scopes(scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
    if len(set(scopes)) < len(scopes):
        raise PydanticCustomError("scopes", "names a scope twice")
    return scopes


KeyName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$")]
Scopes = Annotated[tuple[Scope, ...], Field(min_length=1, max_length=4), AfterValidator(_check_scopes)]


class CreateApiKeyRequest(Contract):
    """Make a key; its name is for its owner's eyes."""

    name: KeyName
    scopes: Scopes

    def to_domain(self, uid: str, signed_in_at: datetime | None) -> CreateApiKey:
        """Convert to the engine's command."""
        return CreateApiKey(uid=uid, name=self.name, scopes=self.scopes, signed_in_at=signed_in_at)


class SetLiveTradingRequest(Contract):
    """Let the linked live account be traded with real money, or no more."""

    enabled: StrictBool

    def to_domain(self, uid: str, signed_in_at: datetime | None) -> SetLiveTrading:
        """Convert to the engine's command."""
        return SetLiveTrading(uid=uid, is_given=self.enabled, signed_in_at=signed_in_at)


class SetLiveTradingResult(Contract):
    """What counts from now on, for the account whose id ends in `account_label`."""

    enabled: bool
    account_label: str
    changed_at: Instant

    @classmethod
    def of(cls, consent: LiveConsent) -> SetLiveTradingResult:
        """Show what was said."""
        return cls(
            enabled=consent.is_given, account_label=consent.account_label, changed_at=consent.changed_at
        )


class ShownApiKey(Contract):
    """A key without its secret; `last_used_on` is a day (UTC)."""

    key_id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: Instant
    last_used_on: date | None
    revoked_at: Instant | None

    @classmethod
    def of(cls, key: ApiKey) -> ShownApiKey:
        """Show a key."""
        return cls(
            key_id=key.key_id,
            name=key.name,
            scopes=key.scopes,
            created_at=key.created_at,
            last_used_on=key.last_used_on,
            revoked_at=key.revoked_at,
        )


class CreateApiKeyResult(Contract):
    """A new key; `api_key` is shown this once and stored nowhere."""

    api_key: str
    key: ShownApiKey

    @classmethod
    def of(cls, created: ApiKeyCreated) -> CreateApiKeyResult:
        """Show a new key."""
        return cls(api_key=created.text, key=ShownApiKey.of(created.key))


class ListApiKeysRequest(Contract):
    """List the caller's keys."""


class ListApiKeysResult(Contract):
    """The caller's keys, the oldest first, revoked ones too."""

    keys: tuple[ShownApiKey, ...]

    @classmethod
    def of(cls, keys: tuple[ApiKey, ...]) -> ListApiKeysResult:
        """Show keys."""
        return cls(keys=tuple(map(ShownApiKey.of, keys)))


class RevokeApiKeyRequest(Contract):
    """Revoke a key of the caller."""

    key_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{20}$")]

    def to_domain(self, uid: str) -> RevokeApiKey:
        """Convert to the engine's command."""
        return RevokeApiKey(uid=uid, key_id=self.key_id)


class RevokeApiKeyResult(Contract):
    """The key that opens nothing any more."""

    key: ShownApiKey

    @classmethod
    def of(cls, key: ApiKey) -> RevokeApiKeyResult:
        """Show a revoked key."""
        return cls(key=ShownApiKey.of(key))
