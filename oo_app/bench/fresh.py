"""Measure the first start: a fresh clone of what is committed, `make demo`, until it is ready."""

import asyncio
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from core.settings import ROOT
from oo_app.bench.figures import Figure, at_most
from oo_app.bench.processes import free_port, until_ready

LIMIT_S = 240
"""Seconds the first `make demo` may take."""


def measure() -> list[Figure]:
    """Return how long a fresh machine takes, downloads of packages included."""
    with tempfile.TemporaryDirectory(prefix="oo-fresh-") as name:
        folder = Path(name) / "oo"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)  # noqa: S603, S607 — our own words
        took_s = _first_start_s(folder)
    return [at_most("make demo in a fresh clone", took_s, "s", LIMIT_S)]


def _first_start_s(folder: Path) -> float:
    port = free_port()
    began = time.perf_counter()
    child = subprocess.Popen(
        ["make", "demo"],  # noqa: S607 — the machine's own make
        cwd=folder,
        env={**os.environ, "OO_PORT": str(port), "OO_BASE_URL": f"http://127.0.0.1:{port}"},  # noqa: TID251 — a child's environment
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        asyncio.run(until_ready(f"http://127.0.0.1:{port}/readyz", 2 * LIMIT_S))
        return time.perf_counter() - began
    finally:
        os.killpg(child.pid, signal.SIGINT)
        child.wait(timeout=20)
