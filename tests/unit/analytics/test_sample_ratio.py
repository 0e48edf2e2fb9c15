"""The alarm for splits that are not the configured ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from core.analytics.sample_ratio import ArmCount, Split, sample_ratio
from core.domain.figure import TooFew

HALVES = {"bandit": 0.5}


def split(bandit, rule, shares=HALVES):
    return sample_ratio({"bandit": bandit, "rule": rule}, shares, rest="rule")


def test_ten_in_a_hundred_on_paper():
    found = sample_ratio({"holdback": 16, "bandit": 84}, {"holdback": 0.1}, rest="bandit")

    # (16 - 10)^2 / 10 + (84 - 90)^2 / 90 = 4, and 4 is exceeded in 4.55 % of splits.
    assert found.p == pytest.approx(0.0455, abs=1e-4)
    assert found.verdict is Split.OK
    assert found.arms[0] == ArmCount("bandit", 84, 90, pytest.approx(-0.06))
    assert found.arms[1] == ArmCount("holdback", 16, 10, pytest.approx(0.06))


@pytest.mark.parametrize(
    ("bandit", "rule", "said"),
    [(10_050, 9_950, "ok"), (10_200, 9_800, "watch"), (10_400, 9_600, "alarm")],
)
def test_rare_splits_are_watched_and_very_rare_ones_raise_the_alarm(bandit, rule, said):
    assert split(bandit, rule).verdict == said


def test_among_millions_a_tiny_deviation_is_watched_and_no_alarm():
    found = split(5_008_000, 4_992_000)

    assert found.p < 0.001
    assert found.verdict is Split.WATCH
    assert split(5_010_500, 4_989_500).verdict is Split.ALARM


def test_one_user_in_an_arm_without_a_share_is_a_leak():
    found = sample_ratio({"bandit": 500, "rule": 500, "gone": 1}, HALVES, rest="rule")

    assert found.verdict is Split.ALARM
    assert found.leaks == ("gone",)
    assert found.p == 0


def test_when_shares_leave_nothing_nobody_may_be_in_the_rest():
    shares = {"a": 0.5, "b": 0.5}

    assert sample_ratio({"a": 60, "b": 60}, shares, rest="deployed").leaks == ()
    assert sample_ratio({"a": 60, "b": 60, "deployed": 1}, shares, rest="deployed").leaks == (
        "deployed",
    )


def test_an_arm_that_nobody_reached_counts():
    assert sample_ratio({"rule": 200}, HALVES, rest="rule").verdict is Split.ALARM


def test_one_arm_for_everybody_is_no_split():
    assert sample_ratio({"rule": 200}, {}, rest="rule").p == 1


def test_before_a_hundred_users_nothing_is_said():
    assert split(99, 0) == TooFew(99)
    assert sample_ratio({}, HALVES, rest="rule") == TooFew(0)
    assert split(100, 0).verdict is Split.ALARM


@given(
    st.lists(st.tuples(st.integers(50, 1000), st.integers(1, 9)), min_size=2, max_size=6),
)
def test_p_is_that_of_pearsons_test(arms):
    parts = sum(part for _, part in arms)
    counts = {str(at): users for at, (users, _) in enumerate(arms)}
    shares = {str(at): part / parts for at, (_, part) in enumerate(arms[:-1])}

    found = sample_ratio(counts, shares, rest=str(len(arms) - 1))

    due = [it.due for it in found.arms]
    assert found.p == pytest.approx(chisquare([it.users for it in found.arms], due).pvalue)
    assert sum(due) == pytest.approx(sum(counts.values()))


def test_one_right_split_in_a_thousand_raises_the_alarm():
    rng = np.random.default_rng(12)

    found = [split(int(it), 2000 - int(it)).verdict for it in rng.binomial(2000, 0.5, 1000)]

    assert found.count(Split.ALARM) <= 4
    assert found.count(Split.WATCH) <= 20


def test_what_is_no_split_is_refused():
    with pytest.raises(ValueError, match="-1"):
        split(-1, 200)
    with pytest.raises(ValueError, match=r"1\.2"):
        split(100, 100, {"bandit": 1.2})
    with pytest.raises(ValueError, match=r"-0\.1"):
        split(100, 100, {"bandit": -0.1})
