"""Deliberate bugs of the paper broker; its own suite must fail when any one of them is planted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plant:
    """A change of one place in one module under `src/paperbroker`."""

    name: str
    module: str
    old: str
    new: str


PLANTS: Final = (
    Plant(
        "duplicates allowed",
        "desk/admitting.py",
        "if exchange.book.orders.by_client_id(account.key, ticket.client_order_id):",
        "if False and ticket:",
    ),
    Plant(
        "sub-penny allowed",
        "orders/term_rules.py",
        "if price is None or not price % tick(price):",
        "if price is None or name:",
    ),
    Plant(
        "no wash-trade check",
        "orders/cover_rules.py",
        "    if ticket.side is other.side:\n        return False\n",
        "    if ticket.side is other.side or ticket.symbol:\n        return False\n",
    ),
    Plant(
        "overselling",
        "orders/cover_rules.py",
        "if admission.is_buy or admission.wanted_qty <= admission.available_qty:",
        "if admission.is_buy or admission.wanted_qty:",
    ),
    Plant(
        "no cash hold",
        "orders/order.py",
        "if not self.status.is_open or self.ticket.side is Side.SELL:\n            return ZERO",
        "if not self.status.is_open or self.ticket.side:\n            return ZERO",
    ),
    Plant(
        "no held shares",
        "orders/order.py",
        "if not self.status.is_open or self.ticket.side is Side.BUY:\n            return ZERO",
        "if not self.status.is_open or self.ticket.side:\n            return ZERO",
    ),
    Plant(
        "wrong cash after a partial fill",
        "book/ledger.py",
        "held, cash = self.of(fill.symbol), self.cash + fill.cash_change",
        "held, cash = self.of(fill.symbol), self.cash + fill.cash_change * (2 if fill.leaves_qty else 1)",
    ),
    Plant(
        "numbers instead of strings",
        "web/routes/context.py",
        "json.dumps(content)",
        "json.dumps(json.loads(__import__('re').sub(r'\"([0-9]+[.][0-9]+)\"', r'\\1', json.dumps(content))))",
    ),
    Plant("inclusive until", "book/orders.py", '"submitted_ns < ?"', '"submitted_ns <= ?"'),
    Plant(
        "missing request id",
        "web/routes/context.py",
        'response.headers["X-Request-ID"] = uuid4().hex',
        "assert uuid4",
    ),
    Plant(
        "LIFO instead of FIFO",
        "book/ledger.py",
        "        oldest, *newer = lots\n",
        "        *newer, oldest = lots\n",
    ),
)
