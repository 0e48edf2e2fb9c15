"""Intervals over users: on paper, against known quantiles, and how often they keep their word."""

import numpy as np
import pytest

from core.bandit.intervals import Terms, gap, interval, student_quantile
from core.bandit.off_policy import Judged, dr, ips, snips
from core.bandit.refusals import TooFewUsers


def mean_of(x):
    return Terms(np.asarray(x, float), np.zeros(len(x)), np.zeros(len(x)))


def test_three_users_with_one_pick_each_are_the_textbooks_mean():
    found = interval(mean_of([0.0, 1.0, 2.0]), np.array([7, 8, 9]))

    assert (found.value, found.users) == (1.0, 3)
    assert found.error == pytest.approx(1 / np.sqrt(3))
    assert found.upper == pytest.approx(1 + 4.302653 / np.sqrt(3))
    assert found.lower == pytest.approx(1 - 4.302653 / np.sqrt(3))


def test_a_user_is_left_out_with_all_their_picks():
    terms = Terms(np.zeros(4), np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 1.0, 2.0, 4.0]))

    found = terms.without_each(np.array([0, 0, 1, 2]))

    assert found == pytest.approx([7 / 6, 7 / 6, 6 / 4])


def test_the_user_who_holds_all_the_weight_leaves_nothing_behind():
    terms = Terms(np.zeros(3), np.array([0.1, 0.2, 0.0]), np.array([0.3, 0.7, 0.0]))

    assert terms.without_each(np.array([0, 0, 1]))[0] == 0.0


def test_a_users_picks_are_one_piece_of_evidence_however_often_they_repeat():
    users = np.arange(20)
    rng = np.random.default_rng(1)
    x = rng.normal(size=20)

    once = interval(mean_of(x), users)
    often = interval(mean_of(np.repeat(x, 50)), np.repeat(users, 50))

    assert often.error == pytest.approx(once.error)


@pytest.mark.parametrize("users", [[0, 0, 0, 0], [0, 0, 1, 1]])
def test_two_users_do_not_show_how_users_differ(users):
    with pytest.raises(TooFewUsers):
        interval(mean_of([0.0, 1.0, 0.0, 1.0]), np.array(users))


def test_a_gap_knows_that_both_estimates_share_their_luck():
    rng = np.random.default_rng(2)
    users, luck = np.arange(30), rng.normal(size=30)
    one, other = mean_of(luck + 0.1), mean_of(luck)

    found = gap(one, other, users)

    assert (found.value, found.error) == (pytest.approx(0.1), pytest.approx(0.0, abs=1e-12))
    assert interval(one, users).error > 0.1


@pytest.mark.parametrize(
    ("level", "freedom", "quantile"),
    [
        (0.95, 1, 12.706205),
        (0.95, 2, 4.302653),
        (0.95, 3, 3.182446),
        (0.95, 4, 2.776445),
        (0.95, 9, 2.262157),
        (0.95, 30, 2.042272),
        (0.95, 199, 1.971957),
        (0.99, 5, 4.032143),
        (0.99, 18, 2.878440),
        (0.90, 7, 1.894579),
        (0.95, 999, 1.962341),
        (0.95, 10_000, 1.959964),
    ],
)
def test_students_quantiles_are_those_of_the_tables(level, freedom, quantile):
    assert student_quantile(level, freedom) == pytest.approx(quantile, abs=1e-6)


def one_world(rng, users):
    """Return picks of users who differ, with weights from a log that explores; worth 0.3."""
    size = rng.integers(5, 40, users)
    place = np.repeat(np.arange(users), size)
    rare = rng.random(len(place)) < 0.25
    weight = np.where(rare, 2.0, 2 / 3)
    reward = 0.3 + rng.normal(0, 0.3, users)[place] + rng.normal(0, 0.3, len(place))
    expected = np.full(len(place), 0.25)
    return Judged(reward, weight, expected, expected, place)


@pytest.mark.parametrize("users", [8, 40])
def test_nineteen_of_twenty_intervals_hold_the_truth(users):
    rng = np.random.default_rng(3)
    worlds = [one_world(rng, users) for _ in range(400)]

    for estimator in (ips, snips, dr):
        held = [interval(estimator(it), it.users).holds(0.3) for it in worlds]

        assert 0.92 <= np.mean(held) <= 0.985
