"""Whether volatility or correlation has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from trigger_builders import MONDAY, bars, occasion, report, ruled
from trimtab.domain.holdings import DailyBar
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import ChangeMeasure, CorrelationTrigger, ThresholdTrigger, VolatilityTrigger
from trimtab.triggers.change import (
    bars_needed,
    find_correlation_change,
    find_volatility_change,
    symbols_named,
)
from trimtab.triggers.finding import Finding
from trimtab.triggers.occasion import Occasion

CALM = (100, 101, 100, 101, 100, 101)
"""Six closes: five returns of one per cent, up and down."""
WILD = (103, 100, 103, 100, 103)
"""Five more closes after a hundred or so: returns of about three per cent."""
RISING, FALLING = (100, 101, 102, 101, 102, 101), (100, 99, 98, 99, 98, 99)


def seen(prices: dict[str, tuple[Any, ...]], last: date | None = None) -> Occasion:
    return occasion(ruled(), bars={symbol: bars(each, last) for symbol, each in prices.items()})


def shaken(
    change: str, measure: ChangeMeasure = ChangeMeasure.RELATIVE, symbol: str | None = "SPY"
) -> Finding:
    """Look at SPY after five calm sessions and five wild ones."""
    trigger = VolatilityTrigger(look_back=5, change=D(change), measure=measure, symbol=symbol)
    steady = (100,) * 11
    return find_volatility_change(trigger, seen({"SPY": (*CALM, *WILD), "TLT": steady}))


def paired(
    change: str = "0.3", measure: ChangeMeasure = ChangeMeasure.ABSOLUTE, symbols: tuple[str, ...] = ()
) -> Finding:
    """Look at two that rose and fell together for five sessions and then went apart."""
    trigger = CorrelationTrigger(look_back=5, change=D(change), measure=measure, symbols=symbols)
    up, down, lower = (102, 101, 102, 101, 102), (100, 101, 100, 101, 100), (98, 99, 98, 99, 98)
    together = {"SPY": (*RISING, *up), "TLT": (*RISING, *down), "IEF": (*FALLING, *lower)}
    return find_correlation_change(trigger, seen(together))


@pytest.mark.parametrize(("change", "has_fired"), [("1.828", True), ("1.829", False)])
def test_volatility_fires_beyond_the_change_that_is_allowed(change: str, *, has_fired: bool):
    """It has about trebled: a change of 182.9 per cent."""
    assert has_fired == shaken(change).has_fired


def test_volatility_is_told_with_its_numbers():
    """Both windows, the change and what is needed."""
    expected = (
        "The volatility of SPY over 5 sessions was 17.3% a year, now 48.94%: a change of 182.86%; more than "
        "50% is needed."
    )

    assert (ReasonCode.VOLATILITY_CHANGED, expected) == (
        shaken("0.5").reason.code,
        shaken("0.5").reason.text,
    )


def test_volatility_may_be_measured_in_points():
    """From 17 to 49 per cent is 32 points, not 183 per cent."""
    absolute = ChangeMeasure.ABSOLUTE

    assert [True, False] == [shaken(change, absolute).has_fired for change in ("0.316", "0.317")]
    assert "31.64 points" in shaken("0.26", absolute).reason.text


def test_a_portfolio_moves_by_its_weights():
    """60 per cent of SPY beside something that never moves is 60 per cent of its volatility."""
    assert (
        "the portfolio over 5 sessions was 10.38% a year, now 29.37%"
        in shaken("0.5", symbol=None).reason.text
    )


def test_calm_that_goes_on_does_not_fire():
    """The same moves in both windows."""
    calm = (*CALM, 100, 101, 100, 101, 100)
    finding = find_volatility_change(VolatilityTrigger(look_back=5, symbol="SPY"), seen({"SPY": calm}))

    assert (False, ReasonCode.VOLATILITY_STEADY) == (finding.has_fired, finding.reason.code)


def test_from_nothing_to_something_is_more_than_any_part():
    """A price that never moved and now does has changed beyond measure."""
    trigger = VolatilityTrigger(look_back=5, change=D(100), symbol="SPY")
    finding = find_volatility_change(trigger, seen({"SPY": (*(100,) * 6, 101, 100, 101, 100, 101)}))

    assert finding.has_fired
    assert finding.reason.text.endswith("a change from nothing.")


def test_what_never_moves_does_not_change():
    """Nothing and nothing are equal."""
    finding = find_volatility_change(VolatilityTrigger(look_back=5, symbol="SPY"), seen({"SPY": (100,) * 11}))

    assert (False, ReasonCode.VOLATILITY_STEADY) == (finding.has_fired, finding.reason.code)


def test_only_the_last_two_windows_count():
    """What was before them, however wild, is not looked at."""
    trigger = VolatilityTrigger(look_back=5, symbol="SPY")
    finding = find_volatility_change(trigger, seen({"SPY": (1, 900, *CALM, 100, 101, 100, 101, 100)}))

    assert not finding.has_fired


def test_a_close_too_few_is_too_short_a_history():
    """Two windows of five returns need eleven closes."""
    trigger = VolatilityTrigger(look_back=5, symbol="SPY")
    finding = find_volatility_change(trigger, seen({"SPY": (*CALM, *WILD[1:])}))

    assert (False, ReasonCode.HISTORY_TOO_SHORT) == (finding.has_fired, finding.reason.code)
    assert "10 common closes are known of SPY; 11 are needed." == finding.reason.text


def test_the_history_is_as_long_as_the_shortest_of_what_is_held():
    """One new symbol, and the portfolio's windows are not full."""
    known = seen({"SPY": (*CALM, *WILD), "TLT": CALM})

    assert (
        ReasonCode.HISTORY_TOO_SHORT
        == find_volatility_change(VolatilityTrigger(look_back=5), known).reason.code
    )


def test_what_makes_a_history_too_short_is_named():
    """Of two that are held one is new; a close that is missing in the middle is nobody's fault."""
    new = seen({"SPY": (*CALM, *WILD), "TLT": CALM})
    trigger = VolatilityTrigger(look_back=5)

    assert find_volatility_change(trigger, new).reason.text.endswith(
        "11 are needed. Too few are known of TLT."
    )


def test_a_close_that_is_missing_is_made_good_by_an_older_one():
    """A day that one symbol lacks is left out for both, and the windows begin a day earlier."""
    longer = (101, *CALM, *WILD)
    gap = replace(whole := seen({"SPY": longer, "TLT": longer}), bars=without_a_day(whole.bars))

    assert find_volatility_change(VolatilityTrigger(look_back=5), gap).has_fired


def without_a_day(known: Mapping[str, tuple[DailyBar, ...]]) -> dict[str, tuple[DailyBar, ...]]:
    """Take the third last close of TLT away."""
    return {**known, "TLT": (*known["TLT"][:-3], *known["TLT"][-2:])}


def test_an_old_history_is_none():
    """Closes that end before the last session tell nothing of now."""
    finding = find_volatility_change(
        VolatilityTrigger(look_back=5, symbol="SPY"), seen({"SPY": (*CALM, *WILD)}, date(2026, 11, 19))
    )

    assert (False, ReasonCode.PRICE_STALE) == (finding.has_fired, finding.reason.code)
    assert "of 2026-11-19, not of the session of 2026-11-20: SPY has none." in finding.reason.text


def test_the_day_that_is_not_over_has_no_close():
    """A bar of today changes nothing: it is no close yet."""
    series = (*CALM, *WILD)
    trigger = VolatilityTrigger(look_back=5, symbol="SPY")
    with_today = seen({"SPY": (*series, 500)}, MONDAY)

    assert find_volatility_change(trigger, seen({"SPY": series})) == find_volatility_change(
        trigger, with_today
    )


def test_an_empty_portfolio_has_no_history():
    """Cash alone does not move."""
    empty = occasion(ruled(), drift=report({}, {"SPY": "1"}))

    assert ReasonCode.HISTORY_TOO_SHORT == find_volatility_change(VolatilityTrigger(), empty).reason.code
    assert ReasonCode.HISTORY_TOO_SHORT == find_correlation_change(CorrelationTrigger(), empty).reason.code


@pytest.mark.parametrize(("change", "has_fired"), [("1.99", True), ("2", False)])
def test_correlation_fires_beyond_the_change_that_is_allowed(change: str, *, has_fired: bool):
    """From moving together to moving against each other is a change of two."""
    assert has_fired == paired(change).has_fired


def test_correlation_is_told_with_its_numbers():
    """The pair that has changed most, before and now."""
    reason = paired().reason

    assert ReasonCode.CORRELATION_CHANGED == reason.code
    assert (
        "The correlation of SPY and TLT over 5 sessions was 1, now -1: a change of 200 points" in reason.text
    )


def test_of_all_pairs_the_one_that_has_changed_most_decides():
    """SPY and IEF moved against each other all along; TLT has left the one for the other."""
    prices = {"IEF": (*FALLING, 98, 99, 98, 99, 98), "SPY": (*RISING, 102, 101, 102, 101, 102)}
    prices["TLT"] = (*RISING, 100, 101, 100, 101, 100)
    thirds = report({"IEF": 1, "SPY": 1, "TLT": 1}, {"IEF": "0.3", "SPY": "0.3", "TLT": "0.4"})
    finding = find_correlation_change(CorrelationTrigger(look_back=5), replace(seen(prices), drift=thirds))

    assert finding.has_fired
    assert "of SPY and TLT" in finding.reason.text or "of IEF and TLT" in finding.reason.text


def test_a_named_pair_is_the_only_one_looked_at():
    """SPY and IEF have moved against each other all along."""
    finding = paired(symbols=("SPY", "IEF"))

    assert (False, ReasonCode.CORRELATION_STEADY) == (finding.has_fired, finding.reason.code)


def test_correlation_may_be_measured_as_a_part():
    """From 1 to -1 is twice what it was."""
    relative = ChangeMeasure.RELATIVE

    assert [True, False] == [paired(change, relative).has_fired for change in ("1.99", "2")]


def test_a_pair_of_which_one_never_moves_has_no_correlation():
    """There is nothing to compare, and that is said."""
    flat = seen({"SPY": (*CALM, *WILD), "TLT": (100,) * 11})
    finding = find_correlation_change(CorrelationTrigger(look_back=5), flat)

    assert (False, ReasonCode.HISTORY_TOO_SHORT) == (finding.has_fired, finding.reason.code)
    assert "no two prices" in finding.reason.text
    assert finding.reason.text.endswith(": TLT stood still in a window.")


def test_the_longest_look_back_says_how_many_closes_are_read():
    """Two windows of returns and the close before them; rules that ask for none need none."""
    settings = ruled(VolatilityTrigger(look_back=20), CorrelationTrigger(look_back=60), ThresholdTrigger())

    assert 121 == bars_needed(settings.triggers)
    assert 0 == bars_needed(ruled(ThresholdTrigger()).triggers)


def test_what_rules_name_is_looked_at_whether_it_is_held_or_not():
    """A yardstick, and both of a pair; a rule about what is held names nothing."""
    pair = CorrelationTrigger(symbols=("IEF", "SPY"))
    settings = ruled(VolatilityTrigger(symbol="GLD"), VolatilityTrigger(), pair, CorrelationTrigger())

    assert {"GLD", "IEF", "SPY"} == symbols_named(settings.triggers)
