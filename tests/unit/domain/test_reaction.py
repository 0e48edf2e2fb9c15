"""How long a tip was looked at."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.reaction import DWELL_CAP_MS, dwell_ms
from tests.fakes.clock import NOON

MILLISECONDS = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("passed_ms", "claimed_ms", "dwell"),
    [
        (5_000, None, 5_000),
        (5_000, 3_000, 3_000),
        (5_000, 9_000, 5_000),
        (5_000, -1, 0),
        (5_000, 0, 0),
        (-5_000, 3_000, 0),
        (10**8, None, DWELL_CAP_MS),
        (10**8, 10**8, DWELL_CAP_MS),
    ],
)
def test_a_claim_is_believed_as_far_as_it_is_possible(passed_ms, claimed_ms, dwell):
    answered_at = NOON + timedelta(milliseconds=passed_ms)

    assert dwell_ms(NOON, answered_at, claimed_ms) == dwell


@settings(deadline=None, max_examples=40)
@given(MILLISECONDS, st.none() | MILLISECONDS)
def test_dwell_is_never_negative_or_longer_than_half_an_hour(passed_ms, claimed_ms):
    looked = dwell_ms(NOON, NOON + timedelta(milliseconds=passed_ms), claimed_ms)

    assert 0 <= looked <= min(DWELL_CAP_MS, max(0, passed_ms))
