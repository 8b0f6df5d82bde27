import os
import select
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from _stack.errors import StackError
from _stack.paths import ROOT
from _stack.processes import Child, Household, clean_environment, household
from _stack.reaper import tagged_pids

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]

# Leaves a process behind in a session of its own, as the Functions emulator does with its workers.
ORPHAN = [sys.executable, "-c", f"import subprocess; subprocess.Popen({SLEEP!r}, start_new_session=True)"]

LAUNCHER = f"""
import time
from contextlib import suppress
from pathlib import Path
from _stack.processes import household
from _stack.reaper import tagged_pids
with household() as house:
    house.start("orphan", {ORPHAN!r}, cwd=Path("/")).popen.wait()
    sleeper = house.start("sleep", {SLEEP!r}, cwd=Path("/"))
    house.wait_until(lambda: len(tagged_pids(house.stack_id)) == 2, child=sleeper, what="orphan", seconds=10)
    print(house.stack_id, house.folder, house.guardian.pid, flush=True)
    time.sleep(600)
"""

needs_proc = pytest.mark.skipif(
    not Path("/proc").exists(), reason="orphans are found by /proc, which Linux has"
)


def wait_for_end(pid: int) -> None:
    """Wait until a process that is not our child has ended, ten seconds at most."""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        select.select([handle], [], [], 10)
        os.close(handle)


def wait_for_two(house: Household, child: Child) -> None:
    """Wait until the orphan and the child are alive."""
    house.wait_until(lambda: len(tagged_pids(house.stack_id)) == 2, child=child, what="orphan", seconds=10)


@needs_proc
def test_leaving_the_block_ends_children_and_orphans(tmp_path: Path) -> None:
    """Also a process whose parent is gone has ended when the block is left."""
    with household() as house:
        house.start("orphan", ORPHAN, cwd=tmp_path).popen.wait()
        sleeper = house.start("sleep", SLEEP, cwd=tmp_path)
        wait_for_two(house, sleeper)

    assert ([], False) == (tagged_pids(house.stack_id), house.folder.exists())


@needs_proc
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_survives_the_launcher(ending: signal.Signals) -> None:
    """However the launcher ends, outright killing included, nothing it started lives on."""
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCHER],
        cwd=ROOT / "scripts",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as launcher:
        assert launcher.stdout is not None
        stack_id, folder, guardian = launcher.stdout.readline().split()
        launcher.send_signal(ending)

    wait_for_end(int(guardian))
    assert ([], False) == (tagged_pids(stack_id), Path(folder).exists())


def run_a_part_that_fails() -> None:
    """Start a part that ends with a complaint."""
    with household() as house:
        child = house.start("part", ["sh", "-c", "echo no licence for Tuesdays; exit 3"], cwd=house.folder)
        house.wait_until(lambda: False, child=child, what="answer", seconds=10)


def test_a_part_that_fails_says_why_and_leaves_its_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What the part wrote is in the message, and in a folder that the error names."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(StackError, match="no licence for Tuesdays") as caught:
        run_a_part_that_fails()

    [kept] = tmp_path.glob("trimtab-*")
    assert [f"The logs are kept in {kept}"] == caught.value.__notes__


def test_real_credentials_never_reach_the_stack() -> None:
    """A developer's broker keys and cloud settings are left out of every child's environment."""
    shell = {
        "PATH": "/bin",
        "APCA_API_KEY_ID": "real",
        "ALPACA_SECRET_KEY": "real",
        "GOOGLE_APPLICATION_CREDENTIALS": "x",
    }

    assert {"PATH": "/bin"} == clean_environment(shell)


def test_the_own_process_is_never_listed() -> None:
    """Whoever ends a stack does not end itself."""
    assert os.getpid() not in tagged_pids("no such stack")
