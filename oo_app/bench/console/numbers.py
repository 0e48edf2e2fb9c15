"""Say what each tip of a log adds to its cells: the arithmetic of `core.analytics`, column by column."""

import numpy as np

from core.analytics.bins import STEP, ZERO
from core.analytics.targets import HEAVIEST, MICRO, MILLI
from core.domain.counts import names_of
from core.domain.rollup import REWARD_LEVELS, Dim, Sums, TargetSums
from oo_app.bench.console.log import ENDINGS, Flags, Floats, Ints, Log


def of_tips(log: Log) -> Ints:
    """Return what n tips count for, (n, m), in the order of `Sums`."""
    told = _told(log)
    nothing = np.zeros(len(log), dtype=np.int64)
    return np.stack([told.get(name, nothing) for name in names_of(Sums)], axis=1)


def values_of(dim: Dim, log: Log) -> Ints:
    """Return the codes of a dimension's values."""
    found = {
        Dim.ALL: np.zeros(len(log), dtype=np.int64),
        Dim.HOUR: log.hour,
        Dim.PRIORITY: log.priority,
        Dim.DUE: log.due,
        Dim.TENURE: log.tenure,
        Dim.MINUTES: log.minutes,
        Dim.SIZE: log.size,
        Dim.SURFACE: log.surface,
        Dim.ARM: log.policy,
    }
    return found[dim]


def weights(log: Log, place: int) -> Floats:
    """Return target / logged propensity for the shadows at one place."""
    found: Floats = np.minimum(log.beside.chance[:, place] / log.propensity, HEAVIEST)
    return found


def of_targets(log: Log, place: int) -> Ints:
    """Return what n tips say of the shadows at one place, (n, m), in the order of `TargetSums`."""
    beside, r, w = log.beside, log.reward_milli / MILLI, weights(log, place)
    dr = beside.direct[:, place] + w * (r - beside.expected[:, place])
    told = {
        "n": np.ones(len(log), dtype=np.int64),
        "agree": beside.agrees[:, place].astype(np.int64),
        "w_micro": _micro(w),
        "w2_micro": _micro(w * w),
        "wr_micro": _micro(w * r),
        "w2r_micro": _micro(w * w * r),
        "w2r2_micro": _micro(w * w * r * r),
        "r_micro": _micro(r),
        "r2_micro": _micro(r * r),
        "dr_micro": _micro(dr),
        "dr2_micro": _micro(dr * dr),
        "unsupported_micro": _micro(beside.unsupported[:, place]),
    }
    return np.stack([told[name] for name in names_of(TargetSums)], axis=1)


def times(log: Log) -> tuple[tuple[Flags, Ints], ...]:
    """Return which tips have an answer's time, a dwell, and a time of scoring, and these."""
    every = np.ones(len(log), dtype=bool)
    return (
        (log.answered, log.answered_ms),
        (log.answered, np.maximum(log.dwell_ms, 0)),
        (every, log.took_us),
    )


def places(values: Ints | Floats) -> Ints:
    """Return the bins of values (`core.analytics.bins.place_of`)."""
    logs = np.log(np.maximum(values, 1.0)) / STEP
    found: Ints = np.where(values < 1, ZERO, np.floor(logs)).astype(np.int64)
    return found


def _told(log: Log) -> dict[str, Ints]:
    reward = np.where(log.rewarded, log.reward_milli, 0)
    level = {name: log.rewarded & (log.reward_milli == it) for it, name in REWARD_LEVELS.items()}
    other = log.rewarded & ~np.isin(log.reward_milli, list(REWARD_LEVELS))
    flags = {
        "tips": np.ones(len(log), dtype=bool),
        "known": np.ones(len(log), dtype=bool),
        **{name: log.ending == code for code, name in enumerate(ENDINGS)},
        "elsewhere": log.elsewhere,
        "final": log.final,
        "explored": log.explored,
        "fallbacks": log.fallback > 0,
        "rewarded": log.rewarded,
        **level,
        "reward_other": other,
        "greedy": log.greedy,
    }
    return {
        **{name: it.astype(np.int64) for name, it in flags.items()},
        "undone": log.undone,
        "candidates": log.candidates,
        "barred": log.barred,
        "answered_ms": log.answered_ms,
        "dwell_ms": np.maximum(log.dwell_ms, 0),
        "reward_milli": reward,
        "reward_milli2": reward * reward,
        "greedy_p_micro": _micro(log.greedy_p),
        "greedy_v_micro": _micro(log.greedy_p * (1 - log.greedy_p)),
        "chosen_p_micro": _micro(log.propensity),
        "expected_p_micro": _micro(log.expected_p),
        "variance_p_micro": _micro(log.variance_p),
    }


def _micro(values: Floats) -> Ints:
    """Return numbers in millionths, rounded as Python does."""
    return np.rint(values * MICRO).astype(np.int64)
