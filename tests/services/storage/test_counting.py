"""Counting in every home: what is read of tips, who counts, and a story counted twice."""

import asyncio
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from core.domain.events import TipAnswered, TipServed
from core.domain.ids import TipId, new_id
from core.domain.outcome import OutcomeKind
from core.domain.reaction import ReactionKind
from core.domain.reward import RewardState
from core.domain.rollup import Dim, Grain
from core.domain.rollup_query import By, SumsWanted
from core.domain.tip import TipStatus
from core.domain.user_query import UsersWanted
from core.memory.store import MemoryStore
from core.ports import Counted
from core.usecases.counting import forget_counted
from core.usecases.rebuild_rollups import RebuildRollups
from core.usecases.tally import Tally
from tests.fakes.clock import FakeClock
from tests.services.storage.same import bits
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_reaction,
    a_reward,
    an_outcome,
    connected,
    signed_up,
    tipped,
)

ZONE = ZoneInfo("UTC")
TALLY = Tally(FakeClock(NOW), ZONE)


async def answered(store, tip, kind=ReactionKind.DONE, **changes):
    """Answer a tip and settle it."""
    reaction = a_reaction(tip, kind=kind, **changes)
    async with store.writing() as work:
        await work.reactions.add(reaction)
        await work.outcomes.add(an_outcome(tip, kind=OutcomeKind(kind.value)))
        await work.tips.mark(tip.id, TipStatus.ANSWERED)
        await work.rewards.add(a_reward(tip, milli=100))
        await work.rewards.add(a_reward(tip, milli=600, state=RewardState.FINAL))
    return reaction


async def tally(store, *tips):
    events = tuple(TipServed(NOW, it.user_id, it.id, it.policy, 0.5, 2) for it in tips)
    async with store.writing() as work:
        await TALLY(work, events)


async def everything(store, *people):
    """Return all that is counted."""
    async with store.reading() as work:
        sums = [
            await work.rollups.sums(SumsWanted(grain, 0, 10**9, dim, frozenset(By)))
            for grain in Grain
            for dim in Dim
        ]
        users = await work.user_facts.page(UsersWanted())
        series = await work.actives.series(0, 10**9)
        days = await work.actives.days([it.id for it in people], 0, 10**9)
        facts = [await work.facts.of_user(it.id) for it in people]
    return sums, users, series, days, facts


async def test_a_course_tells_what_became_of_a_tip_without_a_word_of_it(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    reaction = await answered(store, tip)

    async with store.reading() as work:
        (course,) = await work.courses.of([tip.id, TipId(new_id())])

    assert (course.joined_at, course.served_at, course.answer) == (NOW, NOW, reaction)
    assert (course.reward_milli, course.reward_state) == (600, RewardState.FINAL)
    assert [it.kind for it in course.outcomes] == [OutcomeKind.DONE]
    assert tip.task.text not in repr(course)


async def test_an_answer_that_was_taken_back_is_no_answer(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    async with store.writing() as work:
        await work.reactions.add(a_reaction(tip, undone_at=NOW))

    async with store.reading() as work:
        (course,) = await work.courses.of([tip.id])

    assert (course.answer, course.reward_state) == (None, None)


async def test_courses_are_walked_through_by_id(store):
    user = await signed_up(store)
    tips = [await tipped(store, user, status=TipStatus.ANSWERED) for _ in range(3)]

    async with store.reading() as work:
        first = await work.courses.after(None, 2)
        rest = await work.courses.after(first[-1].tip_id, 2)
        assert await work.courses.of([]) == ()

    assert [it.tip_id for it in (*first, *rest)] == sorted(it.id for it in tips)


async def test_picks_are_read_together(store):
    user = await signed_up(store)
    tip = await tipped(store, user)

    async with store.reading() as work:
        found = await work.courses.picks([tip.id, TipId(new_id())])
        alone = await work.tips.pick_of(user.id, tip.id)
        assert await work.courses.picks([]) == {}

    assert list(found) == [tip.id]
    assert bits(found[tip.id]) == bits(alone)


async def test_how_far_counting_has_come_is_remembered(store):
    tip_id = TipId(new_id())
    async with store.reading() as work:
        assert await work.counting.state() is None
    async with store.writing() as work:
        assert await work.counting.begin(NOW, "UTC") == Counted(NOW, "UTC")
        await work.counting.restart("Asia/Tokyo")
        await work.counting.reach(tip_id, whole=False)

    async with store.writing() as work:
        found = await work.counting.begin(NOW + HOUR, "UTC")

    assert found == Counted(NOW + HOUR, "Asia/Tokyo", whole=False, reached=tip_id)
    assert found.holds(tip_id)
    assert not found.holds(TipId(new_id()))


async def story(store):
    """Let two people be tipped on two days; return them and their tips."""
    ada, bob = await signed_up(store), await signed_up(store, created_at=NOW - timedelta(days=30))
    await connected(store, bob)
    tips = []
    for user in (ada, bob):
        for day in range(2):
            served_at = NOW + timedelta(days=day)
            tip = await tipped(store, user, served_at=served_at)
            tips.append(tip)
            await answered(store, tip, ReactionKind.DISMISS, at=served_at + HOUR)
    tips.append(await tipped(store, bob, served_at=NOW + timedelta(days=2)))
    return (ada, bob), tips


async def test_counting_by_events_is_counting_anew(store):
    people, tips = await story(store)
    await tally(store, *tips[:3])
    await tally(store, *tips[2:])
    await tally(store, tips[0])
    by_events = await everything(store, *people)

    counted = await RebuildRollups(store, FakeClock(NOW), ZONE, at_once=2)()

    assert counted == len(tips)
    assert await everything(store, *people) == by_events
    assert len(by_events[1]) == 2


async def test_every_home_counts_the_same(store):
    """Memory is the twin of the databases here too; ids differ, and so do buckets."""
    told = []
    for home in (store, MemoryStore()):
        _, tips = await story(home)
        await tally(home, *tips)
        async with home.reading() as work:
            asked = SumsWanted(Grain.DAY, 0, 10**9, by=frozenset({By.START, By.POLICY}))
            sums = await work.rollups.sums(asked)
            users = await work.user_facts.page(UsersWanted())
            seen = [(it.lived, it.returned_at, it.link, it.first_answer_at) for it in users]
            told.append((sums, sorted(seen, key=repr), await work.actives.series(0, 10**9)))

    assert told[0] == told[1]
    assert told[0][0]


async def test_who_leaves_is_taken_out_of_every_sum(store):
    (ada, bob), tips = await story(store)
    bobs = [it for it in tips if it.user_id == bob.id]
    await tally(store, *bobs)
    without = await everything(store, bob)
    await tally(store, *tips)

    async with store.writing() as work:
        await forget_counted(work, ada.id, NOW)
        await work.ledger.purge(ada.id, NOW)

    assert await everything(store, bob) == without


async def test_two_that_count_at_once_count_once(sql_store):
    """On PostgreSQL they wait for each other; on SQLite there is one writer anyway."""
    people, tips = await story(sql_store)
    await tally(sql_store)

    await asyncio.gather(*(tally(sql_store, *tips) for _ in range(4)))

    at_once = await everything(sql_store, *people)
    await RebuildRollups(sql_store, FakeClock(NOW), ZONE)()
    assert await everything(sql_store, *people) == at_once


async def test_the_answer_itself_is_news_too(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    reaction = await answered(store, tip)
    event = TipAnswered(NOW, user.id, tip.id, reaction.id, reaction.kind, reaction.dwell_ms)

    async with store.writing() as work:
        await TALLY.consumer().take(work, (event,), NOW.astimezone(UTC))

    async with store.reading() as work:
        (fact,) = await work.facts.of_user(user.id)
    assert fact.reward_milli == 600
