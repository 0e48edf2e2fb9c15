"""What one answer is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.reaction import DWELL_CAP_MS, ReactionKind
from core.rewards.ladder import reward_milli

ANY_DWELL = st.integers(0, DWELL_CAP_MS)


@pytest.mark.parametrize(
    ("dwell_ms", "reward"),
    [
        (0, -300),
        (14_999, -300),
        (15_000, 1000),
        (119_999, 1000),
        (120_000, 600),
        (599_999, 600),
        (600_000, 300),
        (DWELL_CAP_MS, 300),
    ],
)
def test_done_is_worth_what_the_ladder_says(dwell_ms, reward):
    assert reward_milli(ReactionKind.DONE, dwell_ms) == reward


@settings(deadline=None, max_examples=40)
@given(ANY_DWELL)
def test_a_dismissal_is_a_no_however_long_it_took(dwell_ms):
    assert reward_milli(ReactionKind.DISMISS, dwell_ms) == -1000


@settings(deadline=None, max_examples=40)
@given(ANY_DWELL)
def test_a_snooze_is_a_little_good_however_long_it_took(dwell_ms):
    assert reward_milli(ReactionKind.SNOOZE, dwell_ms) == 100


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ReactionKind), ANY_DWELL)
def test_a_reward_lies_between_minus_one_and_one(kind, dwell_ms):
    assert -1000 <= reward_milli(kind, dwell_ms) <= 1000
