"""What the control routes decided about orders and requests, kept so that a restart finds it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from paperbroker.book.settings import SettingStore
from paperbroker.orders.portions import FillMode

DEFAULT_RATE_LIMIT: Final = 200
_NAME: Final = "scene"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancels:
    """How cancellations and replacements end: confirmed at once or on the next look, and who wins a race."""

    is_at_once: bool = False
    fill_wins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """How orders are executed, and how many requests a minute a key may make."""

    fills: FillMode = FillMode.FULL
    cancels: Cancels = Cancels()
    rate_limit: int = DEFAULT_RATE_LIMIT


def keep_scene(settings: SettingStore, scene: Scene) -> None:
    """Store a scene."""
    cancels = {"is_at_once": scene.cancels.is_at_once, "fill_wins": scene.cancels.fill_wins}
    settings.put(_NAME, {"fills": scene.fills, "cancels": cancels, "rate_limit": scene.rate_limit})


def kept_scene(settings: SettingStore) -> Scene | None:
    """Read the scene that was kept; None in a new book."""
    kept = cast("dict[str, Any] | None", settings.get(_NAME))
    if kept is None:
        return None
    return Scene(
        fills=FillMode(kept["fills"]), cancels=Cancels(**kept["cancels"]), rate_limit=kept["rate_limit"]
    )
