"""Name this process and its code, so that others can tell whether it still runs, and what it is."""

import gc
import hashlib
import os
import socket
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

MACHINE = Path("/proc/sys/kernel/random/boot_id")
"""Names one start of a machine, and with it what its process numbers mean."""
STARTED = 19
"""Where after its name /proc/<pid>/stat tells when a process began, in ticks since the start."""

SOURCES = Path(__file__).parent
"""What decides: a change of pages alone is no other oO."""


@cache
def code_version() -> str:
    """Return the release, and a digest of the source that runs: two builds are told apart."""
    found = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        found.update(str(path.relative_to(SOURCES)).encode())
        found.update(path.read_bytes())
    try:
        release = version("oo")
    except PackageNotFoundError:
        release = "unreleased"
    return f"{release} ({found.hexdigest()[:7]})"


def spare_what_is_loaded() -> None:
    """Leave all that is in memory out of later garbage collections: it stays until the end anyway.

    A full collection looks at every module's objects, which takes a fifth of a second in which
    nobody is answered.
    """
    gc.collect()
    gc.freeze()


def this_process() -> str:
    """Return machine, number and beginning of this process, as `may_live` reads them."""
    pid = os.getpid()
    return f"{_machine()}/{pid}/{_began(pid)}"


def may_live(holder: str) -> bool:
    """Return whether that process may still run; False only when it certainly does not.

    Nothing can be said of another machine's processes; a number that another process has got since
    is told apart by when that one began.
    """
    machine, _, rest = holder.partition("/")
    pid, _, began = rest.partition("/")
    if machine != _machine() or not pid.isdecimal():
        return True
    return _began(int(pid)) == began if began else _answers(int(pid))


def _machine() -> str:
    """Return a name for this machine as it runs now; containers have names of their own."""
    try:
        boot = MACHINE.read_text("ascii").strip()[:8]
    except OSError:
        boot = ""
    return f"{socket.gethostname()}-{boot}"


def _began(pid: int) -> str:
    """Return when a process began, in the kernel's ticks; empty when there is no such process."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[STARTED]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
