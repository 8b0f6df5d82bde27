"""The REST façade over a Trimtab in memory; the token is the uid itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from trimtab.web.app import create_app
from trimtab.web.entrance import Entrance, Headers
from worlds import World

KEY = "123e4567-e89b-42d3-a456-426614174000"
MADE_ID = "made-1"
"""The correlation id of requests that bring none."""


class Watched:
    """Keeps what every call was watched under, and how it ended."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.failures: list[Exception] = []

    @contextmanager
    def __call__(self, correlation_id: str, /, **ids: str) -> Iterator[None]:
        """Watch one call."""
        self.calls.append((correlation_id, ids))
        try:
            yield
        except Exception as error:
            self.failures.append(error)
            raise


def correlation_id_of(headers: Headers) -> str:
    """Take the caller's own id where it can be one, or the one made here."""
    own = headers.get("X-Correlation-ID", "")
    return own if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", own, re.ASCII) else MADE_ID


def uid_of(authorization: str) -> str:
    """Know Anna and Ben by their names, and nobody else."""
    kind, _, name = authorization.partition(" ")
    return name if kind == "Bearer" and name in {"anna", "ben"} else ""


def entrance(here: World, watched: Watched | None = None) -> Entrance:
    """An entrance into a world."""
    return Entrance(
        services=lambda: here.services,
        uid_of=uid_of,
        correlation_id_of=correlation_id_of,
        watched=watched or Watched(),
    )


def rest_client(here: World, watched: Watched | None = None) -> FlaskClient:
    """A client of the whole application."""
    return create_app(entrance(here, watched)).test_client()


def signed_in(uid: str = "anna", **headers: str) -> dict[str, str]:
    """The headers of somebody who is signed in, and others with `_` for `-`."""
    return {"Authorization": f"Bearer {uid}"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
