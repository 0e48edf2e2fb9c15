"""Build the front end, and only when something it is made of has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from core.settings import ROOT, Settings

BUILT = ROOT / ".web" / "build" / "client"
"""Where the build lies that is served."""
STAMP = ROOT / ".web" / "oo-build"
"""Fingerprint of what the build was made of."""
LOG = ROOT / "var" / "front-end.log"
"""What the last build said."""
SOURCES = (
    "rxconfig.py",
    "assets/**/*",
    "reflex.lock/*",
    "oo_app/**/*.py",
    "oo_admin/**/*.py",
    "core/domain/*.py",
)
"""What the build is made of."""
NOT_SOURCES = (
    "oo_app/sandbox/",
    "oo_app/endpoints/",
    "oo_app/bench/",
    "oo_app/shots/",
    "oo_app/cli.py",
)
"""What never reaches a browser."""
TOOLS = Path(sys.executable).parent
"""Node and npm come from the virtual environment, never from the system."""
QUIET = {
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "REFLEX_USE_NPM": "true",
    "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    "NPM_CONFIG_FUND": "false",
    "NPM_CONFIG_AUDIT": "false",
    "NPM_CONFIG_IGNORE_SCRIPTS": "true",
    "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
}
"""Nobody is told that a build runs, and no package may run code of its own (reliability C1)."""


class BuildFailed(Exception):
    """The front end could not be built; the log says why."""


def build_if_changed(settings: Settings) -> bool:
    """Build when sources changed; return whether it did. Raises: BuildFailed."""
    wanted = fingerprint(settings)
    if BUILT.is_dir() and STAMP.is_file() and STAMP.read_text() == wanted:
        return False
    STAMP.unlink(missing_ok=True)
    # Reflex copies an asset only when it is newer than its copy; a restored one is older.
    shutil.rmtree(ROOT / ".web" / "public", ignore_errors=True)
    _build()
    STAMP.write_text(wanted)
    return True


def fingerprint(settings: Settings) -> str:
    """Return a digest of everything the build is made of."""
    digest = hashlib.sha256(
        f"{version('reflex')}\n{settings.surfaces}\n{settings.operator}".encode()
    )
    for path in sorted(_sources()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and not name.startswith(NOT_SOURCES) and "__pycache__" not in name:
                yield path


def tool_environment() -> dict[str, str]:
    """Return the environment in which Reflex finds our Node and tells nobody anything."""
    path = f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"  # noqa: TID251 — a child's PATH
    return {**os.environ, **QUIET, "PATH": path}  # noqa: TID251 — a child's environment


def _build() -> None:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "reflex",
        "export",
        "--frontend-only",
        "--no-zip",
        "--loglevel",
        "info",
    ]
    began = time.monotonic()
    with LOG.open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 — our own interpreter and words
            command, cwd=ROOT, env=tool_environment(), stdout=log, stderr=log
        )
        while child.poll() is None:
            _progress(f"Building the front end … {time.monotonic() - began:.0f} s")
            time.sleep(0.5)
    _progress(
        f"Built the front end in {time.monotonic() - began:.0f} s" if not child.returncode else ""
    )
    sys.stderr.write("\n")
    if child.returncode or not BUILT.is_dir():
        raise BuildFailed(_tail())


def _progress(line: str) -> None:
    start, end = ("\r\x1b[K", "") if sys.stderr.isatty() else ("", "\n")
    if sys.stderr.isatty() or line.startswith("Built"):
        sys.stderr.write(f"{start}{line}{end}")
        sys.stderr.flush()


def _tail(lines: int = 15) -> str:
    said = LOG.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join((f"the front end could not be built; see {LOG.relative_to(ROOT)}", *said))
