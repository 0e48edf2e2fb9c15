"""Nothing is lost or happens twice while processes are killed (reliability B1, E1, E2, E3, E6, H3).

A short run; `make chaos` is the long one. Both engines run beside each other: most of the time is
spent waiting until what a killed process had claimed may be claimed by another.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHORT = ("--ops", "400", "--kills", "10", "--people", "10", "--seed", "7", "--json")
ENGINES = {"sqlite": ("app", "worker"), "postgres": ("app", "worker", "nats")}
LONGEST_S = 600
POSTGRES = ("127.0.0.1", 5432)


def missing(engine):
    """Return what this machine lacks for an engine; empty when nothing."""
    if engine == "sqlite":
        return ""
    with socket.socket() as probe:
        probe.settimeout(2)
        there = probe.connect_ex(POSTGRES) == 0
    if not there:
        return "PostgreSQL at 127.0.0.1:5432"
    return "" if shutil.which("nats-server") else "nats-server"


def begin(engine, folder):
    """Start a run as its command does, with what it says in files."""
    with (folder / engine).open("w") as said, (folder / f"{engine}.err").open("w") as complained:
        return subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "tests.chaos", "--engine", engine, *SHORT],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(folder)},
            stdout=said,
            stderr=complained,
        )


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chaos")
    running = {engine: begin(engine, folder) for engine in ENGINES if not missing(engine)}
    try:
        for run in running.values():
            run.wait(LONGEST_S)
        yield {
            engine: ((folder / engine).read_text(), (folder / f"{engine}.err").read_text())
            for engine in running
        }
    finally:
        for run in running.values():
            run.terminate()


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_lost_or_twice_under_kill_9(engine, told):
    """Reliability B1, E1, E2, E6, H3: see `tests/chaos/compare.py` for each promise."""
    if lacks := missing(engine):
        pytest.skip(f"no {lacks}")
    said, complained = told[engine]

    report = json.loads(said or complained)

    assert report["findings"] == []
    assert (report["lost"], report["twice"]) == (0, 0)
    assert all(report["kills"][victim] > 0 for victim in ENGINES[engine])
    assert report["kills"]["all"] >= 10
    assert report["operations"]["all"] >= 400
    assert all(count > 0 for count in report["operations"].values())
    assert report["rows compared"]["completions elsewhere"] > 0
