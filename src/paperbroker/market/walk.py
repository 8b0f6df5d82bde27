"""A seeded random walk: every step goes up or down by the same ratio, and nobody's look changes the way.

The steps are bits of a hash of seed, listing and block, so any step can be had without those before it; the
sums of whole blocks are counted once and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import shake_256
from typing import Final

from paperbroker.basics.money import CENT, ONE, PRICE_LIMIT
from paperbroker.market.marks import ALWAYS, Mark, Range

TICK: Final = Decimal("0.0001")
_BPS: Final = Decimal(10_000)
_HIGHEST: Final = PRICE_LIMIT - CENT
_BLOCK_BYTES: Final = 512
_BLOCK: Final = 8 * _BLOCK_BYTES
_FARTHEST: Final = 100_000
"""Beyond this height a price has long met its bounds; powers need not be taken any further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkPlan:
    """How a walk goes: `volatility_bps` up or down each step; prices are the start prices at `origin`."""

    seed: int
    step_seconds: int
    volatility_bps: Decimal
    origin: datetime


class Walk:
    """Move prices along one plan, into the past as well as the future."""

    def __init__(self, plan: WalkPlan) -> None:
        self._plan = plan
        self._ratio = ONE + plan.volatility_bps / _BPS
        self._step = timedelta(seconds=plan.step_seconds)
        self._ahead: defaultdict[str, list[int]] = defaultdict(lambda: [0])
        self._behind: defaultdict[str, list[int]] = defaultdict(lambda: [0])

    def price(self, listing: str, mark: Mark, at: datetime) -> Decimal:
        """Move a mark's price on to an instant; one that was always there is moved from the origin."""
        base = self.height(listing, self._index(self._start(mark)))
        return self._priced(mark, self.height(listing, self._index(at)) - base)

    def range(self, listing: str, mark: Mark, first: datetime, last: datetime) -> Range:
        """Tell the range between two instants, each step on the way included."""
        start, end = self._index(first), self._index(last)
        base = self.height(listing, self._index(self._start(mark)))
        opened = self.height(listing, start) - base
        moved, low, high = self._excursion(listing, start, end)
        heights = (opened, opened + high, opened + low, opened + moved)
        return Range(*(self._priced(mark, height) for height in heights))

    def height(self, listing: str, index: int) -> int:
        """Count the steps up less the steps down from step 0 to another, earlier or later."""
        block, rest = divmod(index, _BLOCK)
        bits = self._bits(listing, block) & ((1 << rest) - 1)
        return self._before(listing, block) + 2 * bits.bit_count() - rest

    def _start(self, mark: Mark) -> datetime:
        return self._plan.origin if mark.since == ALWAYS else mark.since

    def _index(self, at: datetime) -> int:
        return (at - self._plan.origin) // self._step

    def _priced(self, mark: Mark, height: int) -> Decimal:
        if not height:
            return mark.price
        capped = max(-_FARTHEST, min(height, _FARTHEST))
        raw = min(mark.price * self._ratio**capped, _HIGHEST)
        return max(raw.quantize(CENT if raw >= ONE else TICK), TICK)

    def _before(self, listing: str, block: int) -> int:
        sums = self._ahead[listing] if block >= 0 else self._behind[listing]
        while len(sums) <= abs(block):
            following = len(sums) - 1 if block >= 0 else -len(sums)
            change = 2 * self._bits(listing, following).bit_count() - _BLOCK
            sums.append(sums[-1] + (change if block >= 0 else -change))
        return sums[abs(block)]

    def _bits(self, listing: str, block: int) -> int:
        return _hashed_bits(self._plan.seed, listing, block)

    def _excursion(self, listing: str, start: int, end: int) -> tuple[int, int, int]:
        height = low = high = 0
        for count, bits in self._stretches(listing, start, end):
            moved, deepest, highest = _excursion(bits, count)
            low, high, height = min(low, height + deepest), max(high, height + highest), height + moved
        return height, low, high

    def _stretches(self, listing: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        while start < end:
            block, rest = divmod(start, _BLOCK)
            count = min(_BLOCK - rest, end - start)
            yield count, (self._bits(listing, block) >> rest) & ((1 << count) - 1)
            start += count


@lru_cache(maxsize=1024)
def _hashed_bits(seed: int, listing: str, block: int) -> int:
    return int.from_bytes(shake_256(f"{seed}:{listing}:{block}".encode()).digest(_BLOCK_BYTES), "little")


def _excursion(bits: int, count: int) -> tuple[int, int, int]:
    height = low = high = 0
    whole, rest = divmod(count, 8)
    for octet in (bits & ((1 << 8 * whole) - 1)).to_bytes(whole, "little"):
        moved, deepest, highest = _octet_excursion(octet, 8)
        low, high, height = min(low, height + deepest), max(high, height + highest), height + moved
    moved, deepest, highest = _octet_excursion(bits >> 8 * whole, rest)
    return height + moved, min(low, height + deepest), max(high, height + highest)


@cache
def _octet_excursion(bits: int, count: int) -> tuple[int, int, int]:
    """Walk up to eight steps: where they end, how deep and how high they came."""
    height = low = high = 0
    for n in range(count):
        height += 1 if bits >> n & 1 else -1
        low, high = min(low, height), max(high, height)
    return height, low, high
