"""What a figure was measured on, and how much memory a server's workers took."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
PACKAGES: Final = ("functions-framework", "firebase-functions", "google-cloud-firestore", "alpaca-py")


def describe_machine() -> list[str]:
    """Name processor, memory, load and versions, a line each."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load, memory = os.getloadavg()[0], os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return [
        f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GB, load before {load:.1f}",
        f"Python {platform.python_version()}, {packages}, commit {_commit()}",
    ]


def peak_megabytes(master: int) -> list[float]:
    """Read the largest resident size each child of a process has had so far; empty without /proc."""
    return [size for child in _children(master) if (size := _peak(child))]


def processor_seconds(master: int) -> float:
    """Read how long a process and its living children have kept a processor busy; zero without /proc."""
    return sum(map(_processor_seconds, (master, *_children(master))))


def _processor_seconds(pid: int) -> float:
    with suppress(OSError):
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _children(parent: int) -> Iterator[int]:
    for entry in PROC.glob("[0-9]*"):
        with suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                yield int(entry.name)


def _peak(pid: int) -> float:
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _processor() -> str:
    with suppress(OSError):
        lines = (PROC / "cpuinfo").read_text().splitlines()
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    return platform.processor() or "?"


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "?"
