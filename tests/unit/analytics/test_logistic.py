"""A score becomes a probability."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from core.analytics.logistic import Logistic, _fit, _step, fit_logistic


def test_a_map_on_paper():
    assert Logistic(0.0, 1.0).of(np.array([0.0, np.log(3)])) == pytest.approx([0.5, 0.75])


def test_one_certain_outcome_pulls_as_far_as_the_ridge_lets_it():
    found = fit_logistic(np.array([0.0]), np.array([1.0]), ridge=1.0)

    assert found.a == pytest.approx(0.4010581)


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_no_step_of_the_search_makes_the_fit_worse(a, b):
    x, outcome = np.array([[1.0, -1.0], [1.0, 0.5], [1.0, 0.5]]), np.array([0.0, 0.0, 1.0])
    start = np.array([a, b])

    step = _step(x, outcome, start, 0.01)

    assert _fit(x, outcome, start + step, 0.01) >= _fit(x, outcome, start, 0.01) - 1e-9


def test_two_scores_get_the_shares_that_happened():
    score = np.repeat([0.0, 1.0], 100)
    outcome = np.concatenate([np.arange(100) < 20, np.arange(100) < 70]).astype(float)

    found = fit_logistic(score, outcome)

    assert found.of(np.array([0.0, 1.0])) == pytest.approx([0.2, 0.7], abs=1e-3)


def test_the_fit_is_scikit_learns():
    rng = np.random.default_rng(15)
    score = rng.normal(size=300)
    outcome = (rng.random(300) < Logistic(-0.5, 2.0).of(score)).astype(float)

    theirs = LogisticRegression(C=1e6, tol=1e-9).fit(score[:, None], outcome)

    found = fit_logistic(score, outcome, ridge=1e-6)
    assert (found.a, found.b) == pytest.approx((theirs.intercept_[0], theirs.coef_[0, 0]), rel=1e-3)


def test_a_threshold_that_separates_leaves_the_map_finite():
    found = fit_logistic(np.array([-1e-3, -2e-3, 1e-3, 2e-3]), np.array([0.0, 0.0, 1.0, 1.0]))

    assert np.isfinite([found.a, found.b]).all()
    assert found.of(np.array([-2e-3, 0.0, 2e-3])) == pytest.approx([0, 0.5, 1], abs=0.02)


def test_equal_scores_get_the_base_rate():
    found = fit_logistic(np.full(200, 7.3), np.repeat([1.0, 0.0], [50, 150]))

    assert found.b == pytest.approx(0.0, abs=1e-12)
    assert found.of(np.array([7.3])) == pytest.approx([0.25], abs=1e-3)


def test_what_always_happened_is_nearly_certain():
    found = fit_logistic(np.arange(20.0), np.ones(20)).of(np.array([0.0, 19.0]))

    assert (found > 0.99).all()
    assert (found < 1).all()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e3, 1e3), st.booleans()), min_size=1, max_size=30),
    st.floats(-50, 50),
    st.floats(0.01, 100),
)
def test_the_unit_of_the_score_does_not_matter(rows, by, times):
    score, outcome = (np.array(it, float) for it in zip(*rows, strict=True))
    score = np.round(score, 1)

    plain = fit_logistic(score, outcome).of(score)
    moved = fit_logistic(times * score + by, outcome).of(times * score + by)

    assert moved == pytest.approx(plain, abs=1e-6)
    assert plain.mean() == pytest.approx(outcome.mean(), abs=0.2)


@pytest.mark.parametrize(
    ("score", "outcome", "ridge"),
    [([], [], 0.01), ([1.0], [1.0, 0.0], 0.01), ([1.0], [1.0], 0.0)],
)
def test_nothing_to_learn_from_is_refused(score, outcome, ridge):
    with pytest.raises(ValueError, match=r"."):
        fit_logistic(np.array(score), np.array(outcome), ridge)
