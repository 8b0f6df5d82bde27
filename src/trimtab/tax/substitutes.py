"""What may be held in the place of a symbol while a purchase of it would take a loss away."""

from __future__ import annotations

from collections.abc import Callable

from trimtab.domain.tax_config import TaxConfig


def choose_substitute(config: TaxConfig, symbol: str, usable: Callable[[str], bool]) -> str | None:
    """Choose the first usable substitute of a symbol, or None.

    What is substantially identical to the symbol is never chosen, whatever the set says (IRC 1091).
    """
    return next((other for other in substitutes_of(config, symbol) if usable(other)), None)


def substitutes_of(config: TaxConfig, symbol: str) -> tuple[str, ...]:
    """List what may stand in for a symbol, the best first, without what is substantially identical to it."""
    identical = config.identical_to(symbol)
    named = (other for known in config.substitutes if known.symbol == symbol for other in known.substitutes)
    return tuple(dict.fromkeys(other for other in named if other not in identical))
