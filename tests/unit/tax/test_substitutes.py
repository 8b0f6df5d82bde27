"""What may stand in for a symbol."""

from __future__ import annotations

from trimtab.domain.tax_config import IdenticalGroup, SubstituteSet, TaxConfig
from trimtab.tax.substitutes import choose_substitute, substitutes_of

CONFIG = TaxConfig(
    substitutes=(
        SubstituteSet(symbol="SPY", substitutes=("VOO", "VTI", "SCHB", "SPY")),
        SubstituteSet(symbol="QQQ", substitutes=("VUG", "VTI")),
        SubstituteSet(symbol="SPY", substitutes=("VTI", "VV")),
    ),
    identical=(IdenticalGroup(("SPY", "VOO", "IVV")),),
)


def anything(_symbol: str) -> bool:
    """Everything can be bought."""
    return True


def test_substitutes_stand_in_the_users_order_without_what_is_identical():
    """VOO and SPY itself are substantially identical to SPY, so VTI is the best; sets of a symbol add up."""
    assert ("VTI", "SCHB", "VV") == substitutes_of(CONFIG, "SPY")


def test_the_first_usable_substitute_is_chosen():
    """What cannot be bought gives way to the next."""
    chosen = [choose_substitute(CONFIG, "SPY", usable) for usable in (anything, lambda other: other != "VTI")]

    assert ["VTI", "SCHB"] == chosen


def test_without_a_usable_substitute_there_is_none():
    """Neither a symbol without a set nor a set in which nothing is usable gives one."""
    assert (None, None) == (
        choose_substitute(CONFIG, "TLT", anything),
        choose_substitute(CONFIG, "SPY", lambda _: False),
    )
