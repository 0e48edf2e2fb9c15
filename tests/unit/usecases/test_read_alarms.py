"""Alarms say what harms now, the gravest first, and never more than five."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.fact import Ending
from core.domain.overview_query import Failing
from core.domain.rollup import Sums
from core.domain.rollup_query import SumsRow
from core.domain.user_fact import LinkWord
from core.memory.store import MemoryStore
from core.ports import Backlog
from core.usecases.overview.read_alarms import (
    MOST,
    ReadAlarms,
    of_links,
    of_signals,
    wrong_propensities,
)
from core.usecases.read_lag import Lag, ReadLag
from tests.fakes.clock import FakeClock
from tests.fakes.lives_counted import a_choice, live

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
TODAY = NOW.toordinal()


def a_day(day, greedy, picks=1000, policy="bayes-v1"):
    """Return a day of picks between two equals, of which the first was chosen so often."""
    counted = {"known": picks, "greedy": greedy, "greedy_p_micro": picks * 500_000}
    counted |= {"greedy_v_micro": picks * 250_000, "variance_p_micro": 0}
    alike = {"chosen_p_micro": picks * 500_000, "expected_p_micro": picks * 500_000}
    return SumsRow(Sums(tips=picks, **counted, **alike), start=day, policy=policy)


def test_right_propensities_are_no_alarm():
    assert wrong_propensities([a_day(TODAY, 505), a_day(TODAY - 1, 490)], UTC_ZONE) == ()


def test_wrong_ones_are_an_alarm_since_the_day_it_showed():
    rows = [a_day(TODAY - 2, 500), a_day(TODAY - 1, 650), a_day(TODAY, 650, policy="linucb-v1")]

    found = {it.subject: it for it in wrong_propensities([*rows, a_day(TODAY, 650)], UTC_ZONE)}

    assert found["bayes-v1"].grave
    assert found["bayes-v1"].count == 3000
    assert found["bayes-v1"].z > 4
    assert found["bayes-v1"].since == datetime(2026, 10, 13, tzinfo=UTC)
    assert found["linucb-v1"].since == datetime(2026, 10, 14, tzinfo=UTC)


def test_a_few_picks_say_nothing():
    assert wrong_propensities([a_day(TODAY, 99, picks=99)], UTC_ZONE) == ()


@pytest.mark.parametrize(("lost", "grave"), [(3, None), (5, False), (11, True)])
def test_lost_links_are_an_alarm_above_a_share(lost, grave):
    links = {LinkWord.LOST: lost, LinkWord.TODOIST: 100 - lost, LinkWord.NONE: 500}

    found = of_links(links, Failing())

    assert [it.grave for it in found] == ([] if grave is None else [grave])


def test_links_that_do_not_sync_are_told_with_their_first_failure():
    (found,) = of_links({LinkWord.TODOIST: 100}, Failing(5, NOW))

    assert (found.kind, found.count, found.of, found.since) == ("sync", 5, 100, NOW)


def test_events_that_wait_and_events_that_died():
    late = Backlog(7, NOW - timedelta(minutes=2))

    found = {it.kind: it for it in of_signals(Lag(NOW, late, (), 3), NOW)}

    assert (found["dead"].count, found["dead"].grave) == (3, True)
    assert (found["late"].count, found["late"].grave) == (7, False)
    assert of_signals(Lag(NOW, Backlog(1, NOW), (), 0), None) == ()


async def test_all_is_well_where_nothing_happened_and_harm_comes_first():
    store, clock = MemoryStore(), FakeClock(NOW)
    read = ReadAlarms(store, clock, ReadLag(store, clock), UTC_ZONE)
    assert await read() == ()
    for number in range(20):
        tips = [
            (NOW - timedelta(hours=n), Ending.DONE, {"choice": a_choice(greedy=True)})
            for n in range(30)
        ]
        link = LinkWord.LOST if number == 0 else LinkWord.TODOIST
        await live(store, NOW, tips, link=link)

    found = await read()

    assert [it.kind for it in found] == ["propensity", "lost"]
    assert [it.grave for it in found] == [True, False]
    assert len(found) <= MOST
