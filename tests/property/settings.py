"""Random settings of a policy, each as it may be saved; every field of every section is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeVar

from builders import NOON
from property.dice import Dice
from property.portfolios import SYMBOLS, targets_of
from trimtab.domain.config import CalendarConfig, CostConfig, DriftConfig, DriftMethod, Frequency
from trimtab.domain.constraints import CapMode, CashShortRule, ClassCap, Constraints, ExcludedWeight
from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType
from trimtab.domain.policy import (
    Autonomy,
    Destination,
    Limits,
    Policy,
    PolicyStatus,
    RebalancingMethod,
    UntargetedRule,
)
from trimtab.domain.tactics import Signal, Tactics, Tilt
from trimtab.domain.tax_config import (
    AccountKind,
    IdenticalGroup,
    LotMethod,
    SubstituteSet,
    TaxAccount,
    TaxConfig,
    TaxRates,
    TransitionMode,
)
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    ChangeMeasure,
    CombinedTrigger,
    CombineMode,
    Condition,
    CorrelationTrigger,
    DateShift,
    ManualTrigger,
    RuleConstraints,
    ThresholdTrigger,
    Trigger,
    TriggerRule,
    TriggerSettings,
    VolatilityTrigger,
)

LAST_DAYS: Final = {
    Frequency.WEEKLY: (7,) * 12,
    Frequency.MONTHLY: (31,) * 12,
    Frequency.QUARTERLY: (31,) * 12,
    Frequency.ANNUAL: (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
}
Kind = TypeVar("Kind")


def settings_of(dice: Dice) -> Policy:
    """Draw a policy with any settings."""
    return _filled(
        Policy,
        version=dice.below(1_000) + 1,
        status=dice.pick(tuple(PolicyStatus)),
        saved_at=NOON,
        targets=targets_of(dice, SYMBOLS),
        drift=_drift(dice),
        method=dice.pick(tuple(RebalancingMethod)),
        destination=dice.pick(tuple(Destination)),
        costs=_costs(dice),
        constraints=_constraints(dice),
        tactics=_tactics(dice),
        calendar=_calendar(dice),
        tax=_tax(dice),
        untargeted=dice.pick(tuple(UntargetedRule)),
        autonomy=dice.pick(tuple(Autonomy)),
        limits=_filled(
            Limits,
            max_orders=dice.below(400) + 1,
            max_order_value=_amount(dice) + 1,
            max_run_value=_amount(dice) + 1,
            max_day_orders=dice.below(2_000) + 1,
            max_day_value=_amount(dice) + 1,
            max_run_turnover=_positive(dice),
            max_day_turnover=_positive(dice) * 3,
            max_price_move=_positive(dice) / 20,
            max_volume_share=_positive(dice),
            max_drawdown=_maybe(dice, _fraction(dice)),
        ),
        execution=_filled(
            ExecutionConfig,
            order_type=dice.pick(tuple(OrderType)),
            limit_buffer=_fraction(dice) / 20,
            reprice_after_seconds=dice.below(591) + 10,
            max_reprices=dice.below(6),
            last_resort=dice.pick(tuple(LastResort)),
            hold_seconds=dice.below(601),
        ),
        triggers=_triggers(dice),
    )


def _triggers(dice: Dice) -> TriggerSettings:
    return _filled(
        TriggerSettings,
        rules=tuple(_rule(dice, f"rule-{number}") for number in range(dice.below(4))),
        cooldown_days=dice.below(3_661),
        monitoring_minutes=_maybe(dice, Decimal(1)) and dice.below(386) + 5,
    )


def _rule(dice: Dice, name: str) -> TriggerRule:
    return _filled(
        TriggerRule,
        rule_id=name,
        trigger=_trigger(dice),
        method=dice.pick((None, *RebalancingMethod)),
        constraints=_rule_constraints(dice) if _flag(dice) else None,
        is_enabled=_flag(dice),
        created_at=dice.pick((None, NOON)),
    )


def _rule_constraints(dice: Dice) -> RuleConstraints:
    return _filled(
        RuleConstraints,
        max_turnover=_maybe(dice, _fraction(dice)),
        min_trade_size=_maybe(dice, _amount(dice)),
        transaction_cost_limit=_maybe(dice, _amount(dice)),
        excluded_instruments=_some(dice),
    )


def _trigger(dice: Dice) -> Trigger:
    if dice.once_in(4):
        return CombinedTrigger(
            conditions=tuple(_condition(dice) for _ in range(dice.below(3) + 1)),
            combine=dice.pick(tuple(CombineMode)),
        )
    return ManualTrigger() if dice.once_in(7) else _condition(dice)


def _condition(dice: Dice) -> Condition:
    options: tuple[Condition, ...] = (
        CalendarTrigger(calendar=_calendar(dice) if _flag(dice) else None, shift=dice.pick(tuple(DateShift))),
        ThresholdTrigger(threshold=_maybe(dice, _fraction(dice))),
        VolatilityTrigger(
            look_back=dice.below(246) + 5,
            change=_fraction(dice) + 1,
            measure=dice.pick(tuple(ChangeMeasure)),
            symbol=dice.pick((None, *SYMBOLS)),
        ),
        CorrelationTrigger(
            look_back=dice.below(246) + 5,
            change=_fraction(dice) + 1,
            measure=dice.pick(tuple(ChangeMeasure)),
            symbols=SYMBOLS[:2] if _flag(dice) else (),
        ),
        CashFlowTrigger(amount=_amount(dice), dividends=_flag(dice), withdrawals=_flag(dice)),
    )
    return dice.pick(options)


def _filled(kind: Callable[..., Kind], /, **values: Any) -> Kind:
    """Make a value of which every field is given. Raises ValueError for one that was forgotten."""
    missing = {field.name for field in fields(kind)} - values.keys()  # type: ignore[arg-type]
    if missing:
        raise ValueError(f"draw {', '.join(sorted(missing))} of {kind}, too")
    return kind(**values)


def _fraction(dice: Dice) -> Decimal:
    return dice.amount(1, dice.below(10))


def _positive(dice: Dice) -> Decimal:
    """Draw a fraction above zero."""
    return (dice.amount(1, 9) + Decimal("1E-9")) / 2


def _amount(dice: Dice) -> Decimal:
    return dice.amount(10**9, 0) + dice.amount(1, 9) if dice.once_in(4) else dice.amount(10_000, 2)


def _maybe(dice: Dice, value: Decimal) -> Decimal | None:
    return value if dice.once_in(2) else None


def _flag(dice: Dice) -> bool:
    return dice.once_in(2)


def _some(dice: Dice, symbols: Sequence[str] = SYMBOLS) -> tuple[str, ...]:
    return tuple(symbol for symbol in symbols if dice.once_in(3))


def _drift(dice: Dice) -> DriftConfig:
    edges = sorted((_fraction(dice), _fraction(dice)))
    return _filled(
        DriftConfig,
        threshold=edges[0],
        critical=_maybe(dice, edges[1]),
        method=dice.pick(tuple(DriftMethod)),
        relative_threshold=_fraction(dice),
    )


def _calendar(dice: Dice) -> CalendarConfig:
    frequency, month = dice.pick(tuple(Frequency)), dice.below(12)
    day = dice.below(LAST_DAYS[frequency][month]) + 1
    return _filled(CalendarConfig, frequency=frequency, month=month + 1, day=day)


def _costs(dice: Dice) -> CostConfig:
    return _filled(
        CostConfig,
        minimum_trade=_amount(dice),
        spread_rate=_fraction(dice),
        commission_rate=_fraction(dice),
        minimum_commission=_amount(dice),
        impact=_amount(dice),
    )


def _constraints(dice: Dice) -> Constraints:
    classes = _some(dice, ("BOND", "EQUITY", "UNCLASSIFIED"))
    return _filled(
        Constraints,
        max_turnover=_maybe(dice, _fraction(dice)),
        transaction_cost_limit=_maybe(dice, _amount(dice)),
        allocate_at_most=_maybe(dice, _amount(dice)),
        excluded_instruments=_some(dice),
        locked=_some(dice),
        do_not_buy=_some(dice),
        do_not_sell=_some(dice),
        max_position_weight=_maybe(dice, _fraction(dice)),
        class_caps=tuple(_filled(ClassCap, asset_class=name, weight=_fraction(dice)) for name in classes),
        cap_mode=dice.pick(tuple(CapMode)),
        excluded_weight=dice.pick(tuple(ExcludedWeight)),
        cash_short=dice.pick(tuple(CashShortRule)),
        cash_reserve_amount=_amount(dice),
        cash_reserve_weight=_fraction(dice),
        cooldown_days=dice.below(3_661),
        improvement_threshold=_fraction(dice),
        review_soft_rules=_flag(dice),
    )


def _tactics(dice: Dice) -> Tactics:
    return _filled(
        Tactics,
        tilts=tuple(
            _filled(Tilt, symbol=symbol, change=_fraction(dice) - _fraction(dice)) for symbol in _some(dice)
        ),
        signals=tuple(_signal(dice, symbol) for symbol in _some(dice)),
        max_tilt=_fraction(dice),
        exit_below=_amount(dice) - _amount(dice),
    )


def _signal(dice: Dice, symbol: str) -> Signal:
    price = _maybe(dice, _amount(dice) + 1)
    score = _amount(dice) - _amount(dice)
    return _filled(
        Signal, symbol=symbol, score=score if price is None else _maybe(dice, score), stop_price=price
    )


def _tax(dice: Dice) -> TaxConfig:
    gains = sorted((_amount(dice), _amount(dice)))
    groups = _groups(dice)
    return _filled(
        TaxConfig,
        avoid_short_term_gains=_flag(dice),
        harvest_losses=_flag(dice),
        avoid_wash_sales=_flag(dice),
        rates=_filled(TaxRates, short_term=_fraction(dice), long_term=_fraction(dice)),
        lot_method=dice.pick(tuple(LotMethod)),
        transition=dice.pick((None, *TransitionMode)),
        deferral_days=dice.below(3_661),
        harvest_minimum=_amount(dice),
        harvest_minimum_part=_fraction(dice),
        gain_warning=_maybe(dice, gains[0]),
        gain_cap=_maybe(dice, gains[1]),
        deduction_limit=_amount(dice),
        match_earlier_purchases=_flag(dice),
        identical=groups,
        substitutes=tuple(_substitutes(dice, symbol) for symbol in _some(dice, ("GLD", "IEF", "QQQ"))),
        accounts=tuple(
            _filled(
                TaxAccount,
                account=account,
                kind=dice.pick(tuple(AccountKind)),
                lot_method=dice.pick(tuple(LotMethod)),
            )
            for account in _some(dice, ("PA-0001", "ira", "spouse:1"))
        ),
        reinvested=_some(dice),
        deposit_dates=tuple(
            date(2026, 1, 1) + timedelta(days=30 * month) for month in range(5) if dice.once_in(3)
        ),
    )


def _groups(dice: Dice) -> tuple[IdenticalGroup, ...]:
    """Cut the symbols into groups of two and more that share none."""
    edges = sorted({0, len(SYMBOLS), dice.below(3) * 2})
    cuts = (SYMBOLS[low:high] for low, high in pairwise(edges))
    return tuple(IdenticalGroup(tuple(sorted(cut))) for cut in cuts if dice.once_in(2))


def _substitutes(dice: Dice, symbol: str) -> SubstituteSet:
    """Draw substitutes of a symbol that is in no group, in any order of preference."""
    chosen = _some(dice) or SYMBOLS[:1]
    return _filled(SubstituteSet, symbol=symbol, substitutes=chosen[::-1] if _flag(dice) else chosen)
