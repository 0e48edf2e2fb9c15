"""A pick's record as the console shows it: by score, the rest summed, the shadows' choices told."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bandit.context import Context
from core.bandit.features import FEATURES_VERSION, NAMES, matrix
from core.bandit.record import LISTED, record_of
from core.bandit.traits import traits_of
from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.pick import Barred, Pick, Scoring
from core.domain.pick_seen import Choice
from core.domain.task import Due
from core.domain.traits import Traits
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = Context(NOON, ZoneInfo("Europe/Paris"))


def a_scoring(policy, probabilities, *, scores=None, chosen=0):
    p = np.array(probabilities, dtype=float)
    return Scoring(policy, p, p if scores is None else np.array(scores, dtype=float), chosen)


def a_pick(served, *shadows, barred=()):
    count = len(served.probabilities)
    return Pick(
        candidates=tuple(TaskId(f"t{n}") for n in range(count)),
        features_version=FEATURES_VERSION,
        feature_names=NAMES,
        features=np.zeros((count, len(NAMES))),
        seed=7,
        served=served,
        day=1,
        shadows=shadows,
        barred=tuple(Barred(TaskId(f"b{n}"), why) for n, why in enumerate(barred)),
    )


def test_candidates_stand_by_score_and_the_shown_one_is_always_there():
    scores = [0.1, 0.9, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    served = a_scoring("bayes-v1", [0.5, 0.5, 0, 0, 0, 0, 0, 0], scores=scores, chosen=0)

    record = record_of(a_pick(served))

    assert [(it.rank, it.score, it.shown) for it in record.candidates] == [
        (1, 0.9, False),
        (2, 0.7, False),
        (3, 0.6, False),
        (4, 0.5, False),
        (5, 0.4, False),
        (6, 0.3, False),
        (8, 0.1, True),
    ]
    assert (record.others.count, record.others.possible, record.others.chances) == (1, 0, (0.0,))
    assert (record.count, record.possible, record.preferred) == (8, 2, (1,))


def test_each_shadow_is_told_by_what_its_choice_was_to_the_policy_that_served():
    served = a_scoring("bayes-v1", [0.6, 0.3, 0.1, 0.0], chosen=0)
    shadows = [
        a_scoring("same", [0.9, 0.1, 0, 0], chosen=0),
        a_scoring("second", [0.2, 0.8, 0, 0], chosen=1),
        a_scoring("third", [0, 0, 1, 0], chosen=2),
        a_scoring("nowhere", [0.25, 0.25, 0.25, 0.25], chosen=3),
    ]

    told = record_of(a_pick(served, *shadows)).shadows

    assert [(it.policy, it.choice, it.rank, it.chance, it.same) for it in told] == [
        ("same", Choice.SAME, 1, 0.9, 0.9),
        ("second", Choice.RUNNER_UP, 2, 0.8, 0.2),
        ("third", Choice.OTHER, 3, 1.0, 0.0),
        ("nowhere", Choice.UNSEEN, 4, 0.25, 0.25),
    ]


def test_the_runner_up_of_a_try_is_the_best_known():
    served = a_scoring("bayes-v1", [0.6, 0.4], scores=[0.1, 0.5], chosen=0)

    (told,) = record_of(a_pick(served, a_scoring("egreedy-v1", [0, 1], chosen=1))).shadows

    assert (told.choice, told.rank) == (Choice.RUNNER_UP, 1)


def test_tasks_that_were_kept_away_are_counted_by_reason():
    served = a_scoring("random", [1.0])

    record = record_of(a_pick(served, barred=("snooze", "heading", "snooze")))

    assert record.barred == (("snooze", 2), ("heading", 1))


def test_a_lone_candidate_has_no_others():
    record = record_of(a_pick(a_scoring("random", [1.0])))

    assert (len(record.candidates), record.others.count, record.others.chances) == (1, 0, (0.0,))


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_what_is_listed_and_what_is_summed_are_the_whole_distribution(count, seed):
    dice = np.random.default_rng(seed)
    p, q = dice.dirichlet(np.ones(count)), dice.dirichlet(np.ones(count))
    served = a_scoring("bayes-v1", p, scores=dice.normal(size=count), chosen=count - 1)

    record = record_of(a_pick(served, a_scoring("egreedy-v1", q)))

    assert len(record.candidates) + record.others.count == count
    assert len(record.candidates) <= LISTED + 1
    for place in (0, 1):
        listed = sum(it.chances[place] for it in record.candidates)
        assert listed + record.others.chances[place] == pytest.approx(1)


def test_traits_come_back_as_the_sheet_took_them():
    task = a_task("t1", priority=3, due=Due("2026-11-19"), duration_min=5)
    sheet = matrix(PARIS, [task], {task.id: Past(shown=2, snoozed=2)})
    pick = replace(a_pick(a_scoring("random", [1.0])), features=sheet)

    traits = traits_of(pick, 0)

    assert (traits.priority, traits.minutes, traits.snoozed) == (2, 5, 2)
    assert traits.overdue_d in {2, 3}
    assert not traits.soon


def test_a_sheet_without_columns_tells_nothing():
    bare = replace(
        a_pick(a_scoring("random", [1.0])), feature_names=("age",), features=np.ones((1, 1))
    )

    assert traits_of(bare, 0) == Traits()
