"""Signed-in people who change their targets, preview, approve, and follow the run, over and over.

Arrivals are an open-loop schedule: the n-th run is due at n / rate, whoever else still waits, and its answer
counts from that moment. A person prepares the preview before; whose last run still goes on at that moment
waits for its end, which is counted apart.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bench.exchange import RefusedRequestError, ask

PROJECT: Final = "demo-trimtab"
PREPARATION_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 3.0
FINAL_WORDS: Final = frozenset({"COMPLETED", "PARTIAL", "NO_ACTION", "BLOCKED", "CANCELLED", "HALTED"})
PARKED: Final = "NEEDS_OPERATOR"

PRICES: Final = {"SPY": "400.00", "TLT": "100.00", "GLD": "200.00", "BND": "80.00"}
MONEY: Final = 120_000

SHAPES: Final[dict[int, tuple[dict[str, str], dict[str, str]]]] = {
    2: ({"SPY": "60", "TLT": "40"}, {"SPY": "50", "TLT": "50"}),
    4: (
        {"SPY": "30", "TLT": "30", "GLD": "20", "BND": "20"},
        {"SPY": "20", "TLT": "20", "GLD": "30", "BND": "30"},
    ),
}
"""Targets in percent, by legs of a run: an account begins at the first ones, and its runs go to and fro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Where the served functions and the store answer: ports on this machine."""

    save_policy: int
    save_allocation: int
    check_rebalance_drift: int
    execute_plan: int
    advance_run: int
    firestore: int


@dataclass(slots=True)
class Seen:
    """What people met: milliseconds until a run was accepted and a preview shown, and what went wrong."""

    accepted: list[float] = field(default_factory=list)
    previewed: list[float] = field(default_factory=list)
    lasted: list[float] = field(default_factory=list)
    """From a run's approval until somebody saw that it was over; people look every three seconds."""
    run_ids: dict[str, list[str]] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When runs are due: so many a second, the people in turn, from `began` on the monotonic clock."""

    people: int
    turns: int
    per_second: float
    began: float

    def due(self, number: int, turn: int) -> float:
        """Tell when a person's run of a turn is due."""
        return self.began + (turn * self.people + number) / self.per_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A signed-in person; `number` counts from zero."""

    number: int
    doors: Doors
    seen: Seen
    legs: int

    @property
    def uid(self) -> str:
        """Their name, which is the key of their account at the broker too."""
        return uid(self.number)

    async def live(self, schedule: Schedule) -> None:
        """Go through all turns."""
        self.seen.run_ids[self.uid] = []
        for turn in range(schedule.turns):
            due = schedule.due(self.number, turn)
            await _until(due - PREPARATION_SECONDS)
            try:
                await self._take_turn(turn, due)
            except (RefusedRequestError, OSError, asyncio.IncompleteReadError) as error:
                self.seen.refusals[_kind_of(error)] += 1

    async def _take_turn(self, turn: int, due: float) -> None:
        if turn == 0:  # nobody here thinks better of a plan, and a hold would be measured with its run
            await self._call(self.doors.save_policy, {"execution": {"hold_seconds": 0}})
        plan = await self._preview(SHAPES[self.legs][(turn + 1) % 2])
        await _until(due)
        ready = time.perf_counter()
        self.seen.late += ready - due > 1
        command = {name: plan[name] for name in ("plan_id", "plan_hash")}
        run = await self._call(
            self.doors.execute_plan, {**command, "idempotency_key": f"{self.uid}-turn-{turn:03}"}
        )
        self.seen.accepted.append((time.perf_counter() - ready) * 1000)
        self.seen.run_ids[self.uid].append(run["run_id"])
        await self._follow(run["run_id"])
        self.seen.lasted.append((time.perf_counter() - ready) * 1000)

    async def _preview(self, targets: Mapping[str, str]) -> dict[str, Any]:
        wanted = [{"symbol": name, "target_percent": percent} for name, percent in targets.items()]
        await self._call(self.doors.save_allocation, {"targets": wanted})
        began = time.perf_counter()
        plan = await self._call(self.doors.check_rebalance_drift, {"method": "FULL"})
        self.seen.previewed.append((time.perf_counter() - began) * 1000)
        return plan

    async def _follow(self, run_id: str) -> None:
        """Look at the run's document until it is over, as the page does."""
        state = ""
        while state not in FINAL_WORDS:
            await asyncio.sleep(LOOK_SECONDS)
            path = f"/v1/projects/{PROJECT}/databases/(default)/documents"
            found = await ask(
                self.doors.firestore,
                "GET",
                f"{path}/userSettings/{self.uid}/rebalance_runs/{run_id}",
                self._headers,
            )
            state = found["fields"]["state"]["stringValue"]
            if state == PARKED:
                raise RefusedRequestError(0, "a run was parked for a person")

    async def _call(self, port: int, request: object) -> dict[str, Any]:
        answer = await ask(port, "POST", "/", self._headers, {"data": request})
        result: dict[str, Any] = answer["result"]
        return result

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {unsigned_token(self.uid)}"}


def uid(number: int) -> str:
    """Name a person."""
    return f"person-{number:04}"


def opening_account(number: int, legs: int) -> dict[str, Any]:
    """Describe a person's account at the broker, which begins at the first targets."""
    shares = {
        symbol: MONEY * int(percent) // 100 // int(float(PRICES[symbol]))
        for symbol, percent in SHAPES[legs][0].items()
    }
    positions = {
        symbol: {"qty": str(count), "avg_entry_price": PRICES[symbol]} for symbol, count in shares.items()
    }
    return {"key": uid(number), "secret": "secret", "cash": "1000.00", "positions": positions}


def unsigned_token(name: str) -> str:
    """Sign a person in as the Auth emulator's tokens do; production refuses these."""
    claims = {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "sub": name,
        "user_id": name,
        "iat": 1_700_000_000,
        "exp": 4_000_000_000,
        "auth_time": 1_700_000_000,
    }
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    words = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return ".".join(words) + "."


def _kind_of(error: Exception) -> str:
    """Name a failure without the numbers that differ from one to the next."""
    return re.sub(r'"correlation_id":"[^"]*"|quote \w+', "", f"{type(error).__name__} {error}")


async def _until(moment: float) -> None:
    while (left := moment - time.perf_counter()) > 0:
        await asyncio.sleep(left)
