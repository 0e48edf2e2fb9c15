"""The pictures of the report: lines, bands and labels, in any run."""

import re

import numpy as np
import pytest

from core.sim.report.calibration import diagram
from core.sim.report.curves import GAP, NARROW, WIDE, curves, heights, strokes
from core.sim.report.drawing import mark, runs, shape
from core.sim.report.forest import Branch, Leaf, forest
from tests.unit.sim.report.lab import some_findings

NAN = float("nan")
MANY = (
    "bayes-v1",
    "linucb-v1",
    "egreedy-v1",
    "squarecb-ridge-v1",
    "linucb-mix-v1",
    "bayes-v1@2",
    "linucb-v1@2",
    "random",
    "rule-v1",
    "oracle",
)


@pytest.fixture(scope="module")
def found():
    return some_findings(policies=MANY, worlds=("linear", "careless"))


def drawn(found, width):
    return curves(found.worlds[0], strokes(found), heights(found), width).source


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_labels_at_line_ends_do_not_overlap_and_are_not_cut(found, width):
    labels = re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)" class="name.*?>(.*?)<', drawn(found, width)
    )

    downs = sorted(float(y) for _, y, _ in labels)
    assert len(labels) == len(MANY)
    assert min(np.diff(downs)) >= GAP - 0.11
    assert all(float(x) + 6.3 * len(name) <= width for x, _, name in labels)


def test_every_policy_has_a_line_and_those_that_vary_a_band(found):
    picture = drawn(found, WIDE)

    assert picture.count("<polyline") == len(MANY)
    assert picture.count('class="band') == len(MANY) - 2


def test_no_two_policies_look_the_same(found):
    looks = strokes(found)

    assert len({(it.style, it.dash) for it in looks.values()}) == len(MANY) - 1
    assert looks["random"] == looks["oracle"]


def test_the_picture_is_told_in_words(found):
    share = found.worlds[0].line("bayes-v1").curve.share[-1]

    assert f"bayes-v1 ends at {share:.2f}" in drawn(found, WIDE)


def test_heights_hold_chance_and_the_oracle(found):
    low, high = heights(found)

    assert low < 0
    assert high > 1


def test_a_line_with_holes_is_drawn_in_pieces():
    assert runs([1, 2, 3, 4, 5], [NAN, 1.0, NAN, 2.0, 3.0]) == [[(2, 1.0)], [(4, 2.0), (5, 3.0)]]
    assert runs([1], [NAN]) == []


def test_verdicts_have_shapes_of_their_own():
    drawn_marks = {mark(0, 0, it, "").source for it in ("better", "worse", "no evidence")}

    assert len(drawn_marks) == 3


def test_marks_have_the_corners_that_they_are_asked_for():
    square = shape(0, 0, 4, radius=5, style="").source

    assert len(re.findall(r"[\d.-]+,[\d.-]+", square)) == 4
    assert shape(0, 0, 2, radius=5, style="").source.startswith("<circle")


@pytest.mark.parametrize("width", [328, 880])
def test_a_forest_shows_each_difference_in_words_and_as_a_line(found, width):
    world = found.worlds[0]
    branches = [Branch("others", tuple(Leaf("linear", it, 2) for it in world.comparisons))]

    picture = forest(branches, "difference", width).source

    assert picture.count('class="whisker') == len(world.comparisons)
    assert all(str(it.verdict) in picture for it in world.comparisons)
    assert 'class="base"' in picture


def test_dots_stand_higher_the_more_was_done_and_larger_the_more_there_were(found):
    world = found.worlds[0]
    table = world.line("bayes-v1").calibration.table

    dots = re.findall(
        r'<circle cx="(.*?)" cy="(.*?)" r="(.*?)"', diagram(world, strokes(found)).source
    )

    ups, sizes = [-float(y) for _, y, _ in dots], [float(r) for _, _, r in dots]
    assert len(dots) == len(table)
    assert (
        np.argsort(ups, kind="stable").tolist()
        == np.argsort([it.observed for it in table], kind="stable").tolist()
    )
    assert np.argmax(sizes) == np.argmax([it.n for it in table])
