"""What can go wrong: a fault at one effect, a situation at one time, and a schedule of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from simulation.stage import SECOND


class Mode(StrEnum):
    """How one effect fails.

    An order can also be refused or throttled, and a task dropped that the queue has taken.
    """

    PRE = "pre"
    POST = "post"
    LOST = "lost"
    ERR = "err"
    SLOW = "slow"
    DUP = "dup"
    STALE = "stale"
    ZOMBIE = "zombie"
    REFUSE = "refuse"
    THROTTLE = "throttle"
    DROP = "drop"


class Nature(StrEnum):
    """What kind of effect a call has, and so which faults it can meet."""

    TOOL = "tool"
    READ = "read"
    SWITCH = "switch"
    WRITE = "write"
    SUBMIT = "submit"
    ENQUEUE = "enqueue"


_ANYWHERE: Final = (Mode.PRE, Mode.DUP, Mode.ZOMBIE)
_OVER_A_WIRE: Final = (*_ANYWHERE, Mode.POST, Mode.LOST, Mode.ERR, Mode.SLOW)
MODES: Final = {
    Nature.TOOL: _ANYWHERE,
    Nature.READ: (*_OVER_A_WIRE, Mode.STALE),
    # Plain reads of the switch are strongly consistent; an old one would be no switch at all.
    Nature.SWITCH: _OVER_A_WIRE,
    Nature.WRITE: _OVER_A_WIRE,
    Nature.ENQUEUE: (*_OVER_A_WIRE, Mode.DROP),
    Nature.SUBMIT: (*_OVER_A_WIRE, Mode.REFUSE, Mode.THROTTLE),
}

PAUSE: Final = 200
"""Seconds a zombie sleeps unless said otherwise: long past its lease."""

LATE: Final = 40
"""Seconds after which a slow effect takes place; a caller has given up long before."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A mode at the n-th call of a point; `seconds` is how long a zombie sleeps or an effect is late."""

    point: str
    number: int
    mode: Mode
    seconds: float = 0

    @property
    def delay(self) -> int:
        """How long it lasts, in virtual time."""
        return round((self.seconds or (LATE if self.mode is Mode.SLOW else PAUSE)) * SECOND)

    def __str__(self) -> str:
        """Write it as it is named in a report."""
        return f"{self.point}#{self.number}:{self.mode}" + (f":{self.seconds}" if self.seconds else "")


class Kind(StrEnum):
    """What can happen around a run."""

    HALT = "halt"
    REDUCE = "reduce"
    RESUME = "resume"
    CANCEL = "cancel"
    DOWN = "down"
    DEAF = "deaf"
    THROTTLE = "throttle"
    JUMP = "jump"
    FOREIGN_SELL = "foreign sell"
    FOREIGN_BUY = "foreign buy"
    WITHDRAWAL = "withdrawal"
    BACKUP = "backup"
    RESTORE = "restore"
    RIVAL = "rival"
    TWIN = "twin"
    CLOSE = "close"
    NO_SWEEPS = "no sweeps"
    DEPLOY = "deploy"
    ROLLBACK = "rollback"
    SKEW = "skew"
    POISON = "poison"


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that happens at a time in milliseconds; `seconds` is how long it lasts.

    `about` names the port that is down or deaf, the symbol that jumps or is traded, the scope of the switch
    that is turned, a rival's key, or by how many seconds clocks are wrong.
    """

    kind: Kind
    at: int
    seconds: int = 0
    about: str = ""

    def __str__(self) -> str:
        """Write it as it is named in a report."""
        return f"{self.kind} {self.about}@{self.at}ms+{self.seconds}s"


class Fate(StrEnum):
    """What becomes of an order that the broker has taken."""

    FILL = "fill"
    SLOWLY = "slowly"
    IN_PARTS = "in parts"
    PARTIAL = "partial"
    SILENT = "silent"
    RACE = "race"
    REJECT = "reject"
    STUCK = "stuck"
    HIDDEN = "hidden"
    RESTING = "resting"
    """With a limit it stays open; at market it fills."""


FULL_FILLS: Final = frozenset({Fate.FILL, Fate.SLOWLY, Fate.IN_PARTS, Fate.HIDDEN})
"""Fates that end in the whole order filled, whoever looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One run of the simulator: a shape, what goes wrong, and the seed of everything else.

    Orders in a symbol have its fate; in one without they fill at once.
    """

    shape: str
    seed: int = 0
    faults: tuple[Fault, ...] = ()
    situations: tuple[Situation, ...] = ()
    fates: tuple[tuple[str, Fate], ...] = ()
    workers: int = 2

    def __str__(self) -> str:
        """Write what it is made of."""
        parts = (self.shape, f"seed {self.seed}", f"{self.workers} workers", *map(str, self.faults))
        fates = (f"{symbol} {fate}" for symbol, fate in self.fates)
        return "; ".join((*parts, *map(str, self.situations), *fates))
