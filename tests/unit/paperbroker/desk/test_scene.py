from __future__ import annotations

from sqlite3 import connect

from paperbroker.book import settings
from paperbroker.desk.scene import Cancels, Scene, keep_scene, kept_scene
from paperbroker.orders.portions import FillMode


def test_a_scene_is_found_as_it_was_kept() -> None:
    """Nothing is lost on the way, and a new book has none."""
    connection = connect(":memory:")
    connection.executescript(settings.SCHEMA)
    store = settings.SettingStore(connection)
    scene = Scene(fills=FillMode.RANDOM, cancels=Cancels(is_at_once=True, fill_wins=True), rate_limit=7)
    before = kept_scene(store)
    keep_scene(store, scene)

    assert (None, scene) == (before, kept_scene(store))
