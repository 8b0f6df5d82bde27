"""Who may be bought and sold, and whether reasons are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

import builders
from builders import NOON
from trimtab.domain.constraints import Constraints
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import UntargetedRule
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import SkippedTrade
from trimtab.planning.check.facts import gather
from trimtab.planning.check.permissions import BANS, forbids_purchase, forbids_sale, is_excluded
from unit.planning.check.cases import planned, request, rules, tampered


def ruled(**fields: object) -> PlanRequest:
    """The usual request with constraints."""
    rule = replace(request().policy, constraints=Constraints(**fields))  # type: ignore[arg-type]
    return request(policy=rule)


def account(**fields: object) -> PlanRequest:
    """The usual request with another snapshot."""
    return request(snapshot=replace(request().snapshot, **fields))  # type: ignore[arg-type]


def shelved(status: ShelfStatus | None, **options: object) -> PlanRequest:
    """The usual request with a shelf on which SPY has a status, or no entry."""
    entries = [ShelfEntry(symbol="TLT", status=ShelfStatus.APPROVED)]
    if status:
        entries.insert(0, ShelfEntry(symbol="SPY", status=status))
    shelf = Shelf(version="1", entries=tuple(entries))
    return request(shelf=shelf, options=PlanOptions(**options))  # type: ignore[arg-type]


def instruments(**fields: object) -> Snapshot:
    """The usual snapshot with another SPY."""
    spy = replace(builders.instrument("SPY"), **fields)  # type: ignore[arg-type]
    return replace(request().snapshot, instruments=(spy, builders.instrument("TLT")))


STALE = replace(builders.quote("SPY", "50"), as_of=NOON - timedelta(minutes=11))
TLT = builders.quote("TLT", "20")
NO_TARGET = builders.policy({"TLT": "0.25"}, "0.75")

CASES = {
    ReasonCode.LOCKED: (ruled(locked=("SPY",)), "both"),
    ReasonCode.EXCLUDED: (ruled(excluded_instruments=("SPY",)), "both"),
    ReasonCode.DO_NOT_BUY: (ruled(do_not_buy=("SPY",)), "buying"),
    ReasonCode.DO_NOT_SELL: (ruled(do_not_sell=("SPY",)), "selling"),
    ReasonCode.NOT_SELECTED: (request(symbols=("TLT",)), "both"),
    ReasonCode.OPEN_ORDERS: (account(busy_symbols=("SPY",)), "both"),
    ReasonCode.NOT_TRADABLE: (request(snapshot=instruments(is_tradable=False)), "both"),
    ReasonCode.PRICE_MISSING: (account(quotes=(TLT,)), "both"),
    ReasonCode.FX_RATE_MISSING: (request(snapshot=instruments(currency="EUR")), "both"),
    ReasonCode.PRICE_STALE: (
        replace(account(quotes=(STALE, TLT)), options=PlanOptions(max_staleness=timedelta(minutes=10))),
        "both",
    ),
    ReasonCode.PRICE_OUTLIER: (account(past=(PastTrading(symbol="SPY", last_close=D(5)),)), "both"),
    ReasonCode.SHARES_HELD_BY_ORDERS: (account(holdings=(builders.holding("SPY", "18", "0"),)), "selling"),
    ReasonCode.UNTARGETED_HELD: (request(policy=NO_TARGET), "both"),
    ReasonCode.SHELF_ENTRY_MISSING: (shelved(None), "both"),
    ReasonCode.SHELF_STATUS_SUSPENDED: (shelved(ShelfStatus.SUSPENDED), "both"),
    ReasonCode.SHELF_STATUS_RESTRICTED: (shelved(ShelfStatus.RESTRICTED), "buying"),
    ReasonCode.SHELF_STATUS_BANNED: (shelved(ShelfStatus.BANNED), "buying"),
}


def test_every_ban_has_a_case():
    """No ban is left untested."""
    assert BANS.keys() == CASES.keys()


@pytest.mark.parametrize("code", CASES)
def test_a_ban_holds_where_it_is_set(code: ReasonCode):
    """And forbids the sides it should, of that symbol alone."""
    asked, sides = CASES[code]
    facts = gather(asked)

    assert (True, False) == (BANS[code].holds(facts, "SPY"), BANS[code].holds(facts, "TLT"))
    assert (sides != "selling", sides != "buying") == (
        forbids_purchase(facts, "SPY"),
        forbids_sale(facts, "SPY"),
    )


@pytest.mark.parametrize("code", [code for code, (_, sides) in CASES.items() if sides != "buying"])
def test_a_forbidden_sale_is_found(code: ReasonCode):
    """SPY is sold in the usual plan."""
    asked, _ = CASES[code]

    assert {"permission", "obstacle"} & rules(planned(), asked)


def test_a_forbidden_purchase_is_found():
    """TLT is bought in the usual plan."""
    assert {"permission"} == rules(planned(), ruled(do_not_buy=("TLT",)))


@pytest.mark.parametrize(
    "asked",
    [
        request(),
        shelved(ShelfStatus.APPROVED),
        shelved(ShelfStatus.RESTRICTED, allow_restricted=True),
        request(policy=replace(NO_TARGET, untargeted=UntargetedRule.LIQUIDATE)),
        replace(account(quotes=(STALE, TLT)), options=PlanOptions(max_staleness=timedelta(minutes=11))),
        request(symbols=("SPY",)),
    ],
)
def test_what_is_allowed_is_allowed(asked: PlanRequest):
    """Edges, waivers and other rules' business forbid nothing."""
    facts = gather(asked)

    assert (False, False) == (forbids_purchase(facts, "SPY"), forbids_sale(facts, "SPY"))


def test_a_banned_holding_without_a_target_is_sold_under_hold():
    """The shelf goes before the owner's wish to leave it alone (rule 24)."""
    facts = gather(replace(shelved(ShelfStatus.BANNED), policy=NO_TARGET))

    assert not forbids_sale(facts, "SPY")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (ReasonCode.EXCLUDED, True),
        (ReasonCode.SHELF_STATUS_BANNED, True),
        (ReasonCode.SHELF_STATUS_RESTRICTED, True),
        (ReasonCode.SHELF_ENTRY_MISSING, True),
        (ReasonCode.LOCKED, False),
        (ReasonCode.PRICE_STALE, False),
    ],
)
def test_some_bans_take_a_symbol_out_of_the_targets(code: ReasonCode, *, expected: bool):
    """A lock or a stale price alone does not."""
    assert expected is is_excluded(gather(CASES[code][0]), "SPY")


def test_a_stale_price_takes_it_out_under_exclude():
    """That is what leaving out means (rule 26)."""
    asked, _ = CASES[ReasonCode.PRICE_STALE]
    options = replace(asked.options, data_quality=DataQuality.EXCLUDE)

    assert is_excluded(gather(replace(asked, options=options)), "SPY")


@pytest.mark.parametrize("code", [*CASES, ReasonCode.ON_TARGET, ReasonCode.WITHIN_TOLERANCE])
def test_a_reason_that_is_not_so_is_found(code: ReasonCode):
    """SPY is twenty points over its target, and nothing hinders it."""
    line = SkippedTrade(symbol="SPY", reason=Reason(code, "words"))

    assert "reason" in tampered(trades=planned().trades[1:], skipped=(line,))


def test_a_true_reason_passes():
    """Inside a band of twenty points it is inside its band."""
    line = SkippedTrade(symbol="SPY", reason=Reason(ReasonCode.WITHIN_TOLERANCE, "words"))
    wide = request(
        policy=replace(request().policy, drift=replace(request().policy.drift, threshold=D("0.2")))
    )

    assert "reason" not in rules(replace(planned(), skipped=(line,)), wide)
    assert "reason" in rules(replace(planned(), skipped=(line,)))


def test_a_non_trade_without_words_is_found():
    """Everybody is told why."""
    line = SkippedTrade(symbol="SPY", reason=Reason(ReasonCode.CASH_SHORT, ""))

    assert "reason" in tampered(skipped=(line,))


def test_who_is_called_on_target_is_not_a_hair_off_it():
    """Underweight is off target, too, and a symbol without a row is nowhere."""
    plan = planned()
    lines = {
        name: SkippedTrade(symbol=name, reason=Reason(ReasonCode.ON_TARGET, "w")) for name in ("TLT", "XYZ")
    }

    assert "reason" in rules(replace(plan, trades=plan.trades[:1], skipped=(lines["TLT"],)))
    assert "reason" in rules(replace(plan, skipped=(lines["XYZ"],)))


def test_an_underweight_row_outside_its_band_is_not_inside_it():
    """The distance counts, not its direction."""
    line = SkippedTrade(symbol="TLT", reason=Reason(ReasonCode.WITHIN_TOLERANCE, "words"))

    assert "reason" in rules(replace(planned(), trades=planned().trades[:1], skipped=(line,)))


def test_a_warning_is_not_inside_the_band():
    """Twenty points are outside fifteen, though not critical."""
    line = SkippedTrade(symbol="SPY", reason=Reason(ReasonCode.WITHIN_TOLERANCE, "words"))
    drift = replace(request().policy.drift, threshold=D("0.15"))
    asked = request(policy=replace(request().policy, drift=drift))

    assert "reason" in rules(replace(planned(asked), skipped=(line,)), asked)
