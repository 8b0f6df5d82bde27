from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.book.account import Configurations
from paperbroker.desk.configuring import configure
from unit.paperbroker.builders import BUY, demo, exchange, refusal_of


def test_what_is_not_named_stays() -> None:
    """Null means as it was, also for the two checks that are gone."""
    broker = exchange()
    configure(broker, demo(broker), {"no_shorting": True})
    configure(broker, demo(broker), {"suspend_trade": True, "no_shorting": None, "pdt_check": None})

    assert Configurations(no_shorting=True, suspend_trade=True) == demo(broker).configurations


def test_numbers_are_read_as_numbers() -> None:
    """A multiplier may come as text or number and is kept as text."""
    broker = exchange()
    configured = configure(
        broker, demo(broker), {"max_margin_multiplier": D(4), "max_options_trading_level": D(2)}
    )

    assert ("4", 2) == (
        configured.configurations.max_margin_multiplier,
        configured.configurations.max_options_trading_level,
    )


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"suspend_trade": "yes"},
        {"max_margin_multiplier": "3"},
        {"max_margin_multiplier": True},
        {"trade_confirm_email": "some"},
        {"max_options_trading_level": "1.5"},
        {"max_options_trading_level": "deep"},
        {"pdt_check": "entry"},
        {"colour": "green"},
    ],
)
def test_what_cannot_be_configured_is_refused(body: object) -> None:
    """With 422, and nothing is changed."""
    broker = exchange()
    with pytest.raises(RefusedError) as caught:
        configure(broker, demo(broker), body)

    assert (422, Configurations()) == (caught.value.refusal.status, demo(broker).configurations)


@pytest.mark.parametrize(
    ("setting", "order"),
    [
        ({"suspend_trade": True}, {**BUY, "qty": "1"}),
        ({"fractional_trading": False}, {**BUY, "qty": "1.5"}),
    ],
)
def test_configurations_act(setting: object, order: object) -> None:
    """The order is taken before and refused with 403 after."""
    broker = exchange()
    configure(broker, demo(broker), setting)

    assert 403 == refusal_of(broker, order).status
