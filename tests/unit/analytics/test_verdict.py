"""Verdicts over many comparisons, and over many worlds."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.analytics.differences import of_persons
from core.analytics.holm import adjusted, interval_levels
from core.analytics.verdict import Dissent, Verdict, holds, verdicts

BETTER, WORSE, NO_EVIDENCE = Verdict.BETTER, Verdict.WORSE, Verdict.NO_EVIDENCE
chances = st.lists(st.floats(0, 1), min_size=1, max_size=8).map(np.array)


def people(rng, means, count=30, shared=0.5):
    """Return as many differences of the same people, which hang together, as there are means."""
    common, own = rng.normal(size=(count, 1)), rng.normal(size=(count, len(means)))
    values = means + np.sqrt(shared) * common + np.sqrt(1 - shared) * own
    return {str(at): of_persons(column) for at, column in enumerate(values.T)}


def test_holm_on_paper():
    found = adjusted(np.array([0.01, 0.04, 0.03, 0.005]))

    assert found == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_never_exceeds_one():
    assert adjusted(np.array([0.9, 0.8])).tolist() == [1.0, 1.0]


@given(chances)
def test_holm_keeps_the_order_and_only_raises(p):
    found = adjusted(p)

    assert (found >= p).all()
    assert (found <= np.minimum(1.0, p * len(p)) + 1e-15).all()
    assert (np.diff(found[np.argsort(p)]) >= 0).all()


@given(chances)
def test_an_interval_leaves_zero_out_exactly_when_holm_calls(p):
    found = adjusted(p)
    assume((np.abs(found - 0.05) > 1e-12).all() and (np.abs(p - 0.05 / len(p)) > 1e-12).all())

    assert ((p <= interval_levels(p, 0.05)) == (found <= 0.05)).all()


def test_no_comparison_has_no_verdict():
    assert verdicts({}) == ()


def test_names_stay_with_their_verdicts():
    up, down = of_persons(np.array([1.0, 1.1, 1.2])), of_persons(np.array([-1.0, -1.1, -1.2]))
    unclear = of_persons(np.array([1.0, -1.0, 0.1]))

    found = verdicts({"up": up, "unclear": unclear, "down": down})

    assert [(it.name, it.verdict) for it in found] == [
        ("up", BETTER),
        ("unclear", NO_EVIDENCE),
        ("down", WORSE),
    ]


def test_what_one_comparison_calls_six_do_not():
    rng = np.random.default_rng(9)
    values = rng.normal(size=20)
    values += 0.55 * np.std(values, ddof=1) - values.mean()
    barely = of_persons(values)

    alone = verdicts({"it": barely})
    among = verdicts({"it": barely} | {str(at): of_persons(np.array([1.0, -1])) for at in range(5)})

    assert 0.015 < barely.p < 0.025
    assert alone[0].verdict is BETTER
    assert among[0].verdict is NO_EVIDENCE
    assert among[0].difference.low < 0 < among[0].difference.high


def test_the_same_for_everybody_is_called_by_its_sign():
    constant, none = of_persons(np.full(4, -0.5)), of_persons(np.zeros(4))

    found = verdicts({"constant": constant, "none": none})

    assert [it.verdict for it in found] == [WORSE, NO_EVIDENCE]


@given(st.integers(0, 10_000), st.integers(1, 8), st.floats(0, 2))
def test_a_verdict_never_stands_beside_an_interval_that_says_otherwise(seed, comparisons, size):
    rng = np.random.default_rng(seed)

    for it in verdicts(people(rng, size * rng.normal(size=comparisons), count=8)):
        assert (it.verdict is BETTER) == (it.difference.low > 0)
        assert (it.verdict is WORSE) == (it.difference.high < 0)


def test_one_family_in_twenty_at_most_has_a_false_verdict():
    rng = np.random.default_rng(10)
    runs = 500

    false = sum(
        any(it.verdict is not NO_EVIDENCE for it in verdicts(people(rng, np.zeros(6))))
        for _ in range(runs)
    )

    assert 0.01 < false / runs <= 0.06


def test_all_intervals_of_a_family_hold_together_when_differences_are_large_or_none():
    rng = np.random.default_rng(11)
    means = np.array([2.0, 2.0, 2.0, 0.0, 0.0, 0.0])

    held = [
        all(
            it.difference.low <= mean <= it.difference.high
            for it, mean in zip(verdicts(people(rng, means)), means, strict=True)
        )
        for _ in range(300)
    ]

    assert np.mean(held) >= 0.92


def test_what_all_worlds_say_is_shipped():
    assert holds({"linear": BETTER, "gated": BETTER}).verdict is BETTER
    assert holds({"linear": BETTER, "gated": BETTER}).dissenters == ()
    assert holds({"linear": NO_EVIDENCE, "gated": NO_EVIDENCE}).dissenters == ()


def test_one_dissenter_is_enough_and_is_named():
    found = holds({"linear": BETTER, "gated": BETTER, "careless": NO_EVIDENCE})

    assert found.verdict is NO_EVIDENCE
    assert found.dissenters == (Dissent("careless", NO_EVIDENCE),)


def test_one_clear_word_among_many_without_evidence_is_not_shipped():
    found = holds({"a": NO_EVIDENCE, "b": WORSE, "c": NO_EVIDENCE})

    assert found.verdict is NO_EVIDENCE
    assert [it.where for it in found.dissenters] == ["a", "c"]


def test_an_even_split_makes_everybody_a_dissenter():
    found = holds({"a": BETTER, "b": WORSE})

    assert found.verdict is NO_EVIDENCE
    assert found.dissenters == (Dissent("a", BETTER), Dissent("b", WORSE))


def test_no_world_says_nothing():
    assert holds({}).verdict is NO_EVIDENCE
