"""Which orders are taken: one small rule after another, the first that objects decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from paperbroker.basics.refusals import Refusal, bad_parameter
from paperbroker.orders import cover_rules, standing_rules, term_rules
from paperbroker.orders.admission import Admission

Rule = Callable[[Admission], Refusal | None]

RULES: Final[tuple[Rule, ...]] = (
    standing_rules.account_may_trade,
    standing_rules.asset_is_equity,
    standing_rules.asset_is_active,
    standing_rules.asset_is_tradable,
    standing_rules.account_may_open,
    standing_rules.partnership_is_wanted,
    term_rules.fractional_is_day,
    term_rules.notional_waits_for_no_stop,
    term_rules.extended_hours_is_limit,
    term_rules.fraction_is_allowed,
    term_rules.fraction_keeps_the_session,
    term_rules.stop_keeps_the_tick,
    term_rules.limit_keeps_the_tick,
    term_rules.purchase_reaches_the_minimum,
    cover_rules.no_wash_trade,
    cover_rules.one_closing_notional_while_closed,
    cover_rules.sale_is_not_short,
    cover_rules.sale_is_covered,
    cover_rules.purchase_is_paid,
)


def first_refusal(admission: Admission) -> Refusal | None:
    """Apply every rule in order; None means the order is taken."""
    return next((refusal for rule in RULES if (refusal := rule(admission))), None)


def duplicate_client_id() -> Refusal:
    """Refuse a client order id the account has used before, however that order ended."""
    return bad_parameter("client_order_id must be unique")
