"""Weigh all that is known of a tip: its answer, and its task completed elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.ids import TaskId, TipId
from core.domain.outcome import Outcome, OutcomeKind
from core.domain.reaction import Reaction, ReactionKind
from core.rewards.ladder import DONE_LADDER, reward_milli
from core.rewards.window import WINDOW

LEAST_MS = DONE_LADDER[0][0]
"""Milliseconds that a completion elsewhere counts as having taken, at least: whoever went and did
it did not tap at a glance, so that the penalty of a hasty "done" is never theirs."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tip that proposed a task, and since when it was taken back, if it was."""

    tip_id: TipId
    task_id: TaskId
    served_at: datetime
    withdrawn_at: datetime | None = None

    def earns(self, at: datetime) -> bool:
        """Return whether a completion at that time may be this tip's merit."""
        shown = self.withdrawn_at is None or at <= self.withdrawn_at
        return shown and self.served_at <= at <= self.served_at + WINDOW


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer that stands, and how long after serving the completion elsewhere came, if any."""

    answer: Reaction | None = None
    completed_after_ms: int | None = None


def credited(proposals: Iterable[Proposal], task_id: TaskId, at: datetime) -> Proposal | None:
    """Return the tip that a completion of a task is laid to; None when it is nobody's merit.

    It is the newest that proposed this task before the completion and within the window; one that
    had been taken back by then does not count, because oO itself had taken it from the screen.
    """
    earning = (it for it in proposals if it.task_id == task_id and it.earns(at))
    return max(earning, key=lambda it: (it.served_at, it.tip_id), default=None)


def standing_completion(outcomes: Iterable[Outcome]) -> datetime | None:
    """Return when the task was completed elsewhere; None when it was not, or was opened again.

    The order in which outcomes became known does not matter. Of several completions since the
    last reopening the first counts: it is what the tip brought about.
    """
    every = tuple(outcomes)
    opened = [it.at for it in every if it.kind is OutcomeKind.REOPENED]
    done = [it.at for it in every if it.kind is OutcomeKind.COMPLETED]
    return min((at for at in done if not opened or at > max(opened)), default=None)


def weighed(answer: Reaction | None, served_at: datetime, outcomes: Iterable[Outcome]) -> Evidence:
    """Return what stands of all that is known; a completion outside the window is not evidence."""
    at = standing_completion(outcomes)
    if at is None or not served_at <= at <= served_at + WINDOW:
        return Evidence(answer)
    return Evidence(answer, (at - served_at) // timedelta(milliseconds=1))


def reward_of(evidence: Evidence) -> int | None:
    """Return the reward in thousandths, -1000 to 1000; None when nothing is known.

    A dismissal stands whatever was done later, and so does "done". A completion elsewhere is
    worth what "done" after as long would be, and takes the place of a snooze.
    """
    answer, after_ms = evidence.answer, evidence.completed_after_ms
    if after_ms is not None and (answer is None or answer.kind is ReactionKind.SNOOZE):
        return reward_milli(ReactionKind.DONE, max(LEAST_MS, after_ms))
    return None if answer is None else reward_milli(answer.kind, answer.dwell_ms)
