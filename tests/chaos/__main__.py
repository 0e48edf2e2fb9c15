"""Run `python -m tests.chaos`: one run on each engine asked for; exits 1 unless all is well."""

import argparse
import asyncio
import logging
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.chaos.plan import Engine, Plan
from tests.chaos.run import run


def main() -> int:
    """Return 0 when nothing was lost and nothing happened twice."""
    asked = _asked()
    signal.signal(signal.SIGTERM, _leave)
    logging.disable(logging.WARNING)  # each look at the database would repeat the same advice
    good = True
    for engine in asked.engine or list(Engine):
        plan = Plan(Engine(engine), asked.seed, asked.ops, asked.kills, asked.people)
        folder = Path(tempfile.mkdtemp(prefix="oo-chaos-"))
        report = asyncio.run(run(plan, folder))
        print(report.as_json() if asked.json else report.as_table(), flush=True)
        good &= report.good
        if report.good:
            shutil.rmtree(folder)
        else:
            print(f"What its processes said is in {folder}", file=sys.stderr)
    return 0 if good else 1


def _leave(number: int, _frame: object) -> None:
    """Leave by the way on which everything that was started is ended."""
    sys.exit(128 + number)


def _asked() -> argparse.Namespace:
    usual = Plan(Engine.SQLITE)
    parser = argparse.ArgumentParser("python -m tests.chaos", description=__doc__)
    parser.add_argument("--engine", action="append", choices=list(Engine), help="default: both")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--ops", type=int, default=usual.ops, help="acknowledged, at least")
    parser.add_argument("--kills", type=int, default=usual.kills, help="at least")
    parser.add_argument("--people", type=int, default=usual.people)
    parser.add_argument("--json", action="store_true", help="for a machine to read")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
