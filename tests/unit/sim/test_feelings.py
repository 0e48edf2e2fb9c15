"""What somebody wants becomes the chance of each answer, and that what a tip is worth."""

import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.past import Past
from core.domain.reaction import ReactionKind
from core.rewards.ladder import reward_milli
from core.sim.feelings import DISMISS, DONE, SNOOZE, Mood, chances, earned, mood, worth
from tests.fakes.builders import a_task
from tests.fakes.personas import WORKING, a_persona

TASK = a_task("t1")


def felt(past=None, answered_today=0, here=WORKING, **traits):
    pasts = {} if past is None else {TASK.id: past}
    return mood(a_persona(**traits), [TASK], pasts, here=here, answered_today=answered_today)


def weary(past, **traits):
    return felt(past, **traits).weary[0]


def shown(*, dismissed=False, **ago):
    return Past(1, WORKING - timedelta(**ago), dismissed=dismissed)


def answers(wants, weary=0.0, tired=0.0, **traits):
    mood = Mood(np.full(1, weary), tired)
    return chances(a_persona(**traits), np.full(1, wants), mood)[0]


def test_somebody_who_does_not_care_answers_evenly():
    assert answers(0.0) == pytest.approx([1 / 3] * 3)


def test_chances_on_paper():
    odds = np.exp([1.0 - 0.5 - 0.25, 0.0, 0.4 - 0.5 * 1.0 + 0.5 + 0.5 * 0.25])

    found = answers(1.0, weary=0.5, tired=0.25, bluntness=0.4)

    assert found == pytest.approx(odds / odds.sum())


log_odds = st.floats(-30, 30)
burdens = st.floats(0, 10)


@given(st.lists(log_odds, min_size=1, max_size=6), burdens, burdens, st.floats(-3, 3))
def test_the_chances_of_each_task_sum_to_one(wants, weary, tired, bluntness):
    it = Mood(np.full(len(wants), weary), tired)

    found = chances(a_persona(bluntness=bluntness), np.array(wants), it)

    assert found.shape == (len(wants), 3)
    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(np.ones(len(wants)))


@given(st.floats(-12, 12), st.floats(0.01, 5), burdens, burdens)
def test_wanting_more_does_more_and_dismisses_less(wants, more, weary, tired):
    before, after = answers(wants, weary, tired), answers(wants + more, weary, tired)

    assert after[DONE] > before[DONE]
    assert after[DISMISS] < before[DISMISS]


@given(st.floats(-12, 12), st.floats(0.01, 5), st.booleans())
def test_being_weary_or_tired_does_less_and_dismisses_more(wants, more, is_tired):
    before = answers(wants)
    after = answers(wants, tired=more) if is_tired else answers(wants, weary=more)

    assert after[DONE] < before[DONE]
    assert after[DISMISS] > before[DISMISS]


@given(st.floats(-6, 6), st.floats(0.01, 3))
def test_the_blunt_dismiss_what_others_snooze(wants, bluntness):
    polite, blunt = answers(wants), answers(wants, bluntness=bluntness)

    assert blunt[DISMISS] > polite[DISMISS]
    assert blunt[DONE] / blunt[SNOOZE] == pytest.approx(polite[DONE] / polite[SNOOZE])


def test_nobody_is_weary_of_what_they_have_never_seen():
    assert weary(None) == weary(Past()) == 0


@pytest.mark.parametrize(("days", "left"), [(0, 2.0), (3, 1.0), (6, 0.5), (30, 2.0 / 1024)])
def test_half_of_the_weariness_is_gone_after_the_recovery(days, left):
    assert weary(shown(days=days), weariness=2.0, recovery_days=3.0) == pytest.approx(left)


@given(st.floats(0, 300), st.floats(0.05, 60), st.floats(0, 5))
def test_weariness_halves_again_and_again(days, recovery_days, weariness):
    traits = {"weariness": weariness, "recovery_days": recovery_days}

    before, after = (weary(shown(days=it), **traits) for it in (days, days + recovery_days))

    assert after == pytest.approx(before / 2)
    assert before <= weariness


def test_a_dismissed_task_is_borne_a_grudge():
    assert weary(shown(dismissed=True, days=1)) == pytest.approx(1.5 * weary(shown(days=1)))


def test_what_was_shown_in_the_future_wearies_as_if_it_were_now():
    assert weary(shown(days=-1), weariness=2.0) == 2.0


def test_each_task_has_its_own_past():
    tasks = [a_task(f"t{n}") for n in (1, 2, 3)]
    pasts = {"t2": shown(days=0), "t9": shown(days=0)}

    found = mood(a_persona(weariness=2.0), tasks, pasts, here=WORKING, answered_today=0)

    assert found.weary.tolist() == [0.0, 2.0, 0.0]


@pytest.mark.parametrize(("answered", "tired"), [(0, 0), (3, 0), (4, 0.3), (7, 1.2)])
def test_a_day_beyond_ones_capacity_tires(answered, tired):
    assert felt(answered_today=answered, capacity=3).tired == pytest.approx(tired)


@pytest.mark.parametrize("minutes", [1.0, 5.0, 12.0, 25.0, 60.0, 240.0, math.nan])
@pytest.mark.parametrize("patience", [0.3, 1.0, 4.0])
def test_what_doing_earns_is_the_mean_of_the_ladder_over_many_dwells(minutes, patience):
    """200 000 log-normal dwells: the mean is known to 0.002 at worst."""
    typical_s = 12.0 * (25.0 if math.isnan(minutes) else minutes) * patience
    rng = np.random.default_rng(20_261_124)
    dwells_ms = 1000 * typical_s * np.exp(0.7 * rng.standard_normal(200_000))
    edges = np.array([15_000, 120_000, 600_000])
    steps = [reward_milli(ReactionKind.DONE, ms) for ms in (0, 15_000, 120_000, 600_000)]

    mean = np.array(steps)[np.searchsorted(edges, dwells_ms, side="right")].mean() / 1000

    assert earned(minutes, patience) == pytest.approx(mean, abs=1e-2)


def test_the_ladder_has_the_edges_that_the_simulated_dwells_use():
    below = [reward_milli(ReactionKind.DONE, ms) for ms in (14_999, 119_999, 599_999)]
    above = [reward_milli(ReactionKind.DONE, ms) for ms in (15_000, 120_000, 600_000)]

    assert below[1:] == above[:-1]
    assert below[0] != above[0] != above[1] != above[2]


@given(st.floats(0.5, 600), st.floats(0.1, 10))
def test_doing_never_earns_more_or_less_than_the_ladder_has(minutes, patience):
    assert -0.3 <= earned(minutes, patience) <= 1.0


def test_worth_on_paper():
    shares = np.array([[0.5, 0.3, 0.2], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])

    found = worth(shares, np.array([0.8, 0.8, 0.8]))

    assert found == pytest.approx([0.5 * 0.8 + 0.3 * 0.1 - 0.2, 0.1, -1.0])
