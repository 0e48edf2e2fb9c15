"""The commands of the laboratory: simulate, join a run, look at runs, learn the prior."""

import asyncio
import os
import socket
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from core import laboratory
from core.domain.ids import RunId
from core.domain.sim_run import RunState
from core.errors import (
    Malformed,
    OoError,
    PersonaFileWrong,
)
from core.laboratory import Crowd, JudgeKind, Laboratory, Report
from core.settings import Settings
from oo_app.lab_door import guarded, refuse, say, split, told_of, upgraded, with_lab
from oo_app.simulate_progress import watch

app = typer.Typer(
    invoke_without_command=True, help="The laboratory: policies live with invented people."
)
prior = typer.Typer(no_args_is_help=True, help="What is expected of a person nobody knows yet.")

POLICIES = "bayes-v1,egreedy-v1,linucb-v1"
"""Compared unless others are named."""
WORLDS = "linear,gated,drifting,shifted,sparse,heavy,adversarial"
"""Lived in unless others are named."""
CORES = os.cpu_count() or 1
"""Processes, unless another number is named."""
WIDTH = 100
"""Columns of the table where the terminal does not say how many it has."""

Run = Annotated[UUID, typer.Argument(help="The run, by its id.")]
Processes = Annotated[int, typer.Option(min=1, max=64, help="How many work on it here.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")]
Html = Annotated[Path | None, typer.Option("--report", help="Write the report to this HTML file.")]


@app.callback()
def simulate(  # noqa: PLR0913 — one option each
    context: typer.Context,
    *,
    policies: Annotated[
        str, typer.Option(help="With commas; the others are compared with the first.")
    ] = POLICIES,
    worlds: Annotated[str, typer.Option(help="With commas.")] = WORLDS,
    personas: Annotated[
        str, typer.Option(help="`training`, `heldout`, or a YAML file.")
    ] = "heldout",
    judge: Annotated[JudgeKind, typer.Option(help="Who judges.")] = JudgeKind.RULE,
    days: Annotated[int | None, typer.Option(min=1, max=1000, help="Days of a life.")] = None,
    decisions: Annotated[int, typer.Option(min=1, max=1000, help="Tips of a life.")] = 120,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Lists that each persona meets.")] = 2,
    processes: Processes = CORES,
    as_json: Json = None,
    html: Html = None,
    calibrate: Annotated[
        bool,
        typer.Option("--calibrate", help="Compare the worlds with the log of real use instead."),
    ] = False,
) -> None:
    """Let policies live with invented people, and say which is better, or that nothing shows."""
    if context.invoked_subcommand is not None:
        return
    crowd = _crowd(personas, split(worlds))
    try:
        plan = crowd.plan(
            laboratory.persona_source(personas),
            split(policies),
            judge=judge.value,
            judged_by=guarded(lambda: laboratory.judge_name(Settings(), judge)),
            seeds=tuple(range(1, seeds + 1)),
            decisions=decisions,
            days=days,
        )
    except Malformed as error:
        refuse(f"There is no policy {error.what}; `oo policies list` names them.")
    settings = upgraded()
    if calibrate:
        _calibrate(settings, crowd, as_json)
        return
    if (least := laboratory.foreseen(plan)) is not None:
        say(f"This run will see differences from {least:.2f} of the gap on (four times in five).")
    run = asyncio.run(with_lab(settings, lambda lab: lab.begin(plan)))
    say(f"Run {run.id}: {run.shards} parts, {len(plan.policies)} lives each.")
    _compute(settings, run.id, processes)
    _tell(settings, run.id, as_json, html)


@app.command()
def join(run_id: Run, processes: Processes = CORES) -> None:
    """Work on a run that was begun, stopped or killed, here or on another machine."""
    settings = upgraded()
    guarded(lambda: asyncio.run(with_lab(settings, lambda lab: lab.resume(RunId(run_id)))))
    _compute(settings, RunId(run_id), processes)
    _tell(settings, RunId(run_id), None, None)


@app.command()
def report(
    run_id: Run,
    as_json: Json = None,
    html: Html = None,
    against: Annotated[str, typer.Option(help="Compare with this policy of the run.")] = "",
) -> None:
    """Tell again what a run showed."""
    _tell(upgraded(), RunId(run_id), as_json, html, against=against)


@app.command()
def compare(
    run_ids: Annotated[list[UUID], typer.Argument(help="Two runs or more, by id.")],
) -> None:
    """Say what holds in all of several runs: other judges, other people, other seeds."""
    ids = [RunId(it) for it in run_ids]
    told = guarded(lambda: asyncio.run(with_lab(upgraded(), lambda lab: lab.compare(ids))))
    typer.echo("\n".join(told))


@app.command()
def export(run_id: Run, out: Annotated[Path, typer.Argument(help="The CSV file.")]) -> None:
    """Write every decision of a run as a table: one line a decision, ids and numbers only."""

    async def written(lab: Laboratory) -> int:
        with out.open("w", encoding="utf-8", newline="") as file:
            return await lab.export(RunId(run_id), file)

    count = guarded(lambda: asyncio.run(with_lab(upgraded(), written)))
    say(f"{count} decisions: {out}")


@app.command("list")
def list_runs() -> None:
    """Print all runs, newest first."""
    runs = asyncio.run(with_lab(upgraded(), lambda lab: lab.runs()))
    for run in runs:
        note = f"  {run.note}" if run.note else ""
        typer.echo(f"{run.id}  {run.created_at:%Y-%m-%d %H:%M}  {run.state:8}{note}")
    if not runs:
        typer.echo("No run yet. Begin one: oo simulate --worlds linear --seeds 1")


@app.command()
def drop(run_id: Run) -> None:
    """Drop a run and all that came of it."""
    guarded(lambda: asyncio.run(with_lab(upgraded(), lambda lab: lab.drop(RunId(run_id)))))
    typer.echo(f"{run_id} is gone.")


@prior.command("learn")
def learn(
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    processes: Processes = CORES,
) -> None:
    """Learn the shipped prior of `bayes-v1` from the training personas, and write its card."""
    for path in laboratory.learn_prior(seed, processes):
        typer.echo(f"Written: {path}")


def _crowd(personas: str, worlds: tuple[str, ...]) -> Crowd:
    try:
        return Crowd.of(laboratory.persona_source(personas), worlds)
    except PersonaFileWrong as error:
        refuse(str(error))


def _calibrate(settings: Settings, crowd: Crowd, as_json: Path | None) -> None:
    """Set worlds beside the log of real use."""
    say(f"Living the log again in {len(crowd.worlds)} worlds; this takes some minutes.")
    found = guarded(lambda: asyncio.run(with_lab(settings, lambda lab: lab.calibrate(crowd))))
    for it in found:
        typer.echo(laboratory.calibration_table(it))
    if as_json is not None:
        as_json.write_text(laboratory.calibration_json(found), encoding="utf-8")
        say(f"Written: {as_json}")


def _compute(settings: Settings, run_id: RunId, processes: int) -> None:
    """Let so many processes work on a run, and show how far it is."""
    context = get_context("spawn")
    workers: list[BaseProcess] = [
        context.Process(target=_work, args=(settings, run_id, processes)) for _ in range(processes)
    ]
    again = f"Go on with: oo simulate join {run_id}"
    for worker in workers:
        worker.start()
    try:
        state = asyncio.run(with_lab(settings, lambda lab: watch(lab, run_id, workers)))
    except KeyboardInterrupt:
        refuse(f"Interrupted. {again}", code=130)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
    if state is RunState.RUNNING:
        say(f"Not everything was computed. {again}")


def _work(settings: Settings, run_id: RunId, processes: int) -> None:
    """Work on a run in a process of its own, for as long as the one that began it lives."""
    Thread(target=_leave_with_parent, daemon=True).start()
    by = f"{socket.gethostname()}:{os.getpid()}"
    try:
        _, tally = asyncio.run(with_lab(settings, lambda lab: lab.work(run_id, by, processes)))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except OoError as error:
        refuse(told_of(error))
    if tally is not None:
        say(str(tally))


def _leave_with_parent() -> None:
    """End this process when the one that began it is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tell(
    settings: Settings,
    run_id: RunId,
    as_json: Path | None,
    html: Path | None,
    *,
    against: str = "",
) -> None:
    told: Report = guarded(
        lambda: asyncio.run(with_lab(settings, lambda lab: lab.report(run_id, against)))
    )
    console = Console()
    typer.echo(told.table(console.width if console.is_terminal else WIDTH))
    for path, text in ((as_json, told.json), (html, told.page)):
        if path is not None:
            path.write_text(text(), encoding="utf-8")
            say(f"Written: {path}")
