"""Values to store: one policy, plan, run and leg each, and the next step of a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any

from trimtab.domain.account_state import DayTotals
from trimtab.domain.drift import DriftReport, DriftRow, ToleranceBand
from trimtab.domain.equity import EquityPeak, MoneyFlow
from trimtab.domain.instruments import AssetClass
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.mandate import RunVerdict, SimulationRecord
from trimtab.domain.plan import PLAN_LIFETIME, Envelope, Plan, PlanStatus
from trimtab.domain.policy import Policy, PolicyStatus, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run, RunKind, RunState, StateChange
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.suggestion import Suggestion
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.tax_preview import TaxImplication
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade
from trimtab.execution.journal import Change, first_event, notice_of, record
from trimtab.ports import (
    AccountChange,
    IdempotencyKey,
    Reserved,
    RunOpening,
    RunRecord,
    RunStep,
    RunStore,
)

NOON = datetime(2026, 1, 2, 12, 0, 0, 123456, tzinfo=UTC)
LEASE = timedelta(seconds=60)
HOME = PortfolioRef("ada")
SECOND = PortfolioRef("ada", "retirement")
SPY = TargetAllocation(symbol="SPY", weight=D("0.6"), tolerance=D("0.05"), asset_class=AssetClass.EQUITY)
TLT = TargetAllocation(symbol="TLT", weight=D("0.4"), is_enabled=False)
TOTALS = DayTotals(day=NOON.date(), order_count=2, value=D("13652.1"))
ENVELOPE = Envelope(expires_at=NOON + PLAN_LIFETIME, cash_floor=D("120.5"), max_price_move=D("0.03"))
DRIFT = DriftReport(
    total_value=D("97000.13"),
    rows=(
        DriftRow(
            key="SPY",
            market_value=D("64666.75"),
            actual_weight=D(2) / D(3),
            target_weight=D("0.6"),
            band=ToleranceBand.of(D("0.05")),
        ),
    ),
)


def policy(version: int, *allocations: TargetAllocation, saved_at: datetime = NOON) -> Policy:
    """Make a policy with these targets, or with SPY and TLT."""
    targets = Targets(allocations=allocations or (SPY, TLT), cash_weight=D("0.025"))
    return Policy(version=version, status=PolicyStatus.ACTIVE, saved_at=saved_at, targets=targets)


def plan(portfolio: PortfolioRef = HOME) -> Plan:
    """Make a plan with one sale, one skip and weights of 28 digits."""
    return Plan(
        uid=portfolio.uid,
        portfolio_id=portfolio.portfolio_id,
        account_id="A-1",
        environment=BrokerMode.PAPER,
        policy_version=1,
        method=RebalancingMethod.FULL,
        engine_version="0.1.0",
        as_of=NOON,
        status=PlanStatus.READY,
        finding=Reason(ReasonCode.REBALANCE_DRIFT, "SPY is over its target."),
        trades=(
            Trade(
                symbol="SPY",
                side=Side.SELL,
                quantity=D("10.1234"),
                price=D("650.00"),
                reason=Reason(ReasonCode.REBALANCE_DRIFT, "6.5 points over."),
                priority=Priority.HIGH,
            ),
        ),
        skipped=(SkippedTrade(symbol="GLD", reason=Reason(ReasonCode.BELOW_MINIMUM_TRADE, "Worth $3.")),),
        drift=DRIFT,
        drift_after=DRIFT,
        cash=D("120.00"),
        cash_after=D("6700.21"),
        envelope=ENVELOPE,
    )


def suggestions(count: int = 2) -> tuple[Suggestion, ...]:
    """Make the trades of a plan as they are kept, all of them pending."""
    return tuple(
        Suggestion(
            number=number,
            symbol="SPY",
            action=Side.SELL,
            current_quantity=D("20.5"),
            suggested_quantity=D("10.3766"),
            estimated_value=D("6580.21"),
            priority=Priority.HIGH,
            tax_implication=TaxImplication.GAIN,
            harvest_opportunity=False,
            created_at=NOON,
            expires_at=ENVELOPE.expires_at,
        )
        for number in range(1, count + 1)
    )


def legs(count: int = 2) -> tuple[Leg, ...]:
    """Make the legs of a run, all of them ready to be sent."""
    return tuple(
        Leg(
            number=number,
            symbol="SPY",
            side=Side.SELL,
            planned_quantity=D("10.5"),
            quantity=D("10.5"),
            reference_price=D("650.10"),
            client_order_id=f"rbp{number}",
            state=LegState.INTENT,
            updated_at=NOON,
        )
        for number in range(1, count + 1)
    )


def run(run_id: str, portfolio: PortfolioRef = HOME, account_key: str = "acct_1") -> Run:
    """Make a run of two legs that has just been reserved, of a plan of its own."""
    return Run(
        run_id=run_id,
        uid=portfolio.uid,
        portfolio_id=portfolio.portfolio_id,
        kind=RunKind.REBALANCE,
        account_id="A-1",
        account_key=account_key,
        environment=BrokerMode.PAPER,
        plan_id=f"pl_{run_id}",
        plan_hash="abc",
        policy_version=1,
        engine_version="0.1.0",
        envelope=ENVELOPE,
        trading_epoch=1,
        state=RunState.RESERVED,
        leg_count=2,
        created_at=NOON,
        updated_at=NOON,
        history=(StateChange(RunState.RESERVED, NOON),),
    )


def key(name: str, uid: str = HOME.uid) -> IdempotencyKey:
    """Make a caller's key."""
    return IdempotencyKey(uid=uid, key=name, request_hash=f"hash of {name}")


def opening(runs: RunStore, new: Run, with_key: IdempotencyKey) -> RunOpening:
    """Prepare the reservation of a run on its account as it is now, free or not."""
    opened, event = first_event(new, legs())
    account = runs.account(new.account_key, new.environment)
    change = AccountChange(before=account, after=account.state.held_by(opened, TOTALS))
    return RunOpening(run=opened, legs=legs(), event=event, key=with_key, account=change)


def reserve(runs: RunStore, new: Run, with_key: IdempotencyKey) -> RunRecord:
    """Reserve a run that nothing forbids, and return its record."""
    outcome = runs.reserve(opening(runs, new, with_key))
    assert isinstance(outcome, Reserved)
    return outcome.record


def step(before: RunRecord, state: RunState, **fields: Any) -> RunStep:
    """Make the next state of a run in which the first leg is on its way."""
    now = before.run.updated_at + timedelta(seconds=1)
    first = replace(before.legs[0], state=LegState.SENDING, attempts=1, sent_at=now, updated_at=now)
    changed = (first, *before.legs[1:])
    after, event = record(before.run, changed, Change(state=state, text="The first leg leaves.", now=now))
    return RunStep(run=after, legs=changed, event=event, **fields)


def ending(runs: RunStore, before: RunRecord, state: RunState = RunState.COMPLETED) -> RunStep:
    """Make the last step of a run, which gives its account back and leaves a notice."""
    last = step(before, state)
    account = runs.account(before.run.account_key, before.run.environment)
    after = account.state.given_back(last.run, None, last.run.updated_at)
    change = AccountChange(before=account, after=after)
    return replace(last, account=change, notices=(notice_of(last.run),))


def simulation(
    run_id: str = "rr_1", portfolio: PortfolioRef = HOME, words: str = "ready"
) -> SimulationRecord:
    """Make a simulated run with a question and an answer in canonical JSON."""
    return SimulationRecord(
        portfolio=portfolio,
        run_id=run_id,
        request_hash="h1",
        status=RunVerdict.READY,
        engine_version="0.1.0",
        question='{"as_of":"2026-01-02T12:00:00.000000Z","positions":[{"quantity":"0.1"}]}',
        answer=f'{{"status":"READY","words":"{words}"}}',
        created_at=NOON,
    )


def equity_peak() -> EquityPeak:
    """Make a peak of 100.25 dollars with one withdrawal that it knows of."""
    flow = MoneyFlow(activity_id="20260101000000000::1", amount=D("-12.5"), booked_at=NOON)
    return EquityPeak(
        account_key="acct_1", epoch=2, value=D("100.25"), at=NOON, read_on=NOON.date(), flows=(flow,)
    )
