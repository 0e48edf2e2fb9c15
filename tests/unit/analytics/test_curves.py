"""How a policy gets better as it gets to know a person."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.analytics.curves import FIRST, NEXT, curve, means, phases
from core.analytics.differences import of_persons
from core.analytics.gap import gap_closed


def lives(seed=17, people=6, decisions=20):
    rng = np.random.default_rng(seed)
    low = rng.normal(0, 0.1, (people, decisions))
    high = low + rng.uniform(0.8, 1.2, (people, decisions))
    share = np.linspace(0.2, 0.8, decisions)
    return low + share * (high - low), low, high


def test_phases_are_the_first_15_then_to_60_then_the_rest():
    worth = np.concatenate([np.full(FIRST, 1.0), np.full(NEXT - FIRST, 2.0), np.full(5, 3.0)])

    assert phases(worth[None]).tolist() == [[1.0, 2.0, 3.0]]


def test_a_short_life_has_only_the_phases_it_reached():
    worth = np.full((2, 70), np.nan)
    worth[0, :20] = np.arange(20)

    found = phases(worth)

    assert found[0, :2].tolist() == [7.0, 17.0]
    assert np.isnan(found[0, 2])
    assert np.isnan(found[1]).all()


def test_a_run_that_ended_early_has_no_late_phase():
    assert np.isnan(phases(np.ones((3, 10)))).tolist() == [[False, True, True]] * 3


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 80)), elements=st.just(0.5)))
def test_a_steady_life_is_steady_in_every_phase(worth):
    found = phases(worth)

    assert (np.isnan(found) | (found == 0.5)).all()


def test_so_far_means_all_decisions_and_ends_with_the_gap_of_the_whole():
    worth, low, high = lives()

    found = curve(worth, low, high)

    whole = gap_closed(worth.mean(axis=1), low.mean(axis=1), high.mean(axis=1))
    assert found.share.shape == (20,)
    assert (found.share[-1], found.low[-1], found.high[-1]) == pytest.approx(
        (whole.value, whole.low, whole.high)
    )
    assert found.share[0] == pytest.approx(0.2)


def test_a_window_forgets_what_lies_behind_it():
    found = curve(*lives(), window=1)

    assert found.share == pytest.approx(np.linspace(0.2, 0.8, 20))


def test_a_window_longer_than_life_is_all_of_it():
    assert curve(*lives(), window=99).share == pytest.approx(curve(*lives()).share)


def test_a_life_that_is_over_no_longer_counts():
    worth, low, high = lives()
    worth[0, 10:] = np.nan

    found = curve(worth, low, high)

    rest = curve(worth[1:], low[1:], high[1:])
    assert found.share[10:] == pytest.approx(rest.share[10:])
    assert found.share[9] == pytest.approx(curve(*lives()).share[9])


def test_where_fewer_than_two_people_are_left_the_curve_ends():
    worth, low, high = lives()
    worth[1:, 15:] = np.nan

    found = curve(worth, low, high)

    assert np.isfinite(found.share[:15]).all()
    assert np.isnan(found.share[15:]).all()
    assert np.isnan(found.low[15:]).all()


def test_without_a_gap_there_is_no_curve():
    worth, low, _ = lives()

    assert np.isnan(curve(worth, low, low).share).all()


def test_no_decision_is_no_point():
    nothing = np.empty((3, 0))

    assert curve(nothing, nothing, nothing).share.shape == (0,)


def test_lives_that_do_not_match_are_refused():
    worth, low, high = lives()

    with pytest.raises(ValueError, match="19"):
        curve(worth, low[:, :19], high)
    with pytest.raises(ValueError, match="0"):
        curve(worth, low, high, window=0)


def test_means_at_each_decision_are_those_of_the_people_there():
    """Of three people the last lives for one decision only, so that two are left for the second."""
    values = np.array([[1.0, 4.0], [2.0, 8.0], [6.0, np.nan]])

    found = means(values)

    for at, known in enumerate((values[:, 0], values[:2, 1])):
        one = of_persons(known)
        assert (found.share[at], found.low[at], found.high[at]) == pytest.approx(
            (one.mean, one.low, one.high)
        )


def test_one_person_alone_has_no_band():
    found = means(np.array([[1.0], [np.nan]]))

    assert np.isnan([found.share, found.low, found.high]).all()
