"""Let a past be made up beside a demo that begins with none, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from core.settings import ROOT

COMMAND = ("-m", "oo_app.cli", "console", "sample", "--humbly")
"""What makes it up; it finds the demo's settings in its environment."""
END_S = 2.0
"""Seconds within which it ends when the demo does; nothing half written is left behind."""


@contextmanager
def past(*, wanted: bool) -> Iterator[None]:
    """Make a past up while the block runs, and no longer."""
    if not wanted:
        yield
        return
    child = subprocess.Popen(  # noqa: S603 — our own interpreter and words
        [sys.executable, *COMMAND],
        cwd=ROOT,
        start_new_session=True,  # Ctrl-C is for the demo, which ends us
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
