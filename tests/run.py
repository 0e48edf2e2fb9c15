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
SIDE_BY_SIDE = frozenset({"unit", "services"})
"""Groups whose files share nothing, so that each core takes some; the others time what they see."""
MOST_AT_ONCE = 4
"""Files at once: each has a PostgreSQL database and connections of its own."""
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
        code = _pytest(folders, side_by_side=group in SIDE_BY_SIDE)
        note = f" — {lacks}" if missing else ""
        said.append(f"  {'ran     ' if code == 0 else 'FAILED  '} {group:9}{note}")
        failed |= code != 0
    print("\n".join(("", "Groups:", *said)))
    return int(failed)


def _pytest(folders: tuple[str, ...], *, side_by_side: bool) -> int:
    there = [folder for folder in folders if (ROOT / folder).is_dir()]
    cores = min(os.cpu_count() or 1, MOST_AT_ONCE) if side_by_side else 1
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--cov",
        "--cov-append",
        "--cov-report=",
        "--cov-fail-under=0",
        *(("-n", str(cores), "--dist", "loadfile", "--no-loadscope-reorder") if cores > 1 else ()),
        *there,
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 — our own words


if __name__ == "__main__":
    sys.exit(main())
