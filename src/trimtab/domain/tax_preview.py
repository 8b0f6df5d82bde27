"""What a plan would mean for taxes: estimates, for only the owner's whole return tells what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_ledger import YearToDate
from trimtab.domain.tax_lot import EXACT, Term, WashSale, exact_sum


class TaxImplication(StrEnum):
    """What a sale would realise; UNKNOWN where lots do not cover it (domain rule 15)."""

    GAIN = "GAIN"
    LOSS = "LOSS"
    NEUTRAL = "NEUTRAL"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotUse:
    """A part of a lot that a sale would consume; the gain is in US dollars, negative for a loss.

    `days_to_long_term` counts from the day of the sale; zero for what is long term already.
    """

    lot_id: str
    quantity: Decimal
    acquired: date
    term: Term
    gain: Decimal
    days_to_long_term: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleTax:
    """What one sale would realise by the lots it consumes, in US dollars, before wash sales.

    `uncovered_quantity` are shares no lot is known for. `tax_now` counts gains and losses at the rate of
    their term; `tax_if_waited` is the same once every short-term gain among them has turned long, on
    `wait_until`.
    """

    symbol: str
    quantity: Decimal
    proceeds: Decimal
    uses: tuple[LotUse, ...]
    uncovered_quantity: Decimal = ZERO
    disallowed: Decimal = ZERO
    tax_now: Decimal = ZERO
    tax_if_waited: Decimal = ZERO
    wait_until: date | None = None

    @property
    def short_term(self) -> Decimal:
        """Gain on shares held up to one year."""
        return exact_sum(use.gain for use in self.uses if use.term is Term.SHORT)

    @property
    def long_term(self) -> Decimal:
        """Gain on shares held for more than one year."""
        return exact_sum(use.gain for use in self.uses if use.term is Term.LONG)

    @property
    def implication(self) -> TaxImplication:
        """The short word for it."""
        gain = exact_sum(use.gain for use in self.uses)
        if self.uncovered_quantity:
            return TaxImplication.UNKNOWN
        if not gain:
            return TaxImplication.NEUTRAL
        return TaxImplication.GAIN if gain > 0 else TaxImplication.LOSS


class HarvestStatus(StrEnum):
    """What becomes of a loss that could be harvested: AVAILABLE where the plan was not asked to.

    BARRED is what the plan could not sell, or not for its substitute.
    """

    TAKEN = "TAKEN"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    OUT_OF_REACH = "OUT_OF_REACH"
    WASH_SALE = "WASH_SALE"
    BARRED = "BARRED"
    AVAILABLE = "AVAILABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestCandidate:
    """A loss in a symbol's lots, and whether the order in which lots are sold lets it be realised.

    `loss` is the positive net loss of selling `quantity`, `benefit` its tax value after the costs of trading,
    both estimates in US dollars. `in_front` are the lots with a gain that have to be sold before the loss.
    A loss OUT_OF_REACH is never to be had: its quantity and loss are those of the lots with a loss alone, its
    benefit is zero.
    """

    symbol: str
    status: HarvestStatus
    quantity: Decimal
    loss: Decimal
    benefit: Decimal
    in_front: tuple[LotUse, ...] = ()
    substitute: str | None = None
    free_on: date | None = None


class WashWindowKind(StrEnum):
    """What would cause a wash sale while a window is open: to buy, or to sell at a loss."""

    NO_BUY = "NO_BUY"
    NO_LOSS_SALE = "NO_LOSS_SALE"


@dataclass(frozen=True, slots=True, kw_only=True)
class WashWindow:
    """Until when a symbol is not free; on `free_on` it is."""

    symbol: str
    kind: WashWindowKind
    free_on: date
    reason: Reason


class DeviationKind(StrEnum):
    """How taxes have changed a line of the plain plan."""

    DEFERRED = "DEFERRED"
    REDUCED = "REDUCED"
    HARVESTED = "HARVESTED"
    SUBSTITUTED = "SUBSTITUTED"
    NOT_BOUGHT = "NOT_BOUGHT"
    ADJUSTED = "ADJUSTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxDeviation:
    """One symbol whose trade differs from the plain plan's; quantities are signed, sales negative.

    `saves` is the estimated tax it avoids or defers, in US dollars; `drift_left` the symbol's drift
    afterwards, a fraction of portfolio value; `wait_until` when the reason ends.
    """

    symbol: str
    kind: DeviationKind
    plain_quantity: Decimal
    planned_quantity: Decimal
    saves: Decimal
    drift_left: Decimal
    reason: Reason
    wait_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPreview:
    """What a plan would realise and what that would cost this year, in US dollars; all of it is estimated.

    It holds under `lot_method`. `realised` is the year so far, `tax_idle` the year's tax without any trade,
    `tax_plain` that of the plan without regard to taxes.
    """

    lot_method: LotMethod
    realised: YearToDate
    short_term: Decimal
    long_term: Decimal
    disallowed: Decimal
    tax_idle: Decimal
    tax_planned: Decimal
    tax_plain: Decimal
    sales: tuple[SaleTax, ...] = ()
    wash_sales: tuple[WashSale, ...] = ()
    windows: tuple[WashWindow, ...] = ()
    harvests: tuple[HarvestCandidate, ...] = ()
    deviations: tuple[TaxDeviation, ...] = ()
    gain_left: Decimal | None = None
    """Net gain the year's cap still allows after the plan; None without a cap."""
    warnings: tuple[Reason, ...] = ()

    @property
    def tax_impact(self) -> Decimal:
        """What the plan adds to the year's tax; negative where it saves some (requirement 002)."""
        return EXACT.subtract(self.tax_planned, self.tax_idle)
