"""Read one experiment as it stood at a moment: what its arms came to, and whether to believe it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.assignment import Experiment
from core.domain.experiment_panel import ExperimentSeen
from core.domain.period import midnight
from core.domain.rollup import Dim
from core.errors import NotFound
from core.ports import Store, Work
from core.usecases.experiments.cost import guards, needed
from core.usecases.experiments.course import course, course_wanted
from core.usecases.experiments.figures import arms_seen, contrast, lead
from core.usecases.experiments.ground import as_it_was, days_of, read_ground
from core.usecases.experiments.health import read_health
from core.usecases.experiments.slices import CUTS, read_slices

PAGE = "experiments"
"""What annotations call the page."""


@dataclass(frozen=True, slots=True)
class ReadExperiment:
    """Read one experiment from sums, since its beginning: a shorter time would be one that was chosen."""

    store: Store
    zone: ZoneInfo

    async def __call__(self, name: str, at: datetime, cut: str = "") -> ExperimentSeen:
        """Return it; `cut` names a dimension. Raises: NotFound, also before it began."""
        dim = CUTS.get(cut, Dim.TENURE)
        async with self.store.reading() as work:
            experiment = await _find(work, name, at)
            days = days_of(experiment, at, self.zone)
            ground = await read_ground(work, experiment, days)
            rows = await work.rollups.sums(course_wanted(name, days))
            health = await read_health(work, ground, at, self.zone)
            arms, ran = arms_seen(ground), _ran(experiment, at)
            leads = lead(ground, arms, ran)
            found = contrast(ground, leads.leader if leads else "")
            cuts = await read_slices(work, ground, found, dim) if found else ()
            until = experiment.ended_at or at
            happened = await work.annotations.between(experiment.began_at, until)
            ended = await work.annotations.between(until, at, (AnnotationKind.EXPERIMENT,))
        told_apart, ruled_out = needed(ground, found) if found else (None, None)
        return ExperimentSeen(
            experiment=experiment,
            at=at,
            settled_until=midnight(date.fromordinal(days.settled), self.zone),
            days=ran,
            arms=arms,
            contrast=found,
            lead=leads,
            health=health,
            course=course(ground.arms, days, rows),
            guards=guards(ground, found) if found else (),
            told_apart=told_apart,
            ruled_out=ruled_out,
            cut=dim.value,
            slices=cuts,
            happened=tuple(it for it in (*happened, *ended) if concerns(it, name)),
        )


async def _find(work: Work, name: str, at: datetime) -> Experiment:
    for it in await work.experiments.all():
        if it.name == name and (found := as_it_was(it, at)) is not None:
            return found
    raise NotFound("experiment")


def _ran(experiment: Experiment, at: datetime) -> int:
    return ((experiment.ended_at or at.astimezone(UTC)) - experiment.began_at).days


def concerns(it: Annotation, name: str) -> bool:
    """Return whether a mark belongs on the charts of an experiment: its own, and what is on all."""
    if it.kind is AnnotationKind.EXPERIMENT:
        return it.link == name
    return not it.pages or PAGE in {page.strip() for page in it.pages.split(",")}
