"""Make the list of experiments, and the file of it."""

from collections.abc import Sequence

from core.domain.experiment_panel import ExperimentLine
from oo_admin.colours import of_policy
from oo_admin.experiments import words
from oo_admin.experiments.seen import Line, Part
from oo_admin.here import Here
from oo_admin.numbers import count, share


def lines(told: Sequence[ExperimentLine], here: Here) -> list[Line]:
    """Return the rows, in their order."""
    return [_line(it, here) for it in told]


def _line(told: ExperimentLine, here: Here) -> Line:
    it = told.experiment
    standing = words.state(it)
    span = f"{words.when(it.began_at, here)} to {words.when(it.ended_at, here)}"
    return Line(
        name=it.name,
        href=words.one(here.address, it.name),
        state=standing,
        look=f"st {words.LOOKS[standing]}",
        parts=[
            Part(f"{policy} {share(part, 0)}", of_policy(policy), f"{100 * part:.1f}%")
            for policy, part in it.shares
        ],
        arms=words.arms(it),
        since=span if it.ended_at else words.when(it.began_at, here),
        users=count(told.users),
        picks=count(told.picks),
        verdict=words.verdict(told),
        alarm="st bad" if told.alarms else "",
    )
