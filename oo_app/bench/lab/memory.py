"""Measure whether memory stays flat while lives come and go, in a process that does nothing else."""

import os
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from oo_app.bench.figures import Figure, at_most, seen
from oo_app.bench.lab.ours import DECISIONS, live, lives

QUICK, WHOLE = 100_000, 1_000_000
"""Decisions after which memory is looked at for a first impression, and as it was asked for."""
LOOKS = (0.1, 0.5, 1.0)
"""After which shares of the decisions it is looked at."""
GROWTH = 5.0
"""Percent by which memory may grow between the first look and the last, and still be flat."""
MIB = 2**20
"""Bytes in a mebibyte."""
STATM = Path("/proc/self/statm")
"""Where Linux says how much memory a process holds: the second number, in pages."""


def measure_memory(decisions: int = QUICK) -> list[Figure]:
    """Return what a fresh process holds after a tenth, a half and all of the decisions."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        held = process.submit(held_mib, decisions).result()
    return figures(held, decisions)


def figures(held: list[float], decisions: int) -> list[Figure]:
    """Return the growth and the looks, (looks,), in MiB."""
    name = f"memory over {decisions:,} decisions in lives of {DECISIONS}"
    growth = 100 * (held[-1] / held[0] - 1)
    return [
        at_most(f"{name}: growth from {LOOKS[0]:.0%} on", growth, "%", GROWTH),
        *(
            seen(f"{name}: after {look:.0%}", it, "MiB")
            for look, it in zip(LOOKS, held, strict=True)
        ),
    ]


def held_mib(decisions: int) -> list[float]:
    """Return what this process holds at each of `LOOKS`, in MiB."""
    some, made, found = lives(), 0, []
    for look in LOOKS:
        made += live(some, max(1, int(look * decisions) - made)).decisions
        found.append(resident_bytes() / MIB)
    return found


def resident_bytes() -> int:
    """Return what this process holds; where nobody says it, the most that it ever held."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
