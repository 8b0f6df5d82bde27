"""Deploy functions, rules, indexes, site, jobs and queues; or show what would be uploaded."""

from __future__ import annotations

import json
import subprocess
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from _stack.addresses import REGION
from _stack.errors import CommandError
from _stack.paths import FIREBASE_CLI, FIREBASE_CONFIG, ROOT, SITE
from _stack.site import build_site
from trimtab.adapters.scheduler import CloudPlatform
from trimtab.domain.errors import UnavailableError
from trimtab.domain.timetable import JOBS, QUEUES
from trimtab.services.apply_timetable import Difference, apply_timetable

LISTER = Path(__file__).with_name("list-upload.cjs")
ENGINE = "trimtab/__init__.py"
WHAT = "functions,firestore,hosting"
FORBIDDEN_PARTS = (".local", "venv/", "__pycache__")


def main(arguments: Sequence[str]) -> int:
    """Deploy to a project, or list the upload. Raises `CommandError` where the upload would be wrong."""
    parser = ArgumentParser(prog="scripts/deploy", description=__doc__)
    parser.add_argument("--project", help="the Firebase project to deploy to")
    parser.add_argument(
        "--dry-run", action="store_true", help="build the upload and list it; nothing leaves this machine"
    )
    options = parser.parse_args(arguments)
    if not options.dry_run and not options.project:
        parser.error("--project is required, unless with --dry-run")
    build_site()
    uploaded = packaged_files()
    faults = upload_faults(uploaded)
    if faults:
        raise CommandError("\n".join(["the upload would be wrong:", *faults]))
    if options.dry_run:
        print(_listing(uploaded))
        return 0
    return _deploy(options.project)


def packaged_files() -> dict[str, int]:
    """Package the functions as the Firebase CLI does; sizes in bytes by path, links marked by -1."""
    source = json.loads(FIREBASE_CONFIG.read_text())["functions"][0]
    command = ["node", LISTER, ROOT, ROOT / source["source"], json.dumps(source["ignore"])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"packaging the functions failed:\n{done.stderr}")
    files: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return files


def upload_faults(files: dict[str, int]) -> list[str]:
    """List what is wrong with an upload: the engine is missing, or a link or something private is in it."""
    missing = [f"{ENGINE} is missing or a link: functions/trimtab must link to src/trimtab"]
    links = [f"{path} is a link, which would dangle" for path, size in files.items() if size < 0]
    private = [f"{path} must stay here" for path in files if any(part in path for part in FORBIDDEN_PARTS)]
    return [*(missing if files.get(ENGINE, -1) < 0 else []), *links, *private]


def _listing(functions: dict[str, int]) -> str:
    site = {
        path.relative_to(SITE).as_posix(): path.stat().st_size for path in SITE.rglob("*") if path.is_file()
    }
    parts = (
        _files("functions", functions),
        _files("hosting", site),
        timetable_text(),
        "Nothing was uploaded.",
    )
    return "\n\n".join(parts)


def timetable_text() -> str:
    """Write the jobs and queues that a deployment sets up."""
    jobs = [f"  {job.cron:<14} {job.time_zone}  {job.name}" for job in JOBS]
    queues = [
        f"  {queue.dispatches_per_second}/s, {queue.concurrent_dispatches} at once  {queue.name}"
        for queue in QUEUES
    ]
    return "\n".join(["jobs:", *jobs, "queues:", *queues])


def _files(title: str, files: dict[str, int]) -> str:
    lines = [f"  {size:>10,}  {path}" for path, size in sorted(files.items())]
    return "\n".join([f"{title}: {len(files)} files, {sum(files.values()):,} bytes", *lines])


def _deploy(project: str) -> int:
    if project.startswith("demo-"):
        raise CommandError(f"{project!r} is a local demo project; name the real project to deploy to")
    command: list[str | Path] = ["node", FIREBASE_CLI, "deploy", "--only", WHAT, "--project", project]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if not code:
        print(_differences(_apply_timetable(project)))
    return code


def _apply_timetable(project: str) -> tuple[Difference, ...]:
    from google.cloud.scheduler_v1 import CloudSchedulerClient  # noqa: PLC0415 - a dry run needs neither
    from google.cloud.tasks_v2 import CloudTasksClient  # noqa: PLC0415

    try:
        return apply_timetable(CloudPlatform(project, REGION, CloudSchedulerClient(), CloudTasksClient()))
    except UnavailableError as error:
        text = f"functions are deployed, but jobs and queues are not set up: {error.message}"
        raise CommandError(text) from error


def _differences(found: tuple[Difference, ...]) -> str:
    lines = [f"  {each.name}: {each.what}" for each in found]
    return "\n".join(["jobs and queues:", *(lines or ["  as declared"])])
