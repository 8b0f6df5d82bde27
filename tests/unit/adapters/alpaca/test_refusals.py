from __future__ import annotations

import pytest

from trimtab.adapters.alpaca.failures import Complaint
from trimtab.adapters.alpaca.refusals import are_credentials_refused, is_name_taken, reason_for
from trimtab.domain.reasons import ReasonCode


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("insufficient buying power", ReasonCode.INSUFFICIENT_BUYING_POWER),
        ("insufficient qty available for order (requested: 7, available: 3)", ReasonCode.INSUFFICIENT_SHARES),
        ("potential wash trade detected. use complex orders", ReasonCode.OPPOSITE_ORDER_OPEN),
        ('asset "BRK.A" is not fractionable', ReasonCode.NOT_FRACTIONABLE),
        ('asset "HALT" is not tradable', ReasonCode.NOT_TRADABLE),
        ('asset "GONE" is not active', ReasonCode.NOT_TRADABLE),
        ('asset "ZZZZZ" not found', ReasonCode.UNKNOWN_SYMBOL),
        ("symbol not found: ZZZZZ", ReasonCode.UNKNOWN_SYMBOL),
        ("cost basis must be >= minimal amount of order 1", ReasonCode.BELOW_BROKER_MINIMUM),
        ("notional must be >= 1.00", ReasonCode.BELOW_BROKER_MINIMUM),
        (
            "invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria",
            ReasonCode.SUB_PENNY_PRICE,
        ),
        ("fractional orders cannot be sold short", ReasonCode.SHORT_NOT_ALLOWED),
        ("account is not allowed to short", ReasonCode.SHORT_NOT_ALLOWED),
        ("account is restricted to liquidation only", ReasonCode.ACCOUNT_BLOCKED),
        ("new orders are rejected by user request", ReasonCode.ACCOUNT_BLOCKED),
        ("forbidden.", ReasonCode.BROKER_CREDENTIALS_REFUSED),
        ("order not found for o1", ReasonCode.BROKER_REFUSED),
        ("the moon is in the wrong house", ReasonCode.BROKER_REFUSED),
    ],
)
def test_words_name_the_reason(message: str, reason: ReasonCode):
    """Each documented sentence has its reason; an unheard one is the broker's own business."""
    assert reason is reason_for(403, Complaint(message, 40310000))


def test_unauthorised_is_about_the_keys_whatever_it_says():
    """The status alone tells that a new link is needed."""
    assert ReasonCode.BROKER_CREDENTIALS_REFUSED is reason_for(401, Complaint("whatever"))


@pytest.mark.parametrize(
    ("message", "is_taken"),
    [
        ("client_order_id must be unique", True),
        ("order with this client order id already exists", True),
        ("client_order_id must be no more than 128 characters", False),
        ("qty must be > 0", False),
    ],
)
def test_a_taken_name_is_told_from_other_parameter_errors(message: str, *, is_taken: bool):
    """They share one number, so the words decide."""
    assert is_taken == is_name_taken(Complaint(message, 40010001))


@pytest.mark.parametrize(
    ("status", "message", "are_refused"),
    [
        (401, None, True),
        (401, "unauthorized.", True),
        (403, "forbidden.", True),
        (403, None, False),
        (403, "subscription does not permit querying recent SIP data", False),
        (500, "unauthorized.", False),
        (None, None, False),
    ],
)
def test_a_read_tells_whether_the_keys_still_open_the_account(
    status: int | None, message: str | None, *, are_refused: bool
):
    """A gateway's page and a missing price feed are no reason to link the account again."""
    complaint = None if message is None else Complaint(message)

    assert are_refused == are_credentials_refused(status, complaint)
