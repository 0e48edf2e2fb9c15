"""Measure policies on held-out people in every world: what the laboratory itself would report.

Nothing was tuned on these people, and seeds were fixed before anybody looked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.bandit.prior import Prior
from core.bandit.shipped import whole
from core.sim.analyse import find
from core.sim.findings import Findings, Line, WorldFindings
from core.sim.hand import REFERENCES
from core.sim.in_memory import ShippedCast, evenly, run_in_memory
from core.sim.lives import Lives
from core.sim.persona_file import digest
from core.sim.pioneers import done_of
from core.sim.plan import DECISIONS, SEEDS, Plan
from core.sim.world_file import world_names
from oo_app.bench.figures import Figure, at_least, at_most, seen
from oo_app.bench.lab.groups import worst

PEOPLE = "heldout"
"""Who judges."""
HEAD, OTHERS = "bayes-v1", ("egreedy-v1", "linucb-v1")
"""Who is judged, and whom it must be better than."""
PROCESSES = 2
"""How many live at once."""
WHOLE, FIRST = 0.60, 0.55
"""Share of the gap that is asked for on average of the worlds: of all decisions, of the first 15."""
PLAIN, PLAIN_WHOLE, PLAIN_FIRST = "linear", 0.78, 0.60
"""The same in the world without surprises."""
LEAD = 0.3
"""Share of the gap by which the others must be left behind, in every world with a gap."""
FAIR = 0.80
"""What the worst group's share must be of everybody's."""
HONEST = 0.05
"""How far what happens may be from what was foretold, on average."""
GAP = "of the gap"
"""What shares are shares of."""


@dataclass(frozen=True, slots=True)
class Held:
    """What came of the lives of held-out people."""

    findings: Findings
    lives: tuple[Lives, ...]
    groups: Mapping[str, str]
    """By persona."""

    @property
    def clear(self) -> tuple[WorldFindings, ...]:
        """Return the worlds that have a gap to close."""
        return tuple(it for it in self.findings.worlds if it.clear)


def measure_heldout() -> list[Figure]:
    """Return all that held-out people show; some minutes on two cores."""
    return figures(held())


def held(
    worlds: Sequence[str] = (),
    *,
    seeds: tuple[int, ...] = SEEDS,
    decisions: int = DECISIONS,
    few: int | None = None,
    processes: int = PROCESSES,
    prior: Prior | None = None,
) -> Held:
    """Return what comes of the lives of everybody, or only of a few, in some worlds or all.

    Args: prior takes the place of the shipped one.
    """
    chosen = tuple(worlds) or world_names()
    maker = ShippedCast(PEOPLE, chosen, prior)
    personas = tuple(maker().personas.values())
    some = evenly(personas, few or len(personas))
    plan = Plan(
        policies=(HEAD, *OTHERS, *REFERENCES),
        worlds=chosen,
        personas=PEOPLE,
        digest=digest(personas),
        people=tuple(it.id for it in some),
        seeds=seeds,
        decisions=decisions,
    )
    groups = {it.id: it.group for it in some}
    lives = run_in_memory(plan, maker, processes)
    return Held(find(plan, lives, groups, done_of(whole())), lives, groups)


def figures(it: Held) -> list[Figure]:
    """Return what was asked for, and beside it each world by itself."""
    return [*_gaps(it), *_leads(it), *_fairness(it), *_calibration(it)]


def _gaps(it: Held) -> list[Figure]:
    lines = {world.world: world.line(HEAD) for world in it.clear}
    shares = {name: (gap_of(line), first_of(line)) for name, line in lines.items()}
    every = f"held out: {HEAD}, mean of {len(shares)} worlds with a gap"
    bars = {PLAIN: (PLAIN_WHOLE, PLAIN_FIRST)}
    return [
        at_least(f"{every}, gap closed", _mean([one for one, _ in shares.values()]), GAP, WHOLE),
        at_least(f"{every}, first 15", _mean([one for _, one in shares.values()]), GAP, FIRST),
        *(
            figure
            for name, (all_of, first) in shares.items()
            for figure in _of_world(name, (all_of, first), bars.get(name))
        ),
        *(
            seen(f"held out: {world.world} has no gap to close: {HEAD}", _worth(world), "reward")
            for world in it.findings.worlds
            if not world.clear
        ),
    ]


def _of_world(
    world: str, shares: tuple[float, float], bars: tuple[float, float] | None
) -> list[Figure]:
    names = [f"held out: {HEAD}, {world}, {what}" for what in ("gap closed", "first 15")]
    if bars is None:
        return [seen(name, share, GAP) for name, share in zip(names, shares, strict=True)]
    return [
        at_least(name, share, GAP, bar)
        for name, share, bar in zip(names, shares, bars, strict=True)
    ]


def _leads(it: Held) -> list[Figure]:
    """Return by how much the others are left behind; the findings say it the other way round."""
    figures = []
    for world in it.clear:
        for found in world.comparisons:
            lead, low, high = (
                -value
                for value in (found.difference.mean, found.difference.high, found.difference.low)
            )
            name = f"held out: {HEAD} minus {found.name}, {world.world}, [{low:.2f}, {high:.2f}]"
            target = f"≥ {LEAD:g} {GAP}, 0 outside"
            ok = lead >= LEAD and low > 0
            figures.append(Figure(name, round(lead, 3), GAP, target, ok))
    return figures


def _fairness(it: Held) -> list[Figure]:
    clear = {world.world for world in it.clear}
    found = worst(HEAD, [one for one in it.lives if one.world in clear], it.groups)
    if found is None:
        return [Figure("held out: no group was judged", 0, "of 1", f"≥ {FAIR:g} of 1", ok=False)]
    name = f"held out: worst group over all worlds / everybody: {found.name}"
    by_world = {world.world: world.line(HEAD).worst for world in it.clear}
    return [
        at_least(name, found.ratio, "of 1", FAIR),
        *(
            seen(f"held out: worst group in {world} / everybody: {one.name}", one.ratio, "of 1")
            for world, one in by_world.items()
            if one is not None and one.ratio is not None
        ),
    ]


def _calibration(it: Held) -> list[Figure]:
    errors = {
        world.world: found.error.value
        for world in it.findings.worlds
        if (found := world.line(HEAD).calibration) is not None
    }
    head = 'held out: chance of "done", error of 10 bins'
    if not errors:
        return [Figure(f"{head}: none is shipped", 0, "of 1", f"≤ {HONEST:g} of 1", ok=False)]
    clear = [errors[world.world] for world in it.clear if world.world in errors]
    return [
        at_most(f"{head}, mean of {len(clear)} worlds with a gap", _mean(clear), "of 1", HONEST),
        *(seen(f"{head}, {world}", error, "of 1") for world, error in errors.items()),
    ]


def gap_of(line: Line) -> float:
    """Return the share of the gap that was closed over all decisions."""
    return line.gap.value if line.gap is not None else 0.0


def first_of(line: Line) -> float:
    """Return the same of the first fifteen."""
    return line.phases[0].value if line.phases[0] is not None else 0.0


def _worth(world: WorldFindings) -> float:
    return world.line(HEAD).worth.value


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
