"""The rules no plan may break; trades are made up, because the planners keep the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import foreign, fx_rate, holding, in_classes, instrument, policy, question, snapshot, trade
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.currency import FxTrade
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanOptions
from trimtab.domain.rules import RuleResult, Severity
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.explain import explain_skip
from trimtab.planning.hard_rules import HARD_RULES
from trimtab.planning.lines import Lines
from trimtab.planning.outcome import look_at
from trimtab.planning.universe import find_universe

PRICES = {"SPY": "100", "TLT": "100"}
ACCOUNT = snapshot("1000", {"SPY": "50", "TLT": "40"}, PRICES)
REVIEWED = PlanOptions(review_soft_rules=True)


def judged(
    lines: Lines,
    constraints: Constraints | None = None,
    account: Snapshot = ACCOUNT,
    classes: dict[str, str] | None = None,
    **arguments: Any,
) -> dict[str, RuleResult]:
    """Judge lines under the hard rules, by rule."""
    plain = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=constraints or Constraints())
    rule = in_classes(plain, **(classes or {}))
    request = question(account, rule, **arguments)
    after = apply_trades(account, lines.trades, lines.fx_trades)
    drift_after = measure_portfolio_drift(after, rule)
    outcome = look_at(request, find_universe(request), lines, after, drift_after)
    return {result.rule_id: result for judge in HARD_RULES for result in judge(outcome)}


def trades(*made: Trade) -> Lines:
    return Lines(trades=made)


def breach(result: RuleResult) -> tuple[bool, Severity]:
    return result.is_kept, result.severity


def sell(symbol: str, quantity: str, **fields: Any) -> Trade:
    return trade(symbol, Side.SELL, quantity, **fields)


def test_without_any_rule_of_the_owner_cash_and_shares_are_judged():
    """Nobody may overdraw or go short; no other hard rule applies by itself."""
    assert {"NO_OVERDRAFT": True, "NO_SHORT_POSITION": True} == {
        rule_id: result.is_kept for rule_id, result in judged(Lines()).items()
    }


@pytest.mark.parametrize(("spent", "severity"), [("0", Severity.SOFT), ("1", Severity.HARD)])
def test_an_overdraft_that_was_there_is_inherited_while_it_does_not_grow(spent: str, severity: Severity):
    """Ten dollars owed stay ten dollars owed, or become 110."""
    made = trades(trade(quantity=spent))

    assert (False, severity) == breach(judged(made, account=replace(ACCOUNT, cash=D(-10)))["NO_OVERDRAFT"])


def test_an_overdraft_is_a_hard_breach():
    """Cash of 1000 does not pay for 1000.01, costs included."""
    result = judged(trades(trade(quantity="10", costs=Costs(spread=D("0.01")))))["NO_OVERDRAFT"]

    assert (False, Severity.HARD) == breach(result)
    assert (D("-0.01"), D(0)) == (result.measured, result.limit)
    assert "-0.01 USD" in result.reason.text


def test_spending_the_last_cent_is_no_overdraft():
    """A balance of zero is a balance."""
    assert judged(trades(trade(quantity="10")))["NO_OVERDRAFT"].is_kept


def test_a_foreign_overdraft_is_found():
    """Every currency is looked at, not the sum."""
    account = replace(ACCOUNT, foreign_cash=(foreign("EUR", "5"),), fx_rates=(fx_rate("EUR", "1.1"),))
    reason = Reason(ReasonCode.REPATRIATION, "Sold.")
    sold = FxTrade(
        trade_id="FX:EUR", currency="EUR", side=Side.SELL, amount=D(6), rate=D("1.1"), reason=reason
    )

    result = judged(Lines(fx_trades=(sold,)), account=account)["NO_OVERDRAFT"]

    assert (False, D(-1), True) == (result.is_kept, result.measured, "EUR" in result.reason.text)


def test_a_short_position_is_a_hard_breach():
    """Selling 51 of 50 shares leaves one owed."""
    result = judged(trades(sell("SPY", "51")))["NO_SHORT_POSITION"]

    assert (False, Severity.HARD, D(-1)) == (*breach(result), result.measured)
    assert "-1 SPY" in result.reason.text


def test_the_largest_of_several_short_positions_is_measured():
    """One SPY and two TLT are owed, and both are named."""
    result = judged(trades(sell("SPY", "51"), sell("TLT", "42")))["NO_SHORT_POSITION"]

    assert (D(-2), "Shares would be short: -1 SPY, -2 TLT.") == (result.measured, result.reason.text)


@pytest.mark.parametrize(("sold", "severity"), [("0", Severity.SOFT), ("1", Severity.HARD)])
def test_a_short_position_that_was_there_is_inherited_while_it_does_not_grow(sold: str, severity: Severity):
    """Five shares owed stay five, or become six."""
    account = snapshot("10000", (holding("SPY", "-5"),), PRICES)

    assert (False, severity) == breach(
        judged(trades(sell("SPY", sold)), account=account)["NO_SHORT_POSITION"]
    )


def test_a_position_above_its_cap_is_a_hard_breach():
    """60 SPY of a portfolio worth 10,000 at 100 are 60 %; 55 % is allowed."""
    result = judged(trades(trade(quantity="10")), Constraints(max_position_weight=D("0.55")))

    found = result["MAX_POSITION_WEIGHT"]
    assert (False, Severity.HARD) == breach(found)
    assert (D("0.6"), D("0.55")) == (found.measured, found.limit)
    assert "SPY is 60% of the portfolio after the plan; 55% is allowed." == found.reason.text


def test_a_position_exactly_at_its_cap_keeps_it():
    """The cap itself is allowed."""
    found = judged(trades(trade(quantity="10")), Constraints(max_position_weight=D("0.6")))

    assert found["MAX_POSITION_WEIGHT"].is_kept


def test_an_untouched_position_exactly_at_its_cap_keeps_it():
    """Fifty per cent are held, and fifty are allowed."""
    assert judged(Lines(), Constraints(max_position_weight=D("0.5")))["MAX_POSITION_WEIGHT"].is_kept


def test_the_position_with_the_most_beside_rounding_is_measured():
    """4900 of SPY are sold in shares of 100, so 100 may be left over; of TLT's 4850 nothing may."""
    account = snapshot(
        "250",
        {"SPY": "50", "TLT": "48.5"},
        PRICES,
        instruments=(instrument("SPY", QuantityUnit.WHOLE), instrument("TLT")),
    )

    found = judged(trades(sell("SPY", "1")), Constraints(max_position_weight=D("0.4")), account)

    assert found["MAX_POSITION_WEIGHT"].reason.text.startswith("TLT is 48.02%")


def test_what_is_worth_nothing_has_no_weight():
    """1000 held and 1000 owed: neither a position nor a turnover is a part of that."""
    limits = Constraints(max_position_weight=D("0.5"), max_turnover=D("0.5"))
    found = judged(Lines(), limits, snapshot("-1000", {"SPY": "10"}, PRICES))

    assert [D(0), D(0)] == [found[rule].measured for rule in ("MAX_POSITION_WEIGHT", "MAX_TURNOVER")]


def test_costs_do_not_push_a_position_over_its_cap():
    """Weights are of the value before costs: who pays them cannot buy them away."""
    made = trades(trade(quantity="9", costs=Costs(commission=D(50))))

    assert judged(made, Constraints(max_position_weight=D("0.59")))["MAX_POSITION_WEIGHT"].is_kept


@pytest.mark.parametrize(("sold", "is_kept"), [("9", True), ("8", False)])
def test_less_than_a_share_above_the_cap_is_rounding(sold: str, *, is_kept: bool):
    """50 of 100 under 40.5 %: 9.5 are too many, so 9 whole shares are sold; one more stays, two do not."""
    account = replace(ACCOUNT, instruments=(instrument("SPY", QuantityUnit.WHOLE), instrument("TLT")))
    cap = Constraints(max_position_weight=D("0.405"))

    found = judged(trades(sell("SPY", sold)), cap, account, options=REVIEWED)["MAX_POSITION_WEIGHT"]

    assert is_kept is found.is_kept


@pytest.mark.parametrize("sold", ["0", "5"])
def test_a_breach_that_is_inherited_and_no_worse_is_soft(sold: str):
    """A position of 50 % under a cap of 40 % that the plan leaves or reduces is no reason to refuse it."""
    made, cap = trades(sell("SPY", sold)), Constraints(max_position_weight=D("0.4"))

    assert (False, Severity.SOFT) == breach(judged(made, cap)["MAX_POSITION_WEIGHT"])


def test_a_reviewed_plan_is_blocked_by_what_it_inherits():
    """Requirement 003 judges the after-state by itself."""
    made, cap = trades(sell("SPY", "5")), Constraints(max_position_weight=D("0.4"))

    assert (False, Severity.HARD) == breach(judged(made, cap, options=REVIEWED)["MAX_POSITION_WEIGHT"])


def test_what_is_too_small_to_sell_does_not_break_a_cap():
    """Five dollars above the cap stay, because no trade below ten is made."""
    left = Lines(skipped=(SkippedTrade(symbol="SPY", reason=_too_small()),))
    cap = Constraints(max_position_weight=D("0.4995"))

    assert judged(left, cap, options=REVIEWED)["MAX_POSITION_WEIGHT"].is_kept


def _too_small() -> Reason:
    return explain_skip("SPY", ReasonCode.BELOW_MINIMUM_TRADE)


def test_a_class_cap_counts_all_its_members():
    """Both funds are EQUITY: 91 % of the portfolio together, 90 % allowed."""
    caps = Constraints(class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.9")),))

    found = judged(trades(trade(quantity="1")), caps)["CLASS_CAP:EQUITY"]

    assert (False, Severity.HARD, D("0.91")) == (*breach(found), found.measured)


def test_a_class_cap_counts_those_the_owner_put_there():
    """TLT is the owner's only bond: 40 % of the portfolio, 39 allowed, and no worse than before."""
    caps = Constraints(class_caps=(ClassCap(asset_class="BOND", weight=D("0.39")),))

    found = judged(Lines(), caps, classes={"TLT": "BOND"})["CLASS_CAP:BOND"]

    assert (False, D("0.4")) == (found.is_kept, found.measured)


def test_class_caps_are_judged_in_the_order_of_their_classes():
    """However they are listed."""
    caps = tuple(ClassCap(asset_class=name, weight=D(1)) for name in ("BONDS", "EQUITY", "CASH"))
    found = judged(Lines(), Constraints(class_caps=caps))

    assert ["CLASS_CAP:BONDS", "CLASS_CAP:CASH", "CLASS_CAP:EQUITY"] == [
        rule for rule in found if ":" in rule
    ]


def test_the_cash_reserve_is_kept():
    """A reserve of 500 does not let 600 be spent of 1000."""
    reserve = Constraints(cash_reserve_amount=D(500))

    found = judged(trades(trade(quantity="6")), reserve)["CASH_RESERVE"]

    assert (False, Severity.HARD) == breach(found)
    assert (D(400), D(500)) == (found.measured, found.limit)


@pytest.mark.parametrize("sold", ["0", "5"])
def test_raising_cash_towards_the_reserve_is_no_hard_breach(sold: str):
    """Cash of 1000 that stays or rises to 1500 is still short of 2000, and no worse than before."""
    reserve = Constraints(cash_reserve_weight=D("0.2"))

    assert (False, Severity.SOFT) == breach(judged(trades(sell("SPY", sold)), reserve)["CASH_RESERVE"])


def test_costs_may_come_out_of_the_reserve():
    """500 spent and three of costs leave 497 of 500 to be kept."""
    made = trades(trade(quantity="5", costs=Costs(commission=D(3))))

    assert judged(made, Constraints(cash_reserve_amount=D(500)))["CASH_RESERVE"].is_kept


@pytest.mark.parametrize(("allowed", "is_kept"), [("0.05", True), ("0.0499", False)])
def test_turnover_is_half_of_what_is_traded(allowed: str, *, is_kept: bool):
    """500 sold and 500 bought in a portfolio of 10,000 is 5 %."""
    made = trades(sell("SPY", "5"), trade("TLT", quantity="5"))

    found = judged(made, Constraints(max_turnover=D(allowed)))["MAX_TURNOVER"]

    assert (is_kept, D("0.05")) == (found.is_kept, found.measured)


@pytest.mark.parametrize(("allowed", "is_kept"), [("3", True), ("2.99", False)])
def test_the_cost_limit_counts_all_trades(allowed: str, *, is_kept: bool):
    """One and two dollars are three."""
    made = trades(
        sell("SPY", "5", costs=Costs(spread=D(1))), trade("TLT", quantity="5", costs=Costs(impact=D(2)))
    )

    found = judged(made, Constraints(transaction_cost_limit=D(allowed)))["TRANSACTION_COST_LIMIT"]

    assert is_kept is found.is_kept


@pytest.mark.parametrize(("allowed", "is_kept"), [("500", True), ("499", False)])
def test_the_limit_on_purchases_leaves_sales_alone(allowed: str, *, is_kept: bool):
    """900 sold and 500 bought count 500."""
    made = trades(sell("SPY", "9"), trade("TLT", quantity="5"))

    assert is_kept is judged(made, Constraints(allocate_at_most=D(allowed)))["ALLOCATE_AT_MOST"].is_kept


@pytest.mark.parametrize(
    ("code", "constraints", "wrong"),
    [
        ("LOCKED", Constraints(locked=("SPY",)), {"BUY", "SELL"}),
        ("EXCLUDED", Constraints(excluded_instruments=("SPY",)), {"BUY", "SELL"}),
        ("DO_NOT_BUY", Constraints(do_not_buy=("SPY",)), {"BUY"}),
        ("DO_NOT_SELL", Constraints(do_not_sell=("SPY",)), {"SELL"}),
    ],
)
def test_a_forbidden_side_is_a_hard_breach(code: str, constraints: Constraints, wrong: set[str]):
    """A lock and an exclusion forbid both sides, the others one."""
    found = {side.value: judged(trades(trade(side=side)), constraints)[code] for side in Side}

    assert wrong == {side for side, result in found.items() if breach(result) == (False, Severity.HARD)}
    assert all("SPY" in found[side].reason.text for side in wrong)


def test_a_forbidden_trade_is_counted_and_named():
    """No trade is none, and one is said with its symbol."""
    lock = Constraints(locked=("SPY",))

    assert [
        "There are no trades of locked instruments.",
        "There are 1 trades of locked instruments: SPY.",
    ] == [judged(lines, lock)["LOCKED"].reason.text for lines in (Lines(), trades(trade()))]


def shelf(**statuses: ShelfStatus) -> Shelf:
    entries = (ShelfEntry(symbol=symbol, status=statuses[symbol]) for symbol in sorted(statuses))
    return Shelf(version="s1", entries=tuple(entries))


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ({"SPY": ShelfStatus.APPROVED}, set()),
        ({"SPY": ShelfStatus.RESTRICTED}, {"BUY"}),
        ({"SPY": ShelfStatus.BANNED}, {"BUY"}),
        ({"SPY": ShelfStatus.SUSPENDED}, {"BUY", "SELL"}),
        ({}, {"BUY", "SELL"}),
    ],
)
def test_the_shelf_forbids_by_status(entries: dict[str, ShelfStatus], wrong: set[str]):
    """Restricted and banned are not bought; suspended and missing are not touched (domain rule 24)."""
    found = {side.value: judged(trades(trade(side=side)), shelf=shelf(**entries))["SHELF"] for side in Side}

    assert wrong == {side for side, result in found.items() if not result.is_kept}


def test_a_waived_restriction_lets_buy():
    """`allow_restricted` is requirement 003's waiver."""
    on_shelf = shelf(SPY=ShelfStatus.RESTRICTED)
    options = PlanOptions(allow_restricted=True)

    assert judged(trades(trade()), shelf=on_shelf, options=options)["SHELF"].is_kept


@pytest.mark.parametrize(("sold", "is_kept"), [("40", True), ("39", False)])
def test_what_is_banned_is_sold(sold: str, *, is_kept: bool):
    """A reviewed plan that leaves a banned share is blocked."""
    on_shelf = shelf(SPY=ShelfStatus.APPROVED, TLT=ShelfStatus.BANNED)

    found = judged(trades(sell("TLT", sold)), shelf=on_shelf, options=REVIEWED)["BANNED_SOLD"]

    assert is_kept is found.is_kept
    assert Severity.HARD is found.severity


def test_what_is_banned_and_left_is_named_in_the_order_of_symbols():
    """However the shelf is listed; not to have sold it is inherited."""
    on_shelf = shelf(SPY=ShelfStatus.BANNED, TLT=ShelfStatus.BANNED)

    found = judged(Lines(), shelf=replace(on_shelf, entries=on_shelf.entries[::-1]))["BANNED_SOLD"]

    assert (False, Severity.SOFT) == breach(found)
    assert found.reason.text.endswith("still held: SPY, TLT.")


@pytest.mark.parametrize("obstacle", ["promised", "locked", "too small"])
def test_what_is_banned_stays_where_it_cannot_be_sold(obstacle: str):
    """Shares promised to orders, locked ones and dust are no breach."""
    account = ACCOUNT
    constraints, lines = Constraints(), Lines()
    if obstacle == "promised":
        account = snapshot("1000", (holding("SPY", "50"), holding("TLT", "40", "0")), PRICES)
    elif obstacle == "locked":
        constraints = Constraints(locked=("TLT",))
    else:
        reason = explain_skip("TLT", ReasonCode.BELOW_MINIMUM_TRADE)
        lines = Lines(skipped=(SkippedTrade(symbol="TLT", reason=reason),))
    on_shelf = shelf(SPY=ShelfStatus.APPROVED, TLT=ShelfStatus.BANNED)

    assert judged(lines, constraints, account, shelf=on_shelf, options=REVIEWED)["BANNED_SOLD"].is_kept
