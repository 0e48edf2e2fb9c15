"""What the console says of one experiment: who is ahead, how sure that is, and whether to believe it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.annotation import Annotation, AnnotationKind, marked
from core.domain.assignment import Pause
from core.domain.fact import Ending
from core.domain.figure import AlwaysValid, Change, Figure, TooEarly, TooFew
from core.errors import NotFound
from core.memory.store import MemoryStore
from core.usecases.experiments.read_experiment import ReadExperiment
from core.usecases.experiments.read_experiments import ReadExperiments
from tests.fakes.clock import NOON
from tests.fakes.experiment_lived import (
    DAY,
    DAYS,
    GOOD,
    NAME,
    PEOPLE,
    POOR,
    UTC_ZONE,
    an_experiment,
    begun,
    lived,
    two_arms,
)

NOW = NOON


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def read(store):
    return ReadExperiment(store, UTC_ZONE)


@pytest.fixture
def read_all(store):
    return ReadExperiments(store, UTC_ZONE)


async def test_an_experiment_that_never_was_or_has_not_begun_is_not_found(store, read):
    await begun(store, an_experiment(NOW))

    with pytest.raises(NotFound):
        await read("winter", NOW)
    with pytest.raises(NotFound):
        await read(NAME, NOW - 21 * DAY)


async def test_before_anybody_was_served_nothing_is_claimed(store, read):
    await begun(store, an_experiment(NOW))

    seen = await read(NAME, NOW)

    assert [it.reward for it in seen.arms] == [TooFew(0), TooFew(0)]
    assert seen.contrast.change == TooFew(0)
    assert (seen.lead, seen.told_apart, seen.health.balance.verdict) == (None, None, "")
    assert all(it.weights == () and it.chances == () for it in seen.course)


async def test_a_silent_pick_earns_nothing_and_counts(store, read):
    await two_arms(store)

    seen = await read(NAME, NOW)

    rule, bayes = seen.arms
    # The last day's windows are open: nine days count. Of four picks one is silent, and has no reward.
    assert bayes.reward.value == pytest.approx((600 + 600 + 100) / 4000, abs=0.01)
    assert bayes.raw == pytest.approx((600 + 600 + 100) / 3000, abs=0.01)
    assert (bayes.picks, bayes.settled, bayes.users) == (600, 540, 60)
    assert (rule.held_back, bayes.held_back) == (True, False)
    assert rule.dismissed.value == pytest.approx(0.25, abs=0.01)


async def test_learning_is_held_against_who_was_held_back(store, read):
    await two_arms(store)

    seen = await read(NAME, NOW)

    found = seen.contrast
    assert (found.one.arms, found.other.arms, found.held_back) == (
        ("bayes-v1",),
        ("rule-v1",),
        True,
    )
    assert found.change.value == pytest.approx(0.9 / 4, abs=0.01)
    assert found.change.low > 0.15
    assert found.always == TooEarly(120, 500)
    assert not found.clear


async def test_enough_users_make_it_hold_at_any_look(store, read):
    await two_arms(store, good=260, poor=260, days=4)

    found = (await read(NAME, NOW)).contrast

    assert isinstance(found.always, AlwaysValid)
    assert found.always.low < found.change.low < found.change.high < found.always.high
    assert found.clear


async def test_two_arms_without_a_holdback_are_one_pair_whoever_leads(store, read):
    shares = (("bayes-v1", 0.5), ("linucb-v1", 0.5))
    await begun(store, an_experiment(NOW, shares=shares))
    await lived(store, "bayes-v1", PEOPLE, DAYS, cycle=GOOD)
    await lived(store, "linucb-v1", PEOPLE, DAYS, cycle=POOR)

    seen = await read(NAME, NOW)

    assert (seen.contrast.one.arms, seen.contrast.other.arms) == (("linucb-v1",), ("bayes-v1",))
    assert seen.contrast.change.high < 0
    assert (seen.lead.leader, seen.lead.won) == ("bayes-v1", False)
    assert seen.lead.days_left == 1


async def test_of_three_arms_the_leader_is_held_against_the_first(store, read):
    shares = (("bayes-v1", 0.3), ("linucb-v1", 0.3), ("egreedy-v1", 0.3))
    await begun(store, an_experiment(NOW, shares=shares))
    for arm, cycle in (("bayes-v1", POOR), ("linucb-v1", GOOD), ("egreedy-v1", POOR)):
        await lived(store, arm, PEOPLE, DAYS, cycle=cycle)

    seen = await read(NAME, NOW)

    assert (seen.contrast.one.arms, seen.contrast.other.arms) == (("linucb-v1",), ("bayes-v1",))
    assert sum(it.chance for it in seen.arms) == pytest.approx(1)


async def test_one_arm_alone_is_compared_with_nobody(store, read):
    await begun(store, an_experiment(NOW, shares=(("bayes-v1", 0.5),)))
    await lived(store, "bayes-v1", PEOPLE, DAYS)

    seen = await read(NAME, NOW)

    assert (seen.contrast, seen.guards, seen.slices, seen.ruled_out) == (None, (), (), None)
    assert isinstance(seen.arms[0].reward, Figure)


async def test_a_winner_needs_its_days_and_its_picks(store, read):
    await begun(store, an_experiment(NOW, days=21))
    await lived(store, "bayes-v1", PEOPLE, DAYS, cycle=GOOD)
    await lived(store, "rule-v1", PEOPLE, DAYS, cycle=POOR)

    assert (await read(NAME, NOW)).lead.won
    assert not (await read(NAME, NOW - timedelta(seconds=1))).lead.won


async def test_the_course_is_cumulative_and_stops_where_windows_are_open(store, read):
    await two_arms(store)

    seen = await read(NAME, NOW)

    points = seen.course
    assert [it.day for it in points] == list(range(NOW.toordinal() - 20, NOW.toordinal() + 1))
    assert points[-1].rewards == points[-2].rewards == ()
    last = points[-3]
    assert last.rewards[1].value == pytest.approx(seen.arms[1].reward.value)
    assert last.rewards[1].low == pytest.approx(seen.arms[1].reward.low)
    assert last.chances == pytest.approx([it.chance for it in seen.arms])
    assert last.weights == pytest.approx((0.5, 0.5))
    assert points[0].weights == ()


async def test_a_long_experiment_is_told_in_strides_and_loses_nothing(store, read):
    await begun(store, an_experiment(NOW, days=200))
    await lived(store, "bayes-v1", 20, 150)
    await lived(store, "rule-v1", 20, 150, cycle=POOR)

    seen = await read(NAME, NOW)

    assert len(seen.course) <= 60
    assert seen.course[-1].day == NOW.toordinal()
    told = [it for it in seen.course if it.rewards][-1]
    assert told.rewards[0].count == 20 * (150 - (NOW.toordinal() - 1 - told.day))


async def test_slices_are_the_same_comparison(store, read):
    await two_arms(store)

    seen = await read(NAME, NOW, "priority")

    assert seen.cut == "priority"
    (only,) = seen.slices
    assert (only.value, only.change) == ("p1", seen.contrast.change)


async def test_marks_are_its_own_and_what_is_on_every_chart(store, read):
    await two_arms(store)
    at = NOW - 2 * DAY
    told = (
        marked(at, AnnotationKind.EXPERIMENT, "experiment autumn paused", NAME),
        marked(at, AnnotationKind.EXPERIMENT, "experiment winter began", "winter"),
        marked(at, AnnotationKind.PROMOTION, "bayes-v1 promoted"),
        replace(marked(at, AnnotationKind.NOTE, "only there"), pages="overview"),
    )
    async with store.writing() as work:
        for it in told:
            assert isinstance(it, Annotation)
            await work.annotations.add(it)

    happened = (await read(NAME, NOW)).happened

    assert {it.words for it in happened} == {"experiment autumn paused", "bayes-v1 promoted"}


async def test_a_moment_before_is_read_as_it_was(store, read):
    pauses = (Pause(NOW - 6 * DAY, NOW - 2 * DAY),)
    await begun(store, an_experiment(NOW, ended_at=NOW - DAY, pauses=pauses))
    await lived(store, "bayes-v1", PEOPLE, DAYS)

    then = (await read(NAME, NOW - 5 * DAY)).experiment
    now = (await read(NAME, NOW)).experiment

    assert (then.ended_at, then.paused) == (None, True)
    assert (now.ended_at, now.paused) == (NOW - DAY, False)


async def test_the_list_has_what_runs_first_and_says_the_same_as_the_page(store, read, read_all):
    await two_arms(store)
    await begun(store, replace(an_experiment(NOW, days=40, ended_at=NOW - 30 * DAY), name="spring"))

    lines = await read_all(NOW)
    seen = await read(NAME, NOW)

    assert [it.experiment.name for it in lines] == [NAME, "spring"]
    assert (lines[0].contrast, lines[0].lead) == (seen.contrast, seen.lead)
    assert (lines[0].picks, lines[0].users) == (1200, 120)
    assert (lines[1].picks, lines[1].users) == (0, 0)
    assert isinstance(lines[0].contrast.change, Change)


async def test_no_experiment_is_an_empty_list(read_all):
    assert await read_all(NOW) == ()


async def test_a_pick_still_open_is_no_silence_yet(store, read):
    await begun(store, an_experiment(NOW))
    await lived(store, "bayes-v1", PEOPLE, 1, cycle=(Ending.OPEN,))

    seen = await read(NAME, NOW)

    assert (seen.arms[1].picks, seen.arms[1].settled) == (60, 0)
