from __future__ import annotations

from collections.abc import Callable

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.known import find_account, require_asset
from unit.paperbroker.builders import demo, exchange


def test_an_account_is_found_by_its_key() -> None:
    """The very one that signs in with it."""
    broker = exchange()

    assert demo(broker) == find_account(broker, "demo")


@pytest.mark.parametrize(
    ("look", "field"),
    [
        (lambda broker: find_account(broker, "nobody"), "key"),
        (lambda broker: require_asset(broker, "old_symbol", "NOPE"), "old_symbol"),
    ],
)
def test_what_is_not_known_is_named(look: Callable[[Exchange], object], field: str) -> None:
    """By the field of the control that named it."""
    with pytest.raises(SettingError) as caught:
        look(exchange())

    assert field == caught.value.field
