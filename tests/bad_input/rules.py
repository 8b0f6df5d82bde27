"""What each field of a request may hold, said a second time and apart from the contracts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import available_timezones

Rule = Callable[[object], bool]

_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2201, 1, 1, tzinfo=UTC)
_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII)


def _number(value: object) -> Decimal | None:
    """Read a plain decimal text or a JSON number that is written like one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and abs(value) >= 10**15:
        return None
    text = value if isinstance(value, str) else repr(value)
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _places(number: Decimal) -> int:
    return len(format(number, "f").partition(".")[2].rstrip("0"))


def decimal(value: object) -> bool:
    """Any plain decimal."""
    return _number(value) is not None


def percent(value: object) -> bool:
    """From 0 to 100 with two decimals."""
    number = _number(value)
    return number is not None and 0 <= number <= 100 and _places(number) <= 2


def quantity(value: object) -> bool:
    """More than nothing, with nine decimals."""
    number = _number(value)
    return number is not None and number > 0 and _places(number) <= 9


def share_count(value: object) -> bool:
    """Nothing or more, with nine decimals."""
    return quantity(value) or _number(value) == 0


def not_negative(value: object) -> bool:
    """Nothing or more."""
    number = _number(value)
    return number is not None and number >= 0


def positive(value: object) -> bool:
    """More than nothing."""
    number = _number(value)
    return number is not None and number > 0


def weight(value: object) -> bool:
    """A fraction from 0 to 1."""
    number = _number(value)
    return number is not None and 0 <= number <= 1


def buffer(value: object) -> bool:
    """A fraction from 0 to five points."""
    number = _number(value)
    return number is not None and 0 <= number <= Decimal("0.05")


def collar(value: object) -> bool:
    """A fraction above 0, up to five points."""
    return positive(value) and buffer(value)


def part(value: object) -> bool:
    """A fraction above 0, up to 1."""
    return positive(value) and weight(value)


def signed_weight(value: object) -> bool:
    """A fraction from -1 to 1."""
    number = _number(value)
    return number is not None and -1 <= number <= 1


def between(least: str, most: str) -> Rule:
    """From one number to another, with two decimals."""

    def rule(value: object) -> bool:
        number = _number(value)
        return number is not None and Decimal(least) <= number <= Decimal(most) and _places(number) <= 2

    return rule


def whole(least: int, most: int) -> Rule:
    """Whole numbers between two, both included."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def day(value: object) -> bool:
    """A date of the years 1970 to 2200."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        return 1970 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False


def instant(value: object) -> bool:
    """A time with its zone, of the years 1970 to 2200."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        return False
    try:
        return (
            datetime(1970, 1, 1, tzinfo=UTC)
            <= datetime.fromisoformat(value)
            < datetime(2201, 1, 1, tzinfo=UTC)
        )
    except ValueError:
        return False


def flag(value: object) -> bool:
    """True or false themselves."""
    return isinstance(value, bool)


def text(pattern: str) -> Rule:
    """ASCII text of a form."""
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def one_of(*words: str) -> Rule:
    """One of some words, spelled so."""
    return lambda value: isinstance(value, str) and value in words


def rule_of(path: tuple[str | int, ...]) -> Rule:
    """Find the rule of a field by its name, or by its parent's and its own. Raises KeyError without one."""
    names = [part for part in path if isinstance(part, str)]
    return RULES.get(".".join(names[-2:])) or RULES[names[-1]]


def prose(longest: int) -> Rule:
    """Words for people: any characters that can be stored."""

    def rule(value: object) -> bool:
        is_text = isinstance(value, str) and 1 <= len(value) <= longest
        return is_text and not any(0xD800 <= ord(letter) <= 0xDFFF for letter in str(value))

    return rule


symbol: Final = text(r"[A-Z]{1,5}(\.[A-Z])?")
name: Final = text(r"[A-Za-z0-9_-]{1,64}")
currency: Final = text(r"[A-Z]{3}")
clock_time: Final = text(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
identifier: Final = text(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
key: Final = text(r"[A-Za-z0-9_-]{8,128}")
method: Final = one_of(
    "FULL",
    "THRESHOLD_REBALANCING",
    "PROPORTIONAL_REBALANCING",
    "TACTICAL_REBALANCING",
    "CASH_FLOW",
    "TAX_AWARE",
)
drift_method: Final = one_of("ABSOLUTE", "RELATIVE", "COMBINED", "absolute", "relative", "combined")
lot_method: Final = one_of("FIFO", "LIFO", "HIFO", "LOSS_FIRST", "MIN_TAX", "SPECIFIC")


def empty(value: object) -> bool:
    """An object without fields: all of it left to its defaults."""
    return value == {}


def never(_: object) -> bool:
    """Nothing that could stand in one place."""
    return False


trigger_types: Final = (
    *("CALENDAR", "TIME_BASED", "THRESHOLD", "DRIFT_THRESHOLD", "VOLATILITY_CHANGE", "CORRELATION_CHANGE"),
    "CASH_FLOW",
)


def change(value: object) -> bool:
    """A fraction above nothing, up to a hundred."""
    number = _number(value)
    return number is not None and 0 < number <= 100


def zone(value: object) -> bool:
    """A name of the zone database."""
    return isinstance(value, str) and value in available_timezones()


def aversion(value: object) -> bool:
    """A number wider than any on a trade-off curve."""
    number = _number(value)
    return number is not None and Decimal("0.0001") <= number <= 1_000_000_000


minutes: Final = whole(0, 10 * 366 * 24 * 60)
days: Final = whole(0, 3_660)

RULES: Final[dict[str, Rule]] = {
    "acknowledged_rules": text(r"[A-Z][A-Z_]{0,63}(:[A-Z$][A-Z0-9_]{0,31})?"),
    "action": one_of("BUY", "SELL"),
    "allow_restricted": flag,
    "amount": decimal,
    "as_of": instant,
    "asset_type": one_of(
        *("stock", "bond", "crypto", "cash", "money_market", "real_estate", "commodity", "other"),
        "unclassified",
    ),
    "asset_class": text(r"[A-Z][A-Z0-9_]{0,31}"),
    "base_currency": currency,
    "cash_leg": flag,
    "cap_mode": one_of("SINGLE_PASS", "ITERATIVE"),
    "cash_reserve_weight": weight,
    "cash_weight": weight,
    "correlation_id": identifier,
    "currency": currency,
    "do_not_buy": identifier,
    "do_not_sell": identifier,
    "dq_policy": one_of("BLOCK", "EXCLUDE"),
    "entity_context": text(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}"),
    "excluded_instruments": identifier,
    "risk_aversion": aversion,
    "trade_off": flag,
    "excluded_weight": one_of("TO_CASH", "RENORMALISE_IN_CLASS"),
    "flip_points_of": symbol,
    "fx_buffer_pct": weight,
    "fx_sweep": one_of("OFF", "ABOVE_THRESHOLD", "SWEEP_ALL"),
    "fx_sweep_threshold": not_negative,
    "instrument_id": identifier,
    "locked": identifier,
    "mandate_id": identifier,
    "max_skew_minutes": minutes,
    "max_staleness_minutes": minutes,
    "max_turnover": not_negative,
    "min_notional.amount": not_negative,
    "model_portfolio_id": identifier,
    "pair": text(r"[A-Z]{3}/[A-Z]{3}"),
    "policy_version": identifier,
    "price": positive,
    "quantity": decimal,
    "rate": positive,
    "shelf_version": identifier,
    "single_position_max_weight": weight,
    "snapshot_id": identifier,
    "status": one_of("APPROVED", "RESTRICTED", "SUSPENDED", "BANNED"),
    "suppress_dust_trades": flag,
    "tax": one_of("OFF"),
    "unit": one_of("WHOLE", "FRACTIONAL", "NOTIONAL"),
    "value": quantity,
    "weight": weight,
    "cash_flow": decimal,
    "cash_target_percent": percent,
    "draft": flag,
    "due_at": instant,
    "asked_at": instant,
    "study_id": text(r"st_[0-9a-f]{24}"),
    "cost_bp": between("0", "500"),
    "tax_percent": between("0", "60"),
    "monthly_flow_percent": between("-2", "5"),
    "years": whole(1, 30),
    "paths": whole(50, 1000),
    "aversion": between("0.5", "20"),
    "seed": whole(0, 999_999),
    "enabled": flag,
    "execute": flag,
    "first_day": day,
    "force_rebalance": flag,
    "last_day": day,
    "trigger_type": one_of(*trigger_types, "COMBINED", "MANUAL"),
    "idempotency_key": key,
    "limit_price": quantity,
    "method": method,
    "mode": one_of("ACTIVE", "REDUCE_ONLY", "HALTED"),
    "order_type": one_of("market", "limit"),
    "plan_hash": text(r"[0-9a-f]{64}"),
    "plan_id": text(r"pl_[0-9a-f]{24}"),
    "portfolio_id": name,
    "prices": quantity,
    "qty": quantity,
    "edits.qty": share_count,
    "note": prose(500),
    "reason": prose(200),
    "review_soft_rules": flag,
    "run_id": text(r"[A-Za-z0-9]{20}"),
    "scope": one_of("EVERYBODY", "USER", "PORTFOLIO", "ACCOUNT"),
    "cancels_open_orders": flag,
    "side": one_of("buy", "sell"),
    "symbol": symbol,
    "symbols": symbol,
    "target_percent": percent,
    "time_in_force": one_of("day"),
    "tolerance_percent": percent,
    "targets.asset_class": one_of(
        *("EQUITY", "BOND", "MONEY_MARKET", "REAL_ESTATE", "COMMODITY", "CRYPTO", "OTHER")
    ),
    "trades.asset_class": text(r"[A-Za-z0-9_$ -]{1,40}"),
    "trades.quantity": quantity,
    "uid": prose(128),
    "accounts.account": identifier,
    "accounts.kind": one_of("TAXABLE", "IRA"),
    "allocate_at_most": not_negative,
    "autonomy": one_of("SHADOW", "PROPOSE", "AUTOMATIC"),
    "avoid_short_term_gains": flag,
    "avoid_wash_sales": flag,
    "calendar.day": whole(1, 31),
    "calendar.frequency": one_of("WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL"),
    "calendar.month": whole(1, 12),
    "cash_reserve_amount": not_negative,
    "cash_short": one_of("SCALE_ALL", "LARGEST_DRIFT_FIRST"),
    "constraints.do_not_buy": symbol,
    "constraints.do_not_sell": symbol,
    "constraints.excluded_instruments": symbol,
    "constraints.locked": symbol,
    "constraints.max_turnover": weight,
    "cooldown_days": days,
    "costs.commission": weight,
    "costs.impact": not_negative,
    "costs.min_trade_size": not_negative,
    "costs.minimum_commission": not_negative,
    "costs.spread": weight,
    "deduction_limit": not_negative,
    "deferral_days": days,
    "deposit_dates": day,
    "destination": one_of("TARGET", "BAND_EDGE", "HALF_WAY"),
    "drift.critical": weight,
    "drift.method": drift_method,
    "drift.relative_threshold": weight,
    "drift.threshold": weight,
    "gain_cap": not_negative,
    "gain_warning": not_negative,
    "harvest_losses": flag,
    "harvest_minimum": not_negative,
    "harvest_minimum_part": weight,
    "identical.symbols": symbol,
    "improvement_threshold": weight,
    "execution.hold_seconds": whole(0, 600),
    "execution.last_resort": one_of("CONVERT_TO_MARKET", "LEAVE_UNFILLED"),
    "execution.limit_buffer": buffer,
    "execution.max_reprices": whole(0, 5),
    "execution.reprice_after_seconds": whole(10, 600),
    "limits.max_order_value": positive,
    "limits.max_day_orders": whole(1, 2_000),
    "limits.max_orders": whole(1, 400),
    "limits.max_run_value": positive,
    "limits.max_day_value": positive,
    "limits.max_run_turnover": part,
    "limits.max_day_turnover": positive,
    "limits.max_price_move": collar,
    "limits.max_volume_share": part,
    "limits.max_drawdown": weight,
    "lot_method": lot_method,
    "csv": prose(2_000_000),
    "kind": one_of("lots", "outside_trades", "carried_losses"),
    "replace": flag,
    "match_earlier_purchases": flag,
    "max_position_weight": weight,
    "rates.long_term": weight,
    "rates.short_term": weight,
    "reinvested": symbol,
    "signals.score": decimal,
    "signals.stop_price": positive,
    "substitutes.substitutes": symbol,
    "tactics.exit_below": decimal,
    "tactics.max_tilt": weight,
    "tilts.change": signed_weight,
    "transaction_cost_limit": not_negative,
    "transition": one_of("NOW", "AVOID_SHORT_TERM_GAINS", "CASH_FLOWS_ONLY"),
    "untargeted": one_of("HOLD", "LIQUIDATE"),
    **dict.fromkeys(("calendar", "constraints", "costs", "drift", "execution", "tactics", "tax"), empty),
    "limits": never,
    "conditions": never,
    "conditions.trigger_type": one_of(*trigger_types),
    "constraints.min_trade_size": not_negative,
    "created_at": instant,
    "monitoring_interval_minutes": whole(5, 390),
    "rules.id": name,
    "rules.trigger_type": one_of(*trigger_types, "COMBINED", "MANUAL"),
    "trigger_parameters.amount": not_negative,
    "trigger_parameters.change": change,
    "trigger_parameters.combine": one_of("ANY", "ALL", "any", "all"),
    "trigger_parameters.deposits": flag,
    "trigger_parameters.dividends": flag,
    "trigger_parameters.look_back": whole(5, 250),
    "trigger_parameters.measure": one_of("RELATIVE", "ABSOLUTE"),
    "trigger_parameters.shift": one_of("FOLLOWING", "PRECEDING"),
    "trigger_parameters.symbols": symbol,
    "trigger_parameters.threshold": weight,
    "trigger_parameters.withdrawals": flag,
    "address": text(r"[A-Za-z0-9.]{1,64}@[A-Za-z0-9.]{1,100}\.[A-Za-z]{2,63}"),
    "device_id": text(r"[A-Za-z0-9_-]{16,64}"),
    "name": text(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}"),
    "scopes": one_of("read", "simulate", "propose", "execute"),
    "key_id": text(r"[A-Za-z0-9]{20}"),
    "format": one_of("JSON", "CSV"),
    "after": text(r"[0-9a-f]{64}"),
    "cancel_runs": flag,
    "digest_hour": whole(0, 23),
    "quiet_hours.begins": clock_time,
    "quiet_hours.ends": clock_time,
    "rules.channels": one_of("MAIL", "PUSH"),
    "rules.digest": flag,
    "rules.kind": one_of(
        *("DRIFT", "RUN", "REFUSAL", "KILL_SWITCH", "STALE_PRICES", "TAX_WINDOW", "PLAN_WAITING", "DELIVERY")
    ),
    "rules.least": one_of("INFO", "WARNING", "CRITICAL"),
    "webhook_url": text(r"(?:https|HTTPS)://[A-Za-z.]{1,253}/[A-Za-z0-9?=/]{0,1000}"),
    "zone": zone,
}
"""By the name of the field; a field without a rule here is a failure of the walk."""
