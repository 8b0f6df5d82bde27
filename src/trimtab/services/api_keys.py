"""Make, list and revoke a person's keys."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.access_commands import ApiKeyCreated, CreateApiKey, RevokeApiKey
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.api_key import MOST_KEYS, ApiKey, PresentedKey, Scope, hash_secret
from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.sign_in import require_recent_sign_in
from trimtab.ports import Services


def create_api_key(command: CreateApiKey, services: Services) -> ApiKeyCreated:
    """Make a key and return it with its secret, which is stored nowhere.

    Raises NotPermittedError for a key that may execute without a recent sign-in, RefusedError for somebody
    who has too many, UnavailableError when the store does not confirm it.
    """
    now = services.clock.now()
    if Scope.EXECUTE in command.scopes:
        require_recent_sign_in(command.signed_in_at, now, "a key that may execute")
    _require_room(command.uid, services)
    fresh = services.identifiers.fresh
    shown = PresentedKey(key_id=fresh(), secret=fresh() + fresh())
    key = ApiKey(
        key_id=shown.key_id,
        uid=command.uid,
        name=command.name,
        scopes=tuple(scope for scope in Scope if scope in command.scopes),
        secret_hash=hash_secret(shown, command.uid),
        created_at=now,
    )
    services.access.keys.add(key, _event(key, AccessKind.KEY_CREATED, services))
    return ApiKeyCreated(key=key, text=shown.text)


def list_api_keys(uid: str, services: Services) -> tuple[ApiKey, ...]:
    """List a person's keys, the oldest first, revoked ones too."""
    return services.access.keys.of(uid)


def revoke_api_key(command: RevokeApiKey, services: Services) -> ApiKey:
    """Revoke a key at once; one that is revoked stays as it is.

    Raises NotFoundError for a key that is not the caller's.
    """
    key = services.access.keys.find(command.key_id)
    if key is None or key.uid != command.uid:
        text = f"There is no key {command.key_id}; list your keys."
        raise NotFoundError(ReasonCode.API_KEY_NOT_FOUND, text)
    if key.is_revoked:
        return key
    revoked = replace(key, revoked_at=services.clock.now())
    services.access.keys.revoke(revoked, _event(revoked, AccessKind.KEY_REVOKED, services))
    return revoked


def _require_room(uid: str, services: Services) -> None:
    held = sum(not key.is_revoked for key in services.access.keys.of(uid))
    if held >= MOST_KEYS:
        text = f"You hold {held} keys, and {MOST_KEYS} is the most; revoke one first."
        raise RefusedError(ReasonCode.TOO_MANY_API_KEYS, text, most=str(MOST_KEYS))


def _event(key: ApiKey, kind: AccessKind, services: Services) -> AccessEvent:
    return AccessEvent(
        event_id=services.identifiers.fresh(),
        uid=key.uid,
        kind=kind,
        at=services.clock.now(),
        key_id=key.key_id,
        scopes=key.scopes,
    )
