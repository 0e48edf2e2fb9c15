"""Show how far a run is while others compute it."""

import asyncio
from collections.abc import Sequence
from multiprocessing.process import BaseProcess

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.domain.ids import RunId
from core.domain.sim_run import RunState
from core.laboratory import Laboratory

LOOK_S = 0.5
"""Seconds between two looks."""


async def watch(lab: Laboratory, run_id: RunId, workers: Sequence[BaseProcess]) -> RunState:
    """Show a bar with the time left until a run has ended or nobody here works on it any more."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("parts,"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        speed_estimate_period=120,
    )
    run, progress = await lab.see(run_id)
    with bar:
        shown = bar.add_task("Simulating", total=run.shards, completed=progress.done)
        while run.state is RunState.RUNNING and any(it.is_alive() for it in workers):
            await asyncio.sleep(LOOK_S)
            run, progress = await lab.see(run_id)
            bar.update(shown, completed=progress.done)
    return (await lab.see(run_id))[0].state
