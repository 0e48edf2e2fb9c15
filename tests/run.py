"""Run the whole suite and say plainly which groups ran and which were left out, with the reason.

With CI set, a group whose service is reachable or installable must not be left out: that fails.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GROUPS = {
    "unit": ("tests/unit", "tests/architecture"),
    "services": ("tests/services",),
    "socket": ("tests/socket", "tests/attacks"),
    "browser": ("tests/browser",),
}


@dataclass(frozen=True)
class Need:
    """Something a group cannot run without."""

    name: str
    there: Callable[[], bool]
    advice: str


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _postgres() -> bool:
    return _answers(5432)


def _nats() -> bool:
    return _answers(4222) and shutil.which("nats-server") is not None


def _chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


POSTGRES = Need(
    "PostgreSQL at 127.0.0.1:5432", _postgres, "the storage tests ran on memory and SQLite only"
)
NATS = Need(
    "NATS with JetStream at 127.0.0.1:4222, and a nats-server to kill",
    _nats,
    "the bus was tested within one process only (Debian: apt-get install nats-server)",
)
CHROMIUM = Need("Chromium", _chromium, "install it (Debian: apt-get install chromium)")
NEEDS = {"services": (POSTGRES, NATS), "browser": (CHROMIUM,)}


def main() -> int:
    in_ci = bool(os.environ.get("CI"))
    (ROOT / ".coverage").unlink(missing_ok=True)
    said, failed = [], False
    for group, folders in GROUPS.items():
        missing = [need for need in NEEDS.get(group, ()) if not need.there()]
        lacks = "; ".join(f"no {need.name}: {need.advice}" for need in missing)
        if missing and (in_ci or group == "browser"):
            said.append(f"  {'FAILED ' if in_ci else 'left out'} {group:9} {lacks}")
            failed |= in_ci
            continue
        code = _pytest(folders)
        note = f" — {lacks}" if missing else ""
        said.append(f"  {'ran     ' if code == 0 else 'FAILED  '} {group:9}{note}")
        failed |= code != 0
    print("\n".join(("", "Groups:", *said)))
    return int(failed)


def _pytest(folders: tuple[str, ...]) -> int:
    there = [folder for folder in folders if (ROOT / folder).is_dir()]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--cov",
        "--cov-append",
        "--cov-report=",
        "--cov-fail-under=0",
        *there,
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 — our own words


if __name__ == "__main__":
    sys.exit(main())
