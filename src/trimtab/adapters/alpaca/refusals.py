"""Name what the broker means when it refuses an order: its numbers are coarse, so its words decide."""

from __future__ import annotations

import re
from typing import Final

from trimtab.adapters.alpaca.failures import Complaint
from trimtab.domain.reasons import ReasonCode

NAME_TAKEN: Final = 40010001
"""The broker's number for parameter errors, a taken client order id among them."""

_UNAUTHORISED: Final = 401
_FORBIDDEN: Final = 403
_TAKEN: Final = re.compile(r"must be unique|duplicate|already (exists|been used|in use)", re.IGNORECASE)
_UNSUBSCRIBED: Final = re.compile(r"subscription", re.IGNORECASE)
# The first match counts: a sub-penny refusal, for one, also speaks of a minimum.
_REASONS: Final[tuple[tuple[str, ReasonCode], ...]] = (
    (r"sub-?penny", ReasonCode.SUB_PENNY_PRICE),
    (r"insufficient (day ?trading )?buying power", ReasonCode.INSUFFICIENT_BUYING_POWER),
    (r"insufficient (qty|quantity|balance)", ReasonCode.INSUFFICIENT_SHARES),
    (r"wash trade|opposite side", ReasonCode.OPPOSITE_ORDER_OPEN),
    (r"not fractionable", ReasonCode.NOT_FRACTIONABLE),
    (r"(asset|symbol)\b.*\bnot found|not find asset", ReasonCode.UNKNOWN_SYMBOL),
    (r"not (currently )?(tradable|tradeable|active)|inactive|halted", ReasonCode.NOT_TRADABLE),
    (r"sold short|to short|shorting|short sell", ReasonCode.SHORT_NOT_ALLOWED),
    (r"minimal amount|notional must be >=|minimum", ReasonCode.BELOW_BROKER_MINIMUM),
    (
        r"restricted|rejected by user request|(account|trading)\b.*\b(blocked|suspended)",
        ReasonCode.ACCOUNT_BLOCKED,
    ),
    (r"unauthorized|forbidden", ReasonCode.BROKER_CREDENTIALS_REFUSED),
)


def reason_for(status: int, complaint: Complaint) -> ReasonCode:
    """Name the reason of a refused order; words nobody has heard before are BROKER_REFUSED."""
    if status == _UNAUTHORISED:
        return ReasonCode.BROKER_CREDENTIALS_REFUSED
    heard = (reason for words, reason in _REASONS if re.search(words, complaint.message, re.IGNORECASE))
    return next(heard, ReasonCode.BROKER_REFUSED)


def is_name_taken(complaint: Complaint) -> bool:
    """Tell whether the order was refused because its client order id is taken."""
    return _TAKEN.search(complaint.message) is not None


def are_credentials_refused(status: int | None, complaint: Complaint | None) -> bool:
    """Tell whether a failed read says that the keys no longer open the account.

    A plan that lacks a price feed is another matter, and a gateway's page says nothing about keys.
    """
    if status == _UNAUTHORISED:
        return True
    return status == _FORBIDDEN and complaint is not None and not _UNSUBSCRIBED.search(complaint.message)
