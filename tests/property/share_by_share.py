"""The wash-sale rule once more, one share at a time and without any lots: slow, short, and hard to get wrong.

It knows whole shares that are bought, sold by FIFO and moved between own accounts, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from property.tax_histories import History
from trimtab.domain.tax_config import AccountKind
from trimtab.domain.tax_event import Acquisition, Sale, TransferOut


@dataclass(slots=True)
class Share:
    """One share that is held; `lot` is the event that bought it."""

    lot: str
    account: str
    symbol: str
    acquired: date
    held_from: date
    basis: Fraction
    is_replacement: bool = False


@dataclass(slots=True)
class Loss:
    """The loss of one share that was sold, while nothing has taken it."""

    share: Share
    sold: date
    amount: Fraction


@dataclass(slots=True)
class Household:
    """All shares in the order in which they were bought, all losses in the order of sale, and what counts."""

    history: History
    shares: list[Share] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    allowed: Fraction = Fraction(0)
    lost: Fraction = Fraction(0)

    def live(self) -> Household:
        """Go through all events."""
        for event in self.history.events:
            if isinstance(event, Acquisition):
                self.buy(event)
            elif isinstance(event, Sale):
                self.sell(event)
            elif isinstance(event, TransferOut):
                self.move(event)
        return self

    def buy(self, event: Acquisition) -> None:
        """Buy share after share; each takes the first loss it can."""
        price = Fraction(event.cost) / int(event.quantity)
        for _ in range(int(event.quantity)):
            share = Share(event.event_id, event.account, event.symbol, event.acquired, event.acquired, price)
            self.shares.append(share)
            self.losses = [loss for loss in self.losses if event.day <= loss.sold + timedelta(days=30)]
            if taken := next((loss for loss in self.losses if self.replaces(share, loss)), None):
                self.take(taken, share)

    def sell(self, event: Sale) -> None:
        """Sell the oldest shares; only when all are gone, each loss looks for a share that replaces it."""
        price = Fraction(event.proceeds) / int(event.quantity)
        gone = self.give_up(event)
        for share in gone if self.is_taxable(event.account) else []:
            self.allowed += price - share.basis
            if price < share.basis:
                self.losses.append(Loss(share, event.day, share.basis - price))
        for loss in [loss for loss in self.losses if loss.sold == event.day]:
            by_purchase = sorted(self.shares, key=lambda share: (share.acquired, share.lot, share.account))
            if taker := next((share for share in by_purchase if self.replaces(share, loss)), None):
                self.take(loss, taker)

    def move(self, event: TransferOut) -> None:
        """Bring the oldest shares to another account, behind what is there of the same lots."""
        for share in self.give_up(event):
            self.shares.append(replace(share, account=event.to_account or "away"))

    def give_up(self, event: Sale | TransferOut) -> list[Share]:
        """Take the shares that were bought first out of an account."""
        place = (event.account, event.symbol)
        held = [share for share in self.shares if (share.account, share.symbol) == place]
        gone = sorted(held, key=lambda share: (share.acquired, share.lot))[: int(event.quantity)]
        self.shares = [share for share in self.shares if not any(share is other for other in gone)]
        return gone

    def replaces(self, share: Share, loss: Loss) -> bool:
        """Tell whether a share takes a loss: identical, near, another lot, new to this, and late enough."""
        rules = self.history.rules
        groups = [{loss.share.symbol}, *(set(group.symbols) for group in rules.identical)]
        return (
            any({share.symbol, loss.share.symbol} <= group for group in groups)
            and -30 <= (share.acquired - loss.sold).days <= 30
            and share.lot != loss.share.lot
            and not share.is_replacement
            and (rules.match_earlier_purchases or share.acquired >= loss.share.acquired)
        )

    def take(self, loss: Loss, share: Share) -> None:
        """Let a share take a loss and the days for which the sold share was held."""
        self.losses = [other for other in self.losses if other is not loss]
        self.allowed += loss.amount
        share.is_replacement = True
        if self.is_taxable(share.account):
            share.basis += loss.amount
            share.held_from -= loss.sold - loss.share.held_from
        else:
            self.lost += loss.amount

    def is_taxable(self, account: str) -> bool:
        """Tell whether gains and losses of an account count."""
        return self.history.rules.account(account).kind is AccountKind.TAXABLE
