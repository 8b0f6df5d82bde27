"""What taxes write into a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, SellLimit, Substitution, Swap
from trimtab.planning.tax_aware.directives import add_swaps, bar_purchases, bare, drop_swaps, limit_sales
from unit.planning.tax_aware.cases import request

ASKED = request({"SPY": "60", "TLT": "40"})
FIRST, SECOND = (Reason(ReasonCode.SHORT_TERM_GAIN, text) for text in ("first", "second"))


def limit(symbol: str, quantity: str, reason: Reason = FIRST) -> SellLimit:
    return SellLimit(symbol=symbol, quantity=D(quantity), reason=reason)


def bar(symbol: str, reason: Reason = FIRST) -> BuyBar:
    return BuyBar(symbol=symbol, reason=reason, until=date(2026, 12, 1))


def test_the_smaller_limit_holds():
    """Of two for one symbol, whichever came first; all stand in symbol order."""
    limited = limit_sales(ASKED, [limit("TLT", "5"), limit("SPY", "9"), limit("SPY", "3", SECOND)])

    assert (limit("SPY", "3", SECOND), limit("TLT", "5")) == limited.sell_limits


def test_of_equal_limits_the_first_one_gives_the_reason():
    """What is no narrower changes nothing."""
    limited = limit_sales(ASKED, [limit("SPY", "3")])

    assert limited == limit_sales(limited, [limit("SPY", "3", SECOND), limit("SPY", "4", SECOND)])


def test_the_first_bar_holds():
    """A symbol is barred once, with the reason that was there first."""
    barred = bar_purchases(bar_purchases(ASKED, [bar("TLT")]), [bar("TLT", SECOND), bar("IVV")])

    assert (bar("IVV"), bar("TLT")) == barred.buy_bars


def test_swaps_stand_in_the_order_of_what_they_sell():
    """They can be taken out again by the same symbol."""
    one, other = (Swap(sold=sold, bought="VTI", quantity=D(1)) for sold in ("SPY", "TLT"))
    swapped = add_swaps(ASKED, [other, one])

    assert ((one, other), (other,)) == (swapped.swaps, drop_swaps(swapped, ["SPY"]).swaps)


def test_a_bare_request_is_as_the_owner_asked():
    """Whatever taxes wrote into it is gone, and nothing else."""
    written = replace(
        bar_purchases(limit_sales(ASKED, [limit("SPY", "3")]), [bar("TLT")]),
        harvest=("SPY",),
        substitutions=(Substitution(symbol="SPY", substitute="VTI", weight=D(0)),),
        swaps=(Swap(sold="SPY", bought="VTI", quantity=D(1)),),
    )

    assert ASKED == bare(written)
