"""Nobody's account comes near what Todoist allows it."""

import pytest

from core.errors import IntegrationBusy
from core.todoist.budget import MOST_KEPT, Budget, Lane
from tests.fakes.clock import NOON, FakeClock

ALLOWED = {Lane.CHANGES: 1000, Lane.EVERYTHING: 100}
"""Calls that Todoist takes of one user in 15 minutes."""
WINDOW_S = 900


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def budget(clock):
    return Budget(clock)


def spent(budget, lane, access="token"):
    """Return whether a call may be made."""
    try:
        budget.spend(access, lane)
    except IntegrationBusy:
        return False
    return True


@pytest.mark.parametrize("lane", list(Lane))
def test_in_no_quarter_of_an_hour_more_than_three_quarters_are_spent(budget, clock, lane):
    """Reliability F2: also when one asks as often as one can, and after an hour of rest."""
    times = []
    for second in range(3 * WINDOW_S):
        times += [second] * sum(spent(budget, lane) for _ in range(3))
        clock.advance(seconds=1)

    most = max(sum(start <= at < start + WINDOW_S for at in times) for start in range(2 * WINDOW_S))
    assert ALLOWED[lane] * 0.5 < most <= ALLOWED[lane] * 0.75


@pytest.mark.parametrize("lane", list(Lane))
def test_whoever_is_refused_is_told_when_to_come_again(budget, clock, lane):
    while spent(budget, lane):
        pass
    with pytest.raises(IntegrationBusy) as refused:
        budget.spend("token", lane)

    clock.advance(seconds=refused.value.retry_after_s)

    assert spent(budget, lane)


def test_users_and_lanes_are_counted_apart(budget):
    while spent(budget, Lane.EVERYTHING):
        pass

    assert spent(budget, Lane.CHANGES)
    assert spent(budget, Lane.EVERYTHING, "another")


def test_those_who_rest_are_forgotten_and_those_who_do_not_are_not(budget, clock):
    while spent(budget, Lane.EVERYTHING, "busy"):
        pass
    for number in range(2 * MOST_KEPT):
        clock.advance(seconds=0.001)
        spent(budget, Lane.CHANGES, f"user {number}")
    clock.advance(seconds=5)
    spent(budget, Lane.CHANGES, "one more")

    assert len(budget._earned_s) < 10
    assert not spent(budget, Lane.EVERYTHING, "busy")


def test_it_keeps_no_token(budget):
    """Reliability T3."""
    budget.spend("canary-token", Lane.CHANGES)

    assert "canary-token" not in repr(budget)


def test_a_clock_that_jumps_neither_gives_nor_takes(budget, clock):
    """Reliability F4."""
    while spent(budget, Lane.CHANGES):
        pass
    clock.jump_to(NOON.replace(year=2027))

    assert not spent(budget, Lane.CHANGES)
