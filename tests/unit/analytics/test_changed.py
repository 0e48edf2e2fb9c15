"""What moved a rate."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.analytics.changed import Contribution, Slices, contributions, foremost
from core.analytics.jackknife import difference
from core.domain.figure import Change, TooFew

GROUPS = 10
tips = arrays(np.float64, (GROUPS, 3), elements=st.integers(0, 40))


def done_of(events, data):
    """Return how many of the events were done, drawn between none and all."""
    shares = data.draw(arrays(np.float64, events.shape, elements=st.floats(0, 1)))
    return np.floor(shares * events)


def in_groups(*rows):
    """Return slices of which each group has the same share."""
    numerators, denominators = zip(*rows, strict=True)
    return Slices(
        *(np.tile(np.array(it) / GROUPS, (GROUPS, 1)) for it in (numerators, denominators))
    )


def test_two_slices_on_paper():
    before = in_groups((20.0, 100.0), (40.0, 100.0))
    now = in_groups((15.0, 50.0), (60.0, 150.0))

    early, late = contributions(("early", "late"), now, before)

    # early: share .50 to .25, rate .2 to .3; all: .300 to .375.
    assert early.contribution.value == pytest.approx(0.375 * 0.1 - 0.25 * (0.25 - 0.3375))
    # late: share .50 to .75, rate .4 both times.
    assert late.contribution.value == pytest.approx(0.25 * (0.4 - 0.3375))
    assert early.contribution.value + late.contribution.value == pytest.approx(0.075)
    assert (late.share_before, late.share_now) == (0.5, 0.75)
    assert (early.rate_before, early.rate_now) == pytest.approx((0.2, 0.3))
    assert late.contribution.count == 250


@given(tips, tips, st.data())
def test_contributions_sum_to_the_change_exactly(d1, d0, data):
    now, before = Slices(done_of(d1, data), d1), Slices(done_of(d0, data), d0)

    found = contributions(("a", "b", "c"), now, before)

    whole = difference(now.whole, before.whole)
    if isinstance(whole, TooFew):
        assert found == whole
    else:
        assert sum(it.contribution.value for it in found) == pytest.approx(whole.value, abs=1e-12)


@given(tips, tips, st.data())
def test_turned_round_in_time_every_contribution_changes_its_sign(d1, d0, data):
    now, before = Slices(done_of(d1, data), d1), Slices(done_of(d0, data), d0)

    there = contributions(("a", "b", "c"), now, before)
    back = contributions(("a", "b", "c"), before, now)

    if not isinstance(there, TooFew):
        assert [it.contribution.value for it in there] == pytest.approx(
            [-it.contribution.value for it in back], abs=1e-12
        )


def test_only_growing_counts_as_far_as_the_slice_is_better_than_all():
    before = in_groups((50.0, 100.0), (10.0, 100.0))
    now = in_groups((100.0, 200.0), (10.0, 100.0))

    good, poor = contributions(("good", "poor"), now, before)

    assert good.contribution.value > 0
    assert poor.contribution.value > 0, "what is worse than all shrank"


def test_a_slice_that_is_new_is_judged_by_its_size_and_rate():
    before = in_groups((0.0, 0.0), (30.0, 100.0))
    now = in_groups((40.0, 100.0), (30.0, 100.0))

    new, old = contributions(("new", "old"), now, before)

    assert math.isnan(new.rate_before)
    assert new.contribution.value == pytest.approx(0.5 * (0.4 - 0.325))
    assert new.contribution.value + old.contribution.value == pytest.approx(0.05)


def test_one_dimension_with_one_value_is_the_change_itself_with_its_interval():
    rng = np.random.default_rng(5)
    events = np.full((GROUPS, 1), 60.0)
    now, before = (
        Slices(rng.binomial(60, p, (GROUPS, 1)).astype(float), events) for p in (0.5, 0.3)
    )

    (only,) = contributions(("all",), now, before)

    whole = difference(now.whole, before.whole)
    assert (only.contribution.low, only.contribution.high) == pytest.approx((whole.low, whole.high))


def test_ninety_five_percent_hold_what_a_slice_contributes_in_truth():
    chances, often = np.array([[0.3, 0.4], [0.5, 0.4]]), np.array([[10.0, 20.0], [15.0, 15.0]])
    truth = 0.5 * (often[1, 0] + often[0, 0]) / 30 * 0.2 + (often[1, 0] - often[0, 0]) / 30 * (
        0.4 - ((0.3 * 10 + 0.4 * 20) / 30 + 0.45) / 2
    )
    held = 0
    for seed in range(500):
        found = contributions(("a", "b"), *(_period(seed, chances[at], often[at]) for at in (1, 0)))
        held += found[0].contribution.low <= truth <= found[0].contribution.high

    assert 0.92 <= held / 500 <= 0.98


def _period(seed, chances, often, users=100):
    """Return a period of users who come and do more or less often, the same in both periods."""
    same, other = np.random.default_rng(seed), np.random.default_rng((seed, int(1000 * chances[0])))
    group, zeal = same.integers(0, GROUPS, users), same.gamma(4, 0.25, (users, 1))
    mood = np.clip(same.normal(0, 0.08, (users, 1)), -0.25, 0.25)
    events = other.poisson(zeal * often)
    done = other.binomial(events, chances + mood)
    sums = np.zeros((2, GROUPS, 2))
    np.add.at(sums[0], group, done)
    np.add.at(sums[1], group, events)
    return Slices(*sums)


def a_slice(value, contribution, count=500):
    change = Change(contribution, contribution - 0.01, contribution + 0.01, 0.005, count, 19)
    return Contribution(value, change, 0.5, 0.5, 0.3, 0.4)


def test_of_each_dimension_the_slice_that_moved_most_is_named():
    found = foremost(
        {
            "hour": (a_slice("morning", 0.01), a_slice("night", -0.02)),
            "policy": (a_slice("bayes-v1", 0.03), a_slice("rule-v1", 0.0)),
            "tenure": TooFew(12, 3),
        }
    )

    assert [(name, it.value) for name, it in found] == [("policy", "bayes-v1"), ("hour", "night")]


def test_a_slice_of_few_events_is_not_named():
    found = foremost({"due": (a_slice("later", 0.5, count=29), a_slice("today", 0.001))})

    assert [it.value for _, it in found] == ["today"]
    assert foremost({"due": (a_slice("later", 0.5, count=29),)}) == ()
    assert foremost({}) == ()


def test_too_few_events_in_one_period_explain_nothing():
    one, none = in_groups((40.0, 100.0)), in_groups((0.0, 0.0))

    assert contributions(("all",), one, none) == TooFew(0, 0)


def test_periods_that_were_cut_differently_are_refused():
    one, two = in_groups((40.0, 100.0)), in_groups((40.0, 100.0), (1.0, 2.0))

    with pytest.raises(ValueError, match="2"):
        contributions(("all",), one, two)
    with pytest.raises(ValueError, match="3"):
        contributions(("a", "b", "c"), two, two)
