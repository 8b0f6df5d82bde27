"""What the REST façade is given here: the wiring, verified callers, and the watch over every call."""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from firebase_admin import auth

import bootstrap
from handlers.watching import correlation_id_of, ids_of, watched
from trimtab.domain.metrics import API
from trimtab.ports import Services

if TYPE_CHECKING:
    from flask import Flask

_BEARER = "Bearer "


@functools.cache
def application() -> Flask:
    """Make this instance's application, once, when the first request needs it."""
    from trimtab.web.app import create_app  # noqa: PLC0415 - the callables' cold starts need not pay for it
    from trimtab.web.entrance import Entrance  # noqa: PLC0415

    return create_app(
        Entrance(services=_services, uid_of=uid_of, correlation_id_of=correlation_id_of, watched=_watched)
    )


def uid_of(authorization: str) -> str:
    """Verify a bearer token as the callables' wrapper does, and name whose it is; empty is nobody."""
    if not authorization.startswith(_BEARER):
        return ""
    try:
        return str(auth.verify_id_token(authorization.removeprefix(_BEARER))["uid"])
    except Exception:  # noqa: BLE001 - whatever is wrong with a token, nobody is signed in
        return ""


def _services() -> Services:
    return bootstrap.wiring()


def _watched(correlation_id: str, /, **ids: str) -> AbstractContextManager[None]:
    return watched(API, correlation_id, **ids_of(ids, *ids))
