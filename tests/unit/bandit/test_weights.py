"""What weights say of a log, and when a log must not speak."""

import numpy as np
import pytest

from core.bandit.off_policy import judged
from core.bandit.refusals import (
    NoEvidence,
    NoPicks,
    OutsideSupport,
    TooFewEffective,
    WeightsOff,
)
from core.bandit.settled import SettledPicks
from core.bandit.weights import weigh
from core.errors import OoError
from tests.fakes.logs import NAMES, a_settled


def even(n, mean=1.0, by=0.5):
    """Return n weights, half of them above the mean and half below."""
    return np.tile([mean - by, mean + by], n // 2)


def test_four_weights_on_paper():
    found = weigh(np.array([0.0, 1.0, 1.0, 2.0]), 0.03)

    assert (found.count, found.mean, found.largest, found.unsupported) == (4, 1.0, 2.0, 0.03)
    assert found.effective == pytest.approx(16 / 6)
    assert found.mean_error == pytest.approx(np.sqrt(2 / 3) / 2)


def test_one_pick_is_weighed_too():
    assert weigh(np.array([3.0])).mean_error == 0.0


def test_an_even_log_may_speak():
    weigh(even(200)).demand()


def test_nothing_is_said_without_picks():
    with pytest.raises(NoPicks):
        weigh(np.zeros(0))


@pytest.mark.parametrize("share", [0.051, 0.5, 1.0])
def test_a_policy_outside_of_the_log_is_not_judged(share):
    with pytest.raises(OutsideSupport) as refusal:
        weigh(even(1000), share).demand()

    assert (refusal.value.found, refusal.value.limit) == (share, 0.05)


def test_mass_outside_of_the_log_is_missing_in_the_weights_and_no_fault_of_theirs():
    weigh(even(100_000, mean=0.96, by=0.01), 0.04).demand()

    with pytest.raises(WeightsOff):
        weigh(even(100_000, mean=0.96, by=0.01), 0.0).demand()


def test_support_is_counted_by_the_policys_mass():
    log = [a_settled([1.0, 0.0]), a_settled([0.5, 0.5])]
    target = np.array([0.9, 0.1, 0.5, 0.5])

    it = judged(SettledPicks.of(log, NAMES), target, np.zeros(4))

    assert it.unsupported == pytest.approx(0.05)


@pytest.mark.parametrize("n", [2, 98])
def test_fewer_than_a_hundred_picks_say_nothing(n):
    with pytest.raises(TooFewEffective):
        weigh(even(n, by=0.0)).demand()


def test_many_picks_of_which_few_count_say_nothing():
    weight = np.zeros(5000)
    weight[:50] = 100.0

    with pytest.raises(TooFewEffective) as refusal:
        weigh(weight).demand()

    assert refusal.value.found == pytest.approx(50)


def test_no_weight_at_all_is_worth_no_pick():
    assert weigh(np.zeros(500)).effective == 0.0


@pytest.mark.parametrize("mean", [0.9, 1.1])
def test_weights_with_a_wrong_mean_betray_wrong_propensities(mean):
    with pytest.raises(WeightsOff) as refusal:
        weigh(even(10_000, mean)).demand()

    assert refusal.value.found > 3


def test_a_mean_within_three_errors_is_luck():
    weigh(even(400, mean=1.07)).demand()


def test_weights_that_are_all_wrong_alike_are_wrong_beyond_measure():
    with pytest.raises(WeightsOff) as refusal:
        weigh(np.full(500, 0.5)).demand()

    assert refusal.value.found == np.inf


def test_a_refusal_says_why_and_what_to_do():
    text = str(OutsideSupport(0.123, 0.05))

    assert text == (
        "12.3% of what the policy would pick had no chance in the log; 5.0% may. "
        "Raise the floor of the policy that serves, or serve a mixture of both."
    )


@pytest.mark.parametrize("kind", [NoEvidence, *NoEvidence.__subclasses__()])
def test_every_refusal_reads_as_two_sentences(kind):
    refusal = kind(12.0, 100.0)

    assert issubclass(kind, OoError)
    assert refusal.code == "no_evidence"
    assert str(refusal).startswith(refusal.why.format(found=12.0, limit=100.0))
    assert str(refusal).endswith(refusal.advice)
