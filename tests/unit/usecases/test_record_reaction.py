"""An answer counts once, whatever the client repeats (reliability E6)."""

import asyncio

import pytest

from core.domain.command import CommandKind
from core.domain.events import TipAnswered
from core.domain.ids import TipId, new_id
from core.domain.reaction import DWELL_CAP_MS, ReactionKind
from core.domain.tip import TipStatus
from core.errors import AlreadyAnswered, KeyReused, Malformed, NotFound, StaleWrite
from tests.fakes.builders import a_task, an_identity, daily
from tests.fakes.world import a_world


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def react(world, user_id, tip_id, kind=ReactionKind.DONE, *, key="key", **how):
    return await world.core.record_reaction(user_id, tip_id, kind, key, **how)


async def test_the_same_key_gives_the_same_answer(world, ada):
    shown = await world.tip(ada)

    answers = [await react(world, ada, shown.tip_id) for _ in range(5)]

    assert len(set(answers)) == 1
    assert len(await world.events(TipAnswered)) == 1
    assert len(await world.waiting_commands()) == 1


async def test_twenty_parallel_twins_are_one_answer(world, ada):
    shown = await world.tip(ada)

    answers = await asyncio.gather(*(react(world, ada, shown.tip_id) for _ in range(20)))

    assert len(set(answers)) == 1
    assert len(await world.waiting_commands()) == 1


async def test_a_repeated_key_does_not_answer_again_after_an_undo(world, ada):
    shown = await world.tip(ada)
    first = await react(world, ada, shown.tip_id)
    await world.core.undo_reaction(ada, shown.tip_id)

    again = await react(world, ada, shown.tip_id)

    assert again.id == first.id
    assert again.undone_at == world.clock.now()
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert tip.status is TipStatus.OPEN


async def test_a_repeated_key_never_returns_the_answer_of_another(world, ada):
    shown = await world.tip(ada)
    first = await react(world, ada, shown.tip_id, key="one")
    await world.core.undo_reaction(ada, shown.tip_id)
    await react(world, ada, shown.tip_id, ReactionKind.DISMISS, key="two")

    again = await react(world, ada, shown.tip_id, key="one")

    assert (again.id, again.kind) == (first.id, ReactionKind.DONE)


async def test_a_key_that_asks_something_else_is_refused(world, ada):
    shown = await world.tip(ada)
    await react(world, ada, shown.tip_id, ReactionKind.DISMISS)
    following = await world.tip(ada)

    with pytest.raises(KeyReused):
        await react(world, ada, shown.tip_id, ReactionKind.DONE)
    with pytest.raises(KeyReused):
        await react(world, ada, following.tip_id, ReactionKind.DISMISS)

    assert await world.waiting_commands() == ()


async def test_two_users_may_use_the_same_key(world, ada):
    eve = await world.a_reader(an_identity("eve"))
    mine, hers = await world.tip(ada), await world.tip(eve)

    one = await react(world, ada, mine.tip_id)
    two = await react(world, eve, hers.tip_id)

    assert one.id != two.id


async def test_a_second_answer_is_refused(world, ada):
    shown = await world.tip(ada)
    await react(world, ada, shown.tip_id)

    with pytest.raises(AlreadyAnswered):
        await react(world, ada, shown.tip_id, ReactionKind.DISMISS, key="other")


@pytest.mark.parametrize("whose", ["hers", "nobody's"])
async def test_a_tip_that_is_not_ones_own_is_not_found(world, ada, whose):
    eve = await world.a_person(an_identity("eve"))
    shown = await world.tip(ada)
    asked = shown.tip_id if whose == "hers" else TipId(new_id())

    with pytest.raises(NotFound) as refused:
        await react(world, eve, asked)

    assert refused.value.what == "tip"
    assert (await world.tip(ada)).tip_id == shown.tip_id


@pytest.mark.parametrize("key", ["", "k" * 256, "a\nb", "a\0b", "\ud800", "a\x1b[31m"])
async def test_what_is_no_key_is_refused(world, ada, key):
    shown = await world.tip(ada)

    with pytest.raises(Malformed):
        await react(world, ada, shown.tip_id, key=key)


@pytest.mark.parametrize(
    ("looked_s", "claimed_ms", "dwell_ms"),
    [
        (20, None, 20_000),
        (20, 5_000, 5_000),
        (20, 10**12, 20_000),
        (20, -5, 0),
        (3 * 3600, None, DWELL_CAP_MS),
    ],
)
async def test_dwell_is_clamped_to_what_is_possible(world, looked_s, claimed_ms, dwell_ms):
    ada = await world.a_reader()
    shown = await world.tip(ada)
    world.clock.advance(seconds=looked_s)

    reaction = await react(world, ada, shown.tip_id, dwell_ms=claimed_ms)

    assert reaction.dwell_ms == dwell_ms


async def test_done_asks_todoist_to_close_the_task_under_the_reactions_id(world, ada):
    shown, reaction = await world.answer(ada)

    (command,) = await world.waiting_commands()

    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert (command.id, command.kind, command.task_id) == (
        reaction.id,
        CommandKind.CLOSE,
        tip.task.id,
    )
    assert command.due is None


async def test_done_with_a_recurring_task_remembers_its_due():
    world = a_world(a_task(due=daily()))
    ada = await world.a_reader()
    await world.answer(ada)

    (command,) = await world.waiting_commands()

    assert command.due == daily()


@pytest.mark.parametrize("kind", [ReactionKind.SNOOZE, ReactionKind.DISMISS])
async def test_only_done_touches_todoist(world, ada, kind):
    await world.answer(ada, kind)

    assert await world.waiting_commands() == ()


async def test_a_snooze_has_a_sensible_end(world, ada):
    _, reaction = await world.answer(ada, ReactionKind.SNOOZE)

    assert reaction.snoozed_until.isoformat() == "2026-11-22T15:00:00+01:00"


async def test_an_answer_that_fails_half_way_leaves_nothing(world, ada):
    shown = await world.tip(ada)
    world.store.refuse_write(1)

    with pytest.raises(StaleWrite):
        await react(world, ada, shown.tip_id)

    assert await world.waiting_commands() == ()
    assert await world.events(TipAnswered) == []
    assert await react(world, ada, shown.tip_id)
