"""Flip points as values."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from decimal import Decimal as D

from builders import NOON
from trimtab.domain.canonical import canonical_json
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint


def test_every_kind_of_value_has_a_canonical_form():
    """A price, a time and a setting can be hashed alike."""
    values: dict[FlipKind, Decimal | datetime | str] = {
        FlipKind.PRICE: D("1.50"),
        FlipKind.DATE: NOON,
        FlipKind.SETTING: "locked",
    }
    points = [
        FlipPoint(symbol=None, kind=kind, value=value, direction=FlipDirection.UP, text="")
        for kind, value in values.items()
    ]

    written = json.loads(canonical_json(points))

    assert ["1.5", "2026-11-20T17:00:00.000000Z", "locked"] == [point["value"] for point in written]
