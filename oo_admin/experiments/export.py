"""Hand over what the pages of experiments show: the list, or all figures of one."""

from collections.abc import Iterator
from datetime import date

from core.domain.experiment_panel import ExperimentLine, ExperimentSeen, Point
from core.domain.figure import AlwaysValid, Change, Figure, TooEarly, TooFew
from core.wiring import running
from oo_admin.experiments.words import arms, state, verdict
from oo_admin.exported import Cell, Exported
from oo_admin.here import Here

LIST = ("experiment", "state", "arms", "began", "ended", "users", "picks", "shows")
"""What a row of the list says."""
COLUMNS = ("section", "name", "value", "low", "high", "count")
"""What a row of one experiment says; sections have names of their own."""
Row = tuple[Cell, ...]
"""One row of a file."""


async def table(here: Here) -> Exported:
    """Return the list, or the one experiment that the address names. Raises: NotFound."""
    name = here.address.get("name")
    if not name:
        lines = await running().read_experiments(here.now)
        return Exported(LIST, [_line(it) for it in lines])
    seen = await running().read_experiment(name, here.now, here.address.get("cut"))
    return Exported(COLUMNS, list(rows(seen)))


def rows(seen: ExperimentSeen) -> Iterator[Row]:
    """Yield everything that the page shows as figures."""
    for it in seen.arms:
        yield ("users", it.policy, it.users, None, None, None)
        yield ("picks", it.policy, it.picks, None, None, None)
        yield ("reward", it.policy, *_figure(it.reward))
        yield ("raw mean", it.policy, it.raw, None, None, None)
        yield ("chance of being best", it.policy, it.chance, None, None, it.settled)
        yield ("weight", it.policy, it.weight, None, None, it.picks)
        yield ("done", it.policy, *_figure(it.done))
        yield ("dismissed", it.policy, *_figure(it.dismissed))
        z = it.believed.z if it.believed.verdict else None
        yield ("propensities z", it.policy, z, None, None, it.believed.picks)
    if seen.contrast is not None:
        name = f"{'+'.join(seen.contrast.one.arms)} minus {'+'.join(seen.contrast.other.arms)}"
        yield ("difference, one look", name, *_figure(seen.contrast.change))
        yield ("difference, any look", name, *_figure(seen.contrast.always))
    for guard in seen.guards:
        yield ("guardrail", guard.name, *_figure(guard.change))
    for each in seen.slices:
        yield ("slice", f"{seen.cut}:{each.value}", *_figure(each.change))
    yield from _course(seen)


def _course(seen: ExperimentSeen) -> Iterator[Row]:
    for point in seen.course:
        for arm, reward in zip(seen.arms, point.rewards, strict=False):
            yield ("reward until", f"{_day(point)} {arm.policy}", *_figure(reward))
        for arm, chance in zip(seen.arms, point.chances, strict=False):
            yield ("chance until", f"{_day(point)} {arm.policy}", chance, None, None, None)
        for arm, weight in zip(seen.arms, point.weights, strict=False):
            yield ("weight on", f"{_day(point)} {arm.policy}", weight, None, None, None)


def _day(point: Point) -> str:
    return date.fromordinal(point.day).isoformat()


def _figure(it: Figure | Change | AlwaysValid | TooEarly | TooFew | None) -> tuple[Cell, ...]:
    match it:
        case Figure() | Change():
            return it.value, it.low, it.high, it.count
        case AlwaysValid():
            return it.value, it.low, it.high, it.users
        case TooEarly():
            return None, None, None, it.users
        case TooFew():
            return None, None, None, it.count
        case None:
            return None, None, None, None


def _line(told: ExperimentLine) -> Row:
    it = told.experiment
    ended = it.ended_at.isoformat() if it.ended_at else None
    shows = verdict(told)
    began = it.began_at.isoformat()
    return it.name, state(it), arms(it), began, ended, told.users, told.picks, shows
