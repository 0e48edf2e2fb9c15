"""Three charts over one time: paths without invented points, labels apart, a hatch where it is open."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.annotation import AnnotationKind, marked
from oo_admin.experiments.charts import charts
from oo_admin.experiments.paths import apart, between, line, steps
from oo_admin.experiments.plots import chance
from oo_admin.parts.scale import Scale
from tests.fakes.experiment_seen import BAYES, NOW, a_point, here, seen

UP = Scale(0.0, 1.0)


def test_a_line_is_level_to_the_ends_of_its_days():
    assert line([0.5, 1.0], UP) == "M0 500L250 500L750 0L1000 0"


def test_a_day_without_a_value_is_a_gap():
    assert line([0.5, None, 0.5, None], UP) == "M0 500L125 500L250 500M500 500L625 500L750 500"
    assert line([None, None], UP) == ""


def test_an_area_goes_there_and_back():
    assert between([0.0, None], [1.0, 1.0], UP) == "M0 0L250 0L500 0L500 1000L250 1000L0 1000Z"


def test_what_holds_for_a_whole_day_is_a_step():
    assert steps([0.0, 0.0], [0.5, None], UP) == "M0 1000L0 500L500 500L500 1000Z"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_labels_are_kept_apart_and_inside(tops):
    placed = apart(tops, 16, 84)

    assert all(0 <= it <= 84 for it in placed)
    assert all(b - a >= 16 - 1e-9 for a, b in pairwise(sorted(placed)))


def test_curves_begin_where_there_are_figures_and_end_where_windows_are_open():
    told = charts(seen(), here(), red=False)

    assert told.title == "bayes-v1 leads, but not by enough to call"
    assert told.hatch == "75.00%"
    assert [it.dash for it in told.value.strokes] == ["1 4", "0", "6 3"]
    assert all(it.line.startswith("M250 ") for it in told.value.strokes)
    assert told.value.rows[0] == ["Sun 11 Oct", "—", "—", "—"]
    assert told.value.rows[2] == [
        "Tue 13 Oct",
        "+0.052 ± 0.030",
        "+0.189 ± 0.030",
        "+0.176 ± 0.030",
    ]
    assert told.value.labels[1].figure == "+0.189 ± 0.030"
    assert told.best.rows[2] == ["Tue 13 Oct", "< 0.01", "0.72", "0.28"]
    assert {len(it.rows) for it in (told.value, told.best, told.weight)} == {4}


def test_stacks_fill_their_whole_height():
    told = charts(seen(), here(), red=False)

    for plot in (told.best, told.weight):
        heights = [int(it) for stroke in plot.strokes for it in re.findall(r" (\d+)", stroke.band)]
        assert (min(heights), max(heights)) == (0, 1000)


def test_before_anything_is_known_each_chart_says_so():
    told = charts(seen(course=(a_point(NOW.toordinal(), weights=()),)), here(), red=False)

    assert told.value.empty.startswith("No arm has enough")
    assert told.best.empty.startswith("Told once")
    assert told.weight.empty == "Nobody has been served yet."


def test_what_changed_who_is_served_stands_upright():
    at = NOW - timedelta(days=1)
    told = seen(
        happened=(
            marked(at, AnnotationKind.EXPERIMENT, "experiment exp-07 paused", "exp-07"),
            marked(at + timedelta(hours=9), AnnotationKind.DEPLOY, "oO 1.2"),
        )
    )

    marks = charts(told, here(), red=False).marks

    assert [(it.title, it.upright, it.href) for it in marks] == [
        ("paused", True, ""),
        ("oO 1.2", False, ""),
    ]
    assert float(marks[0].left[:-1]) == pytest.approx(100 * (2 + 14.05 / 24) / 4, abs=0.1)


def test_a_long_experiment_says_how_many_days_a_point_is():
    course = tuple(replace(it, day=it.day * 3) for it in seen().course)

    assert charts(seen(course=course), here(), red=False).note.startswith("A point is 3 days.")


@pytest.mark.parametrize(
    ("value", "said"), [(None, "—"), (0.0, "< 0.01"), (0.72, "0.72"), (0.9999, "> 0.99")]
)
def test_no_chance_is_ever_nought_or_certain(value, said):
    assert chance(value) == said


def test_the_first_arm_that_learns_is_the_solid_one():
    strokes = charts(seen(), here(), red=False).value.strokes

    assert [it.width for it in strokes] == ["1.75", "2.5", "1.75"]
    assert strokes[1].colour == f"var(--ck-p-{BAYES.split('-')[0]})"
