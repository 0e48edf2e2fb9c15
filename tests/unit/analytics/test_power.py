"""What a run will be able to see, before it runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analytics.differences import of_persons
from core.analytics.power import NORMAL_FROM, detectable, people_needed
from core.analytics.refusals import TooFewPeople


@pytest.mark.parametrize(("effect", "people"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_the_people_needed_are_those_of_cohens_tables(effect, people):
    assert people_needed(effect, 1.0, alpha=0.05) == people


def test_the_effect_scales_with_the_spread():
    assert detectable(0.3, 30) == pytest.approx(0.3 * detectable(1.0, 30))
    assert detectable(0.0, 30) == 0.0


def test_more_comparisons_see_less():
    assert detectable(1.0, 30, comparisons=6) > detectable(1.0, 30) > detectable(1.0, 60)


def test_the_normal_approximation_takes_over_unseen():
    below, above = detectable(1.0, NORMAL_FROM), detectable(1.0, NORMAL_FROM + 1)

    assert above == pytest.approx(below, rel=2e-4)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.05, 5), st.integers(1, 12), st.floats(0.5, 0.95))
def test_one_person_less_would_not_do(effect, comparisons, power):
    people = people_needed(effect, 1.0, comparisons=comparisons, power=power)

    assert detectable(1.0, people, comparisons=comparisons, power=power) <= effect
    if people > 2:
        assert detectable(1.0, people - 1, comparisons=comparisons, power=power) > effect


def test_a_detectable_effect_is_seen_four_times_in_five():
    rng = np.random.default_rng(12)
    effect = detectable(1.0, 12, alpha=0.05)

    seen = [of_persons(rng.normal(effect, 1.0, 12)).p <= 0.05 for _ in range(1500)]

    assert 0.77 <= np.mean(seen) <= 0.83


def test_what_cannot_be_answered_is_refused():
    with pytest.raises(TooFewPeople):
        detectable(1.0, 1)
    with pytest.raises(ValueError, match="-1"):
        detectable(-1.0, 10)
    with pytest.raises(ValueError, match=r"1\.0"):
        detectable(1.0, 10, power=1.0)
    with pytest.raises(ValueError, match="0"):
        people_needed(0.0, 1.0)
