"""Compare both sides of an experiment among the picks of one slice at a time."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.analytics.jackknife import independent_difference
from core.analytics.policy_sums import PolicySums
from core.domain.experiment_panel import Contrast, Slice
from core.domain.rollup import Dim, Grain, Sums
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.ports import Work
from core.usecases.experiments.figures import per_pick
from core.usecases.experiments.ground import Ground, together

CUTS: Mapping[str, Dim] = MappingProxyType(
    {it.value: it for it in (Dim.TENURE, Dim.PRIORITY, Dim.DUE, Dim.MINUTES, Dim.SIZE, Dim.SURFACE)}
)
"""What an experiment can be cut by; the first one is shown to who asks for none."""


async def read_slices(work: Work, ground: Ground, found: Contrast, cut: Dim) -> tuple[Slice, ...]:
    """Return the comparison slice by slice.

    Slots of a slice know who served, not who was to: picks that chance made instead are left out.
    """
    wanted = SumsWanted(
        Grain.DAY,
        ground.days.first,
        ground.days.settled,
        cut,
        frozenset({By.VALUE, By.POLICY, By.BUCKET}),
        policies=ground.arms,
        experiments=(ground.experiment.name,),
        names=("tips", "reward_milli"),
    )
    return slices(await work.rollups.sums(wanted), found)


def slices(rows: Iterable[SumsRow], found: Contrast) -> tuple[Slice, ...]:
    """Return both sides compared in each slice, by its name."""
    by: dict[str, dict[str, dict[int, Sums]]] = {}
    for row in rows:
        arms = by.setdefault(row.value or "", {})
        arms.setdefault(row.policy or "", {})[row.bucket or 0] = row.sums
    made = []
    for value, arms in sorted(by.items()):
        sums = {arm: PolicySums(groups) for arm, groups in arms.items()}
        one, other = (per_pick(together(sums, it.arms)) for it in (found.one, found.other))
        made.append(Slice(value, independent_difference(one, other)))
    return tuple(made)
