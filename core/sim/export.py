"""Write a run's decisions as a table for other programs: one line a decision, ids and numbers only."""

import csv
from collections.abc import Iterable
from typing import TextIO

from core.domain.sim_run import SimLife
from core.sim.diary import ROW, unpack
from core.sim.findings import ANSWERS

HEAD = ("world", "persona", "seed", "policy", "decision")
"""What says whose decision a line is."""
COLUMNS = ROW.names or ()
"""The columns of a diary, in order."""


def write_csv(lives: Iterable[SimLife], out: TextIO) -> int:
    """Write every decision, `kind` by name, and return how many. Raises: Malformed."""
    table, written = csv.writer(out, lineterminator="\n"), 0
    table.writerow((*HEAD, *COLUMNS))
    for life in lives:
        for place, row in enumerate(unpack(life.columns), 1):
            values = dict(zip(COLUMNS, row.tolist(), strict=True))
            values["kind"] = ANSWERS[values["kind"]]
            whose = (life.world, life.persona, life.seed, life.policy, place)
            table.writerow((*whose, *values.values()))
            written += 1
    return written
