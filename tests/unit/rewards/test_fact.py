"""The fact of a tip, as far as its course has come."""

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.course import Course
from core.domain.fact import UNSEEN, Choice, Ending, Tenure
from core.domain.ids import OutcomeId, TipId, UserId, new_id
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.reaction import ReactionKind
from core.domain.reward import RewardState
from core.domain.tip import Surface, TipStatus
from core.rewards.fact import fact_of
from tests.fakes.builders import a_reaction
from tests.fakes.clock import NOON

HOUR = timedelta(hours=1)
SERVED = Course(
    TipId(new_id()),
    UserId(new_id()),
    joined_at=NOON - timedelta(days=20),
    served_at=NOON,
    surface=Surface.PAGE,
    policy="random",
    policy_version=3,
    propensity=0.5,
    candidates=2,
    status=TipStatus.OPEN,
)


def became(kind, at=NOON + HOUR):
    new = OutcomeId(new_id())
    return Outcome(new, SERVED.user_id, SERVED.tip_id, kind, at, OutcomeSource.SYNC)


def fact(*outcomes, zone=UTC, **changes):
    return fact_of(replace(SERVED, outcomes=outcomes, **changes), UNSEEN, zone)


def test_a_tip_that_was_only_served_is_open():
    found = fact()

    assert (found.ending, found.final, found.answered_at, found.undone) == (
        Ending.OPEN,
        False,
        None,
        0,
    )
    assert (found.day, found.week, found.tenure) == (NOON.toordinal(), 2, Tenure.UNDER_60D)


def test_the_choice_is_taken_over():
    choice = Choice(known=True, hour=7)

    assert fact_of(SERVED, choice, UTC).choice is choice


@pytest.mark.parametrize("kind", ReactionKind)
def test_an_answer_ends_a_tip(kind):
    answer = a_reaction(kind, at=NOON + HOUR, dwell_ms=5)
    found = fact(status=TipStatus.ANSWERED, answer=answer, reward_milli=100)

    assert (found.ending, found.dwell_ms, found.answered_ms) == (kind.value, 5, 3_600_000)
    assert (found.answered_week, found.final) == (2, False)


@pytest.mark.parametrize(
    ("status", "outcomes", "ending"),
    [
        (TipStatus.OPEN, [OutcomeKind.IGNORED], Ending.NONE),
        (TipStatus.WITHDRAWN, [OutcomeKind.WITHDRAWN], Ending.WITHDRAWN),
        (TipStatus.VANISHED, [OutcomeKind.VANISHED], Ending.VANISHED),
        (TipStatus.VANISHED, [OutcomeKind.IGNORED, OutcomeKind.VANISHED], Ending.VANISHED),
    ],
)
def test_a_tip_without_an_answer_ends_too_and_for_good(status, outcomes, ending):
    found = fact(*map(became, outcomes), status=status)

    assert (found.ending, found.final) == (ending, True)


def test_an_answer_after_the_window_still_is_one():
    answer = a_reaction(ReactionKind.DONE, at=NOON + 30 * HOUR)

    assert fact(became(OutcomeKind.IGNORED), answer=answer).ending is Ending.DONE


def test_an_answer_taken_back_is_counted_as_such():
    found = fact(became(OutcomeKind.DONE), became(OutcomeKind.UNDONE))

    assert (found.ending, found.undone, found.final) == (Ending.OPEN, 1, False)


@pytest.mark.parametrize(("hours", "elsewhere"), [(1, True), (24, True), (25, False)])
def test_a_completion_elsewhere_counts_within_the_window(hours, elsewhere):
    assert fact(became(OutcomeKind.COMPLETED, NOON + hours * HOUR)).elsewhere is elsewhere


def test_a_task_opened_again_was_not_completed():
    opened = became(OutcomeKind.REOPENED, NOON + 2 * HOUR)

    assert not fact(became(OutcomeKind.COMPLETED), opened).elsewhere


@pytest.mark.parametrize(
    ("state", "final"), [(RewardState.PROVISIONAL, False), (RewardState.FINAL, True)]
)
def test_a_reward_says_itself_whether_it_may_change(state, final):
    found = fact(status=TipStatus.VANISHED, reward_milli=600, reward_state=state)

    assert (found.reward_milli, found.final) == (600, final)


def test_a_reward_that_was_taken_back_leaves_the_tip_open():
    assert not fact(reward_milli=None, reward_state=RewardState.FINAL).final


def test_days_are_the_consoles():
    late = ZoneInfo("Pacific/Auckland")
    answer = a_reaction(at=NOON - HOUR)

    found = fact(zone=late, answer=answer)

    assert (found.day, found.answered_day) == (NOON.toordinal() + 1, NOON.toordinal() + 1)
    assert fact(zone=ZoneInfo("America/Los_Angeles")).day == NOON.toordinal()


@pytest.mark.parametrize(
    ("days", "tenure"),
    [(0, "under_14d"), (13.9, "under_14d"), (14, "14d_60d"), (60, "over_60d")],
)
def test_a_user_grows_old(days, tenure):
    assert fact(joined_at=NOON - timedelta(days=days)).tenure == tenure


@pytest.mark.parametrize(
    ("count", "size"),
    [(1, "1"), (2, "2_5"), (5, "2_5"), (6, "6_15"), (50, "16_50"), (51, "over_50")],
)
def test_a_list_has_a_size_in_words(count, size):
    assert fact(candidates=count).size == size
