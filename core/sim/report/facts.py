"""Hold what a report says of a run besides what the run found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from core.domain.sim_run import Progress, RunState, SimRun


@dataclass(frozen=True, slots=True)
class Facts:
    """Which run it was, how far it came, and how to make it again."""

    run_id: str
    code: str
    """The version of what computed it."""
    created_at: datetime
    state: RunState
    note: str
    """Why it stopped; empty otherwise."""
    command: str
    """What makes it again, as one types it."""
    groups: Mapping[str, str]
    """By persona: whom they stand for."""
    done: int
    total: int
    """Parts that are computed, and all of them."""

    @classmethod
    def of(
        cls, run: SimRun, progress: Progress, *, command: str, groups: Mapping[str, str]
    ) -> Self:
        """Return the facts of a run as it stands."""
        return cls(
            run_id=str(run.id),
            code=run.code,
            created_at=run.created_at,
            state=run.state,
            note=run.note,
            command=command,
            groups=groups,
            done=progress.done,
            total=progress.total,
        )
