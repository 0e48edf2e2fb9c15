"""Facts for tests: of a tip that was answered, and of the same one in silence."""

from dataclasses import replace
from datetime import timedelta

from core.domain.fact import Choice, Ending, Fact, Target
from core.domain.ids import TipId, UserId, new_id
from tests.fakes.clock import NOON

DAY = NOON.toordinal()
A_TARGET = Target("egreedy-v1", 0.25, True, 0.1, 1 / 3, -1e-300)
A_CHOICE = Choice(
    known=True,
    assigned="bayes-v1",
    assigned_by="experiment",
    experiment="first",
    barred=2,
    explored=True,
    fallback="",
    took_us=1234,
    hour=9,
    priority="p1",
    due="soon",
    minutes="short",
    greedy=True,
    greedy_p=0.5,
    expected_p=0.375,
    variance_p=1 / 64,
    targets=(A_TARGET, replace(A_TARGET, policy="linucb-v1", agrees=False)),
)


def a_fact(user, *, later=timedelta(0), choice=A_CHOICE, **changes):
    """Return the fact of a tip that was done after 42 seconds and earned 0.6 for good."""
    served_at = NOON + later
    fact = Fact(
        tip_id=TipId(new_id()),
        user_id=UserId(user.id),
        served_at=served_at,
        day=served_at.toordinal(),
        surface="page",
        policy="bayes-v1",
        policy_version=7,
        propensity=0.5,
        candidates=3,
        tenure="under_14d",
        choice=choice,
        ending=Ending.DONE,
        answered_at=served_at + timedelta(seconds=42),
        answered_day=(served_at + timedelta(seconds=42)).toordinal(),
        answered_week=0,
        dwell_ms=42_000,
        reward_milli=600,
        final=True,
    )
    return replace(fact, **changes)


def silent(fact):
    """Return the same tip without an answer."""
    gone = dict.fromkeys(("answered_at", "answered_day", "answered_week", "dwell_ms"))
    return replace(fact, ending=Ending.OPEN, reward_milli=None, final=False, **gone)
