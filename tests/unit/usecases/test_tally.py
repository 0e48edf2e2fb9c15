"""What the console counts of a tip and its user, as it happens."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.events import TipUnsettled
from core.domain.fact import Ending
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.rollup import Dim
from core.domain.snooze import Snooze
from core.domain.user_fact import Active, LinkWord, Lived
from core.usecases.rebuild_rollups import RebuildRollups
from tests.fakes.builders import tasks
from tests.fakes.clock import NOON
from tests.fakes.counted import counted, settle_down, the_fact, the_sums, the_user, told
from tests.fakes.world import a_world

TODAY = NOON.toordinal()


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def test_a_tip_is_counted_when_it_is_served(world, ada):
    await world.tip(ada)

    known = await told(world)
    assert known | {"greedy": 0} == {
        "tips": 1,
        "open": 1,
        "candidates": 3,
        "known": 1,
        "greedy": 0,
        "greedy_p_micro": 333_333,
        "greedy_v_micro": 222_222,
        "chosen_p_micro": 333_333,
        "expected_p_micro": 333_333,
    }


@pytest.mark.parametrize("kind", ReactionKind)
async def test_an_answer_takes_the_place_of_silence(world, ada, kind):
    shown = await world.tip(ada)
    await settle_down(world)
    world.clock.advance(seconds=30)

    await world.core.record_reaction(ada, shown.tip_id, kind, "key")

    fact = await the_fact(world, shown.tip_id)
    sums = await the_sums(world)
    assert (fact.ending, fact.dwell_ms, fact.answered_ms) == (Ending(kind.value), 30_000, 30_000)
    assert (sums.tips, sums.open, getattr(sums, kind.value)) == (1, 0, 1)
    assert (sums.rewarded, sums.reward_milli) == (1, fact.reward_milli)
    assert fact.final is False


async def test_what_is_told_twice_is_counted_once(world, ada):
    await world.answer(ada)
    events = tuple(await world.events())
    tally = world.core.tally

    for _ in range(2):
        await world.do(lambda work: tally(work, events))

    assert (await the_sums(world)).tips == 1
    assert (await the_user(world, ada)).lived == Lived(tips=1, done=1)


async def test_an_answer_that_is_taken_back_is_not_counted_any_more(world, ada):
    shown, _ = await world.answer(ada)
    await settle_down(world)

    await world.core.undo_reaction(ada, shown.tip_id)

    fact = await the_fact(world, shown.tip_id)
    assert (fact.ending, fact.undone, fact.reward_milli) == (Ending.OPEN, 1, None)
    sums = await the_sums(world)
    assert (sums.open, sums.done, sums.undone, sums.rewarded, sums.answered_ms) == (1, 0, 1, 0, 0)
    assert (await the_user(world, ada)).first_answer_at is None


async def test_silence_is_counted_when_its_window_closes(world, ada):
    shown = await world.tip(ada)
    world.clock.advance(hours=25)

    await world.core.close_windows()

    fact = await the_fact(world, shown.tip_id)
    assert (fact.ending, fact.final) == (Ending.NONE, True)
    assert (await the_user(world, ada)).lived == Lived(tips=1, none=1)


async def test_a_reward_is_final_when_its_window_closes(world, ada):
    shown, _ = await world.answer(ada)
    await settle_down(world)
    world.clock.advance(hours=25)

    await world.core.close_windows()

    assert (await the_fact(world, shown.tip_id)).final
    assert (await the_sums(world)).final == 1


async def test_a_tip_that_oo_takes_back_is_withdrawn(world, ada):
    first, _ = await world.answer(ada, ReactionKind.SNOOZE)
    second = await world.tip(ada)

    await world.core.change_snooze(ada, first.tip_id, Snooze.NOT_TODAY)

    assert (await the_fact(world, second.tip_id)).ending is Ending.WITHDRAWN


async def test_a_task_completed_elsewhere_is_seen_on_its_tip(world, ada):
    shown = await world.tip(ada)
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    world.clock.advance(minutes=5)
    world.todoist.complete(tip.task.id)

    await world.core.sync_tasks(ada, Provider.TODOIST)
    await world.tip(ada)

    fact = await the_fact(world, shown.tip_id)
    assert (fact.ending, fact.elsewhere, fact.reward_milli) == (Ending.VANISHED, True, 600)


async def test_what_was_known_of_a_pick_outlives_it(world, ada):
    shown, _ = await world.answer(ada)
    before = await the_fact(world, shown.tip_id)
    world.clock.advance(days=31)
    await world.core.sweep()

    await world.core.rebuild_rollups()

    assert await the_fact(world, shown.tip_id) == before
    assert before.choice.known


async def test_a_pick_that_is_gone_before_it_was_counted_leaves_its_buckets_unknown(world, ada):
    await world.answer(ada)
    world.clock.advance(days=31)
    await world.core.sweep()

    await settle_down(world)

    assert (await the_sums(world)).known == 0
    assert (await the_sums(world, dim=Dim.PRIORITY, values=("unknown",))).tips == 1


async def test_a_day_begins_where_the_console_is():
    world = a_world(*tasks(3), console_timezone="Pacific/Auckland")
    ada = await world.a_reader()

    shown = await world.tip(ada)

    there = NOON.astimezone(ZoneInfo("Pacific/Auckland")).date()
    fact = await the_fact(world, shown.tip_id)
    assert (fact.day, there.isoformat()) == (TODAY + 1, "2026-11-23")


async def test_in_another_zone_everything_is_counted_anew(world, ada):
    shown, _ = await world.answer(ada)
    await settle_down(world)
    moved = RebuildRollups(world.store, world.clock, ZoneInfo("Pacific/Auckland"))

    assert await moved.carry_on() == 1

    assert (await the_fact(world, shown.tip_id)).day == TODAY + 1
    state = await world.look(lambda work: work.counting.state())
    assert (state.zone, state.whole) == ("Pacific/Auckland", True)
    assert await moved.carry_on() == 0


async def test_what_happens_during_a_rebuild_is_counted_once(world, ada):
    tips = [(await world.answer(ada))[0].tip_id for _ in range(3)]
    await settle_down(world)
    whole = await counted(world)
    slow = RebuildRollups(world.store, world.clock, ZoneInfo("UTC"), at_once=2)
    events = tuple(TipUnsettled(world.clock.now(), ada, tip_id) for tip_id in tips)

    async def meanwhile():
        await world.do(lambda work: world.core.tally(work, events))

    def when_two_are_in(done):
        world.store.before_writing = meanwhile if done == 2 else None

    await slow(when_two_are_in)

    assert await counted(world) == whole


async def test_a_rebuild_that_was_broken_off_goes_on(world, ada):
    for _ in range(3):
        await world.answer(ada)
    await settle_down(world)
    whole = await counted(world)
    slow = RebuildRollups(world.store, world.clock, ZoneInfo("UTC"), at_once=2)

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await slow(stop)
    partial = (await the_sums(world)).tips

    assert await slow.carry_on() == 1
    assert partial == 2
    assert await counted(world) == whole


async def test_a_user_is_known_from_the_first_sign_in(world):
    ada = await world.a_person()

    fact = await the_user(world, ada)

    assert (fact.joined_at, fact.connected_at, fact.link) == (NOON, None, LinkWord.NONE)
    assert fact.consents == ("terms",)


async def test_a_users_way_is_told_step_by_step(world, ada):
    world.clock.advance(minutes=1)
    await world.answer(ada)
    world.clock.advance(days=7)
    await world.allow(ada, research=True)
    await world.core.save_preferences(ada, timezone="Asia/Tokyo")
    await world.tip(ada)

    fact = await the_user(world, ada)

    assert fact.connected_at == NOON
    assert fact.first_tip_at == fact.first_answer_at == NOON + timedelta(minutes=1)
    assert fact.returned_at == NOON + timedelta(days=7, minutes=1)
    assert (fact.timezone, fact.policy, fact.link) == ("Asia/Tokyo", "random", LinkWord.TODOIST)
    assert fact.consents == ("terms", "tips", "research")


async def test_a_link_that_is_cut_stays_in_the_funnel(world, ada):
    await world.core.disconnect(ada, Provider.TODOIST)

    fact = await the_user(world, ada)

    assert (fact.link, fact.connected_at) == (LinkWord.NONE, NOON)


async def test_days_and_weeks_count_users_and_not_tips(world, ada):
    for _ in range(2):
        await world.answer(ada)
    world.clock.advance(days=3)
    await world.tip(ada)

    await settle_down(world)

    found = await world.look(lambda work: work.actives.series(0, 10**9))
    assert found == {TODAY + day: Active(daily=int(day in {0, 3}), weekly=1) for day in range(10)}
