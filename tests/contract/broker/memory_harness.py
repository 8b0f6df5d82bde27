"""The broker in memory under the suite."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from contract.broker.harness import MORNING, NAMES, OPENING, PRICES, Opening, instant
from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.adapters.memory.clock import ManualClock
from trimtab.adapters.memory.corporate import pay_dividend, rename, split_shares
from trimtab.adapters.memory.slips import Course
from trimtab.adapters.memory.tape import Tape
from trimtab.domain.holdings import DailyBar
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import ZERO
from trimtab.domain.order import Session

VOLUME: Final = Decimal(39_000)
"""The shares of a whole session: a hundred each minute."""

_FRACTIONS: Final = {"full": Decimal(1), "partial": Decimal("0.5"), "none": ZERO}


class MemoryHarness:
    """An account in memory, whose calendar covers two weeks of November and one of April."""

    def __init__(self) -> None:
        self.reset(OPENING)

    def reset(self, opening: Opening) -> None:
        """Start again."""
        self._clock = ManualClock(instant(MORNING))
        self.broker = self._open(opening)
        self.unreachable = self._open(opening)
        self.unreachable.is_down = True
        self.locked_out = self._open(opening)
        self.locked_out.are_keys_refused = True

    def at(self, now: str) -> None:
        """Set the time."""
        self._clock.advance(instant(now) - self._clock.now())

    def fill(self, mode: str) -> None:
        """Choose how much a step fills."""
        self.broker.fill_fraction = _FRACTIONS[mode]

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""
        self.broker.prices[symbol] = Decimal(price)

    def close_day(self, day: str, symbol: str, price: str) -> None:
        """Put a close on the tape."""
        bar = DailyBar(date.fromisoformat(day), Decimal(price), VOLUME)
        self.broker.tape.bars.setdefault(symbol, []).append(bar)
        self.broker.prices[symbol] = Decimal(price)
        self.at(f"{day}T20:00:00")

    def split(self, symbol: str, old_rate: str, new_rate: str) -> None:
        """Split shares."""
        split_shares(self.broker, symbol, Decimal(old_rate), Decimal(new_rate))

    def pay_dividend(self, symbol: str, rate: str) -> None:
        """Pay a dividend."""
        pay_dividend(self.broker, symbol, Decimal(rate))

    def rename(self, old: str, new: str) -> None:
        """Change a name."""
        rename(self.broker, old, new)

    def halt(self, *symbols: str) -> None:
        """Stop trading."""
        self.broker.halted = set(symbols)

    def let_fills_win(self) -> None:
        """Trade before a cancellation."""
        self.broker.do_fills_win = True

    def misbehave(self, course: str) -> None:
        """Set the next order's course."""
        self.broker.next_course = Course(course)

    def restrict(self, restriction: str) -> None:
        """Block the account; here all blocks are one."""
        assert restriction
        self.broker.is_blocked = True

    def drop_a_side(self, symbol: str) -> None:
        """Take one side away."""
        self.broker.tape.one_sided.add(symbol)

    def stop_quoting(self, symbol: str) -> None:
        """Stop the quote's time."""
        self.broker.tape.stopped[symbol] = self._clock.now()

    def suspend(self) -> None:
        """Suspend trading."""
        self.broker.is_blocked = True

    def lose_next_answer(self) -> None:
        """Lose the next answer."""
        self.broker.lose_next_submit(after_taking=True)

    def lose_next_order(self) -> None:
        """Lose the next order."""
        self.broker.lose_next_submit(after_taking=False)

    def throttle(self) -> None:
        """Allow no more requests."""
        self.broker.throttled_until = self._clock.now() + timedelta(minutes=1)

    def relent(self) -> None:
        """Let the minute pass."""
        self._clock.advance(timedelta(minutes=1))

    def _open(self, opening: Opening) -> MemoryBroker:
        listed = {
            "BRK.B": _instrument("BRK.B", unit=QuantityUnit.WHOLE),
            "HALT": _instrument("HALT", is_tradable=False),
            "GONE": _instrument("GONE", is_tradable=False),
        }
        return MemoryBroker(
            cash=opening.cash,
            prices=dict(PRICES),
            shares=dict(opening.shares),
            listed=listed,
            calendar=CALENDAR,
            tape=Tape(spread_bps=opening.spread_bps),
            now=self._clock.now,
        )


def _instrument(
    symbol: str, *, is_tradable: bool = True, unit: QuantityUnit = QuantityUnit.FRACTIONAL
) -> Instrument:
    name = NAMES.get(symbol, symbol)
    return Instrument(
        symbol=symbol, asset_id=f"asset-{symbol}", name=name, is_tradable=is_tradable, unit=unit
    )


def _session(day: str) -> Session:
    """Read a row of the calendar below: a day, and the hour of an early close."""
    text, _, close = day.partition(" ")
    found = date.fromisoformat(text)
    new_york = ZoneInfo("America/New_York")
    opens_at = datetime(found.year, found.month, found.day, 9, 30, tzinfo=new_york)
    return Session(
        found, opens_at.astimezone(UTC), opens_at.replace(hour=int(close or 16), minute=0).astimezone(UTC)
    )


CALENDAR: Final = tuple(
    _session(day)
    for day in (
        *("2026-04-01", "2026-04-02", "2026-04-06"),
        *("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"),
        *("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27 13"),
        *("2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"),
    )
)
"""Good Friday and Thanksgiving are missing, and the day after Thanksgiving ends at one o'clock."""
