"""The chart of a world: places on the axes, what is to come, labels that do not lie on each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.sim_view import Standing
from oo_admin.parts.scale import Scale, around, band, line
from oo_admin.simulations.curve_words import chart, spread
from tests.fakes.sim_views import a_course, a_finding, a_line, a_policy, a_world_seen, here_at

FINITE = st.floats(-1e6, 1e6)


def drawn(query="", *worlds, **changes):
    return chart(a_line(**changes), a_finding(*worlds), here_at(query).address)


def test_the_curve_says_where_the_first_policy_stands():
    it = drawn(picks=2)

    assert it.title == "By pick 2 bayes-v1 closes 70\u202f% of the gap in linear"
    assert [len(it.strokes), it.to_come] == [5, ""]
    assert it.heads == ["Pick", "bayes-v1", "egreedy-v1", "random", "rule-v1", "oracle"]
    assert it.rows[1][1] == "0.70 ± 0.10"


def test_picks_to_come_are_hatched():
    it = drawn(picks=120)

    assert (it.to_come, it.come_at) == ("118 picks to come", "1.67%")


def test_a_verdict_is_promised_for_the_end_only():
    assert "never before" in drawn().note
    assert "never before" not in drawn(standing=Standing.DONE).note


@pytest.mark.parametrize(
    ("show", "title"),
    [
        ("reward", "By pick 2 bayes-v1 earns 0.70 a pick, chance 0.00"),
        ("regret", "After 2 picks bayes-v1 has missed 0.7, chance 0.0"),
        ("nonsense", "By pick 2 bayes-v1 closes 70\u202f% of the gap in linear"),
    ],
)
def test_the_address_says_what_is_shown(show, title):
    assert drawn(f"show={show}", picks=2).title == title


def test_a_world_that_nobody_has_reached_says_so():
    it = drawn("world=adversarial")

    assert (it.title, it.strokes) == ("Nobody has lived in adversarial yet.", [])
    assert "72 of 144" in it.empty


def test_where_there_is_no_gap_no_share_of_it_is_drawn():
    flat = a_world_seen("adversarial", clear=False)

    assert "no gap to close" in drawn("world=adversarial", flat).title
    assert drawn("world=adversarial&show=reward", flat).strokes


def test_the_first_policy_is_solid_others_are_dashed_and_references_dotted():
    first, second, *references = drawn().strokes

    assert (first.dash, first.width, second.dash) == ("0", "2.5", "6 3")
    assert {(it.dash, it.band) for it in references} == {("1 4", "")}


def test_a_course_with_gaps_is_drawn_in_pieces():
    up = Scale(0.0, 1.0)

    assert line((0.0, math.nan, 1.0), 3, up) == "M0 1000M1000 0"
    assert band((0.0, 0.5), (0.5, 1.0), 2, up) == "M0 500L1000 0L1000 500L0 1000Z"
    assert band((math.nan,), (math.nan,), 1, up) == ""


def test_nothing_known_still_has_an_axis():
    assert around([]).ticks()
    assert not drawn("", a_world_seen(policies=(a_policy(courses={"gap": a_course()}),))).strokes


@given(st.lists(FINITE, min_size=1, max_size=20), st.integers(2, 8))
def test_ticks_lie_on_the_axis_and_are_few(values, about):
    scale = around(values)

    ticks = scale.ticks(about)

    assert all(
        scale.low - 1e-6 * abs(scale.low) <= it <= scale.high + 1e-6 * abs(scale.high)
        for it in ticks
    )
    assert 1 <= len(ticks) <= about + 1


@given(st.lists(st.tuples(st.floats(0, 264), st.sampled_from([16.0, 32.0])), max_size=8))
def test_labels_never_lie_on_each_other(wanted):
    wanted = sorted(wanted)
    heights = [height for _, height in wanted]

    tops = spread([top for top, _ in wanted], heights, 264.0)

    assert all(top >= 0 for top in tops)
    assert all(
        below >= top + height - 1e-9
        for top, height, below in zip(tops, heights, tops[1:], strict=False)
    )
