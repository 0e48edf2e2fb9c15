"""Slices stand on one axis, name what is hidden, and lead to their picks."""

from itertools import pairwise

import pytest

from core.domain.figure import TooFew
from core.domain.reward_panel import RewardSlices, Slice, Sliced
from oo_admin.rewards.slice_names import picks_href, value_words
from oo_admin.rewards.slice_words import slices_shown, title
from tests.fakes.figures import MINUS, a_change, a_figure, here

MEAN = a_figure(0.186, 0.01, 9000)


def a_slice(value, mean=0.2, lead=0.0, *, clear=False):
    return Slice(value, 900, a_figure(mean, 0.05), a_change(lead, 0.05), clear)


def hidden(value, picks):
    return Slice(value, picks, hidden=True)


def told(*dimensions):
    return RewardSlices(MEAN, dimensions)


MORNINGS = Sliced(
    "hour", (a_slice("06_09", 0.24, 0.1, clear=True), a_slice("12_15"), hidden("00_06", 12))
)
NEW = Sliced(
    "tenure", (a_slice("under_14d", 0.1, -0.12, clear=True), a_slice("over_60d", lead=0.03))
)


@pytest.mark.parametrize(
    ("dimensions", "words"),
    [
        ((MORNINGS, NEW), "Mornings earn more; new users earn less"),
        ((MORNINGS,), "Mornings earn more"),
        (
            (Sliced("priority", (a_slice("p1", lead=0.3), a_slice("p2"))),),
            "No slice earns clearly more or less than the others",
        ),
        ((Sliced("hour", (hidden("00_06", 12),)),), "Rewards by slice"),
        (
            (Sliced("weekday", (a_slice("sun", lead=-0.1, clear=True), a_slice("mon"))),),
            "Sundays earn less",
        ),
        (
            (Sliced("due", (a_slice("later", lead=0.1, clear=True), a_slice("soon"))),),
            "Tasks later or never earn more",
        ),
    ],
)
def test_the_title_names_what_stands_out_and_nothing_else(dimensions, words):
    assert title(told(*dimensions)) == words


def test_slices_share_an_axis_and_the_mean_of_all_is_marked_on_it():
    shown = slices_shown(told(MORNINGS, NEW), here())

    first, new = shown.boxes[0].rows[0], shown.boxes[1].rows[0]
    assert (shown.boxes[0].name, first.words) == ("Hour shown", "06 – 09")
    assert first.whisker.tick == new.whisker.tick != ""
    assert float(new.whisker.at.rstrip("%")) < float(first.whisker.at.rstrip("%"))
    assert "900 picks" in first.says


def test_names_under_the_axis_do_not_touch():
    spread = Sliced("due", (a_slice("soon", -0.4), a_slice("later", 0.4)))
    for shown in (slices_shown(told(MORNINGS, NEW), here()), slices_shown(told(spread), here())):
        places = [float(it.at.rstrip("%")) for it in shown.ticks]

        assert len(places) > 1
        assert "0" in {it.words for it in shown.ticks}
        assert all(other - one >= 28 for one, other in pairwise(places))


def test_what_is_hidden_is_named_with_its_reason():
    night = slices_shown(told(MORNINGS), here()).boxes[0].rows[2]
    few = slices_shown(told(Sliced("size", (hidden("1", 300),))), here()).boxes[0].rows[0]

    assert (night.why, night.whisker.shown) == ("hidden, 12 picks", False)
    assert few.why == "hidden, few users"


def test_a_slice_leads_to_its_picks_with_the_period_and_the_policies_of_the_page():
    at = here("p=7d&f=policy:bayes-v1&f=x:y").address

    assert picks_href(at, "hour", "06_09") == (
        "/admin/log?p=7d&f=policy:bayes-v1&f=hour:6&f=hour:7&f=hour:8"
    )
    assert picks_href(at, "due", "soon") == "/admin/log?p=7d&f=policy:bayes-v1&f=due:soon"
    assert picks_href(at, "weekday", "mon") == ""
    assert picks_href(at, "hour", "unknown") == ""


def test_how_many_would_miss_by_chance_is_told_once_there_are_enough():
    many = Sliced("weekday", tuple(a_slice(it) for it in ("mon", "tue", "wed", "thu") * 5))

    assert "Of 20 slices, about one would miss" in slices_shown(told(many), here()).sub
    assert "would miss" not in slices_shown(told(NEW), here()).sub


def test_the_table_behind_says_everything_and_hides_what_is_hidden():
    shown = slices_shown(told(MORNINGS), here())

    assert shown.cells[0][:4] == ["Hour shown", "06 – 09", "900", "+0.240"]
    assert shown.cells[0][-2:] == ["+0.100 (+0.050 to +0.150)", "clear"]
    assert shown.cells[2][2:4] == ["12", "hidden, 12 picks"]
    assert {len(it) for it in shown.cells} == {7}


def test_a_slice_that_is_alone_in_its_dimension_is_compared_with_nothing():
    alone = Sliced("surface", (Slice("page", 900, MEAN),))

    (row,) = slices_shown(told(alone), here()).cells

    assert row[-2:] == ["\u2014", "\u2014"]


def test_nothing_settled_is_nothing():
    shown = slices_shown(RewardSlices(TooFew(0)), here())

    assert (shown.any, shown.ticks, shown.boxes, shown.title) == (False, [], [], "Rewards by slice")
    assert value_words("priority", "p4") == "none"
    assert MINUS not in shown.sub
