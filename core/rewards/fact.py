"""Turn the course of a tip into the fact that the console counts."""

from datetime import datetime, timedelta, tzinfo

from core.domain.course import Course
from core.domain.fact import Choice, Ending, Fact, Tenure
from core.domain.outcome import OutcomeKind
from core.domain.reward import RewardState
from core.domain.tip import TipStatus
from core.rewards.evidence import weighed

NEW = timedelta(days=14)
"""So long a user is new."""
ACQUAINTED = timedelta(days=60)
"""After so long a user has been here for long."""
WEEK = timedelta(days=7)
"""After so long a user who comes again has returned."""
ENDED = {TipStatus.WITHDRAWN: Ending.WITHDRAWN, TipStatus.VANISHED: Ending.VANISHED}
"""Endings that the tip itself tells."""


def fact_of(course: Course, choice: Choice, zone: tzinfo) -> Fact:
    """Return the fact of one tip; days are days of the zone, which is the console's."""
    answer, ending = course.answer, _ending(course)
    evidence = weighed(answer, course.served_at, course.outcomes)
    return Fact(
        tip_id=course.tip_id,
        user_id=course.user_id,
        served_at=course.served_at,
        day=day_of(course.served_at, zone),
        surface=course.surface,
        policy=course.policy,
        policy_version=course.policy_version,
        propensity=course.propensity,
        candidates=course.candidates,
        tenure=_tenure(course.served_at - course.joined_at),
        week=(course.served_at - course.joined_at) // WEEK,
        choice=choice,
        ending=ending,
        answered_at=answer.at if answer else None,
        answered_day=day_of(answer.at, zone) if answer else None,
        answered_week=(answer.at - course.joined_at) // WEEK if answer else None,
        dwell_ms=answer.dwell_ms if answer else None,
        elsewhere=evidence.completed_after_ms is not None,
        undone=sum(it.kind is OutcomeKind.UNDONE for it in course.outcomes),
        reward_milli=course.reward_milli,
        final=_final(course, ending),
    )


def day_of(at: datetime, zone: tzinfo) -> int:
    """Return the day of a moment in a zone, as a proleptic ordinal."""
    return at.astimezone(zone).toordinal()


def _ending(course: Course) -> Ending:
    if course.answer is not None:
        return Ending(course.answer.kind.value)
    if course.status in ENDED:
        return ENDED[course.status]
    silent = any(it.kind is OutcomeKind.IGNORED for it in course.outcomes)
    return Ending.NONE if silent else Ending.OPEN


def _final(course: Course, ending: Ending) -> bool:
    """Return whether the reward stands for good, or none is to be expected."""
    if course.reward_milli is not None:
        return course.reward_state is RewardState.FINAL
    return ending in {Ending.NONE, Ending.WITHDRAWN, Ending.VANISHED}


def _tenure(since: timedelta) -> Tenure:
    if since < NEW:
        return Tenure.UNDER_14D
    return Tenure.UNDER_60D if since < ACQUAINTED else Tenure.OVER_60D
