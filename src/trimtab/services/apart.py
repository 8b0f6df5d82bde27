"""Do one thing after the other, so that trouble in one keeps none of the others from its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
Done = TypeVar("Done")


def apart(part: Callable[[Given], Done], given: Given, troubles: list[Exception]) -> Done | None:
    """Do one part; what went wrong in it is added to the troubles, and the answer is None."""
    try:
        return part(given)
    except Exception as error:  # noqa: BLE001 - it is raised once every part has had its turn
        troubles.append(error)
        return None


def raise_first(troubles: list[Exception]) -> None:
    """Raise the first trouble, if there is one, for whoever watches the whole."""
    if troubles:
        raise troubles[0]
