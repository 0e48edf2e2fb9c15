"""Say what an experiment costs: guardrails of one side against the other, and time still needed: pure."""

from collections.abc import Callable

from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import independent_difference
from core.analytics.lengths import length
from core.analytics.margins import Guardrail
from core.analytics.policy_sums import PolicySums, answered
from core.domain.experiment_panel import AGREED, Contrast, Needed
from core.domain.figure import Change
from core.domain.overview import Guard
from core.usecases.experiments.ground import Ground, together
from core.usecases.overview.guards import MARGINS

TRAFFIC_D = 14
"""Days whose new users say how many will come."""
SHARES: dict[str, Callable[[PolicySums], Groups]] = {
    "dismissed": lambda it: it.of_answerable(lambda sums: sums.dismiss),
    "undone": lambda it: Groups(it.by_group(lambda sums: sums.undone), it.by_group(answered)),
    "unanswered": lambda it: it.of_answerable(lambda sums: sums.none + sums.open),
}
"""What must not get worse, in the order of harm."""


def guards(ground: Ground, found: Contrast) -> tuple[Guard, ...]:
    """Return the guardrails of one side against the other: its users are not in both."""
    sums = [together(ground.settled, it.arms) for it in (found.one, found.other)]
    return tuple(_guard(name, of(sums[0]), of(sums[1])) for name, of in SHARES.items())


def needed(ground: Ground, found: Contrast) -> tuple[Needed | None, Needed | None]:
    """Return what it takes to tell both sides apart at their present gap, and to rule out what matters.

    None for the first where there is no gap, for both where there are too few picks to tell.
    """
    change, users = found.change, found.one.users + found.other.users
    if not isinstance(change, Change) or not users:
        return None, None
    here = abs(change.value)
    apart = _needed(ground, change, users, here) if here > 0 else None
    return apart, _needed(ground, change, users, AGREED.gap)


def traffic(ground: Ground) -> float:
    """Return how many users are reached for the first time on a day; none where nothing runs."""
    if ground.experiment.ended_at or ground.experiment.paused:
        return 0.0
    days = ground.days
    first = max(days.first, days.end - 1 - TRAFFIC_D)
    whole = range(first, days.end - 1)
    return sum(it.users for it in ground.exposed if it.day in whole) / max(1, len(whole))


def _needed(ground: Ground, change: Change, users: int, gap: float) -> Needed:
    found = length(change, users, traffic(ground), gap)
    return Needed(gap, found.users, found.days)


def _guard(name: str, one: Groups, other: Groups) -> Guard:
    change = independent_difference(one, other)
    now = one.value if one.denominators.sum() else None
    standing = Guardrail(MARGINS[name]).standing(change).value
    return Guard(name, now, change, MARGINS[name], standing)
