from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from paperbroker.market.market import Conditions
from paperbroker.market.replay import Replayed
from paperbroker.market.settings import MarketSettings, from_json, to_json
from unit.paperbroker.market.markets import FRIDAY, WALK

FULL = MarketSettings(
    conditions=Conditions(
        D("2.5"), {"SPY": FRIDAY}, {"QQQ": FRIDAY + timedelta(microseconds=1)}, frozenset(["BND", "TLT"])
    ),
    walk=WALK,
    replayed=Replayed(series="sp500", day=date(2019, 12, 31), at=FRIDAY),
    shows_easy_to_borrow=False,
)


@pytest.mark.parametrize("settings", [MarketSettings(), FULL])
def test_settings_survive_json(settings: MarketSettings) -> None:
    """Every field comes back as it was."""
    assert settings == from_json(json.loads(json.dumps(to_json(settings))))
