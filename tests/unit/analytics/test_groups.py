"""The group that is served worst."""

import numpy as np
import pytest

from core.analytics.groups import worst_group

LOW = np.zeros(6)
HIGH = np.array([1.0, 1.1, 1.2, 1.0, 1.1, 1.2])
GROUPS = ["early", "early", "early", "late", "late", "late"]


def test_the_group_with_the_smallest_share_is_named_with_its_part_of_everybodys():
    value = HIGH * np.array([0.8, 0.8, 0.8, 0.2, 0.2, 0.2])

    found = worst_group(value, LOW, HIGH, GROUPS)

    assert found.name == "late"
    assert found.share.value == pytest.approx(0.2)
    assert found.share.people == 3
    assert found.ratio == pytest.approx(0.2 / 0.5)
    assert found.unjudged == ()


def test_a_group_is_measured_by_its_own_gap():
    high = np.array([1.0, 1.1, 1.2, 0.4, 0.44, 0.48])
    value = high * np.array([0.5, 0.5, 0.5, 0.9, 0.9, 0.9])

    assert worst_group(value, LOW, high, GROUPS).name == "early"


def test_one_person_is_not_a_group_to_judge():
    groups = ["alone", "late", "late", "late", "late", "late"]

    found = worst_group(HIGH * [0, 1, 1, 1, 1, 1], LOW, HIGH, groups)

    assert found.name == "late"
    assert found.unjudged == ("alone",)


def test_a_ratio_to_less_than_nothing_is_none():
    assert worst_group(-HIGH, LOW, HIGH, GROUPS).ratio is None


def test_without_a_gap_no_group_is_worst():
    assert worst_group(LOW, LOW, LOW, GROUPS) is None


def test_where_everybody_is_a_group_none_is_worst():
    assert worst_group(LOW, LOW, HIGH, ["a", "b", "c", "d", "e", "f"]) is None


def test_the_first_name_of_equals_is_the_worst():
    assert worst_group(HIGH / 2, LOW, HIGH, GROUPS[::-1]).name == "early"


def test_everybody_has_a_group():
    with pytest.raises(ValueError, match="5"):
        worst_group(LOW, LOW, HIGH, GROUPS[:5])
