"""Limits against a reference price."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import OrderType
from trimtab.domain.trade import Side
from trimtab.execution.pricing import limit_of, limit_price

BUY, SELL = Side.BUY, Side.SELL


@pytest.mark.parametrize(
    ("side", "reference", "limit"),
    [
        (BUY, "100", "100.20"),
        (SELL, "100", "99.80"),
        (BUY, "33.33", "33.39"),
        (SELL, "33.33", "33.27"),
        (BUY, "0.5", "0.5010"),
        (SELL, "0.5", "0.4990"),
        (BUY, "0.1234", "0.1236"),
        (SELL, "0.1234", "0.1232"),
        (BUY, "0.9999", "1.00"),
        (SELL, "1.001", "0.9990"),
        (BUY, "0.00005", "0.0000"),
    ],
)
def test_a_limit_is_cut_to_the_price_step_and_never_past_the_buffer(side: Side, reference: str, limit: str):
    """Cents from one dollar on, hundredths of a cent below; a buy is cut down, a sell up (alpaca §6)."""
    assert D(limit) == limit_price(side, D(reference), D("0.002"))


@pytest.mark.parametrize("side", [BUY, SELL])
def test_no_buffer_is_the_price_itself(side: Side):
    """Without a buffer the limit is the reference."""
    assert D("123.45") == limit_price(side, D("123.45"), D(0))


@pytest.mark.parametrize(("order_type", "limit"), [(OrderType.MARKET, None), (OrderType.LIMIT, D("101.00"))])
def test_only_limit_orders_have_a_limit(order_type: OrderType, limit: D | None):
    """A market order takes the price it finds."""
    config = ExecutionConfig(order_type=order_type, limit_buffer=D("0.01"))

    assert limit == limit_of(config, BUY, D(100))
