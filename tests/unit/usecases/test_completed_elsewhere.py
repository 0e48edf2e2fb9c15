"""A task completed in Todoist rewards the tip that proposed it, hours later too (mission 1.12)."""

from datetime import timedelta

import pytest

from core.domain.completion import Noticed
from core.domain.events import TaskCompleted, TaskDeleted, TaskEdited, TaskPostponed
from core.domain.outcome import OutcomeKind, OutcomeSource
from core.domain.reaction import ReactionKind
from core.domain.reward import RewardState
from core.domain.task import Due
from core.domain.tip import TipStatus
from tests.fakes.builders import a_task
from tests.fakes.elsewhere import answer, carried, kinds, reward, served, settled, state, sync

DONE, SNOOZE, DISMISS = ReactionKind.DONE, ReactionKind.SNOOZE, ReactionKind.DISMISS


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.mark.parametrize(
    ("after_s", "milli"),
    [(1, 1000), (14, 1000), (119, 1000), (120, 600), (599, 600), (600, 300), (86_400, 300)],
)
async def test_a_completion_elsewhere_is_worth_what_done_after_as_long_would_be(
    world, ada, after_s, milli
):
    """Never the penalty of a hasty tap: whoever went and did it did not tap at a glance."""
    tip = await served(world, ada)
    world.clock.advance(seconds=after_s)
    world.todoist.complete(tip.task.id)

    assert await settled(world, tip) == milli


async def test_the_open_tip_melts_away_with_an_outcome_that_says_why(world, ada):
    tip = await served(world, ada)
    world.clock.advance(minutes=5)
    world.todoist.complete(tip.task.id)
    completed_at = world.clock.now()
    world.clock.advance(minutes=20)

    await sync(world, ada)

    mine = await world.look(lambda work: work.outcomes.of_tip(ada, tip.id))
    assert [(it.kind, it.source, it.rule) for it in mine] == [
        (OutcomeKind.COMPLETED, OutcomeSource.SYNC, Noticed.CHECKED),
        (OutcomeKind.VANISHED, OutcomeSource.SYNC, ""),
    ]
    assert mine[0].at == completed_at
    gone = await world.look(lambda work: work.tips.get(ada, tip.id))
    assert gone.status is TipStatus.VANISHED
    (told,) = await world.events(TaskCompleted)
    assert (told.tip_id, told.completed_at, told.noticed) == (tip.id, completed_at, Noticed.CHECKED)


async def test_a_deleted_task_is_told_and_teaches_nothing(world, ada):
    tip = await served(world, ada)
    world.todoist.remove(tip.task.id)

    assert await settled(world, tip) is None
    assert await kinds(world, tip) == [OutcomeKind.VANISHED]


async def test_a_completion_is_learned_once_however_often_it_is_synced(world, ada):
    tip = await served(world, ada)
    world.todoist.complete(tip.task.id)

    for _ in range(3):
        await settled(world, tip)

    rewards = await world.look(lambda work: work.rewards.of(ada))
    assert [it.milli for it in rewards] == [1000]


async def test_a_completion_before_serving_is_no_evidence(world, ada):
    world.todoist.complete("t1")
    world.clock.advance(seconds=5)
    while (tip := await served(world, ada)).task.id != "t1":
        await answer(world, tip, DISMISS)

    assert await settled(world, tip) is None
    assert await kinds(world, tip) == [OutcomeKind.VANISHED]


async def test_a_completion_after_the_window_is_no_evidence(world, ada):
    tip = await served(world, ada)
    world.clock.advance(hours=24, seconds=1)
    world.todoist.complete(tip.task.id)

    assert await settled(world, tip) is None


async def test_snoozed_and_then_completed_takes_the_place_of_the_snooze(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, SNOOZE)
    await carried(world)
    world.clock.advance(hours=3)
    world.todoist.complete(tip.task.id)

    assert await reward(world, tip) == 100
    assert await settled(world, tip) == 300


async def test_dismissed_and_then_completed_stays_dismissed_and_is_written_down(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, DISMISS)
    world.clock.advance(hours=3)
    world.todoist.complete(tip.task.id)

    assert await settled(world, tip) == -1000
    assert await kinds(world, tip) == [OutcomeKind.DISMISS, OutcomeKind.COMPLETED]


async def test_done_stands_whatever_was_done_over_there(world, ada):
    tip = await served(world, ada)
    world.clock.advance(minutes=3)
    world.todoist.complete(tip.task.id)
    world.clock.advance(minutes=30)
    await answer(world, tip, DONE)

    assert await settled(world, tip) == 300  # its own dwell, not the three minutes


async def test_a_completion_that_was_opened_again_is_taken_back(world, ada):
    tip = await served(world, ada)
    world.clock.advance(minutes=1)
    world.todoist.complete(tip.task.id)
    first = await settled(world, tip)
    world.clock.advance(minutes=5)
    world.todoist.reopen(tip.task.id)

    second = await settled(world, tip)
    world.clock.advance(minutes=5)
    world.todoist.complete(tip.task.id)

    assert (first, second, await settled(world, tip)) == (1000, None, 300)
    assert (await kinds(world, tip)).count(OutcomeKind.REOPENED) == 1


async def test_the_newest_tip_that_proposed_it_is_credited(world, ada):
    older = await served(world, ada)
    await answer(world, older, SNOOZE)
    world.clock.advance(hours=12)
    for other in {"t1", "t2", "t3"} - {older.task.id}:
        world.todoist.remove(other)
    await sync(world, ada)
    newer = await served(world, ada)
    world.clock.advance(minutes=1)
    world.todoist.complete(older.task.id)

    assert newer.task.id == older.task.id
    assert await settled(world, newer) == 1000
    assert await reward(world, older) == 100


async def test_a_tip_that_had_been_withdrawn_is_not_credited(world, ada):
    first = await served(world, ada)
    await answer(world, first, SNOOZE)
    second = await served(world, ada)
    await world.core.undo_reaction(ada, first.id)
    world.clock.advance(minutes=1)
    world.todoist.complete(second.task.id)

    assert await settled(world, second) is None


async def test_late_news_of_an_early_completion_counts_and_is_final(world, ada):
    """Todoist was away for two days; the window had closed upon a snooze and upon silence."""
    snoozed = await served(world, ada)
    await answer(world, snoozed, SNOOZE)
    silent = await served(world, ada)
    await carried(world)
    world.clock.advance(minutes=5)
    world.todoist.complete(snoozed.task.id)
    world.todoist.complete(silent.task.id)
    world.clock.advance(days=2)
    await world.core.close_windows()
    before = await state(world, snoozed)

    rewards = [await settled(world, it) for it in (snoozed, silent)]

    assert before is RewardState.FINAL
    assert rewards == [600, 600]
    assert [await state(world, it) for it in (snoozed, silent)] == [RewardState.FINAL] * 2
    assert OutcomeKind.IGNORED in await kinds(world, silent)
    assert await world.core.close_windows() == 0


async def test_a_completed_tip_is_never_called_ignored(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, SNOOZE)
    world.todoist.complete(tip.task.id)
    await settled(world, tip)
    await world.core.undo_reaction(ada, tip.id)
    await carried(world)
    world.clock.advance(hours=25)

    await world.core.close_windows()

    assert OutcomeKind.IGNORED not in await kinds(world, tip)
    assert (await reward(world, tip), await state(world, tip)) == (1000, RewardState.FINAL)


async def test_other_changes_are_told_without_words(world, ada):
    world.todoist.put(a_task("t1", "Other words"))
    world.todoist.put(a_task("t2", "Task number 2", due=Due("2026-12-24")))
    world.todoist.remove("t3")
    await sync(world, ada)
    world.todoist.put(a_task("t2", "Task number 2", due=Due("2026-12-25")))
    await sync(world, ada)

    assert [it.task_id for it in await world.events(TaskEdited)] == ["t1", "t2"]
    assert [it.task_id for it in await world.events(TaskPostponed)] == ["t2"]
    assert [it.task_id for it in await world.events(TaskDeleted)] == ["t3"]


async def test_a_person_who_left_meanwhile_is_told_of_nothing(world, ada):
    tip = await served(world, ada)
    world.todoist.complete(tip.task.id)
    await sync(world, ada)
    await world.core.erase_user(ada)

    await carried(world)

    assert await world.look(lambda work: work.rewards.of(ada)) == ()


async def test_who_did_not_sync_for_long_is_still_credited_within_the_window(world, ada):
    tip = await served(world, ada)
    world.clock.advance(hours=23)
    world.todoist.complete(tip.task.id)
    world.clock.jump_to(world.clock.now() + timedelta(days=6))

    assert await settled(world, tip) == 300
