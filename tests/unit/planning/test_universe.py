"""Who may take part, and what forbids the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, OWNER, holding, instrument, policy, question, quote, snapshot
from trimtab.domain.constraints import Constraints
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import (
    BuyBar,
    DataQuality,
    PlanOptions,
    PlanRequest,
    SellLimit,
    Substitution,
)
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.universe import Member, Universe, find_universe, wanted_symbols

OUTLIER = "PRICE_OUTLIER"
PRICES = {"A": "100", "B": "100"}


def shelf(**statuses: ShelfStatus) -> Shelf:
    entries = tuple(ShelfEntry(symbol=symbol, status=statuses[symbol]) for symbol in sorted(statuses))
    return Shelf(version="s1", entries=entries)


def universe(account: Snapshot | None = None, options: PlanOptions | None = None, **fields: Any) -> Universe:
    """The universe of ten A, wanted half and half with B, unless said otherwise."""
    rule = fields.pop("rule", policy({"A": "0.5", "B": "0.5"}))
    return find_universe(
        PlanRequest(
            snapshot=account or snapshot("1000", {"A": "10"}, PRICES),
            policy=rule,
            portfolio=OWNER,
            options=options or PlanOptions(),
            **fields,
        )
    )


def rights(member: Member) -> tuple[str | None, str | None, bool, bool]:
    return member.no_buy, member.no_sell, member.is_target, member.must_exit


def test_targets_and_holdings_take_part_in_symbol_order():
    """The universe is the union of what is held and what is wanted, each once."""
    account = snapshot("0", {"C": "1", "A": "1"}, {**PRICES, "C": "1"})

    assert ["A", "B", "C"] == [member.symbol for member in universe(account).members]


def test_of_two_entries_on_the_shelf_the_first_counts():
    """As it does of two prices."""
    entries = tuple(
        ShelfEntry(symbol="A", status=status) for status in (ShelfStatus.BANNED, ShelfStatus.APPROVED)
    )

    assert universe(shelf=Shelf(version="s1", entries=entries)).member("A").must_exit


def test_an_ordinary_target_may_be_bought_and_sold():
    """Nothing forbids anything where nobody said so."""
    assert Member(symbol="A", is_held=True) == universe().member("A")


def test_a_disabled_target_takes_no_part():
    """What is neither held nor enabled is not in the universe; asking for it is a mistake."""
    with pytest.raises(KeyError, match="OLD is neither held nor targeted"):
        universe().member("OLD")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ShelfStatus.APPROVED, (None, None, True, False)),
        (ShelfStatus.RESTRICTED, ("SHELF_STATUS_RESTRICTED", None, False, False)),
        (ShelfStatus.SUSPENDED, ("SHELF_STATUS_SUSPENDED", "SHELF_STATUS_SUSPENDED", False, False)),
        (ShelfStatus.BANNED, ("SHELF_STATUS_BANNED", None, False, True)),
    ],
)
def test_each_shelf_status_means_something_else(
    status: ShelfStatus, expected: tuple[str | None, str | None, bool, bool]
):
    """Restricted may shrink, suspended is locked, banned is sold (domain rule 24)."""
    assert expected == rights(universe(shelf=shelf(A=status, B=ShelfStatus.APPROVED)).member("A"))


def test_what_is_not_on_the_shelf_is_locked():
    """A missing entry excludes the target and locks what is held (domain rule 24)."""
    found = universe(shelf=shelf(B=ShelfStatus.APPROVED)).member("A")

    assert ("SHELF_ENTRY_MISSING", "SHELF_ENTRY_MISSING", False, False) == rights(found)


def test_a_shelf_without_entries_is_still_a_shelf():
    """An empty shelf excludes everything; no shelf at all excludes nothing."""
    assert "SHELF_ENTRY_MISSING" == universe(shelf=shelf()).member("B").no_buy


def test_restricted_instruments_may_be_allowed():
    """With allow_restricted a restricted instrument is an ordinary one (requirement 003, step 2)."""
    options = PlanOptions(allow_restricted=True)
    found = universe(options=options, shelf=shelf(A=ShelfStatus.RESTRICTED, B=ShelfStatus.APPROVED))

    assert (None, None, True, False) == rights(found.member("A"))


def test_allowing_restricted_allows_nothing_else():
    """With allow_restricted a suspended instrument stays suspended."""
    options = PlanOptions(allow_restricted=True)
    found = universe(options=options, shelf=shelf(A=ShelfStatus.SUSPENDED, B=ShelfStatus.APPROVED))

    assert "SHELF_STATUS_SUSPENDED" == found.member("A").no_sell


def test_a_banned_holding_is_sold_even_without_a_target():
    """HOLD leaves alone what nobody wants, but not what is banned."""
    account = snapshot("0", {"OLD": "1"}, {**PRICES, "OLD": "1"})
    statuses = {"A": ShelfStatus.APPROVED, "B": ShelfStatus.APPROVED, "OLD": ShelfStatus.BANNED}
    found = universe(account, shelf=shelf(**statuses)).member("OLD")

    assert ("SHELF_STATUS_BANNED", None, False, True) == rights(found)


def test_an_untargeted_holding_on_the_shelf_is_left_alone():
    """A shelf does not change what HOLD means for what it approves of."""
    account = snapshot("0", {"OLD": "1"}, {**PRICES, "OLD": "1"})
    statuses = dict.fromkeys(("A", "B", "OLD"), ShelfStatus.APPROVED)

    assert "UNTARGETED_HELD" == universe(account, shelf=shelf(**statuses)).member("OLD").no_sell


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("locked", ("LOCKED", "LOCKED", True, False)),
        ("do_not_buy", ("DO_NOT_BUY", None, True, False)),
        ("do_not_sell", (None, "DO_NOT_SELL", True, False)),
        ("excluded_instruments", ("EXCLUDED", "EXCLUDED", False, False)),
    ],
)
def test_each_list_of_the_policy_means_something_else(
    constraint: str, expected: tuple[str | None, str | None, bool, bool]
):
    """Lock, do-not-buy, do-not-sell and exclusion forbid different things, and only for their symbols."""
    lists: dict[str, Any] = {constraint: ("A",)}
    rule = policy({"A": "0.5", "B": "0.5"}, constraints=Constraints(**lists))
    found = universe(rule=rule)

    assert (expected, (None, None, True, False)) == (rights(found.member("A")), rights(found.member("B")))


@pytest.mark.parametrize(
    ("untargeted", "expected"),
    [
        (UntargetedRule.HOLD, ("UNTARGETED_HELD", "UNTARGETED_HELD", True, False)),
        (UntargetedRule.LIQUIDATE, (None, None, True, True)),
    ],
)
def test_a_holding_without_a_target_is_held_or_sold(
    untargeted: UntargetedRule, expected: tuple[str | None, str | None, bool, bool]
):
    """The policy says what happens to what nobody wants (domain rule 7); targets are not touched by it."""
    account = snapshot("0", {"A": "1", "OLD": "1"}, {**PRICES, "OLD": "1"})
    found = universe(account, rule=policy({"A": "1"}, untargeted=untargeted))

    assert (expected, (None, None, True, False)) == (rights(found.member("OLD")), rights(found.member("A")))


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (snapshot("0", {"A": "1"}, PRICES, busy_symbols=("A",)), ("OPEN_ORDERS", "OPEN_ORDERS")),
        (
            snapshot("0", {"A": "1"}, PRICES, instruments=(instrument("A", is_tradable=False),)),
            ("NOT_TRADABLE", "NOT_TRADABLE"),
        ),
        (snapshot("0", {"A": "1"}, PRICES, instruments=()), ("NOT_TRADABLE", "NOT_TRADABLE")),
        (snapshot("0", (holding("A", "1", "0"),), PRICES), (None, "SHARES_HELD_BY_ORDERS")),
        (snapshot("0", (holding("A", "2", "1"),), PRICES), (None, None)),
        (
            snapshot("0", {"A": "1"}, {"B": "1"}, instruments=(instrument("A"),)),
            ("PRICE_MISSING", "PRICE_MISSING"),
        ),
        (
            snapshot("0", {"A": "1"}, PRICES, instruments=(replace(instrument("A"), currency="EUR"),)),
            ("FX_RATE_MISSING", "FX_RATE_MISSING"),
        ),
    ],
)
def test_the_state_of_the_account_forbids_what_it_must(
    account: Snapshot, expected: tuple[str | None, str | None]
):
    """Orders, tradability, price and rate each have their own code, and none of them drops the target."""
    found = universe(account).member("A")

    assert (*expected, True, False) == rights(found)


def test_a_partial_selection_leaves_the_others_alone():
    """Only the chosen symbols may be traded."""
    found = universe(symbols=("A",))

    assert (None, "NOT_SELECTED") == (found.member("A").no_buy, found.member("B").no_sell)


@pytest.mark.parametrize(("close", "expected"), [("56", None), ("10", OUTLIER), ("1000", OUTLIER)])
def test_a_price_far_from_its_last_close_is_not_traded_on(close: str, expected: str | None):
    """At 100 dollars A has risen or fallen tenfold overnight, or one of the two is wrong (F-035)."""
    past = (PastTrading(symbol="A", last_close=D(close)),)
    found = universe(snapshot("0", {"A": "1"}, PRICES, past=past))

    assert (expected, None) == (found.member("A").no_sell, found.member("B").no_sell)


@pytest.mark.parametrize(("age", "expected"), [(15, None), (16, "PRICE_STALE")])
def test_a_price_is_stale_when_it_is_older_than_allowed(age: int, expected: str | None):
    """Fifteen minutes of staleness still include the fifteenth."""
    account = snapshot("0", {"A": "1"}, PRICES)
    old = replace(quote("A", "100"), as_of=NOON - timedelta(minutes=age))
    found = universe(
        replace(account, quotes=(old, quote("B", "100"))), PlanOptions(max_staleness=timedelta(minutes=15))
    )

    assert (expected, None) == (found.member("A").no_sell, found.member("B").no_sell)


def test_staleness_counts_from_the_time_of_the_prices():
    """Where it is known when the market was looked at, a price's age is counted from then."""
    account = replace(snapshot("0", {"A": "1"}, PRICES), market_as_of=NOON + timedelta(minutes=2))
    found = universe(account, PlanOptions(max_staleness=timedelta(minutes=1)))

    assert "PRICE_STALE" == found.member("A").quality


def test_no_limit_of_staleness_means_no_price_is_stale():
    """Prices are only judged by their age when somebody asks for it."""
    account = replace(snapshot("0", {"A": "1"}, PRICES), as_of=NOON + timedelta(days=30))

    assert None is universe(account).member("A").quality


@pytest.mark.parametrize(("quality", "expected"), [(DataQuality.BLOCK, True), (DataQuality.EXCLUDE, False)])
def test_excluding_bad_data_drops_the_target(quality: DataQuality, *, expected: bool):
    """EXCLUDE takes a target without a price out of the targets; BLOCK leaves that to the obstacles."""
    account = snapshot("0", {"A": "1"}, {"A": "1"})
    found = universe(account, PlanOptions(data_quality=quality)).member("B")

    assert ("PRICE_MISSING", expected) == (found.quality, found.is_target)


def test_the_most_lasting_reason_is_told():
    """Who locked a symbol wants to read that, not that it has an open order today; all findings are kept."""
    account = snapshot("0", {"A": "1"}, PRICES, busy_symbols=("A",))
    rule = policy({"A": "1"}, constraints=Constraints(locked=("A",)))
    found = universe(account, rule=rule, symbols=("B",)).member("A")

    assert ("LOCKED", ("LOCKED", "OPEN_ORDERS", "NOT_SELECTED")) == (found.no_sell, found.codes)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (Member(symbol="A"), True),
        (Member(symbol="A", no_buy=None, is_target=False), False),
        *(
            (Member(symbol="A", no_buy=code), may_grow)
            for code, may_grow in (
                (universe(symbols=("A",)).member("B").no_buy, True),
                (universe(snapshot("0", {}, {})).member("A").no_buy, False),
            )
        ),
    ],
)
def test_only_a_lasting_ban_keeps_a_target_from_growing(member: Member, *, expected: bool):
    """A partial selection does not move the goals; an instrument nobody trades cannot take more weight."""
    assert expected is member.may_grow


@pytest.mark.parametrize(
    ("constraints", "symbols", "expected"),
    [
        (Constraints(), (), False),
        (Constraints(locked=("A",)), (), True),
        (Constraints(do_not_sell=("A",)), ("B",), True),
        (Constraints(do_not_buy=("A",)), (), False),
        (Constraints(), ("B",), False),
    ],
)
def test_only_a_lasting_ban_keeps_a_holding(
    constraints: Constraints, symbols: tuple[str, ...], *, expected: bool
):
    """A lock keeps what is held for good; not being selected does so only this time."""
    rule = policy({"A": "0.5", "B": "0.5"}, constraints=constraints)

    assert expected is universe(rule=rule, symbols=symbols).member("A").is_kept


def test_exclusions_name_symbol_code_and_words():
    """Diagnostics list what shelf, data and lists keep out; what merely waits is not among it."""
    account = snapshot("0", {"A": "1"}, PRICES, busy_symbols=("A",))
    rule = policy({"A": "0.5", "B": "0.5"}, constraints=Constraints(excluded_instruments=("B",)))
    found = universe(account, rule=rule, shelf=shelf(A=ShelfStatus.BANNED, B=ShelfStatus.RESTRICTED))
    told = [(symbol, reason.code.value, symbol in reason.text) for symbol, reason in found.exclusions]

    assert [
        ("A", "SHELF_STATUS_BANNED", True),
        ("B", "SHELF_STATUS_RESTRICTED", True),
        ("B", "EXCLUDED", True),
    ] == told


def test_holding_nothing_of_a_symbol_is_not_holding_it():
    """A position of zero shares is no holding."""
    account = snapshot("0", {"A": "0", "B": "0.5"}, PRICES)
    found = universe(account)

    assert (False, True) == (found.member("A").is_held, found.member("B").is_held)


def test_the_index_is_no_part_of_a_universe():
    """Equality and text speak of the members only."""
    made = Universe((Member(symbol="A"),))

    assert (Universe((Member(symbol="A"),)), 1) == (made, repr(made).count("Member("))


def test_a_substitute_is_a_member():
    """It has no target of its own, and is no stranger to be sold either."""
    pair = Substitution(symbol="SPY", substitute="VTI", weight=D(0))
    rule = policy({"SPY": "1"}, untargeted=UntargetedRule.LIQUIDATE)
    account = snapshot("0", {"SPY": "1"}, {"SPY": "100", "VTI": "50"})
    found = find_universe(question(account, rule, substitutions=(pair,))).member("VTI")

    assert (False, None, None) == (found.must_exit, found.no_buy, found.no_sell)
    assert {"SPY", "VTI"} == wanted_symbols(question(account, rule, substitutions=(pair,)))


def test_what_taxes_say_stands_with_the_member():
    """Its limit and its bar."""
    why = Reason(ReasonCode.WASH_SALE_WINDOW, "A loss would not count.")
    limit = SellLimit(symbol="SPY", quantity=D(1), reason=why)
    bar = BuyBar(symbol="SPY", reason=why, until=date(2026, 12, 1))
    account = snapshot("0", {"SPY": "1", "TLT": "1"}, {"SPY": "100", "TLT": "100"})
    found = find_universe(question(account, policy({"SPY": "1"}), sell_limits=(limit,), buy_bars=(bar,)))

    assert (limit, why) == (found.member("SPY").sell_limit, found.member("SPY").buy_bar)
    assert (None, None) == (found.member("TLT").sell_limit, found.member("TLT").buy_bar)
