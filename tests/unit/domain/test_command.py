"""When a command or a revocation is tried again, and when no more."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.command import GIVE_UP_TRIES, OUTAGE_CAP_S, Revocation, hopeless, next_try
from core.domain.ids import CommandId, new_id
from core.domain.integration import Provider, Tokens
from tests.fakes.clock import NOON


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.floats(0, 1, exclude_max=True))
def test_the_next_try_is_in_half_a_second_to_a_quarter_of_an_hour(tries, jitter):
    wait_s = (next_try(tries, NOON, jitter) - NOON).total_seconds()

    assert 0.5 <= wait_s <= 900.5


@pytest.mark.parametrize(("tries", "wait_s"), [(0, 1.5), (1, 2.5), (5, 32.5), (10, 900.5)])
def test_the_longest_wait_doubles_with_each_try(tries, wait_s):
    assert next_try(tries, NOON, 1.0) == NOON + timedelta(seconds=wait_s)


@pytest.mark.parametrize(("tries", "wait_s"), [(1, 2.5), (4, 16.5), (5, 30.5), (99, 30.5)])
def test_in_an_outage_nobody_waits_longer_than_half_a_minute(tries, wait_s):
    """Reliability F2: all is well within a minute after it ends."""
    assert next_try(tries, NOON, 1.0, OUTAGE_CAP_S) == NOON + timedelta(seconds=wait_s)


def test_it_is_hopeless_after_a_day():
    day = timedelta(hours=24)

    assert not hopeless(NOON, NOON + day, 1000)
    assert hopeless(NOON, NOON + day + timedelta(seconds=1), 1000)


def test_it_is_not_hopeless_because_the_clock_jumped():
    """Reliability F4: whoever slept for 40 days has not tried for 40 days."""
    later = NOON + timedelta(days=40)

    assert not hopeless(NOON, later, 1)
    assert hopeless(NOON, later, GIVE_UP_TRIES)


def test_a_revocation_in_a_traceback_does_not_tell_its_token():
    revocation = Revocation(CommandId(new_id()), Provider.TODOIST, Tokens("SECRET", "SECRET"), NOON)

    assert "SECRET" not in repr(revocation)
