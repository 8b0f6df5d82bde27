import json
from pathlib import Path

from _stack.paths import FIREBASE_CONFIG
from _stack.project_folder import run_config, write_project

EMULATOR = "http://127.0.0.1:9099"


def a_run_config() -> dict[str, object]:
    """The repository's configuration, turned into one run's."""
    return run_config(json.loads(FIREBASE_CONFIG.read_text()), ports={"auth": 9099}, origins=[EMULATOR])


def test_a_run_never_asks_for_the_emulator_screen() -> None:
    """The emulators' own screen would be downloaded, so it is always off."""
    assert {"ui": {"enabled": False}, "auth": {"host": "127.0.0.1", "port": 9099}} == a_run_config()[
        "emulators"
    ]


def test_the_local_page_keeps_the_deployed_content_policy() -> None:
    """Locally the page may reach the emulators as well; everything else of the policy stays."""
    deployed, local = FIREBASE_CONFIG.read_text(), json.dumps(a_run_config())
    policy = json.loads(deployed)["hosting"]["headers"][0]["headers"][0]["value"]

    assert policy.replace("connect-src", f"connect-src {EMULATOR}") in local


def test_settings_reach_the_run_without_touching_the_source(tmp_path: Path) -> None:
    """The source is linked, its local settings are left out, and the demo's stand in the run folder."""
    source, run = tmp_path / "source", tmp_path / "run"
    source.mkdir()
    run.mkdir()
    (source / "main.py").write_text("")
    (source / ".secret.local").write_text("ALPACA_KEY_ID=real\n")

    write_project(run, source=source, config={}, parameters={"OWNER_UID": "demo-user"})

    assert "ALPACA_KEY_ID=demo\n" in (run / "functions" / ".secret.local").read_text()
    assert "OWNER_UID=demo-user\n" == (run / "functions" / ".env.local").read_text()
    assert source / "main.py" == (run / "functions" / "main.py").readlink()
    assert "ALPACA_KEY_ID=real\n" == (source / ".secret.local").read_text()
