"""Annotations stand in the lane under a chart, and never on each other."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.domain.period import read_period
from oo_admin.parts.time_chart import LETTER, marks

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
PERIOD = read_period("28d", NOW, ZoneInfo("UTC"))
LENGTH_S = int((PERIOD.end - PERIOD.start).total_seconds())


def happened(*seconds, words="bayes-v1 promoted"):
    return [(PERIOD.start + timedelta(seconds=it), words, "", False) for it in seconds]


def test_what_lies_outside_of_the_period_has_no_mark():
    assert marks(PERIOD, happened(-1, LENGTH_S)) == []


def test_a_mark_stands_where_it_happened():
    (mark,) = marks(PERIOD, happened(LENGTH_S // 4))

    assert (mark.left, mark.row, mark.late) == ("25.00%", 0, False)


def test_a_mark_near_the_end_has_its_words_at_its_left():
    (mark,) = marks(PERIOD, happened(LENGTH_S - 10))

    assert mark.late


def test_where_there_is_no_room_the_mark_stays_and_says_its_words_on_hover():
    made = marks(PERIOD, happened(1000, 2000, 3000))

    assert [it.row for it in made if it.words] == [0, 1]
    assert [it.title for it in made] == ["bayes-v1 promoted"] * 3


def test_a_mark_without_words_is_no_link():
    three = [(when, words, "/admin/policies", up) for when, words, _, up in happened(1, 2, 3)]

    assert {it.words: it.href for it in marks(PERIOD, three)} == {
        "bayes-v1 promoted": "/admin/policies",
        "": "",
    }


def test_what_changed_who_decides_is_told_before_all_else():
    changed = (PERIOD.start + timedelta(hours=3), "linucb-v1 promoted", "", True)

    made = marks(PERIOD, [*happened(1000, 2000), changed])

    assert next(it for it in made if it.upright).words == "linucb-v1 promoted"


@given(
    st.lists(st.integers(0, LENGTH_S - 1), max_size=12), st.text("abc ", min_size=1, max_size=30)
)
def test_no_words_are_written_over_others(seconds, words):
    made = [it for it in marks(PERIOD, happened(*seconds, words=words)) if it.words]

    for one, other in combinations(made, 2):
        assert one.row != other.row or _apart(one, other)


def _apart(one, other):
    (low, high), (begin, end) = _span(one), _span(other)
    return high <= begin or end <= low


def _span(mark):
    left, wide = float(mark.left.rstrip("%")), LETTER * len(mark.words)
    return (left - wide, left) if mark.late else (left, left + wide)
