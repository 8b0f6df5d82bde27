"""Let a caller in at an endpoint: known, not too often, and with the scope that the endpoint asks for."""

from __future__ import annotations

from collections.abc import Iterator

from trimtab.domain.access_commands import Caller, Entry
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.api_key import ApiKey, PresentedKey
from trimtab.domain.errors import NotPermittedError, NotSignedInError, TooManyRequestsError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.token_bucket import KEY_ALLOWANCE, USER_ALLOWANCE, Purse, whole_seconds
from trimtab.ports import Services


def find_key(shown: PresentedKey | None, services: Services) -> ApiKey:
    """Find the key that was shown.

    Raises NotSignedInError, in the same words, for one that is none, unknown, revoked or shown with another
    secret; UnavailableError when the store does not answer.
    """
    key = services.access.keys.find(shown.key_id) if shown else None
    if key is None or shown is None or not key.opens(shown):
        text = "The API key is unknown or revoked; make another one."
        raise NotSignedInError(ReasonCode.API_KEY_REFUSED, text)
    return key


def admit(caller: Caller, entry: Entry, services: Services) -> None:
    """Count a request and let it pass; every use of a key is written down before anything is done for it.

    Raises TooManyRequestsError for one too many, NotPermittedError for a key without the scope, and
    UnavailableError when the store does not answer: then nothing is done, counted or not.
    """
    _spend(caller, services)
    if caller.key is None:
        return
    is_permitted = entry.scope in caller.key.scopes
    services.access.keys.note_use(caller.key, _use(caller.key, entry, services, is_permitted=is_permitted))
    if not is_permitted:
        text = f"This key has no scope {entry.scope}; make one that has."
        raise NotPermittedError(ReasonCode.SCOPE_MISSING, text, scope=entry.scope.value)


def _spend(caller: Caller, services: Services) -> None:
    wait = services.access.purses.spend(tuple(_purses(caller)), services.clock.now())
    if wait:
        seconds = whole_seconds(wait)
        text = f"Too many requests; ask again in {seconds} s."
        raise TooManyRequestsError(ReasonCode.RATE_LIMITED, text, retry_after=seconds)


def _purses(caller: Caller) -> Iterator[Purse]:
    yield Purse(f"user:{caller.uid}", USER_ALLOWANCE)
    if caller.key:
        yield Purse(f"key:{caller.key.key_id}", KEY_ALLOWANCE)


def _use(key: ApiKey, entry: Entry, services: Services, *, is_permitted: bool) -> AccessEvent:
    return AccessEvent(
        event_id=services.identifiers.fresh(),
        uid=key.uid,
        kind=AccessKind.KEY_USED if is_permitted else AccessKind.KEY_DENIED,
        at=services.clock.now(),
        key_id=key.key_id,
        scopes=(entry.scope,),
        operation=entry.operation,
        correlation_id=entry.correlation_id,
    )
