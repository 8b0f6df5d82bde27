"""Flip points in words."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import NOON
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.planning.flip_words import flip_text
from trimtab.planning.suppositions import Setting

UP, DOWN, LIFTED = FlipDirection.UP, FlipDirection.DOWN, FlipDirection.LIFTED


def said(
    kind: FlipKind, value: object, direction: FlipDirection, decided: str, symbol: str | None = "SPY"
) -> str:
    return flip_text(
        FlipPoint(symbol=symbol, kind=kind, value=value, direction=direction, text=""),  # type: ignore[arg-type]
        decided,
        "USD",
    )


@pytest.mark.parametrize(
    ("kind", "value", "direction", "decided", "text"),
    [
        (FlipKind.PRICE, D("12.80"), UP, "SELL", "At a price of 12.8 or more, SPY would be sold."),
        (FlipKind.PRICE, D(9), DOWN, "BUY", "At a price of 9 or less, SPY would be bought."),
        (FlipKind.DRIFT, D("0.0199"), DOWN, "SELL", "With a tolerance of 1.99% or less, SPY would be sold."),
        (FlipKind.AMOUNT, D("0.50"), UP, "BUY", "With a deposit of 0.5 USD or more, SPY would be bought."),
        (
            FlipKind.AMOUNT,
            D(-50),
            DOWN,
            "HOLD",
            "With a withdrawal of 50 USD or more, SPY would be left alone.",
        ),
        (
            FlipKind.MINIMUM,
            D(50),
            UP,
            "HOLD",
            "With a minimum trade of 50 USD or more, SPY would be left alone.",
        ),
        (FlipKind.DATE, NOON, UP, "BUY", "From 2026-11-20T17:00:00.000000Z on, SPY would be bought."),
        (FlipKind.SETTING, "locked", LIFTED, "SELL", "Without its lock, SPY would be sold."),
    ],
)
def test_every_kind_names_change_symbol_and_decision(
    kind: FlipKind, value: object, direction: FlipDirection, decided: str, text: str
):
    """One sentence holds what would have to change and what would be done then."""
    assert text == said(kind, value, direction, decided)


def test_without_a_symbol_it_is_about_the_portfolio():
    """What stops a whole plan may end for all of it."""
    text = said(FlipKind.SETTING, "is_forced", LIFTED, "REBALANCE_DRIFT", symbol=None)

    assert "If this plan were forced, the portfolio would be looked at again." == text


@pytest.mark.parametrize("setting", Setting)
def test_every_setting_can_be_said(setting: Setting):
    """No setting is without words."""
    assert said(FlipKind.SETTING, setting.value, LIFTED, "BUY").endswith(", SPY would be bought.")
