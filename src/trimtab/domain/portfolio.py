"""Whose portfolio: the owner's uid and the portfolio's id, which together are its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DEFAULT_PORTFOLIO: Final = "default"


@dataclass(frozen=True, slots=True)
class PortfolioRef:
    """One portfolio of one signed-in person; ownership is part of the address."""

    uid: str
    portfolio_id: str = DEFAULT_PORTFOLIO
