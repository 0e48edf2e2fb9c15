"""A connection may send a burst, then only as fast as its bucket fills (W5)."""

from hypothesis import given
from hypothesis import strategies as st

from oo_app.shared.pace import BURST, RATE_PER_S, Pace


def test_a_burst_passes_and_the_next_event_does_not():
    pace = Pace(0.0)

    taken = [pace.take(0.0) for _ in range(41)]

    assert taken == [True] * 40 + [False]


def test_an_empty_bucket_fills_by_twenty_a_second():
    pace = Pace(0.0)
    for _ in range(40):
        pace.take(0.0)

    taken = [pace.take(1.0) for _ in range(21)]

    assert taken == [True] * 20 + [False]


def test_a_long_rest_gives_one_burst_and_no_more():
    pace = Pace(0.0)

    assert sum(pace.take(3600.0) for _ in range(100)) == BURST


def test_a_clock_that_runs_backwards_gives_nothing():
    pace = Pace(100.0)
    for _ in range(40):
        pace.take(100.0)

    assert not pace.take(0.0)


@given(st.lists(st.floats(0, 5), max_size=200))
def test_nobody_ever_sends_more_than_rate_and_burst_allow(pauses):
    pace, now, passed = Pace(0.0), 0.0, 0
    for pause in pauses:
        now += pause
        passed += pace.take(now)

    assert passed <= BURST + RATE_PER_S * now + 1e-6
