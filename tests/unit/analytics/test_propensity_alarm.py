"""The alarm for logged propensities that did not choose."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.propensity_alarm import Mismatch, Propensities, PropensitySums, mismatch
from core.domain.figure import TooFew

PICKS, MOST = 10_000, 60
FLOOR, TOP = 0.1, 8


def distributions(rng, picks=PICKS):
    """Return what a policy made of 2 to 60 candidates, (picks, 60): a softmax with a floor."""
    there = np.arange(MOST) < rng.integers(2, MOST + 1, (picks, 1))
    scores = np.where(there, rng.normal(0, 0.4, (picks, MOST)), -np.inf)
    sharp = rng.uniform(2, 12, (picks, 1))
    odds = np.exp(sharp * (scores - scores.max(axis=1, keepdims=True)))
    best = there & (scores >= -np.sort(-scores, axis=1)[:, [TOP - 1]])
    soft = odds / odds.sum(axis=1, keepdims=True)
    return (1 - FLOOR) * soft + FLOOR * best / best.sum(axis=1, keepdims=True)


def drawn(p, rng):
    """Return what each distribution chose, (picks,)."""
    reached = p.cumsum(axis=1)
    return (reached < rng.random((len(p), 1)) * reached[:, -1:]).sum(axis=1)


def summed(logged, chosen):
    """Return the sums of a log, rounded to millionths per pick as rollups are."""
    rows, greedy = np.arange(len(logged)), logged.argmax(axis=1)
    favourite, propensity = logged[rows, greedy], logged[rows, chosen]
    squares, cubes = (logged**2).sum(axis=1), (logged**3).sum(axis=1)
    return PropensitySums(
        len(logged),
        float((chosen == greedy).sum()),
        *(
            float(np.round(it, 6).sum())
            for it in (
                favourite,
                favourite * (1 - favourite),
                propensity,
                squares,
                cubes - squares**2,
            )
        ),
    )


def verdict(logged, chosen):
    return mismatch(summed(logged, chosen)).verdict


def renewed(p):
    return p / p.sum(axis=1, keepdims=True)


def favourite_scaled(p, factor):
    """Return distributions whose favourite has so many times its probability, the others the rest."""
    found, rows, greedy = p.copy(), np.arange(len(p)), p.argmax(axis=1)
    top = p[rows, greedy]
    told = np.minimum(factor * top, 0.999)
    found *= ((1 - told) / np.maximum(1 - top, 1e-12))[:, None]
    found[rows, greedy] = told
    return found


DISTORTIONS = {
    "the favourite 10 % too high": lambda p: favourite_scaled(p, 1.1),
    "the favourite 10 % too low": lambda p: favourite_scaled(p, 0.9),
    "odds 10 % too sharp": lambda p: renewed(p**1.1),
    "odds 10 % too flat": lambda p: renewed(p**0.9),
    "a tenth of chance that was not there": lambda p: (
        0.9 * p + 0.1 * (p > 0) / (p > 0).sum(1)[:, None]
    ),
}


def reversed_order(p, rng):
    """Return each distribution with its largest probability where its smallest was."""
    found = np.empty_like(p)
    count = (p > 0).sum(axis=1)
    order = np.argsort(-p, axis=1)
    for at, (row, n) in enumerate(zip(order, count, strict=True)):
        found[at] = 0
        found[at, row[:n]] = p[at, row[:n][::-1]]
    return found


def shuffled(p, rng):
    """Return each distribution in a random order of its candidates."""
    found = np.zeros_like(p)
    for at, row in enumerate(p):
        there = np.flatnonzero(row)
        found[at, there] = row[rng.permutation(there)]
    return found


REPLACEMENTS = {"reversed": reversed_order, "shuffled": shuffled}


def test_four_hundred_picks_on_paper():
    # Two candidates at 0.8 and 0.2: due 320 of 400 with a deviation of 8, and 0.68 a pick with 4.8.
    found = mismatch(PropensitySums(400, 353, 320, 64, 0.8 * 353 + 0.2 * 47, 272, 400 * 0.0576))

    assert found.greedy_z == pytest.approx((33 - 1) / 8)
    assert found.chosen_z == pytest.approx((291.8 - 272 - 1) / 4.8)
    assert found.z == found.greedy_z
    assert found.verdict is Propensities.WATCH


@pytest.mark.parametrize(
    ("served", "said"),
    [(320, "ok"), (344, "ok"), (346, "watch"), (352, "watch"), (354, "alarm"), (286, "alarm")],
)
def test_three_deviations_are_watched_and_four_raise_the_alarm(served, said):
    found = mismatch(PropensitySums(400, served, 320, 64, 272, 272, 23))

    assert found.verdict == said


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_log_that_is_ten_percent_off_everywhere_raises_it(name):
    for seed in range(10):
        rng = np.random.default_rng(seed)
        served = distributions(rng)

        assert verdict(DISTORTIONS[name](served), drawn(served, rng)) is Propensities.ALARM


@pytest.mark.parametrize("name", REPLACEMENTS)
def test_every_tenth_pick_with_another_distribution_raises_it(name):
    for seed in range(10):
        rng = np.random.default_rng(seed)
        served = distributions(rng)
        logged = served.copy()
        tenth = rng.choice(PICKS, PICKS // 10, replace=False)
        logged[tenth] = REPLACEMENTS[name](served[tenth], rng)

        assert verdict(logged, drawn(served, rng)) is Propensities.ALARM


def test_a_favourite_told_rightly_does_not_hide_that_the_others_are_told_wrongly():
    rng = np.random.default_rng(7)
    served = distributions(rng)
    rest = served.copy()
    rows, greedy = np.arange(PICKS), served.argmax(axis=1)
    rest[rows, greedy] = 0
    logged = reversed_order(rest, rng)
    logged[rows, greedy] = served[rows, greedy]

    found = mismatch(summed(logged, drawn(served, rng)))

    assert abs(found.greedy_z) < 3
    assert found.chosen_z < -4
    assert found.verdict is Propensities.ALARM


def test_two_hundred_clean_logs_raise_it_in_fewer_than_two():
    alarms = 0
    for fifth in range(5):
        rng = np.random.default_rng(fifth)
        served = distributions(rng)
        alarms += sum(verdict(served, drawn(served, rng)) is Propensities.ALARM for _ in range(40))

    assert alarms < 2


def test_both_deviations_have_a_spread_of_one_in_clean_logs():
    rng = np.random.default_rng(8)
    served = distributions(rng, 1000)
    found = [mismatch(summed(served, drawn(served, rng))) for _ in range(400)]

    for z in ([it.greedy_z for it in found], [it.chosen_z for it in found]):
        assert abs(np.mean(z)) < 0.2
        assert 0.85 < np.std(z) < 1.15


def test_a_log_that_says_all_were_alike_agrees_with_everything():
    rng = np.random.default_rng(9)
    served = distributions(rng)
    alike = (served > 0) / (served > 0).sum(axis=1, keepdims=True)

    found = mismatch(summed(alike, drawn(served, rng)))

    assert found.chosen_z == 0
    assert found.verdict is Propensities.OK


def test_a_policy_without_chance_is_believed_until_it_does_something_else():
    certain = PropensitySums(1000, 1000, 1000, 0, 1000, 1000, 0)
    otherwise = PropensitySums(1000, 999, 1000, 0, 999, 1000, 0)

    assert mismatch(certain) == Mismatch(Propensities.OK, 0, 0, 1000)
    assert mismatch(otherwise).greedy_z == -math.inf
    assert mismatch(otherwise).verdict is Propensities.ALARM


def test_one_unlikely_pick_among_nearly_certain_ones_is_no_alarm():
    rare = PropensitySums(1000, 999, 999.99, 0.00999, 999, 999.98, 0.00999)

    assert mismatch(rare).verdict is Propensities.OK


@given(st.integers(0, 99))
def test_below_a_hundred_picks_nothing_is_said(picks):
    assert mismatch(PropensitySums(picks, 0, picks, 1, 0, picks, 1)) == TooFew(picks)


@given(st.integers(0, 1000), st.floats(1, 250), st.floats(1, 250))
def test_what_was_served_as_often_as_was_due_is_off_by_nothing(greedy, variance, other):
    found = mismatch(PropensitySums(1000, greedy, greedy, variance, 500, 500, other))

    assert (found.verdict, found.z) == (Propensities.OK, 0)


def test_a_sum_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="nan"):
        mismatch(PropensitySums(1000, 1, math.nan, 1, 1, 1, 1))
