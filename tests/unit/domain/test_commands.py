"""What a caller asks for."""

from __future__ import annotations

from decimal import Decimal as D

from builders import OWNER
from trimtab.domain.commands import CheckDrift, Simulate


def test_a_check_does_not_trade_unless_asked():
    """Without an execution key a drift check is only a look."""
    assert None is CheckDrift(portfolio=OWNER).execution_key


def test_a_simulation_supposes_nothing_unless_told():
    """Without suppositions a simulation is about the portfolio as it is."""
    plain = Simulate(portfolio=OWNER)

    assert (None, {}, D(0)) == (plain.targets, plain.prices, plain.cash_flow)


def test_two_simulations_do_not_share_their_suppositions():
    """A price supposed in one simulation does not leak into the next."""
    Simulate(portfolio=OWNER).prices["SPY"] = D(1)

    assert {} == Simulate(portfolio=OWNER).prices
