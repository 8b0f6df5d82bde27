"""Who is calling: a person by an ID token, or a person's program by an API key."""

from __future__ import annotations

from typing import Final

from trimtab.domain.access_commands import Caller
from trimtab.domain.api_key import is_api_key, read_key
from trimtab.domain.errors import NotSignedInError, TrimtabError
from trimtab.domain.reasons import ReasonCode
from trimtab.services.admit import find_key
from trimtab.web.entrance import Entrance

_BEARER: Final = "Bearer "


def find_caller(authorization: str, entrance: Entrance) -> Caller | TrimtabError:
    """Find out who is calling, or why nobody may: as a value, so that the watch over the call tells it."""
    token = authorization.removeprefix(_BEARER) if authorization.startswith(_BEARER) else ""
    try:
        return _holder(token, entrance) if is_api_key(token) else _person(authorization, entrance)
    except TrimtabError as error:
        return error


def _holder(token: str, entrance: Entrance) -> Caller:
    key = find_key(read_key(token), entrance.services())
    return Caller(uid=key.uid, key=key)


def _person(authorization: str, entrance: Entrance) -> Caller:
    uid = entrance.uid_of(authorization)
    if not uid:
        raise NotSignedInError(ReasonCode.NOT_SIGNED_IN, "Sign in first.")
    return Caller(uid=uid)
