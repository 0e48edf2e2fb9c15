"""Build the laboratory from settings: runs, who judges, and what came out. It needs no keys of oO's."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from core.clock import SystemClock
from core.composition import Core
from core.crypto.keyring import Keyring
from core.domain.ids import RunId
from core.domain.sim_run import RunState, SimRun
from core.errors import Malformed, SettingsWrong
from core.ports import Clock, Store
from core.settings import ROOT, Mode, Settings, new_key_text
from core.sim import foresee
from core.sim.bench import JudgeKind, open_bench
from core.sim.calibrate import calibrate
from core.sim.calibration import Calibration
from core.sim.calibration_words import as_json, told
from core.sim.card import card
from core.sim.cast import RuleCourt
from core.sim.compare import compared
from core.sim.crowd import Crowd
from core.sim.export import write_csv
from core.sim.judges.tally import Tally
from core.sim.logged import read_logged
from core.sim.make_report import MakeReport, planned
from core.sim.persona_file import SETS
from core.sim.pioneers import learn
from core.sim.plan import Plan
from core.sim.relive import Stage
from core.sim.report.told import Report
from core.sim.run import BeginRun, ReadLives, ResumeRun, SeeRun, WorkOnRun
from core.sim.sample.make import Sample
from core.storage.engine import open_engine
from core.storage.store import SqlStore

PRIOR = ROOT / "core" / "bandit" / "shipped.json"
"""The prior that comes with oO."""
CARD = ROOT / "docs" / "simulation" / "prior.md"
"""What it was learned from, and what it says."""
LOOK_S = 1.0
"""Seconds between two looks at parts that others hold."""


class Laboratory:
    """All that can be done with simulations: what the command line and the console call."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.begin = BeginRun(store, clock)
        self.see = SeeRun(store, clock)
        self.resume = ResumeRun(store)
        self.read_lives = ReadLives(store)

    async def runs(self) -> tuple[SimRun, ...]:
        """Return all runs, newest first."""
        async with self.store.reading() as work:
            return await work.sim_runs.all()

    async def drop(self, run_id: RunId) -> None:
        """Drop a run and all that came of it. Raises: NotFound."""
        async with self.store.writing() as work:
            await work.sim_runs.get(run_id)
            await work.sim_runs.drop(run_id)

    async def work(self, run_id: RunId, by: str, share: int = 1) -> tuple[int, Tally | None]:
        """Compute parts of a run until it is done; return how many, and what judging took.

        While others hold the last parts it waits: one that was killed holds them for a while only.
        Args: share is into how many parts the judge's budget is divided.
        Raises: NotFound; PersonaFileWrong; Malformed when people, judge or program are not those of
        the run;
        BudgetSpent, IntegrationFault, SettingsWrong when the judge stops it.
        """
        plan, crowd = await planned(self.store, run_id)
        bench = open_bench(self.settings, JudgeKind(plan.judge), share)
        try:
            if bench.name != plan.judged_by:
                raise Malformed("judge")
            worker, cast = WorkOnRun(self.store, self.clock, by), crowd.cast(bench.court)
            computed = await worker(run_id, cast)
            while await self._held(run_id):
                await asyncio.sleep(LOOK_S)
                computed += await worker(run_id, cast)
            return computed, bench.tally
        finally:
            await bench.close()

    async def report(self, run_id: RunId, against: str = "") -> Report:
        """Return what a run shows so far, its policies compared with `against` or with the first.

        Raises: NotFound also when that one is not in the run; PersonaFileWrong, Malformed.
        """
        return await MakeReport(self.store, self.clock)(run_id, against)

    async def calibrate(self, crowd: Crowd) -> tuple[Calibration, ...]:
        """Return how far each world is from the log of real use.

        Raises: TooFewPeople when the log is too thin; NotFound when its policy is gone.
        """
        log, cast = await read_logged(self.store, self.clock.now()), crowd.cast(RuleCourt())
        return tuple([await calibrate(log, Stage(cast, it.name)) for it in crowd.worlds])

    async def export(self, run_id: RunId, out: TextIO) -> int:
        """Write every decision of a run as CSV; return how many. Raises: NotFound, Malformed."""
        return write_csv(await self.read_lives(run_id), out)

    async def compare(self, run_ids: Sequence[RunId]) -> tuple[str, ...]:
        """Return in sentences what holds in all of several runs. Raises: as `report`."""
        found = {}
        for run_id in run_ids:
            findings = (await self.report(run_id)).findings
            found[f"{findings.plan.judge} {str(run_id)[-6:]}"] = findings
        return compared(found)

    async def close(self) -> None:
        """Close the database."""
        await self.store.close()

    async def _held(self, run_id: RunId) -> bool:
        """Return whether there is something left that somebody holds, or has held."""
        run, progress = await self.see(run_id)
        return run.state is RunState.RUNNING and progress.done < progress.total


def foreseen(plan: Plan) -> float | None:
    """Return the smallest difference, in shares of the gap, that a run will show in four of five."""
    return foresee.foreseen(plan)


def open_laboratory(settings: Settings) -> Laboratory:
    """Return the laboratory on the database of the settings.

    Where no keys are set one is made up: nothing of a simulation is sealed, so none is needed.
    """
    keys, pepper = settings.token_keys.get_secret_value(), settings.pepper.get_secret_value()
    vault = Keyring.from_text(keys or new_key_text("none"), (pepper or "none" * 8).encode())
    return Laboratory(settings, SqlStore(open_engine(settings.database), vault), SystemClock())


def open_sample(core: Core) -> Sample:
    """Return who makes up a past in a core's database. Raises: SettingsWrong where people are real."""
    settings = core.settings
    if settings.mode is Mode.PRODUCTION or not settings.sandbox:
        raise SettingsWrong(("OO_SANDBOX: people are invented in a demo only",))
    return Sample(core.ports.store, core.clock, settings.console_timezone, core.policies)


def judge_name(settings: Settings, kind: JudgeKind) -> str:
    """Return which rules, or which model by which prompts. Raises: SettingsWrong."""
    return open_bench(settings, kind).name


def calibration_table(found: Calibration) -> str:
    """Return a calibration for a terminal."""
    return told(found)


def calibration_json(found: Sequence[Calibration]) -> str:
    """Return calibrations for a machine: a list, one a world."""
    return f"[{','.join(map(as_json, found))}]\n"


def learn_prior(seed: int, processes: int) -> tuple[Path, Path]:
    """Learn the shipped prior, write it and its card, and return where they are."""
    learned = learn(seed, processes)
    PRIOR.write_text(learned.dump(), encoding="utf-8")
    CARD.write_text(card(learned, seed), encoding="utf-8")
    return PRIOR, CARD


def persona_source(text: str) -> str:
    """Return a set's name as it is, and a file's path so that it is found from anywhere."""
    return text if text in SETS else str(Path(text).resolve())
