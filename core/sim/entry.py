"""Write one decision of a life as a row of its diary."""

import zlib
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from core.domain.past import NEVER
from core.domain.pick import Floats, Pick
from core.sim.diary import IGNORED, NO_REWARD, UNASKED
from core.sim.judge import Scene

ELSEWHERE = 255
"""Code of a task that belongs to no area."""
UNKNOWN = float("nan")
"""Stands for what no judge could say."""


def entry(
    scene: Scene, pick: Pick, worths: Floats | None, *, day: int, areas: Sequence[str]
) -> tuple[float, ...]:
    """Return the row of a decision that nobody has answered yet, in the order of `ROW`.

    Args: worths (n,) are the judge's expected rewards, None when it could not say; day counts from
    the first of the life; areas are project names.
    """
    task, here, served = scene.tasks[pick.chosen], scene.here, pick.served
    due = task.due
    told = (UNKNOWN,) * 3 if worths is None else (worths[pick.chosen], worths.max(), worths.mean())
    return (
        int(here.timestamp()),
        day,
        here.hour,
        here.weekday(),
        zlib.crc32(task.id.encode()),
        areas.index(task.project) if task.project in areas else ELSEWHERE,
        task.priority,
        due is not None and due.at(ZoneInfo(scene.persona.timezone)) < here,
        scene.pasts.get(task.id, NEVER).shown + 1,
        len(scene.tasks),
        served.propensity,
        float(served.scores[served.chosen]),
        *told,
        IGNORED,
        UNASKED,
        bool(served.fallback),
        0,
        0,
        NO_REWARD,
    )
