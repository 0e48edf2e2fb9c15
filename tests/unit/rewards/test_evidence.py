"""All that is known of a tip makes one reward, in whatever order it came."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import OutcomeId, TipId, UserId, new_id
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.reaction import ReactionKind
from core.rewards.evidence import Evidence, Proposal, credited, reward_of, weighed
from core.rewards.ladder import reward_milli
from tests.fakes.builders import a_reaction
from tests.fakes.clock import NOON

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
COMPLETED, REOPENED = OutcomeKind.COMPLETED, OutcomeKind.REOPENED
ANSWERS = [a_reaction(kind) for kind in ReactionKind]


def an_outcome(kind, at):
    ids = OutcomeId(new_id()), UserId(new_id()), TipId(new_id())
    return Outcome(*ids, kind, at, OutcomeSource.SYNC)


def milli(answer, *outcomes):
    return reward_of(weighed(answer, NOON, outcomes))


@pytest.mark.parametrize("answer", [None, *ANSWERS])
def test_without_a_completion_the_answer_is_all_there_is(answer):
    expected = None if answer is None else reward_milli(answer.kind, answer.dwell_ms)

    assert milli(answer) == expected
    assert milli(answer, an_outcome(OutcomeKind.VANISHED, NOON)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(None, 600), (ReactionKind.SNOOZE, 600), (ReactionKind.DISMISS, -1000)],
)
def test_a_completion_replaces_silence_and_a_snooze_but_no_dismissal(kind, expected):
    answer = a_reaction(kind) if kind else None

    assert milli(answer, an_outcome(COMPLETED, NOON + 5 * MINUTE)) == expected


def test_done_stands():
    hasty = a_reaction(ReactionKind.DONE, dwell_ms=3000)

    assert milli(hasty, an_outcome(COMPLETED, NOON + 5 * MINUTE)) == -300


@given(st.integers(0, 86_400_000))
def test_a_completion_is_never_punished(after_ms):
    assert reward_of(Evidence(None, after_ms)) in {300, 600, 1000}


@pytest.mark.parametrize(
    ("at", "expected"),
    [(NOON, 1000), (NOON + DAY, 300), (NOON - MINUTE, None), (NOON + DAY + MINUTE, None)],
)
def test_only_a_completion_within_the_window_is_evidence(at, expected):
    assert milli(None, an_outcome(COMPLETED, at)) == expected


def test_what_was_opened_again_does_not_count_and_what_was_done_since_does():
    done, opened = an_outcome(COMPLETED, NOON + MINUTE), an_outcome(REOPENED, NOON + 2 * MINUTE)
    again, later = (an_outcome(COMPLETED, NOON + n * MINUTE) for n in (5, 50))

    assert milli(None, done, opened) is None
    for order in permutations((done, opened, again, later)):
        assert milli(None, *order) == 600


@given(
    st.lists(st.tuples(st.sampled_from([COMPLETED, REOPENED]), st.integers(-100, 3000))),
    st.sampled_from([None, *ANSWERS]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_news_does_not_matter(facts, answer, dice):
    """Reliability E2."""
    outcomes = [an_outcome(kind, NOON + minutes * MINUTE) for kind, minutes in facts]
    shuffled = [*outcomes, *outcomes]
    dice.shuffle(shuffled)

    assert milli(answer, *shuffled) == milli(answer, *outcomes)


def a_proposal(served_at, task="t1", withdrawn_at=None):
    return Proposal(TipId(new_id()), task, served_at, withdrawn_at)


def test_the_newest_tip_that_had_proposed_the_task_is_credited():
    older, newer = a_proposal(NOON), a_proposal(NOON + 10 * MINUTE)
    others = a_proposal(NOON + 11 * MINUTE, "t2"), a_proposal(NOON + 30 * MINUTE)

    assert credited([newer, older, *others], "t1", NOON + 20 * MINUTE) is newer
    assert credited([newer, older, *others], "t1", NOON + 5 * MINUTE) is older
    assert credited([newer, older, *others], "t1", NOON - MINUTE) is None
    assert credited([older], "t1", NOON + DAY) is older
    assert credited([older], "t1", NOON + DAY + MINUTE) is None


def test_a_tip_that_had_been_taken_back_leaves_the_credit_to_the_one_before():
    older = a_proposal(NOON)
    withdrawn = a_proposal(NOON + MINUTE, withdrawn_at=NOON + 5 * MINUTE)

    assert credited([older, withdrawn], "t1", NOON + 5 * MINUTE) is withdrawn
    assert credited([older, withdrawn], "t1", NOON + 6 * MINUTE) is older
