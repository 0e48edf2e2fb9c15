"""Rewards over time say what they came to, and how far they stand, and no more."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from core.domain.deployment import Reign
from core.domain.figure import TooFew
from core.domain.overview import History, Mark
from core.domain.period import Grain
from core.domain.reward_panel import Bar, Compared, Levels, RewardDays, Whose
from oo_admin.parts.scale import Scale
from oo_admin.rewards.asked import asked_of
from oo_admin.rewards.days_words import days_shown, labels, mean_words
from oo_admin.rewards.places import apart, area, axis_word, line, middle, named
from oo_admin.rewards.settled_words import settled_shown
from tests.fakes.figures import MINUS, NOW, THIN, a_change, a_figure, here

DAY = timedelta(days=1)
A_DAY = Levels(14, 3, 28, 21, 6, 9, 19)
"""A hundred tips of a day."""
MEAN = a_figure(0.186, 0.014, 70)
NONE = a_change(0.0, 0.1)
MEANS = "+0.09 then, +0.19 now"


def a_bar(ago, *, levels=A_DAY, mean=MEAN, still=None):
    tips = levels.total
    still = ago < 2 if still is None else still
    return Bar(NOW - ago * DAY, levels, mean, tips, 0 if still else tips, 72, still)


def told(**changes):
    known = {
        "bars": tuple(a_bar(ago) for ago in range(27, -1, -1)),
        "total": A_DAY.times(26),
        "mean": MEAN,
        "spec": "ladder-1",
        "window_h": 24,
        "settled": date(2026, 10, 12),
        "open_days": 2,
    }
    return RewardDays(**known | changes)


def moved(mean, best=NONE, worst=NONE, policy=""):
    figures = (a_figure(0.09, 0.02), a_figure(0.19, 0.02))
    return Compared(*figures, mean, best, worst, policy, NOW - 9 * DAY if policy else None)


@pytest.mark.parametrize(
    ("compared", "title"),
    [
        (
            moved(a_change(0.1, 0.02), a_change(0.05, 0.01), a_change(-0.04, 0.01), "bayes-v1"),
            f"Fewer {MINUS}1s and more +1s since bayes-v1: mean reward +0.09 before, +0.19 after",
        ),
        (
            moved(a_change(-0.1, 0.02)),
            "Lower rewards than the previous 28 days: mean reward +0.09 then, +0.19 now",
        ),
        (
            moved(a_change(0.01, 0.02), a_change(0.05, 0.01)),
            "More +1s than the previous 28 days, but no clear change of the mean reward: " + MEANS,
        ),
        (
            moved(a_change(0.01, 0.02), policy="bayes-v1"),
            "No clear change of the mean reward since bayes-v1: +0.09 before, +0.19 after",
        ),
        (moved(TooFew(12)), "A rewarded tip was worth +0.19 on average"),
        (None, "A rewarded tip was worth +0.19 on average"),
    ],
)
def test_the_title_is_the_finding_and_claims_nothing_unclear(compared, title):
    assert days_shown(told(compared=compared), here()).title == title


def test_too_few_to_say_anything_say_nothing():
    few = told(mean=TooFew(12, 3), bars=(a_bar(3, mean=TooFew(12, 3)),))

    shown = days_shown(few, here())

    assert shown.title == "What a tip was worth"
    assert (shown.strokes[0].line, shown.band, shown.ups) == ("", "", [])
    assert shown.meanless.startswith("No day has the 30 rewards")
    assert days_shown(told(), here()).meanless == ""
    assert shown.rows[0][-3] == "too few: 12"
    assert mean_words(TooFew(0)) == "\u2014"


def test_bars_are_shares_that_never_pass_the_whole():
    uneven = Levels(1, 1, 1, 1, 1, 1, 1)

    shown = days_shown(told(bars=(a_bar(5, levels=uneven), a_bar(4))), here())

    assert sum(value for name, value in shown.bars[0].items() if name != "x") <= 100
    assert shown.bars[1]["silent"] == 28
    assert shown.rows[1][:4] == ["10 Oct", f"14.0{THIN}%", f"3.0{THIN}%", f"28.0{THIN}%"]


def test_numbers_are_shown_when_the_address_asks_for_them():
    shown = days_shown(told(), here("values=n&p=28d"))

    assert shown.bars[0]["minus_1000"] == 14
    assert (shown.unit, shown.other, shown.other_href) == ("", "Shares", "/admin?p=28d")
    assert shown.labels[0].figure == f"{26 * 14}"


def test_the_hatch_begins_where_windows_are_open():
    assert days_shown(told(), here()).open_at == f"{100 * 26 / 28:.2f}%"
    whole = days_shown(told(bars=(a_bar(5), a_bar(4))), here())
    assert whole.open_at == ""
    assert "Hatched" in days_shown(told(), here()).sub
    assert "Hatched" not in whole.sub


def test_the_mean_is_solid_on_settled_days_and_dotted_from_the_last_of_them_on():
    shown = days_shown(told(), here())

    solid, dotted = shown.strokes
    assert (solid.line.count("L"), dotted.line.count("L")) == (25, 2)
    assert dotted.line.startswith(f"M{solid.line.rsplit('L', 1)[1]}L")
    assert dotted.dash != "none"


def test_labels_are_told_of_settled_days_and_never_cover_each_other():
    thin = Levels(1, 1, 94, 1, 1, 1, 1)

    shown = labels([a_bar(4, levels=thin), a_bar(0, levels=Levels(9))], thin, absolute=False)

    tops = [float(it.top.rstrip("%")) for it in shown]
    assert [it.words for it in shown[:3]] == [f"{MINUS}1", f"{MINUS}0.3", "0"]
    assert shown[2].figure == f"94.0{THIN}%"
    assert all(one - other >= 11.49 for one, other in pairwise(tops))
    assert min(tops) >= 0
    assert max(tops) <= 100
    assert labels([], Levels(), absolute=False) == []


def test_places_are_moved_no_further_than_they_must():
    assert apart([80.0, 40.0, 10.0], 11.5) == [80.0, 40.0, 10.0]
    assert apart([95.0, 95.0], 11.5) == [88.5, 77.0]
    assert apart([3.0, -20.0], 11.5) == [11.5, 0.0]


def test_another_definition_has_a_column_only_where_there_is_any():
    assert "other" not in days_shown(told(), here()).heads
    assert "other" in days_shown(told(total=replace(A_DAY, other=2)), here()).heads


def test_what_happened_and_who_was_champion_stand_beside():
    history = History((Mark(NOW - DAY, "reward ladder-1"),), (Reign("bayes-v1", NOW - 9 * DAY),))

    shown = days_shown(told(history=history), here())

    assert [it.title for it in shown.marks] == ["reward ladder-1"]
    assert [it.words for it in shown.reigns] == ["champion bayes-v1"]


def test_whose_tips_are_asked_for_is_read_from_the_address():
    asked = asked_of(here("f=policy:bayes-v1&f=-policy:random&f=hour:7&f=policy:%3Cb%3E"))

    assert asked.whose == Whose(("bayes-v1",), ("random",))


def test_points_stand_over_the_middles_of_bars_and_gaps_stay_gaps():
    up = Scale(0.0, 1.0)

    assert [middle(at, 4) for at in range(4)] == [12.5, 37.5, 62.5, 87.5]
    assert line((0.0, 1.0, None, 0.5), up) == "M125 1000L375 0M875 500h.1"
    assert area((0.0, 0.0, None, 0.0), (1.0, 1.0, None, 1.0), up).count("Z") == 2
    assert [it.words for it in named([str(it) for it in range(28)])] == [
        "0",
        "5",
        "10",
        "15",
        "20",
        "25",
    ]
    assert [axis_word(it) for it in (0.0, 0.1, -0.025, 1.0)] == ["0", "+0.1", f"{MINUS}0.025", "+1"]


def test_how_far_days_are_settled_is_told_with_what_is_known_so_far():
    shown = settled_shown(told(), here())

    assert shown.title == "Settled through Mon 12 Oct; two days are open"
    first, last = shown.bars[0], shown.bars[-1]
    assert (first.final, first.rest, first.mark) == ("100.0%", "0.0%", "")
    assert (last.final, last.rest, last.mark) == ("0.0%", "100.0%", "72.0%")
    assert shown.rows[-1] == ["14 Oct", "100", f"0.0{THIN}%", f"72.0{THIN}%", "open"]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"settled": None, "open_days": 1}, "No day of this period is settled yet"),
        ({"open_days": 0}, "Every day of this period is settled"),
        ({"open_days": 1}, "Settled through Mon 12 Oct; one day is open"),
        ({"open_days": 40}, "Settled through Mon 12 Oct; 40 days are open"),
    ],
)
def test_the_title_of_settled_days_counts_the_open_ones(changes, title):
    assert settled_shown(told(**changes), here()).title == title


def test_a_day_without_tips_has_no_bar_and_hours_have_their_own_names():
    nobody = a_bar(0, levels=Levels(), mean=TooFew(0))

    shown = settled_shown(told(bars=(nobody,), grain=Grain.HOUR), here("p=today"))

    assert (shown.any, shown.bars[0].rest, shown.rows[0][0]) == (False, "0.0%", "14:00")
    assert not days_shown(told(bars=(nobody,)), here()).any
