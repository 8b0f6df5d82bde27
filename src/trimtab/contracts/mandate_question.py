"""Turn a request of requirement 003 into the planner's own question."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from trimtab.contracts.mandate import (
    MandateOptions,
    MandateQuestion,
    PortfolioSnapshot,
    ShelfRow,
    SimulateMandateRequest,
)
from trimtab.contracts.mandate_answer import to_rebalance_run
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.mandate import MandateRequest, MandateSources, SimulateMandate
from trimtab.domain.money import ONE, ZERO, to_text
from trimtab.domain.policy import Policy, PolicyStatus, RebalancingMethod, UntargetedRule
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanOptions, PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry
from trimtab.domain.snapshot import UNCLASSIFIED, BrokerMode, Snapshot
from trimtab.domain.targets import SumVerdict, TargetAllocation, Targets

_FUNDS: Final = frozenset({"FUND", "FUNDS", "MUTUAL_FUND", "MUTUAL_FUNDS"})
"""Asset classes that trade in amounts of money (requirement 003, step 4)."""

_NOBODY: Final = ""
"""A simulation belongs to no person: whoever asks the same question gets the same answer."""


def to_command(sent: SimulateMandateRequest, uid: str) -> SimulateMandate:
    """Convert to the engine's command of one caller."""
    return SimulateMandate(
        uid=uid,
        request=to_mandate_request(sent),
        write=lambda run: to_rebalance_run(run, sent.options).text,
        idempotency_key=sent.idempotency_key,
        correlation_id=sent.correlation_id,
    )


def to_mandate_request(sent: MandateQuestion) -> MandateRequest:
    """Convert to the engine's question.

    Raises InvalidRequestError for weights beyond the sum rule, a pair that is not quoted in base currency,
    and a minimum in another currency than the instrument's.
    """
    question = PlanRequest(
        snapshot=_snapshot(sent),
        policy=_policy(sent),
        portfolio=PortfolioRef(_NOBODY, sent.portfolio_snapshot.portfolio_id),
        shelf=_shelf(sent),
        options=_options(sent.options),
    )
    return MandateRequest(sources=_sources(sent), question=question, text=sent.text)


def _sources(sent: MandateQuestion) -> MandateSources:
    return MandateSources(
        portfolio_snapshot_id=sent.portfolio_snapshot.snapshot_id,
        market_data_snapshot_id=sent.market_data_snapshot.snapshot_id,
        mandate_id=sent.mandate.mandate_id,
        model_portfolio_id=sent.model_portfolio.model_portfolio_id,
        effective_policy_version=sent.mandate.policy_version,
        shelf_snapshot_version=sent.shelf_version,
    )


def _snapshot(sent: MandateQuestion) -> Snapshot:
    portfolio, market = sent.portfolio_snapshot, sent.market_data_snapshot
    cash = {balance.currency: balance.amount for balance in portfolio.cash_balances}
    return Snapshot(
        account_id=portfolio.portfolio_id,
        environment=BrokerMode.PAPER,
        as_of=portfolio.as_of,
        market_as_of=market.as_of,
        base_currency=portfolio.base_currency,
        cash=cash.pop(portfolio.base_currency, ZERO),
        foreign_cash=tuple(CashBalance(currency=name, amount=cash[name]) for name in sorted(cash)),
        holdings=_holdings(portfolio),
        quotes=tuple(
            Quote(symbol=row.instrument_id, price=row.price, as_of=row.as_of or market.as_of)
            for row in market.prices
        ),
        instruments=_instruments(sent),
        fx_rates=_fx_rates(sent),
    )


def _holdings(portfolio: PortfolioSnapshot) -> tuple[Holding, ...]:
    return tuple(
        Holding(symbol=row.instrument_id, quantity=row.quantity, available_quantity=row.quantity)
        for row in portfolio.positions
    )


def _instruments(sent: MandateQuestion) -> tuple[Instrument, ...]:
    """Describe what is held or wanted; an instrument without a price counts as one in base currency."""
    base = sent.portfolio_snapshot.base_currency
    currencies = {row.instrument_id: row.currency for row in sent.market_data_snapshot.prices}
    shelf = _shelf_rows(sent)
    held = {row.instrument_id for row in sent.portfolio_snapshot.positions}
    names = held | {row.instrument_id for row in sent.model_portfolio.targets}
    return tuple(_instrument(name, currencies.get(name, base), shelf.get(name)) for name in sorted(names))


def _instrument(name: str, currency: str, row: ShelfRow | None) -> Instrument:
    return Instrument(
        symbol=name,
        asset_id=name,
        name=name,
        is_tradable=True,
        unit=_unit(row),
        currency=currency,
        asset_class=row.asset_class if row else UNCLASSIFIED,
    )


def _unit(row: ShelfRow | None) -> QuantityUnit:
    if row and row.unit:
        return row.unit
    return QuantityUnit.NOTIONAL if row and row.asset_class in _FUNDS else QuantityUnit.WHOLE


def _fx_rates(sent: MandateQuestion) -> tuple[FxRate, ...]:
    market, base = sent.market_data_snapshot, sent.portfolio_snapshot.base_currency
    rates = []
    for row in market.fx_rates:
        currency, _, quoted_in = row.pair.partition("/")
        if quoted_in != base:
            problem = f"must be quoted in base currency, such as EUR/{base}: all exchange goes through it"
            raise InvalidRequestError("market_data_snapshot.fx_rates.pair", row.pair, problem)
        if currency == base and row.rate != ONE:
            problem = "must be 1, the rate of base currency against itself"
            raise InvalidRequestError("market_data_snapshot.fx_rates.rate", to_text(row.rate), problem)
        if currency != base:
            rates.append(FxRate(currency=currency, rate=row.rate, as_of=market.as_of))
    return tuple(rates)


def _shelf(sent: MandateQuestion) -> Shelf:
    currencies = {row.instrument_id: row.currency for row in sent.market_data_snapshot.prices}
    entries = (_shelf_entry(row, currencies.get(name)) for name, row in sorted(_shelf_rows(sent).items()))
    return Shelf(version=sent.shelf_version, entries=tuple(entries))


def _shelf_rows(sent: MandateQuestion) -> dict[str, ShelfRow]:
    """Choose each instrument's row: that for the portfolio's entity context, else the one for everybody."""
    own = sent.portfolio_snapshot.entity_context
    general = {row.instrument_id: row for row in sent.shelf_entries if row.entity_context is None}
    special = {row.instrument_id: row for row in sent.shelf_entries if row.entity_context == own}
    return general | special


def _shelf_entry(row: ShelfRow, currency: str | None) -> ShelfEntry:
    minimum = row.min_notional
    if minimum and currency and minimum.currency != currency:
        problem = f"must be {currency}, the currency {row.instrument_id} is priced in"
        raise InvalidRequestError("shelf_entries.min_notional.currency", minimum.currency, problem)
    amount = minimum.amount if minimum else ZERO
    return ShelfEntry(symbol=row.instrument_id, status=row.status, minimum_trade=amount)


def _policy(sent: MandateQuestion) -> Policy:
    return Policy(
        version=1,
        status=PolicyStatus.ACTIVE,
        saved_at=sent.portfolio_snapshot.as_of,
        targets=_targets(sent),
        method=RebalancingMethod.FULL,
        untargeted=UntargetedRule.LIQUIDATE,
        costs=CostConfig(minimum_trade=ZERO),
        constraints=_constraints(sent),
    )


def _targets(sent: MandateQuestion) -> Targets:
    model = sent.model_portfolio
    targets = Targets(
        allocations=tuple(
            TargetAllocation(symbol=row.instrument_id, weight=row.weight) for row in model.targets
        ),
        cash_weight=model.cash_weight,
    )
    if targets.sum_verdict is SumVerdict.REFUSED:
        total = to_text(targets.total_weight)
        problem = "is what the weights add up to; with cash_weight they must add up to 1"
        raise InvalidRequestError("model_portfolio.targets", total, problem, ReasonCode.TARGETS_SUM)
    return targets


def _constraints(sent: MandateQuestion) -> Constraints:
    rules = sent.mandate.rules
    return Constraints(
        max_turnover=rules.max_turnover,
        excluded_instruments=rules.excluded_instruments,
        locked=rules.locked,
        do_not_buy=rules.do_not_buy,
        do_not_sell=rules.do_not_sell,
        max_position_weight=_position_cap(sent),
        class_caps=tuple(ClassCap(asset_class=row.asset_class, weight=row.weight) for row in rules.class_max),
        cap_mode=sent.options.cap_mode,
        excluded_weight=sent.options.excluded_weight,
        cash_reserve_weight=rules.cash_reserve_weight,
    )


def _position_cap(sent: MandateQuestion) -> Decimal | None:
    """Take the tighter of the mandate's cap and the request's."""
    rule, option = sent.mandate.rules.single_position_max, sent.options.single_position_max_weight
    weights = [weight for weight in (rule.weight if rule else None, option) if weight is not None]
    return min(weights, default=None)


def _options(sent: MandateOptions) -> PlanOptions:
    staleness = sent.max_staleness_minutes
    return PlanOptions(
        suppress_dust_trades=sent.suppress_dust_trades,
        allow_restricted=sent.allow_restricted,
        data_quality=sent.dq_policy,
        max_staleness=None if staleness is None else timedelta(minutes=staleness),
        max_skew=timedelta(minutes=sent.max_skew_minutes),
        fx_buffer_pct=sent.fx_buffer_pct,
        repatriation=sent.fx_sweep,
        repatriation_threshold=sent.fx_sweep_threshold,
        review_soft_rules=True,
    )
