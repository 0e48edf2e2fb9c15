"""What the log says of candidates, searches, contributions, flips and replays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.explanation import Explanation, Part
from core.domain.flip import Flip, Move
from core.domain.pick_list import Bounded, Listed, PicksPage
from core.domain.traits import UNTOLD, Traits
from oo_admin.log.why_words import SHOWN, flip_words, parts_of, why_title
from oo_admin.log.words import found_words, pages_words, row_words, traits_words
from tests.fakes.builders import a_user
from tests.fakes.facts import A_CHOICE, a_fact

FACT = a_fact(a_user())


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        (
            Traits(soon=True, priority=2, minutes=5, snoozed=2),
            "due soon · P2 · 5\u202fmin · snoozed 2\u00d7",
        ),
        (Traits(overdue_d=3, priority=4, minutes=120), "overdue 3\u202fd · 2\u202fh"),
        (Traits(overdue_d=0, minutes=90), "overdue · 90\u202fmin"),
        (Traits(snoozed=3), "snoozed 3\u00d7 or more"),
        (UNTOLD, "no date, no priority"),
    ],
)
def test_a_candidate_is_told_as_far_as_its_features_tell(traits, words):
    assert traits_words(traits) == words


def test_a_swept_pick_is_told_by_what_was_counted_of_it():
    assert row_words(Listed(FACT)) == "due soon · P1 · up to 15 min"
    later = replace(FACT, choice=replace(A_CHOICE, due="later", priority="p4", minutes="unknown"))
    assert row_words(Listed(later)) == "no date, no priority"
    assert row_words(Listed(replace(FACT, choice=replace(A_CHOICE, known=False)))) == "not kept"


def test_a_count_that_stopped_says_at_least():
    page = PicksPage((Listed(FACT),), Bounded(10_000, more=True), Bounded(100_000, more=True))

    assert found_words(replace(page, took_ms=600.0), "14:03:12") == (
        "at least 10\u202f000 picks match · as of 14:03:12 · 100\u202f000 looked through in 600\u202fms"
    )
    assert pages_words(page) == "1 \u2013 1 of at least 10\u202f000"


def test_one_pick_matches():
    page = PicksPage((Listed(FACT),), Bounded(1), Bounded(7))

    assert found_words(page, "14:03:12").startswith("1 pick matches")


def an_explanation(*parts, runner_up=0.5, greedy=True):
    score = sum(amount for amount, _ in parts)
    made = tuple(Part(f"feature {n}", 1.0, *it) for n, it in enumerate(parts))
    return Explanation(score, runner_up, greedy=greedy, spread=0.1, parts=made)


def test_parts_stand_with_what_the_runner_up_had_of_them():
    rows = parts_of(an_explanation((0.4, 0.3), (0.2, -0.1), runner_up=0.4))

    assert [(it.words, it.mine, it.theirs, it.difference) for it in rows] == [
        ("feature 0", "+0.400", "+0.100", "+0.300"),
        ("feature 1", "+0.200", "+0.300", "\u22120.100"),
        ("score", "+0.600", "+0.400", "+0.200"),
    ]
    assert [(it.left, it.width, it.look) for it in rows] == [
        ("50.00%", "50.00%", "up"),
        ("33.33%", "16.67%", "down"),
        ("50.00%", "33.33%", "up"),
    ]


def test_a_lone_candidate_has_no_runner_up_to_be_held_against():
    rows = parts_of(an_explanation((0.4, 0.0), runner_up=None))

    assert {(it.theirs, it.difference, it.width) for it in rows} == {("", "", "0%")}
    assert why_title(an_explanation((0.4, 0.0), runner_up=None)) == "Why this: there was no other"


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=30))
def test_what_is_shown_adds_up_to_the_score(parts):
    rows = parts_of(an_explanation(*parts))

    figures = [float(it.mine.replace("\u2212", "-")) for it in rows]
    assert len(rows) <= SHOWN + 2
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=0.0005 * len(rows) + 1e-9)


def test_nothing_weighed_is_said_so():
    assert why_title(Explanation()) == "Nothing was weighed"
    assert parts_of(Explanation()) == []


def test_a_flip_is_told_from_both_sides():
    assert flip_words(Flip(Move.SNOOZED, -0.072, 0.035)) == (
        "Snoozed once more, it would have lost: that costs 0.072, and it leads by 0.035."
    )
    assert flip_words(Flip(Move.SOON, 0.1, -0.05)) == (
        "Due today or tomorrow, it would have been the best known: "
        "that gives 0.100, and it is 0.050 behind."
    )
    assert flip_words(None) == ""
