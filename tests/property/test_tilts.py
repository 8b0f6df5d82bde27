"""What holds for every set of tactics."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from builders import question
from property.portfolios import SYMBOLS, policies, scaled, snapshots
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Policy
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tactics import Signal, Tactics, Tilt
from trimtab.planning.methods.tactical import find_exits, tilted
from trimtab.planning.universe import find_universe

tilts = st.builds(Tilt, symbol=st.sampled_from(SYMBOLS), change=scaled(-3_000, 3_000, 4))
signals = st.builds(
    Signal,
    symbol=st.sampled_from(SYMBOLS),
    score=st.one_of(st.none(), scaled(-100, 100, 2)),
    stop_price=st.one_of(st.none(), scaled(1, 500_000, 2)),
)
tactics = st.builds(
    Tactics,
    tilts=st.lists(tilts, max_size=4).map(tuple),
    signals=st.lists(signals, max_size=2).map(tuple),
    max_tilt=scaled(0, 2_000, 4),
)


def weigh(account: Snapshot, rule: Policy, chosen: Tactics) -> tuple[dict[str, D], dict[str, D], set[str]]:
    """Base weights, tilted weights and exits."""
    asked = question(account, replace(rule, tactics=chosen))
    base = rule.targets.weights
    return base, dict(tilted(asked, base, find_universe(asked))), set(find_exits(asked))


@given(snapshots(), policies(), tactics)
def test_tilts_conserve_the_total_weight(account: Snapshot, rule: Policy, chosen: Tactics):
    """What some gain others lose, to the last digit; no weight falls below zero."""
    base, after, _ = weigh(account, rule, chosen)

    assert (base.keys(), sum(base.values())) == (after.keys(), sum(after.values()))
    assert all(weight >= 0 for weight in after.values())


@given(snapshots(), policies(), tactics)
def test_no_tilt_passes_its_bound(account: Snapshot, rule: Policy, chosen: Tactics):
    """What is tilted and stays moves at most as far as the owner allows and wishes."""
    base, after, exits = weigh(account, rule, chosen)
    wishes: dict[str, D] = {}
    for tilt in chosen.tilts:
        wishes[tilt.symbol] = wishes.get(tilt.symbol, D(0)) + tilt.change

    for symbol in wishes.keys() & base.keys() - exits:
        moved = after[symbol] - base[symbol]
        if moved * wishes[symbol] > 0:
            assert abs(moved) <= min(chosen.max_tilt, abs(wishes[symbol]))


@given(snapshots(), policies(), tactics)
def test_exits_weigh_nothing_and_cash_never_pays(account: Snapshot, rule: Policy, chosen: Tactics):
    """An exit has no weight left, and the cash target is never touched."""
    base, after, exits = weigh(account, rule, chosen)

    assert {D(0)} >= {after[symbol] for symbol in exits & base.keys()}
    assert after[CASH] >= base[CASH]
