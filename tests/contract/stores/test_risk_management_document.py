"""The kill switch's document as others may have left it: what does not clearly allow trading halts it."""

from __future__ import annotations

import pytest

from trimtab.adapters.firestore.documents import Document
from trimtab.adapters.firestore.trading import trading_state
from trimtab.domain.trading_state import TradingMode, TradingState


def read(**fields: object) -> TradingState:
    """Read the switch from these fields."""
    return trading_state(Document("systemStatus/risk_management", fields, "now"))


def test_the_flag_alone_is_enough_to_trade():
    """Requirement 004 knows no mode: its `trading_enabled: true` means ACTIVE."""
    assert TradingMode.ACTIVE is read(trading_enabled=True).mode


@pytest.mark.parametrize("mode", TradingMode)
def test_a_mode_refines_the_flag(mode: TradingMode):
    """With the flag up the mode decides."""
    assert mode is read(trading_enabled=True, mode=mode.value).mode


@pytest.mark.parametrize("mode", TradingMode)
def test_a_lowered_flag_halts_whatever_the_mode(mode: TradingMode):
    """Requirement 004's flag wins over the mode."""
    assert TradingMode.HALTED is read(trading_enabled=False, mode=mode.value).mode


def test_a_lowered_flag_says_so():
    """Who finds trading halted by the bare flag is told what halted it."""
    assert "trading_enabled is false" == read(trading_enabled=False).reason


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"mode": "ACTIVE"},
        {"trading_enabled": "true", "mode": "ACTIVE"},
        {"trading_enabled": 1, "mode": "ACTIVE"},
        {"trading_enabled": None, "mode": "ACTIVE"},
        {"trading_enabled": True, "mode": "active"},
        {"trading_enabled": True, "mode": "FULL_SPEED"},
        {"trading_enabled": True, "mode": None},
        {"trading_enabled": True, "mode": True},
        {"trading_enabled": True, "epoch": "7"},
        {"trading_enabled": True, "epoch": 7.0},
        {"trading_enabled": True, "reason": 7},
        {"trading_enabled": True, "updated_at": "yesterday"},
    ],
)
def test_a_malformed_switch_is_halted(fields: dict[str, object]):
    """A missing flag, an unknown mode or a field of the wrong type stops trading."""
    assert TradingMode.HALTED is read(**fields).mode


def test_a_malformed_switch_keeps_its_epoch():
    """The next change still counts on from the last one."""
    assert 7 == read(trading_enabled="yes", epoch=7).epoch


def test_fields_of_others_are_passed_over():
    """What other tools keep in the document does not halt trading."""
    assert TradingMode.ACTIVE is read(trading_enabled=True, drawdown=0.02, notes=["fine"]).mode
