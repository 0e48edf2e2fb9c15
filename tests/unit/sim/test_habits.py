"""What lives look like, counted by person."""

import math

import pytest

from core.sim.habits import CELLS, habits, rewards
from tests.unit.sim.logged_lives import a_life, a_row

NAMES = [it.name for it in CELLS]


def answers(found, cell):
    return found.answers[NAMES.index(cell)].tolist()


def test_two_people_on_paper():
    ana = a_life(
        a_row("done", hour=5, priority=4, shown=1, dwell_ms=1000),
        a_row("done", hour=11, priority=1, shown=2, overdue=1, dwell_ms=10_000),
        a_row("dismiss", hour=12, priority=1, shown=3),
        a_row("ignored", hour=17, priority=1, shown=4),
    )
    ben = a_life(
        a_row("snooze", hour=22, priority=2, shown=9, late=1),
        a_row("snooze", hour=4, priority=3, shown=1),
        person="ben",
    )

    found = habits((ana, ben))

    assert found.people == ("ana", "ben")
    assert answers(found, "all tips") == [[2, 0, 1, 1], [0, 2, 0, 0]]
    assert answers(found, "morning") == [[2, 0, 0, 0], [0, 0, 0, 0]]
    assert answers(found, "afternoon") == [[0, 0, 1, 0], [0, 0, 0, 0]]
    assert answers(found, "evening") == [[0, 0, 0, 1], [0, 0, 0, 0]]
    assert answers(found, "night") == [[0, 0, 0, 0], [0, 2, 0, 0]]
    assert answers(found, "priority 1") == [[1, 0, 1, 1], [0, 0, 0, 0]]
    assert answers(found, "priority 4") == [[1, 0, 0, 0], [0, 0, 0, 0]]
    assert answers(found, "overdue") == [[1, 0, 0, 0], [0, 0, 0, 0]]
    assert answers(found, "not overdue") == [[1, 0, 1, 1], [0, 2, 0, 0]]
    assert found.showings.tolist() == [
        [[1, 1], [1, 1], [1, 0], [1, 0]],
        [[1, 0], [0, 0], [0, 0], [1, 0]],
    ]
    assert found.late.tolist() == [[[4, 1]], [[2, 1]]]
    assert [it.tolist() for it in found.dwell] == [[0.0, pytest.approx(math.log(10))], []]


def test_parts_of_the_day_priorities_and_overdue_leave_no_tip_out_and_count_none_twice():
    rows = [a_row(hour=hour, priority=1 + hour % 4, overdue=hour % 2) for hour in range(24)]

    found = habits((a_life(*rows),)).answers.sum(axis=(1, 2))

    assert found[NAMES.index("all tips")] == 24
    assert sum(found[1:5]) == sum(found[5:9]) == sum(found[9:11]) == 24


def test_two_lives_of_one_person_count_as_one():
    found = habits((a_life(a_row("done")), a_life(a_row("dismiss"), policy="rule-v1")))

    assert found.people == ("ana",)
    assert answers(found, "all tips") == [[1, 0, 1, 0]]


def test_an_answer_in_no_time_has_a_logarithm():
    (dwell,) = habits((a_life(a_row(dwell_ms=0)),)).dwell

    assert dwell.tolist() == [pytest.approx(math.log(0.1))]


def test_a_persons_reward_is_the_mean_of_what_was_answered():
    ana = a_life(a_row("done"), a_row("snooze"), a_row("ignored"))
    ben = a_life(a_row("ignored"), person="ben")

    assert rewards((ana, ben))[0] == ("ana",)
    assert rewards((ana, ben))[1].tolist() == [pytest.approx(0.55)]
