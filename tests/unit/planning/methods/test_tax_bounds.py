"""What taxes make of a method's moves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import policy, question, snapshot
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import SellLimit, Substitution, Swap
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.tax_bounds import with_swaps, within_sell_limits, without_paired_exits

PRICES = {"SPY": "100", "TLT": "100", "VTI": "50"}
ASKED = question(snapshot("0", {"SPY": "60", "TLT": "40"}, PRICES), policy({"SPY": "0.6", "TLT": "0.4"}))
LIMIT = SellLimit(symbol="SPY", quantity=D(4), reason=Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain."))
LIMITED = replace(ASKED, sell_limits=(LIMIT,))
PAIR = Substitution(symbol="SPY", substitute="VTI", weight=D(0))
PAIRED = replace(ASKED, substitutions=(PAIR,))
EXIT = Move("SPY", D(-6_000), is_exit=True, code=ReasonCode.LIQUIDATION)


@pytest.mark.parametrize(
    ("change", "left"), [("-1000", "-400"), ("-400", "-400"), ("-399", "-399"), ("1000", "1000")]
)
def test_a_sale_stops_at_its_limit(change: str, left: str):
    """Four shares at 100; a purchase has none."""
    moves = within_sell_limits(LIMITED, {"SPY": Move("SPY", D(change)), "TLT": Move("TLT", D(-1_000))})

    assert (D(left), D(-1_000)) == (moves["SPY"].change, moves["TLT"].change)


def test_an_exit_has_no_limit():
    """All that is held is sold."""
    assert {"SPY": EXIT} == within_sell_limits(LIMITED, {"SPY": EXIT})


def test_what_has_no_price_has_no_limit_in_money():
    """It is not sized either."""
    unpriced = replace(LIMITED, snapshot=replace(LIMITED.snapshot, quotes=()))

    assert D(-1_000) == within_sell_limits(unpriced, {"SPY": Move("SPY", D(-1_000))})["SPY"].change


def test_what_another_stands_in_for_is_no_exit():
    """All of it is sold, but its limit counts; the substitute is no exit either."""
    freed = without_paired_exits(PAIRED, {"SPY": EXIT, "VTI": replace(EXIT, symbol="VTI")})
    limited = within_sell_limits(replace(PAIRED, sell_limits=(LIMIT,)), {"SPY": EXIT})

    assert {(True, ReasonCode.REBALANCE_DRIFT)} == {(move.is_exit, move.code) for move in freed.values()}
    assert Move("SPY", D(-400)) == limited["SPY"]


def test_a_limit_of_all_there_is_leaves_a_sale_whole():
    """Sixty of sixty shares may go."""
    limit = replace(LIMIT, quantity=D(60))

    assert within_sell_limits(replace(PAIRED, sell_limits=(limit,)), {"SPY": EXIT})["SPY"].is_exit


def test_what_is_not_paired_stays_an_exit():
    """TLT has nobody to stand in for it."""
    assert {"TLT": replace(EXIT, symbol="TLT")} == without_paired_exits(
        PAIRED, {"TLT": replace(EXIT, symbol="TLT")}
    )


def swapped(*swaps: Swap, **moves: Move) -> dict[str, Move]:
    return with_swaps(replace(PAIRED, swaps=swaps), moves)


def test_a_swap_sells_and_buys_for_the_same_money():
    """Thirty SPY at 100."""
    assert {
        "SPY": Move("SPY", D(-3_000), code=ReasonCode.HARVEST),
        "VTI": Move("VTI", D(3_000), code=ReasonCode.SUBSTITUTION),
    } == swapped(Swap(sold="SPY", bought="VTI", quantity=D(30)))


def test_one_pair_of_several_is_enough():
    """SPY is a symbol with a substitute, though TLT is not sold."""
    pairs = (replace(PAIR, symbol="TLT", substitute="IEF"), PAIR)
    swaps = (Swap(sold="SPY", bought="VTI", quantity=D(30)),)

    assert ReasonCode.HARVEST is with_swaps(replace(ASKED, substitutions=pairs, swaps=swaps), {})["SPY"].code


def test_a_swap_goes_on_where_the_method_ends():
    """Ten shares are sold for their drift; of VTI 500 dollars are bought as it is."""
    moves = swapped(
        Swap(sold="SPY", bought="VTI", quantity=D(30)), SPY=Move("SPY", D(-1_000)), VTI=Move("VTI", D(500))
    )

    assert (D(-4_000), D(3_500)) == (moves["SPY"].change, moves["VTI"].change)


def test_a_whole_holding_is_swapped_to_the_last_share():
    """Its value over its price may be less."""
    assert swapped(Swap(sold="SPY", bought="VTI", quantity=D(60)))["SPY"].is_exit


def test_the_way_back_is_named_so():
    """VTI makes room for SPY."""
    moves = swapped(Swap(sold="VTI", bought="SPY", quantity=D(10)))

    assert {"SPY": D(500), "VTI": D(-500)} == {symbol: move.change for symbol, move in moves.items()}
    assert {ReasonCode.RETURN_TO_PRIMARY} == {move.code for move in moves.values()}


def test_without_a_price_nothing_is_swapped():
    """What the method moves stays."""
    unpriced = replace(
        PAIRED,
        snapshot=replace(PAIRED.snapshot, quotes=()),
        swaps=(Swap(sold="SPY", bought="VTI", quantity=D(1)),),
    )

    assert {"TLT": Move("TLT", D(1))} == with_swaps(unpriced, {"TLT": Move("TLT", D(1))})
