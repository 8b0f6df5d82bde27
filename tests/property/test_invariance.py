"""What must not matter does not matter: order, names, units of account, bystanders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, in_classes, instrument
from property.portfolios import SYMBOLS, free_requests, requests, scaled
from trimtab.domain.canonical import canonical_json
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import ClassCap
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.rebalance import plan_rebalance

OTHER_NAMES = {"EUR": "EUX", "JPY": "JPX", "USD": "USD"}
"""Other names for the currencies, in the same order."""


CAPS = (
    ClassCap(asset_class="BOND", weight=D("0.3")),
    ClassCap(asset_class="EQUITY", weight=D("0.6")),
)


@given(requests())
def test_planning_twice_gives_the_same_plan(request: PlanRequest):
    """Nothing but the inputs goes into a plan."""
    assert plan_rebalance(request).plan_hash == plan_rebalance(request).plan_hash


@given(requests())
def test_the_order_of_the_input_does_not_matter(request: PlanRequest):
    """Holdings, prices, targets and lists written backwards are the same portfolio and the same decisions."""
    assert decided(plan_rebalance(request)) == decided(plan_rebalance(reversed_(request)))


def decided(made: Plan) -> str:
    """Everything a plan says of trades, money and weights, with its reasons; not what rules say in words."""
    return canonical_json(replace(made, rules=(), finding=Reason(made.finding.code, "")))


def reversed_(request: PlanRequest) -> PlanRequest:
    account, rule = request.snapshot, request.policy
    limits = rule.constraints
    return replace(
        request,
        snapshot=replace(
            account,
            holdings=account.holdings[::-1],
            quotes=account.quotes[::-1],
            instruments=account.instruments[::-1],
            busy_symbols=account.busy_symbols[::-1],
            foreign_cash=account.foreign_cash[::-1],
            fx_rates=account.fx_rates[::-1],
        ),
        policy=replace(
            rule,
            targets=replace(rule.targets, allocations=rule.targets.allocations[::-1]),
            constraints=replace(
                limits,
                excluded_instruments=limits.excluded_instruments[::-1],
                locked=limits.locked[::-1],
                do_not_buy=limits.do_not_buy[::-1],
                do_not_sell=limits.do_not_sell[::-1],
            ),
        ),
        shelf=replace(request.shelf, entries=request.shelf.entries[::-1]) if request.shelf else None,
        symbols=request.symbols[::-1],
    )


@given(requests())
def test_who_names_a_class_does_not_matter(request: PlanRequest):
    """Targets are bonds of the owner's or of the broker's, both under caps: the plan is the same."""
    account = request.snapshot
    bonds = {each.symbol: "BOND" for each in account.instruments if each.symbol in SYMBOLS[::2]}
    limits = replace(request.policy.constraints, class_caps=CAPS)
    capped = replace(request.policy, constraints=limits)
    owners = replace(request, policy=in_classes(capped, **bonds))
    theirs = owners.policy.asset_classes
    told = tuple(
        replace(each, asset_class=theirs.get(each.symbol, each.asset_class)) for each in account.instruments
    )
    brokers = replace(request, policy=in_classes(capped), snapshot=replace(account, instruments=told))

    assert decided(plan_rebalance(brokers)) == decided(plan_rebalance(owners))


@given(requests(), st.sampled_from([D(10), D(1000), D("0.1")]))
def test_the_unit_of_account_does_not_matter(request: PlanRequest, factor: D):
    """All prices, cash and limits ten times as high are the same shares of everything but funds."""
    plain = replace(request.policy, costs=CostConfig(minimum_trade=request.policy.costs.minimum_trade))
    small = replace(
        request,
        policy=plain,
        shelf=None,
        cash_flow=D(0),
        snapshot=in_whole_dollars(request.snapshot),
    )

    assert quantities(plan_rebalance(small)) == quantities(plan_rebalance(scaled_up(small, factor)))


def in_whole_dollars(account: Snapshot) -> Snapshot:
    """Leave out what is cut to cents: funds and foreign currencies."""
    instruments = tuple(
        replace(known, unit=QuantityUnit.WHOLE, currency="USD")
        if known.unit is QuantityUnit.NOTIONAL
        else replace(known, currency="USD")
        for known in account.instruments
    )
    return replace(account, instruments=instruments, foreign_cash=())


def quantities(made: Plan) -> list[tuple[str, str, D]]:
    return [(trade.symbol, trade.side.value, trade.quantity) for trade in made.trades]


def scaled_up(request: PlanRequest, factor: D) -> PlanRequest:
    rule, limits = request.policy, request.policy.constraints
    return replace(
        request,
        snapshot=repriced(request.snapshot, factor),
        minimum_trade=request.minimum_trade * factor,
        policy=replace(
            rule,
            costs=replace(rule.costs, minimum_trade=rule.costs.minimum_trade * factor),
            constraints=replace(
                limits,
                transaction_cost_limit=times(limits.transaction_cost_limit, factor),
                allocate_at_most=times(limits.allocate_at_most, factor),
                cash_reserve_amount=limits.cash_reserve_amount * factor,
            ),
            tactics=replace(
                rule.tactics,
                signals=tuple(
                    replace(signal, stop_price=times(signal.stop_price, factor))
                    for signal in rule.tactics.signals
                ),
            ),
        ),
    )


def times(amount: D | None, factor: D) -> D | None:
    return None if amount is None else amount * factor


def repriced(account: Snapshot, factor: D) -> Snapshot:
    return replace(
        account,
        cash=account.cash * factor,
        quotes=tuple(replace(seen, price=seen.price * factor) for seen in account.quotes),
    )


@given(free_requests())
def test_the_names_of_currencies_do_not_matter(request: PlanRequest):
    """Euros and yen under other names give the same trades and the same exchanges."""
    account = request.snapshot
    renamed = replace(
        account,
        instruments=tuple(
            replace(known, currency=OTHER_NAMES[known.currency]) for known in account.instruments
        ),
        foreign_cash=tuple(
            CashBalance(currency=OTHER_NAMES[cash.currency], amount=cash.amount)
            for cash in account.foreign_cash
        ),
        fx_rates=tuple(
            FxRate(currency=OTHER_NAMES[seen.currency], rate=seen.rate, as_of=seen.as_of)
            for seen in account.fx_rates
        ),
    )
    here, there = plan_rebalance(request), plan_rebalance(replace(request, snapshot=renamed))

    assert quantities(here) == quantities(there)
    assert [(OTHER_NAMES[fx.currency], fx.side, fx.amount) for fx in here.fx_trades] == [
        (fx.currency, fx.side, fx.amount) for fx in there.fx_trades
    ]


@given(requests(), scaled(1, 100_000, 2))
def test_bystanders_do_not_matter(request: PlanRequest, price: D):
    """A symbol that is priced, but neither held nor wanted, changes nothing."""
    account = request.snapshot
    crowded = replace(
        account,
        quotes=(*account.quotes, Quote(symbol="ZZZ", price=price, as_of=NOON)),
        instruments=(*account.instruments, instrument("ZZZ")),
    )

    assert plan_rebalance(request).plan_hash == plan_rebalance(replace(request, snapshot=crowded)).plan_hash


@given(requests())
def test_the_request_is_left_as_it_was(request: PlanRequest):
    """Planning changes nothing it was given."""
    before = repr(request)
    plan_rebalance(request)

    assert before == repr(request)
