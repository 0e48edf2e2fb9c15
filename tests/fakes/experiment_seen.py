"""One experiment as its page is given it, for the tests of words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.assignment import Experiment
from core.domain.experiment_panel import (
    ArmSeen,
    Balance,
    Contrast,
    ExperimentSeen,
    Favourite,
    Health,
    Lead,
    Needed,
    Point,
    Side,
    Slice,
)
from core.domain.figure import AlwaysValid, Change, Figure
from core.domain.overview import Guard
from core.domain.policy_panel import Believed
from oo_admin.here import read_here

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)
BEGAN = NOW - timedelta(days=16)
TODAY = NOW.toordinal()
RULE, BAYES, LINUCB = "rule-v1", "bayes-v1", "linucb-mix-v1"
BELIEVED = Believed("ok", 0.4, 2000)
CHANGE = Change(0.117, 0.06, 0.174, 0.028, 638, 30.0)
GOOD = Contrast(
    Side((BAYES, LINUCB), 520, 6169, Figure(0.404, 0.39, 0.42, 0.01, 6169)),
    Side((RULE,), 57, 638, Figure(0.331, 0.3, 0.36, 0.02, 638)),
    CHANGE,
    AlwaysValid(0.117, 0.028, 0.205, 577),
    held_back=True,
)


def here(more=""):
    return read_here(f"/admin/experiments/exp-07{more}", NOW, ZONE)


def an_arm(policy, value, **changes):
    told = ArmSeen(
        policy=policy,
        share=0.45,
        users=260,
        picks=2600,
        settled=2545,
        reward=Figure(value, value - 0.03, value + 0.03, 0.015, 2545),
        raw=value + 0.01,
        chance=0.5,
        weight=0.45,
        dismissed=Figure(0.114, 0.1, 0.13, 0.01, 2545),
        believed=BELIEVED,
        favourite=Favourite(1000, 1002.0, 12.0),
    )
    return replace(told, **changes)


def a_point(day, *values, chances=(), weights=(0.1, 0.5, 0.4)):
    rewards = tuple(Figure(it, it - 0.03, it + 0.03, 0.015, 500) for it in values)
    return Point(day, rewards, chances, weights, settled=bool(values))


def an_experiment(**changes):
    shares = ((RULE, 0.1), (BAYES, 0.45), (LINUCB, 0.45))
    return replace(Experiment("exp-07", shares, BEGAN, holdback=RULE), **changes)


def seen(**changes):
    """Return an experiment that goes well: learning is ahead, and every check is green."""
    arms = (
        an_arm(RULE, 0.052, share=0.1, held_back=True, users=57, settled=638, chance=0.004),
        an_arm(BAYES, 0.189, chance=0.716),
        an_arm(LINUCB, 0.176, chance=0.28),
    )
    chances = (0.004, 0.716, 0.28)
    told = ExperimentSeen(
        experiment=an_experiment(),
        at=NOW,
        settled_until=NOW - timedelta(days=2),
        days=16,
        arms=arms,
        contrast=GOOD,
        lead=Lead(BAYES, 0.716, won=False, days_left=5, picks_left=0),
        health=Health(
            last_at=NOW,
            lately=120,
            allowed=577,
            people=900,
            settled=6807,
            final=6720,
            balance=Balance("ok", 0.6, 577, ((RULE, 57, 57.7), (BAYES, 260, 259.6))),
            believed=BELIEVED,
        ),
        course=(
            replace(a_point(TODAY - 3), settled=True),
            a_point(TODAY - 2, 0.05, 0.18, 0.17, chances=chances),
            a_point(TODAY - 1, 0.052, 0.189, 0.176, chances=chances),
            a_point(TODAY),
        ),
        guards=(
            Guard("dismissed", 0.11, Change(-0.059, -0.098, -0.02, 0.02, 638, 30), 0.01, "held"),
        ),
        told_apart=Needed(0.117, 500, 0),
        ruled_out=Needed(0.05, 1900, 20),
        cut="tenure",
        slices=(Slice("under_14d", CHANGE), Slice("over_60d", replace(CHANGE, low=-0.02))),
    )
    return replace(told, **changes)
