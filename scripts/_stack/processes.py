"""Start the processes of a stack, so that none of them can outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from uuid import uuid4

from _stack.errors import StackError
from _stack.reaper import STACK_ID, end_stack

SCRIPTS = Path(__file__).resolve().parents[1]
TAIL_LINES = 40
POLL_SECONDS = 0.1

# Real credentials and foreign settings of the developer's shell must never reach a local stack.
FOREIGN_PREFIXES = (
    "ALPACA_",
    "APCA_",
    "FIREBASE_",
    "FIRESTORE_",
    "GOOGLE_",
    "GCLOUD_",
    "CLOUD_TASKS_",
    "TRIMTAB_",
)
FOREIGN = frozenset({"PYTHONPATH", "VIRTUAL_ENV", "NODE_OPTIONS", "TMPDIR"})


@dataclass(frozen=True, slots=True)
class Child:
    """One started process and the log it writes."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self.popen.poll() is not None

    def tail(self) -> str:
        """Show the last lines of the log."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-TAIL_LINES:])


@dataclass(slots=True)
class Household:
    """The processes of one stack, its id and its run folder."""

    stack_id: str
    folder: Path
    guardian: subprocess.Popen[str]
    children: list[Child] = field(default_factory=list)
    keeps_folder: bool = False

    def start(
        self, name: str, command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None
    ) -> Child:
        """Start one process in a session of its own, tagged, with its output in `<run folder>/<name>.log`."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            popen = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env=self.environment() | dict(env or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, popen, log)
        self.children.append(child)
        self._tell_guardian(str(popen.pid))
        return child

    def environment(self) -> dict[str, str]:
        """Give the environment of every process: the caller's, cleaned, and the stack's tag."""
        return clean_environment(os.environ) | {STACK_ID: self.stack_id, "TMPDIR": str(self.folder / "tmp")}

    def wait_until(self, ready: Callable[[], bool], *, child: Child, what: str, seconds: float) -> None:
        """Wait for a condition. Raises `StackError` with the log's tail when it does not come in time."""
        deadline = time.monotonic() + seconds
        while not child.has_ended and time.monotonic() < deadline:
            if ready():
                return
            time.sleep(POLL_SECONDS)
        ending = f"ended with {child.popen.returncode}" if child.has_ended else f"ran {seconds:.0f} s"
        raise StackError(f"{child.name} {ending} without {what}. The end of its log:\n{child.tail()}")

    def end(self) -> None:
        """End every process, and the guardian last."""
        end_stack(self.stack_id, [child.popen.pid for child in self.children])
        for child in self.children:
            child.popen.wait()
        if self.keeps_folder:
            self._tell_guardian("keep")
        _close(self.guardian)

    def _tell_guardian(self, word: str) -> None:
        assert self.guardian.stdin is not None  # noqa: S101 - opened as a pipe in `household`
        self.guardian.stdin.write(f"{word}\n")
        self.guardian.stdin.flush()


@contextmanager
def household() -> Iterator[Household]:
    """Keep house for one stack: what is started inside has ended when the block is left, whatever happens."""
    stack_id = uuid4().hex[:12]
    folder = Path(tempfile.mkdtemp(prefix=f"trimtab-{stack_id}-"))
    (folder / "tmp").mkdir()
    house = Household(stack_id, folder, _start_guardian(stack_id, folder))
    try:
        with _ending_on_signals():
            yield house
    except Exception as error:
        house.keeps_folder = True
        error.add_note(f"The logs are kept in {folder}")
        raise
    finally:
        house.end()


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out of an environment what belongs to other projects or to production."""
    return {
        name: value
        for name, value in environment.items()
        if name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES)
    }


def _start_guardian(stack_id: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "_stack.guardian", stack_id, str(folder)],
        cwd=SCRIPTS,
        env=clean_environment(os.environ),
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _close(guardian: subprocess.Popen[str]) -> None:
    if guardian.stdin is not None:
        guardian.stdin.close()
    guardian.wait()


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Turn the signals that end a command into an orderly exit."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    # A shell starts what it puts in the background deaf to SIGINT, and the children inherit that.
    handlers = {signal.SIGTERM: leave, signal.SIGHUP: leave, signal.SIGINT: signal.default_int_handler}
    previous = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
