"""Figures and the mix say what they are, and no more."""

from datetime import timedelta
from itertools import pairwise

import pytest

from core.domain.annotation import AnnotationKind, marked
from core.domain.deployment import Reign
from core.domain.figure import TooFew
from core.domain.overview import (
    Amount,
    Bar,
    Beside,
    Chosen,
    Endings,
    History,
    Kpis,
    Mark,
    Mix,
)
from core.domain.period import Grain
from oo_admin.overview.kpi_words import large, small
from oo_admin.overview.mix_words import chosen_rows, labels, mix_shown
from tests.fakes.figures import NOW, THIN, a_change, a_figure, here

DAY = timedelta(days=1)
PLUS_MINUS = "±"
QUIET, A_DAY = History(), Endings(38, 21, 13, 27, 1)


def a_mix(*, done=None, dismiss=None, history=QUIET, endings=A_DAY):
    bars = tuple(Bar(NOW - n * DAY, endings) for n in range(27, -1, -1))
    total = Endings(*(28 * n for n in endings.numbers()))
    return Mix(Grain.DAY, bars, total, 3, done, dismiss, history)


def test_a_clear_change_has_an_arrow_and_its_interval():
    done = Beside(a_figure(0.381, 0.007), a_figure(0.345, 0.007), a_change(0.036, 0.009))

    tile = large(Kpis(done=done), "vs previous 28 days")[1]

    assert (tile.figure, tile.interval) == (f"38.1{THIN}%", f"{PLUS_MINUS} 0.7")
    assert (tile.change, tile.against) == (f"↑ 3.6{THIN}pp", f"{PLUS_MINUS} 0.9")
    assert tile.versus == "vs previous 28 days"


def test_an_unclear_change_is_none():
    done = Beside(a_figure(0.724, 0.006), a_figure(0.719, 0.006), a_change(0.005, 0.009))

    tile = large(Kpis(answered=done), "vs x")[2]

    assert tile.change == "No clear change"
    assert tile.against == f"+0.5{THIN}pp {PLUS_MINUS} 0.9"
    assert tile.versus == ""


def test_a_few_tips_are_counted_and_not_rated():
    tile = large(Kpis(done=Beside(TooFew(12), None, TooFew(12))), "")[1]

    assert (tile.figure, tile.interval) == ("12", "too few for a rate")
    assert tile.change == ""


def test_counts_grow_in_percent_and_small_ones_say_from_what():
    kpis = Kpis(tips=Amount(33109, 30427), weekly=Amount(12, 9), people=40)

    tips, weekly, _, _ = small(kpis, "")

    assert (tips.change, tips.against) == (f"↑ 8.8{THIN}%", f"from 30{THIN}427")
    assert (weekly.change, weekly.against) == ("", "from 9")
    assert weekly.interval == f"30{THIN}% of all"


def test_times_have_a_median_and_a_slow_end():
    kpis = Kpis(median_ms=Amount(41_000, 47_000), p90_ms=Amount(372_000, 410_000))

    tile = small(kpis, "")[3]

    assert (tile.figure, tile.interval) == (f"41{THIN}s", f"p90 6{THIN}min 12{THIN}s")
    assert (tile.change, tile.against) == (f"↓ 6{THIN}s", f"from 47{THIN}s; p90 ↓ 38{THIN}s")


def test_what_is_not_known_is_a_dash():
    assert [it.figure for it in (*large(Kpis(), ""), *small(Kpis(), ""))] == ["—"] * 8


def test_a_course_is_a_line_from_three_points_on():
    rising = Beside(a_figure(1, 0.1), course=(1.0, None, 2.0, 3.0), course_before=(1.0, 1.0))
    short = Beside(a_figure(1, 0.1), course=(1.0, 2.0))

    tiles = large(Kpis(done_per_day=rising, done=short), "")

    assert tiles[0].line.count("M") == 2
    assert tiles[0].dashed.startswith("M")
    assert tiles[1].line == ""


@pytest.mark.parametrize(
    ("done", "dismiss", "title"),
    [
        (a_change(0.03, 0.01), None, "More done than the previous 28 days"),
        (
            a_change(-0.03, 0.01),
            a_change(0.02, 0.01),
            "Fewer done, more dismissed than the previous 28 days",
        ),
        (a_change(0.03, 0.04), a_change(0, 0.1), "No clear change in how tips are answered"),
        (TooFew(3), TooFew(3), "How tips were answered"),
        (None, None, "How tips were answered"),
    ],
)
def test_the_title_of_the_mix_is_its_finding(done, dismiss, title):
    assert mix_shown(a_mix(done=done, dismiss=dismiss), here()).title == title


def test_a_finding_is_dated_by_who_took_over():
    about = marked(NOW - DAY, AnnotationKind.PROMOTION, "bayes-v1 promoted")
    told = History(
        (Mark(about.at, about.words, about, upright=True),), (Reign("bayes-v1", NOW - DAY),)
    )

    shown = mix_shown(a_mix(done=a_change(0.03, 0.01), history=told), here())

    assert shown.title == "More done since bayes-v1 took over"
    assert [it.words for it in shown.bands] == ["champion bayes-v1"]
    assert [(it.words, it.upright) for it in shown.marks] == [("bayes-v1 promoted", True)]
    assert shown.marks[0].href.startswith("/admin/policies")


def test_bars_are_shares_that_never_pass_the_top_or_numbers():
    thirds = a_mix(endings=Endings(1, 1, 1, 0, 0))

    shares, numbers = mix_shown(thirds, here()), mix_shown(thirds, here("mix=n"))

    assert 99.9 < sum(it for it in shares.bars[0].values() if not isinstance(it, str)) <= 100
    assert numbers.bars[0] == {
        "x": "17 Sep",
        "done": 1,
        "snooze": 1,
        "dismiss": 1,
        "none": 0,
        "open": 0,
    }
    assert (shares.other, shares.other_href) == ("Numbers", "/admin?mix=n")
    assert (numbers.other, numbers.other_href) == ("Shares", "/admin")
    assert len(shares.rows) == len(shares.bars) == 28


def test_labels_are_shares_of_the_period_and_never_touch():
    found = labels(a_mix(endings=Endings(96, 1, 1, 1, 1)), absolute=False)

    tops = [float(it.top.rstrip("%")) for it in found]
    assert [it.words for it in found] == ["Done", "Snooze", "Dismiss", "No answer"]
    assert found[-1].figure == f"2.0{THIN}% of period"
    assert all(low - high >= 12.9 for low, high in pairwise(tops))


def test_no_tips_are_an_empty_panel():
    shown = mix_shown(Mix(), here())

    assert (shown.any, shown.labels) == (False, [])


def test_the_note_says_where_the_day_is_cut_and_what_is_left_out():
    note = mix_shown(a_mix(), here()).note

    assert "cut at 14:03" in note
    assert "Left out: 3" in note


def test_who_chose_is_named_by_role():
    rows = chosen_rows(
        [
            Chosen("bayes-v1", "", 60),
            Chosen("bayes-v1", "exp-07", 20),
            Chosen("rule-v1", "exp-07", 15),
            Chosen("", "", 5, fallback=True),
        ],
        "bayes-v1",
    )

    assert [it.words for it in rows] == [
        "bayes-v1, champion",
        "exp-07 bayes-v1",
        "exp-07 holdback",
        "fallback, random",
    ]
    assert rows[0].share == f"60.0{THIN}%"


def test_many_policies_are_summed_up():
    rows = chosen_rows([Chosen(f"p{n}", "", 10) for n in range(9)], "")

    assert (len(rows), rows[-1].words, rows[-1].count) == (8, "others", "20")
