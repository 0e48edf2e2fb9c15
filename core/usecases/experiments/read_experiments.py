"""Read the list of experiments: what runs, who is in it, and what it shows so far."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.assignment import Experiment
from core.domain.experiment_panel import ExperimentLine
from core.domain.exposure import Exposed
from core.domain.rollup import Dim, Grain
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.ports import Store
from core.usecases.experiments.figures import arms_seen, contrast, lead
from core.usecases.experiments.ground import (
    SETTLED,
    SO_FAR,
    Days,
    Ground,
    as_it_was,
    by_arm,
    days_of,
)
from core.usecases.experiments.health import alarms

BY = frozenset({By.EXPERIMENT, By.VALUE, By.BUCKET})
"""How sums are told apart."""


@dataclass(frozen=True, slots=True)
class ReadExperiments:
    """Read all experiments in three statements, however many there are."""

    store: Store
    zone: ZoneInfo

    async def __call__(self, at: datetime) -> tuple[ExperimentLine, ...]:
        """Return them as they stood at a moment: what runs first, the newest of each first."""
        async with self.store.reading() as work:
            told = [as_it_was(it, at) for it in await work.experiments.all()]
            known = [it for it in told if it is not None]
            if not known:
                return ()
            spans = [days_of(it, at, self.zone) for it in known]
            first, end = min(it.first for it in spans), max(it.end for it in spans)
            settled = max(it.settled for it in spans)
            so_far = await work.rollups.sums(
                SumsWanted(Grain.DAY, first, end, Dim.ARM, BY, names=SO_FAR)
            )
            ripe = await work.rollups.sums(
                SumsWanted(Grain.DAY, first, settled, Dim.ARM, BY, names=SETTLED)
            )
            exposed = await work.exposures.of(end)
        apart = _apart(so_far), _apart(ripe), _of_each(exposed)
        lines = [_line(it, days, at, apart) for it, days in zip(known, spans, strict=True)]
        lines.sort(key=lambda it: it.experiment.began_at, reverse=True)
        return tuple(sorted(lines, key=lambda it: it.experiment.ended_at is not None))


Apart = tuple[
    Mapping[str, Sequence[SumsRow]],
    Mapping[str, Sequence[SumsRow]],
    Mapping[str, Sequence[Exposed]],
]
"""What is counted of each experiment: of all picks, of settled ones, and of users."""


def _line(experiment: Experiment, days: Days, at: datetime, apart: Apart) -> ExperimentLine:
    name = experiment.name
    so_far, ripe = (by_arm(it.get(name, ())) for it in apart[:2])
    ground = Ground(experiment, days, so_far, ripe, tuple(apart[2].get(name, ())))
    arms = arms_seen(ground)
    ran = ((experiment.ended_at or at) - experiment.began_at).days
    leads = lead(ground, arms, ran)
    return ExperimentLine(
        experiment=experiment,
        picks=sum(it.picks for it in ground.so_far.values()),
        users=sum(it.users for it in arms),
        contrast=contrast(ground, leads.leader if leads else ""),
        lead=leads,
        alarms=alarms(ground),
    )


def _apart(rows: Iterable[SumsRow]) -> Mapping[str, Sequence[SumsRow]]:
    found: dict[str, list[SumsRow]] = defaultdict(list)
    for row in rows:
        found[row.experiment or ""].append(row)
    return found


def _of_each(exposed: Iterable[Exposed]) -> Mapping[str, Sequence[Exposed]]:
    found: dict[str, list[Exposed]] = defaultdict(list)
    for it in exposed:
        found[it.experiment].append(it)
    return found
