"""What a user has seen of each task lately, in every home."""

from dataclasses import replace
from datetime import timedelta

from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.reaction import ReactionKind
from core.domain.tip import TipStatus
from tests.services.storage.things import HOUR, NOW, a_reaction, a_task, signed_up, tipped

SINCE = NOW - timedelta(days=60)
SNOOZE, DISMISS, DONE = ReactionKind.SNOOZE, ReactionKind.DISMISS, ReactionKind.DONE


async def seen(store, user, kind, *, task="a", at=NOW, **changes):
    """Show a task, and answer it an hour later, if at all."""
    tip = await tipped(
        store,
        user,
        task=a_task(id=TaskId(task)),
        served_at=at,
        status=TipStatus.ANSWERED if kind else TipStatus.WITHDRAWN,
    )
    if kind is None:
        return
    reaction = a_reaction(tip, kind=kind, at=at + HOUR)
    async with store.writing() as work:
        await work.reactions.add(reaction)
        if changes:
            await work.reactions.save(replace(reaction, **changes))


async def pasts(store, user, since=SINCE):
    async with store.reading() as work:
        return dict(await work.history.pasts(user.id, since))


async def test_who_has_seen_nothing_has_no_past(store):
    user, other = await signed_up(store), await signed_up(store)
    await seen(store, other, DONE)

    assert await pasts(store, user) == {}


async def test_tasks_are_told_apart_and_counted(store):
    user = await signed_up(store)
    for at, task, kind in [
        (NOW - 5 * HOUR, "a", SNOOZE),
        (NOW - 4 * HOUR, "b", DISMISS),
        (NOW - 3 * HOUR, "a", SNOOZE),
        (NOW - 2 * HOUR, "c", None),
        (NOW - HOUR, "a", DONE),
    ]:
        await seen(store, user, kind, task=task, at=at)

    assert await pasts(store, user) == {
        "a": Past(3, NOW - HOUR, snoozed=2),
        "b": Past(1, NOW - 4 * HOUR, dismissed=True),
        "c": Past(1, NOW - 2 * HOUR),
    }


async def test_only_the_newest_answer_says_whether_a_task_was_dismissed(store):
    user = await signed_up(store)
    await seen(store, user, DISMISS, at=NOW - 3 * HOUR)
    await seen(store, user, SNOOZE, at=NOW - 2 * HOUR)
    await seen(store, user, SNOOZE, task="b", at=NOW - 3 * HOUR)
    await seen(store, user, DISMISS, task="b", at=NOW - 2 * HOUR)
    await seen(store, user, None, task="b")

    found = await pasts(store, user)

    assert {task: (it.snoozed, it.dismissed) for task, it in found.items()} == {
        "a": (1, False),
        "b": (1, True),
    }


async def test_an_answer_that_was_taken_back_was_none(store):
    user = await signed_up(store)
    await seen(store, user, SNOOZE, at=NOW - 3 * HOUR, undone_at=NOW)
    await seen(store, user, DISMISS, task="b", at=NOW - 3 * HOUR)
    await seen(store, user, DONE, task="b", at=NOW - 2 * HOUR, undone_at=NOW)

    assert await pasts(store, user) == {
        "a": Past(1, NOW - 3 * HOUR),
        "b": Past(2, NOW - 2 * HOUR, dismissed=True),
    }


async def test_an_answer_given_anew_counts_once(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    first = a_reaction(tip, kind=SNOOZE)
    async with store.writing() as work:
        await work.reactions.add(first)
        await work.reactions.save(replace(first, undone_at=NOW))
        await work.reactions.add(a_reaction(tip, kind=SNOOZE, at=NOW + HOUR))

    assert await pasts(store, user) == {tip.task.id: Past(1, NOW, snoozed=1)}


async def test_of_two_answers_at_one_moment_a_dismissal_counts(store):
    user = await signed_up(store)
    for kind in (SNOOZE, DISMISS, SNOOZE):
        await seen(store, user, kind)

    assert (await pasts(store, user))["a"].dismissed


async def test_what_was_long_ago_is_forgotten(store):
    user = await signed_up(store)
    await seen(store, user, DISMISS, at=SINCE - HOUR / 60)
    await seen(store, user, SNOOZE, task="b", at=SINCE)

    assert await pasts(store, user) == {"b": Past(1, SINCE, snoozed=1)}


async def test_a_user_who_left_has_no_past(store):
    """Reliability D1."""
    user = await signed_up(store)
    await seen(store, user, DISMISS)

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    assert await pasts(store, user) == {}
