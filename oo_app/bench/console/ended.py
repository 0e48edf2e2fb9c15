"""Make up how tips ended, and what policies beside would have done."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oo_app.bench.console.log import (
    DAY_S,
    DISMISS,
    DONE,
    NONE,
    OPEN,
    POLICIES,
    SHADOWS,
    SNOOZE,
    UNTOLD,
    Beside,
    Flags,
    Ints,
)

SHARES = (0.0, 0.42, 0.27, 0.09, 0.2, 0.005, 0.015)
"""How tips end, by code."""
STILL_OPEN = 0.6
"""Share of the last day's unanswered tips that are open."""
ELSEWHERE = 0.04
"""Share of tips whose task was done elsewhere, if it was put off or nobody answered."""
REWARDS = {DONE: 600, SNOOZE: 100, DISMISS: -300}
"""Thousandths that answers are worth."""
AT_ONCE, AT_ONCE_MILLI = 0.4, 1000
"""Share of what was done at the first look, and what that is worth."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How n tips ended, (n,) each, as the log has it."""

    ending: Ints
    answered_us: Ints
    dwell_ms: Ints
    elsewhere: Flags
    rewarded: Flags
    reward_milli: Ints
    final: Flags


def ended(rng: np.random.Generator, served_us: Ints, end_s: int) -> Ended:
    """Return how tips ended that were served at these times, seen from the end of the log."""
    n = len(served_us)
    ending = rng.choice(len(SHARES), n, p=SHARES)
    young = served_us > (end_s - DAY_S) * 1_000_000
    ending = np.where(young & (ending == NONE), OPEN, ending)
    answered = np.isin(ending, (DONE, SNOOZE, DISMISS))
    dwell = np.exp(rng.normal(9.5, 1.2, n)).astype(np.int64)
    took_us = (np.exp(rng.normal(11, 1.5, n)) * 1000).astype(np.int64)
    answered_us = np.where(answered, served_us + took_us, UNTOLD)
    elsewhere = (rng.random(n) < ELSEWHERE) & np.isin(ending, (SNOOZE, NONE))
    milli = np.select([ending == it for it in REWARDS], list(REWARDS.values()), 0)
    milli = np.where((ending == DONE) & (rng.random(n) < AT_ONCE), AT_ONCE_MILLI, milli)
    milli = np.where(elsewhere, AT_ONCE_MILLI, milli)
    rewarded = answered | elsewhere
    return Ended(
        ending=ending,
        answered_us=answered_us,
        dwell_ms=np.where(answered, dwell, UNTOLD),
        elsewhere=elsewhere,
        rewarded=rewarded,
        reward_milli=np.where(rewarded, milli, 0),
        final=~young & (ending != OPEN),
    )


def beside(rng: np.random.Generator, policy: Ints) -> Beside:
    """Return what the next two policies make of tips that these served."""
    shape = (len(policy), SHADOWS)
    agrees = rng.random(shape) < 0.55  # noqa: PLR2004 — a little more often than not
    return Beside(
        policy=(policy[:, None] + np.arange(1, SHADOWS + 1)) % len(POLICIES),
        chance=np.where(agrees, rng.beta(4, 2, shape), rng.beta(1, 9, shape)).round(4),
        agrees=agrees,
        unsupported=np.round(rng.beta(1, 60, shape), 4),
        direct=np.round(rng.normal(0.3, 0.2, shape), 4),
        expected=np.round(rng.normal(0.25, 0.2, shape), 4),
    )


def ids(rng: np.random.Generator, at_ms: Ints) -> npt.NDArray[np.uint8]:
    """Return ids that sort by birth, as ours do, (n, 16) bytes."""
    found = rng.integers(0, 256, (len(at_ms), 16), dtype=np.uint8)
    found[:, :6] = at_ms.astype(">i8").view(np.uint8).reshape(-1, 8)[:, 2:]
    found[:, 6] = found[:, 6] & 0x0F | 0x70
    found[:, 8] = found[:, 8] & 0x3F | 0x80
    return found
