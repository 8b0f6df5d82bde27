"""What makes planning pointless or impossible."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, OWNER, instrument, policy, quote, snapshot
from trimtab.domain.constraints import CapMode, Constraints
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.goals import set_goals
from trimtab.planning.obstacles import Obstacle, find_obstacle, foresee_obstacle
from trimtab.planning.universe import find_universe

SPY = {"SPY": "100"}
WANTED = policy({"SPY": "1"})
HELD = snapshot("1", {"SPY": "1"}, SPY)
QUARTER = timedelta(minutes=15)
EXCLUDE = PlanOptions(data_quality=DataQuality.EXCLUDE)
EUROS = (CashBalance(currency="EUR", amount=D(5)),)
STALE = replace(HELD, quotes=(replace(quote("SPY", "100"), as_of=NOON - timedelta(hours=1)),))
LIMITED = PlanOptions(max_staleness=QUARTER)
FOREIGN = replace(HELD, instruments=(replace(instrument("SPY"), currency="EUR"),))


def obstacle(account: Snapshot = HELD, rule: Policy = WANTED, **fields: Any) -> Obstacle | None:
    request = PlanRequest(snapshot=account, policy=rule, portfolio=OWNER, **fields)
    universe = find_universe(request)
    return find_obstacle(request, universe, set_goals(request, universe))


def test_an_obstacle_is_foreseen_without_a_plan():
    """The same as planning would find; of an ordinary account there is none."""
    blocked = PlanRequest(snapshot=replace(HELD, is_account_blocked=True), policy=WANTED, portfolio=OWNER)

    assert "ACCOUNT_BLOCKED" == code(foresee_obstacle(blocked))
    assert foresee_obstacle(replace(blocked, snapshot=HELD)) is None


def code(found: Obstacle | None) -> str | None:
    return found.reason.code if found else None


def shelf(symbol: str = "SPY", status: ShelfStatus = ShelfStatus.APPROVED) -> Shelf:
    return Shelf(version="s1", entries=(ShelfEntry(symbol=symbol, status=status),))


@pytest.mark.parametrize(
    ("account", "rule", "status", "expected"),
    [
        (snapshot("1", {}, SPY, is_account_blocked=True), WANTED, "BLOCKED", "ACCOUNT_BLOCKED"),
        (snapshot("1", {"SPY": "-1"}, SPY), WANTED, "BLOCKED", "SHORT_POSITION"),
        (snapshot("-0.01", {"SPY": "1"}, SPY), WANTED, "BLOCKED", "NEGATIVE_CASH"),
        (snapshot("1", {"OLD": "1"}, SPY), WANTED, "BLOCKED", "PRICE_MISSING"),
        (FOREIGN, WANTED, "BLOCKED", "FX_RATE_MISSING"),
        (replace(HELD, foreign_cash=EUROS), WANTED, "BLOCKED", "FX_RATE_MISSING"),
        (replace(HELD, market_as_of=NOON - timedelta(hours=1)), WANTED, "BLOCKED", "SNAPSHOTS_APART"),
        (snapshot("0", {}, SPY), WANTED, "NO_ACTION", "NO_VALUE"),
        (snapshot("1", {}, SPY), policy({}), "NO_ACTION", "NO_TARGETS"),
        (
            snapshot("1", {}, SPY),
            policy({"SPY": "0.5"}, status=PolicyStatus.DRAFT),
            "NO_ACTION",
            "DRAFT_TARGETS",
        ),
        (
            HELD,
            policy({"SPY": "1"}, constraints=Constraints(max_position_weight=D("0.5"))),
            "BLOCKED",
            "INFEASIBLE_CONCENTRATION",
        ),
        (
            HELD,
            policy({"SPY": "1"}, constraints=Constraints(cash_reserve_weight=D("0.5"), locked=("SPY",))),
            "BLOCKED",
            "CONFLICTING_RULES",
        ),
    ],
)
def test_every_obstacle_is_found_and_named(account: Snapshot, rule: Policy, status: str, expected: str):
    """Each obstacle has a status, a code and a sentence (F-025, F-034, F-041)."""
    found = obstacle(account, rule)

    assert found is not None
    assert (PlanStatus(status), expected) == (found.status, found.reason.code)
    assert found.reason.text.endswith(".")


def test_a_holding_of_nothing_is_no_short_position():
    """It is as good as none."""
    assert None is obstacle(snapshot("1", {"SPY": "0"}, SPY))


def test_an_ordinary_account_meets_no_obstacle():
    """Cash, prices and saved targets are all it takes."""
    assert None is obstacle()


@pytest.mark.parametrize(
    ("account", "named"),
    [
        (snapshot("-5", {"SPY": "1"}, SPY), "-5 USD"),
        (snapshot("0", {"OLD": "1"}, SPY), "price for OLD:"),
        (snapshot("0", {"OLD": "1", "SPY": "-1"}, SPY), "buy back SPY"),
        (FOREIGN, "currency of SPY:"),
        (replace(HELD, foreign_cash=EUROS), "held in EUR:"),
        (replace(HELD, market_as_of=NOON - timedelta(hours=1)), "more than 15 minutes apart"),
        (replace(HELD, market_as_of=NOON - timedelta(hours=1)), "prices of 2026-11-20T16:00:00.000000Z"),
    ],
)
def test_the_sentence_names_the_value(account: Snapshot, named: str):
    """Who reads the finding sees which value is wrong."""
    found = obstacle(account)

    assert found is not None
    assert named in found.reason.text


def test_cash_of_exactly_nothing_is_no_debt():
    """An account without cash can be rebalanced."""
    assert None is obstacle(snapshot("0", {"SPY": "1"}, SPY))


@pytest.mark.parametrize("minutes", [-15, 0, 15])
def test_snapshots_may_be_fifteen_minutes_apart(minutes: int):
    """The limit itself is allowed, whichever was taken first (requirement 003, step 1)."""
    assert None is obstacle(replace(HELD, market_as_of=NOON + timedelta(minutes=minutes)))


@pytest.mark.parametrize("seconds", [-901, 901])
def test_a_second_more_is_too_far_apart(seconds: int):
    """Both directions count."""
    account = replace(HELD, market_as_of=NOON + timedelta(seconds=seconds))

    assert "SNAPSHOTS_APART" == code(obstacle(account))


def test_a_wanted_symbol_without_a_price_is_no_obstacle():
    """Only a held symbol without a price hides the portfolio's value."""
    assert None is obstacle(snapshot("1", {}, {}))


@pytest.mark.parametrize(("options", "expected"), [(PlanOptions(), None), (LIMITED, "PRICE_STALE")])
def test_a_stale_price_of_a_holding_blocks(options: PlanOptions, expected: str | None):
    """Where the age of prices is limited, an hour is too old for fifteen minutes."""
    assert expected == code(obstacle(STALE, options=options))


def test_a_price_nobody_can_believe_of_a_holding_blocks():
    """Every weight of the portfolio would be wrong with it (F-035)."""
    past = (PastTrading(symbol="SPY", last_close=HELD.quotes[0].price * 10),)
    found = obstacle(replace(HELD, past=past))

    assert found is not None
    assert ("PRICE_OUTLIER", True) == (found.reason.code, "SPY is too far from" in found.reason.text)


def test_the_words_of_a_stale_price_name_symbol_and_limit():
    """The reader knows what to renew."""
    found = obstacle(STALE, options=LIMITED)

    assert found is not None
    assert "price of SPY is older than 15 minutes" in found.reason.text


def test_a_missing_price_is_told_before_a_stale_one():
    """The worst fault comes first, and only its own symbols are named."""
    account = replace(STALE, holdings=(*STALE.holdings, *snapshot("0", {"OLD": "1"}, {}).holdings))
    found = obstacle(account, options=LIMITED)

    assert found is not None
    assert ("PRICE_MISSING", True, False) == (
        found.reason.code,
        "OLD" in found.reason.text,
        "SPY" in found.reason.text,
    )


@pytest.mark.parametrize("account", [STALE, snapshot("1", {"OLD": "1"}, SPY), FOREIGN])
def test_bad_data_may_be_left_out(account: Snapshot):
    """Under EXCLUDE the run goes on without what has no good price (domain rule 26)."""
    assert None is obstacle(account, options=replace(EXCLUDE, max_staleness=QUARTER))


@pytest.mark.parametrize(
    ("on_shelf", "expected"),
    [
        (shelf(), "PRICE_MISSING"),
        (shelf(status=ShelfStatus.SUSPENDED), None),
        (shelf("OLD"), None),
        (None, None),
    ],
)
def test_a_mandate_wants_the_price_of_what_it_would_buy(on_shelf: Shelf | None, expected: str | None):
    """With a shelf a target without a price blocks the run, unless the shelf excludes it anyway."""
    account = snapshot("1", {}, {}, instruments=(instrument("SPY"),))

    assert expected == code(obstacle(account, shelf=on_shelf))


@pytest.mark.parametrize(
    ("constraints", "symbols", "expected"),
    [
        (Constraints(), (), "PRICE_MISSING"),
        (Constraints(do_not_buy=("TLT",)), (), None),
        (Constraints(), ("SPY",), None),
    ],
)
def test_a_mandate_needs_no_price_of_what_it_would_not_buy(
    constraints: Constraints, symbols: tuple[str, ...], expected: str | None
):
    """A target that may not be bought, or is not selected this time, needs no price."""
    account = snapshot("1", {}, SPY, instruments=(instrument("SPY"), instrument("TLT")))
    entries = tuple(ShelfEntry(symbol=symbol, status=ShelfStatus.APPROVED) for symbol in ("SPY", "TLT"))
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=constraints)
    on_shelf = Shelf(version="s1", entries=entries)

    assert expected == code(obstacle(account, rule, shelf=on_shelf, symbols=symbols))


@pytest.mark.parametrize(
    "account",
    [
        replace(HELD, foreign_cash=(CashBalance(currency="EUR", amount=D(0)),)),
        replace(HELD, foreign_cash=EUROS, fx_rates=(FxRate(currency="EUR", rate=D("1.1"), as_of=NOON),)),
        replace(HELD, instruments=(instrument("SPY"), replace(instrument("XX"), currency="EUR"))),
    ],
)
def test_a_rate_is_demanded_only_for_what_is_held(account: Snapshot):
    """Nobody needs the rate of a currency that is neither held nor traded (domain rule 35)."""
    assert None is obstacle(account)


def test_cash_without_a_rate_is_not_left_out():
    """EXCLUDE is about instruments; cash of unknown value is still cash."""
    assert "FX_RATE_MISSING" == code(obstacle(replace(HELD, foreign_cash=EUROS), options=EXCLUDE))


def cooling(last: timedelta | None, days: int = 7, **fields: Any) -> Obstacle | None:
    rule = policy({"SPY": "1"}, constraints=Constraints(cooldown_days=days))
    at = None if last is None else NOON - last
    return obstacle(HELD, rule, last_rebalanced_at=at, **fields)


@pytest.mark.parametrize(
    ("last", "days", "expected"),
    [
        (None, 7, None),
        (timedelta(days=7), 7, None),
        (timedelta(days=7) - timedelta(microseconds=1), 7, "COOLDOWN"),
        (timedelta(0), 0, None),
        (timedelta(0), 1, "COOLDOWN"),
    ],
)
def test_the_cooldown_ends_to_the_microsecond(last: timedelta | None, days: int, expected: str | None):
    """Seven days after the last rebalance another may start, not before."""
    assert expected == code(cooling(last, days))


def test_the_cooldown_names_the_time_it_ends():
    """Three of seven days are over at noon on the twentieth, so the twenty-fourth is the day."""
    found = cooling(timedelta(days=3))

    assert found is not None
    assert PlanStatus.NO_ACTION is found.status
    assert "cooldown of 7 days (cooldown_days) ends at 2026-11-24T17:00:00.000000Z" in found.reason.text


def test_a_forced_request_waits_for_no_cooldown():
    """force_rebalance skips the tests of when, not the hard rules (domain rule 16)."""
    rule = policy({"SPY": "1"}, constraints=Constraints(cash_reserve_weight=D("0.5"), locked=("SPY",)))

    assert (None, "CONFLICTING_RULES") == (
        code(cooling(timedelta(0), is_forced=True)),
        code(obstacle(HELD, rule, is_forced=True)),
    )


def test_a_conflict_names_its_rules():
    """The names of the conflicting rules are part of the obstacle, and of no other obstacle."""
    rule = policy({"SPY": "1"}, constraints=Constraints(cash_reserve_weight=D("0.5"), locked=("SPY",)))
    conflicting, other = obstacle(HELD, rule), obstacle(STALE, options=LIMITED)

    assert conflicting is not None
    assert other is not None
    assert (("cash_reserve", "locked:SPY"), ()) == (conflicting.conflict, other.conflict)


def test_weights_that_cannot_be_capped_come_with_the_words_of_the_caps():
    """An infeasible concentration is told as the caps told it."""
    constraints = Constraints(max_position_weight=D("0.5"), cap_mode=CapMode.SINGLE_PASS)
    found = obstacle(HELD, policy({"SPY": "1"}, constraints=constraints))

    assert found is not None
    assert "SPY is above the position cap of 50%" in found.reason.text
