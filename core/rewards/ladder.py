"""Infer a reward from one answer and how long it took: the original's ladder, in thousandths."""

from core.domain.reaction import ReactionKind

REWARD_SPEC = "ladder-1"
"""Version of these rules; rewards made by different versions are never mixed."""
DISMISSED_MILLI = -1000
"""A no is a no."""
SNOOZED_MILLI = 100
"""Right task, wrong moment."""
DONE_LADDER = ((15_000, -300), (120_000, 1000), (600_000, 600))
"""(milliseconds below which, thousandths): too quick to be done now, just right, slower."""
DONE_SLOWLY_MILLI = 300
"""Done after more than ten minutes of looking: hardly the tip's merit."""


def reward_milli(kind: ReactionKind, dwell_ms: int) -> int:
    """Return the reward in thousandths, -1000 to 1000, for an answer after `dwell_ms`."""
    if kind is ReactionKind.DISMISS:
        return DISMISSED_MILLI
    if kind is ReactionKind.SNOOZE:
        return SNOOZED_MILLI
    return next((milli for below, milli in DONE_LADDER if dwell_ms < below), DONE_SLOWLY_MILLI)
