"""Which topics spoke for a pick, how much each weighed, and the record in numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.features import FEATURES, TIP
from core.domain.explanation import UNEXPLAINED, Explanation, Part
from core.domain.reasons import MEANINGS, Topic, meaning, voices
from core.domain.receipt import Manner, Reason, account, lead_words, manner
from core.domain.topics import HABITS, SEEN

EVERY_NAME = sorted({name for features in FEATURES.values() for name in features.names})
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
PARTS = st.builds(
    Part, st.sampled_from([*EVERY_NAME, "due", "a_new_one"]), NUMBERS, NUMBERS, NUMBERS
)
EXPLANATIONS = st.builds(
    Explanation,
    score=NUMBERS,
    runner_up=st.none() | NUMBERS,
    greedy=st.booleans(),
    rank=st.integers(1, 500),
    spread=st.floats(0, 10),
    parts=st.lists(PARTS, max_size=40, unique_by=lambda part: part.name).map(tuple),
)


def of(*parts, **traits):
    """Return an explanation with these parts: (name, amount, lead), each value 1."""
    told = tuple(Part(name, 1.0, amount, lead) for name, amount, lead in parts)
    score = sum(part.amount for part in told)
    lead = sum(part.lead for part in told)
    return Explanation(**{"score": score, "runner_up": score - lead, "parts": told} | traits)


def shares(explanation):
    return {voice.topic: round(voice.share, 3) for voice in voices(explanation)}


@pytest.mark.parametrize("name", EVERY_NAME)
def test_every_feature_is_told_of_or_says_why_it_is_silent(name):
    it = meaning(name)

    assert it is not None
    assert it.label
    assert bool(it.topic) is not bool(it.silent)


def test_only_what_all_candidates_share_is_silent():
    silent = {name for name in EVERY_NAME if meaning(name).silent}

    assert silent & set(TIP.names) == {"intercept"}
    assert silent == {"intercept", "hour_of_day", "day_of_week", "day_sin", "day_cos"}


def test_no_meaning_is_left_of_a_feature_that_is_gone():
    assert set(MEANINGS) <= set(EVERY_NAME)
    assert set(HABITS) <= set(EVERY_NAME)
    assert set(SEEN) == {name for name in MEANINGS if meaning(name).topic is Topic.MEMORY}


def test_without_parts_nothing_speaks():
    assert voices(UNEXPLAINED) == ()


def test_a_topic_weighs_what_it_adds_and_once_more_what_decided():
    both_have_it = ("due_soon", 0.2, 0.0)
    only_this_has_it = ("quick", 0.1, 0.1)

    assert shares(of(both_have_it, only_this_has_it)) == {Topic.DUE: 0.5, Topic.SIZE: 0.5}


def test_features_of_one_topic_are_added_up():
    said = of(("is_overdue", 0.3, 0.3), ("days_overdue", -0.1, -0.1), ("overdue_morning", 0.1, 0.1))

    assert shares(said) == {Topic.DUE: 1.0}


def test_the_loudest_feature_is_one_that_spoke_for_the_task():
    said = of(("quick", 0.2, 0.0), ("long", 0.0, 0.9))

    assert voices(said)[0].loudest.name == "quick"


@pytest.mark.parametrize(
    "against",
    [
        ("snoozed", -0.2, 0.5),
        ("urgency", -0.1, 0.3),
        ("long", 0.0, 0.4),
        ("intercept", 0.9, 0.0),
        ("hour_of_day", 5.0, 0.0),
    ],
)
def test_what_speaks_against_a_task_or_for_all_alike_is_no_reason(against):
    said = of(("due_soon", 0.2, 0.1), against)

    assert shares(said) == {Topic.DUE: 1.0}


@pytest.mark.parametrize("name", ["project_2", "age"])
def test_what_every_task_has_speaks_only_where_it_decided(name):
    assert shares(of((name, 0.3, 0.0))) == {}
    assert list(shares(of((name, 0.3, 0.1)))) != []


def test_absence_speaks_by_its_lead_alone():
    fresh, gone = Part("recovery", 0.5, -0.25, 0.1), Part("recovery", 0.0, 0.0, 0.3)

    assert voices(Explanation(parts=(fresh,))) == ()
    assert [voice.topic for voice in voices(Explanation(parts=(gone,)))] == [Topic.MEMORY]


def test_absence_that_is_no_lead_is_no_reason():
    assert voices(Explanation(parts=(Part("recovery", 0.0, 0.0, -0.2),))) == ()


def test_a_feature_nobody_has_named_is_not_told_but_counts_in_the_whole():
    assert shares(of(("a_new_one", 0.6, 0.0), ("due_soon", 0.2, 0.0))) == {Topic.DUE: 0.25}


def test_a_feature_named_as_a_topic_is_still_nameless():
    assert shares(of(("due", 0.6, 0.0), ("due_soon", 0.2, 0.0))) == {Topic.DUE: 0.25}


def test_what_weighs_next_to_nothing_is_not_told():
    said = of(("due_soon", 0.9, 0.0), ("described", 0.02, 0.0), ("recurring", 0.004, 0.0))

    assert list(shares(said)) == [Topic.DUE]


@settings(deadline=None, max_examples=200)
@given(EXPLANATIONS)
def test_shares_lie_between_none_and_all_and_never_exceed_the_whole(explanation):
    found = voices(explanation)

    assert all(0 < voice.share <= 1 for voice in found)
    assert sum(voice.share for voice in found) <= 1 + 1e-9
    assert [voice.share for voice in found] == sorted(
        (voice.share for voice in found), reverse=True
    )
    assert len({voice.topic for voice in found}) == len(found)


def test_how_a_tip_was_picked():
    assert manner(UNEXPLAINED) is Manner.CHANCE
    assert manner(Explanation(greedy=False)) is Manner.CHANCE
    assert manner(of(("due_soon", 0.2, 0.0))) is Manner.USUAL
    assert manner(of(("due_soon", 0.2, -0.09), greedy=False)) is Manner.USUAL
    assert manner(of(("due_soon", 0.2, -0.11), greedy=False)) is Manner.TRY


@pytest.mark.parametrize(
    ("lead", "spread", "words"),
    [
        (0.3, 0.2, "well ahead of the next"),
        (0.1, 0.2, "a little ahead of the next"),
        (0.01, 0.2, "level with the next"),
        (-0.01, 0.2, "level with the next"),
        (-0.1, 0.2, "a little behind the best known"),
        (-0.3, 0.2, "well behind the best known"),
        (4.0, 0.0, "well ahead of the next"),
    ],
)
def test_a_lead_is_told_beside_the_policys_own_doubt(lead, spread, words):
    assert lead_words(of(("due_soon", 0.2, lead), spread=spread)) == words


def test_there_is_no_lead_where_nothing_was_weighed_or_nothing_else_was_there():
    assert lead_words(UNEXPLAINED) == ""
    assert lead_words(of(("due_soon", 0.2, 0.0), runner_up=None)) == ""


@pytest.mark.parametrize(
    ("weight", "amount"),
    [(1, "most"), (0.5, "some"), (0.3, "some"), (0.2, "a little"), (0, "not weighed yet")],
)
def test_a_share_is_told_in_a_word(weight, amount):
    assert Reason("Due today", weight).amount == amount


def test_the_account_gives_the_numbers_of_a_greedy_pick():
    said = of(("due_soon", 0.31, 0.17), ("recovery", -0.05, -0.05), spread=0.2)

    assert account(said, 0.41) == (
        "+0.31 due today or tomorrow, \u22120.05 fresh in memory; 0.12 ahead of the runner-up; "
        "picked with 41\u00a0%, the best known; score +0.26, give or take 0.20."
    )


def test_the_account_gives_the_numbers_of_a_try():
    said = of(("project_3_free", 0.1, -0.3), greedy=False, rank=4)

    assert account(said, 0.0025) == (
        "+0.10 its project, in free time; 0.30 behind the best known; "
        "picked with 0.25\u00a0%, number 4; score +0.10, give or take 0.00."
    )


def test_the_account_adds_up_what_is_too_small_to_be_listed():
    said = of(("due_soon", 0.2, 0.0), ("quick", 0.004, 0.0), ("long", 0.004, 0.0), runner_up=None)

    assert account(said, 1).startswith("+0.20 due today or tomorrow, +0.01 all else; no runner-up;")


def test_the_account_names_a_feature_by_its_own_name_when_nobody_has_said_more():
    assert account(of(("a_new_one", 0.2, 0.0)), 1).startswith("+0.20 a_new_one;")


def test_the_account_of_chance_weighs_nothing():
    assert account(UNEXPLAINED, 1 / 3) == "Nothing was weighed; picked with 33.33\u00a0%."


@settings(deadline=None, max_examples=200)
@given(EXPLANATIONS, st.floats(0, 1))
def test_the_account_is_one_line_and_one_sentence(explanation, propensity):
    line = account(explanation, propensity)

    assert line.endswith(".")
    assert "\n" not in line
    assert "-" not in line.replace("runner-up", "")


def test_where_all_was_weighed_and_found_equal_nothing_was_left_to_chance():
    level_with_all = Explanation(score=0.0, runner_up=0.0, spread=0.7)

    assert manner(level_with_all) is Manner.USUAL
    assert account(level_with_all, 1).startswith("+0.00 all else;")
