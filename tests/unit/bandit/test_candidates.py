"""Which tasks could be tipped."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.candidates import barred, eligible, tippable
from core.domain.ids import TipId, UserId, new_id
from core.domain.reaction import ReactionKind, Rest
from tests.fakes.builders import a_task, tasks
from tests.fakes.clock import NOON


def rest(task, cause):
    later = NOON + timedelta(hours=1)
    return Rest(UserId(new_id()), task.id, TipId(new_id()), later, cause)


@pytest.mark.parametrize("text", ["* Garden", "* ", " ", "\t\n"])
def test_headings_and_blanks_can_never_be_tipped(text):
    assert tippable((a_task(text=text),)) == ()


@pytest.mark.parametrize("cause", ReactionKind)
def test_what_rests_is_no_candidate(cause):
    one, two = tasks(2)

    assert eligible((one, two), (rest(one, cause),)) == (two,)


def test_anyway_wakes_all_but_the_completed():
    one, two, three = tasks(3)
    rests = (
        rest(one, ReactionKind.DONE),
        rest(two, ReactionKind.SNOOZE),
        rest(three, ReactionKind.DISMISS),
    )

    assert eligible((one, two, three), rests, anyway=True) == (two, three)


@settings(deadline=None, max_examples=40)
@given(st.sets(st.integers(1, 8)), st.booleans())
def test_candidates_keep_their_order_and_are_never_invented(resting, anyway):
    every = tasks(8)
    rests = [rest(a_task(f"t{n}"), ReactionKind.DISMISS) for n in resting]

    found = eligible(every, rests, anyway=anyway)

    assert found == tuple(task for task in every if task in found)


def test_what_is_no_candidate_says_why():
    one, two, heading = (*tasks(2), a_task("t9", text="* Garden"))
    rests = [rest(one, ReactionKind.SNOOZE)]

    out = barred((one, two, heading), rests, eligible((one, two, heading), rests))

    assert [(it.task_id, it.why) for it in out] == [(one.id, "snooze"), (heading.id, "heading")]
