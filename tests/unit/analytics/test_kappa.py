"""How far two judges agree beyond chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from core.analytics.kappa import kappa

ANSWERS = ["done", "later", "dismissed"]


def rng():
    return np.random.default_rng(13)


def test_a_table_on_paper():
    one = ["done"] * 25 + ["later"] * 25
    other = ["done"] * 20 + ["later"] * 5 + ["done"] * 10 + ["later"] * 15

    found = kappa(one, other, np.arange(50), rng())

    assert found.kappa.value == pytest.approx(0.4)
    assert found.agreed == pytest.approx(0.7)
    assert found.confusion.labels == ("done", "later")
    assert found.confusion.counts.tolist() == [[20, 5], [10, 15]]
    assert found.kappa.low < 0.4 < found.kappa.high


def test_one_label_for_everything_leaves_kappa_undefined():
    found = kappa(["done"] * 4, ["done"] * 4, [1, 1, 2, 2], rng())

    assert found.kappa is None
    assert found.agreed == 1.0
    assert found.confusion.counts.tolist() == [[4]]


def test_one_stubborn_judge_agrees_as_chance_would():
    assert kappa(["done"] * 4, [*ANSWERS, "done"], range(4), rng()).kappa.value == 0.0


def test_one_person_has_a_kappa_without_bounds():
    found = kappa(["done", "later"], ["done", "later"], [7, 7], rng()).kappa

    assert found.value == 1.0
    assert np.isnan([found.low, found.high]).all()


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(ANSWERS)] * 2), min_size=2, max_size=40))
def test_kappa_is_scikit_learns(pairs):
    one, other = zip(*pairs, strict=True)

    found = kappa(one, other, range(len(one)), rng(), draws=5)

    if found.kappa is None:
        assert len({*one, *other}) == 1
    else:
        assert found.kappa.value == pytest.approx(cohen_kappa_score(one, other))


def test_a_persons_scenes_are_one_piece_of_evidence_however_often_they_repeat():
    one, other = ANSWERS * 10, (ANSWERS * 4)[1:] + ["done"] * 19

    once = kappa(one, other, np.arange(30), rng()).kappa
    often = kappa(one * 20, other * 20, np.tile(np.arange(30), 20), rng()).kappa

    assert (once.low, once.high) == pytest.approx((often.low, often.high))


def test_the_same_dice_give_the_same_bounds():
    labels = ANSWERS * 5

    found = [kappa(labels, labels[::-1], range(15), rng()).kappa for _ in range(2)]

    assert found[0] == found[1]


@pytest.mark.parametrize(("one", "people"), [(["done"], [1, 2]), (["done", "done"], [1])])
def test_labels_without_partner_are_refused(one, people):
    with pytest.raises(ValueError, match=r"."):
        kappa(one, ["done", "later"], people, rng())
    with pytest.raises(ValueError, match="0"):
        kappa([], [], [], rng())


def test_nineteen_of_twenty_intervals_hold_the_truth():
    """Judges of two labels, half and half, who agree in 60 to 90 % by person: kappa is 0.5."""
    dice, held = rng(), []
    people = np.repeat(np.arange(15), 10)
    for _ in range(300):
        agree = dice.random(150) < dice.uniform(0.6, 0.9, 15)[people]
        one = dice.random(150) < 0.5
        labels = [np.where(it, "done", "later").tolist() for it in (one, one ^ ~agree)]
        held.append(kappa(*labels, people, dice, draws=200).kappa.holds(0.5))

    assert 0.91 <= np.mean(held) <= 0.985
