"""How soon tips are answered is drawn for the policies that have enough tips."""

from datetime import date

from core.domain.reward_panel import Delay, Delays
from oo_admin.rewards.delay_words import delays_shown, title
from tests.fakes.figures import THIN

AGES = (15, 60, 300, 3600, 21_600, 86_400)
BAYES = (0.1, 0.4, 0.58, 0.66, 0.7, 0.74)
OLD = (0.1, 0.38, 0.55, 0.62, 0.69, None)


def told(**changes):
    known = {
        "every": BAYES,
        "tips": 900,
        "policies": (
            Delay("bayes-v1", 600, BAYES, champion=True),
            Delay("egreedy-v1", 280, OLD),
            Delay("rule-v1", 20, ()),
        ),
        "until": date(2026, 10, 11),
    }
    return Delays(AGES, **known | changes)


def test_the_title_tells_a_day_and_five_minutes():
    assert title(told()) == (
        f"74{THIN}% of tips are answered within a day, 58{THIN}% within five minutes"
    )
    assert title(told(every=(*BAYES[:2], None, *BAYES[3:]))) == (
        f"74{THIN}% of tips are answered within a day"
    )
    assert title(told(every=(*BAYES[:2], 0.7, 0.8, 0.9, 0.9984))).startswith(f"99.8{THIN}% of")
    assert title(Delays()) == "How soon tips are answered"


def test_the_champion_is_solid_and_others_are_dashed():
    shown = delays_shown(told())

    champion, other = shown.strokes
    assert (champion.dash, champion.colour) == ("none", "var(--ck-p-bayes)")
    assert other.dash == "6 3"
    assert (champion.line.count("L"), other.line.count("L")) == (5, 4)


def test_labels_stand_at_the_ends_and_apart():
    low, high = delays_shown(told()).labels

    assert (low.words, low.figure) == ("egreedy-v1", f"69.0{THIN}%")
    assert (high.words, high.figure) == ("bayes-v1", f"74.0{THIN}%")
    assert float(low.top.rstrip("%")) - float(high.top.rstrip("%")) >= 12.99


def test_the_table_has_every_policy_at_every_age():
    shown = delays_shown(told())

    assert shown.heads == ["Age", "All", "bayes-v1", "egreedy-v1", "rule-v1"]
    assert [row[0] for row in shown.rows][-1] == f"24{THIN}h"
    assert shown.rows[-1][1:] == [f"74.0{THIN}%", f"74.0{THIN}%", "\u2014", "\u2014"]


def test_what_is_left_out_is_said():
    note = delays_shown(told(elsewhere=7)).note

    assert "7 done elsewhere are left out" in note
    assert "Too few tips: rule-v1." in note
    assert "elsewhere" not in delays_shown(told()).note


def test_more_than_four_policies_are_in_the_table():
    many = tuple(Delay(f"p{n}", 100, BAYES) for n in range(6))

    shown = delays_shown(told(policies=many))

    assert len(shown.strokes) == len(shown.labels) == 4
    assert len(shown.heads) == 8
    assert "The table has all policies." in shown.note


def test_nothing_settled_is_nothing():
    shown = delays_shown(Delays(AGES))

    assert (shown.any, shown.strokes, shown.labels) == (False, [], [])
