"""Lives as a log holds them, for tests: a row for each tip, a test names what matters to it."""

import numpy as np

from core.sim.diary import KINDS, NO_REWARD
from core.sim.logged import LOGGED_ROW, LoggedLife

CODES = {it.value: code for code, it in enumerate(KINDS)} | {"ignored": 3}


def a_row(kind="done", **traits):
    milli = {"done": 1000, "snooze": 100, "dismiss": -1000, "ignored": NO_REWARD}[kind]
    known = {"at_s": 0, "hour": 9, "priority": 1, "overdue": 0, "shown": 1, "propensity": 0.5}
    known |= {"kind": CODES[kind], "late": kind == "ignored", "dwell_ms": 20_000}
    return tuple({**known, "reward_milli": milli, **traits}[it] for it in LOGGED_ROW.names)


def a_life(*rows, person="ana", policy="random", experiment=""):
    return LoggedLife(person, policy, experiment, np.array(list(rows), dtype=LOGGED_ROW))


def a_log(people=12, kinds=("done", "snooze") * 5, *, who="p", policy="random", experiment=""):
    """Return lives of so many people who answer alike."""
    rows = [a_row(it, hour=9 + place) for place, it in enumerate(kinds)]
    return tuple(
        a_life(*rows, person=f"{who}{n}", policy=policy, experiment=experiment)
        for n in range(people)
    )
