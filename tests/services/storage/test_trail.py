"""What happened to one user is told alike in every home, and nobody else's."""

from dataclasses import replace

from core.domain.events import SignedIn, TasksSynced
from core.domain.ids import RewardId, new_id
from core.domain.integration import Provider
from core.domain.reward import RewardState
from core.domain.settlement import Settlement
from tests.services.storage.things import HOUR, NOW, a_reward, a_tip, signed_up, tipped


async def told(store, *events):
    async with store.writing() as work:
        for event in events:
            await work.outbox.tell(event)
    return events


async def test_events_come_newest_first_within_their_time(store):
    ada, ben = await signed_up(store), await signed_up(store)
    first, second, third = await told(
        store,
        SignedIn(NOW, ada.id, "google", first=True),
        TasksSynced(NOW + HOUR, ada.id, Provider.TODOIST, 1, 0, 3),
        SignedIn(NOW + 2 * HOUR, ada.id, "google", first=False),
    )
    await told(store, SignedIn(NOW, ben.id, "google", first=True))

    async with store.reading() as work:
        most = await work.trail.events(ada.id, NOW, NOW + 3 * HOUR, 2)
        early = await work.trail.events(ada.id, NOW, NOW + 2 * HOUR, 10)

    assert most == (third, second)
    assert early == (second, first)


async def test_events_that_were_sent_are_told_as_long_as_they_are_kept(store):
    ada = await signed_up(store)
    (event,) = await told(store, SignedIn(NOW, ada.id, "google", first=True))
    async with store.writing() as work:
        await work.outbox.sent((event.id,), NOW)

    async with store.reading() as work:
        found = await work.trail.events(ada.id, NOW, NOW + HOUR, 10)

    assert found == (event,)


async def test_every_reward_that_a_tip_was_given_is_told_oldest_first(store):
    ada = await signed_up(store)
    tip = await tipped(store, ada)
    early = a_reward(tip, at=NOW, milli=300, state=RewardState.PROVISIONAL)
    late = replace(early, id=RewardId(new_id()), at=NOW + HOUR, milli=None)
    async with store.writing() as work:
        await work.rewards.add(early)
        await work.rewards.add(late)

    async with store.reading() as work:
        settled = await work.trail.settled([tip.id])
        nothing = await work.trail.settled([a_tip(ada).id])

    assert settled == (
        Settlement(tip.id, NOW, 300, RewardState.PROVISIONAL),
        Settlement(tip.id, NOW + HOUR, None, RewardState.PROVISIONAL),
    )
    assert nothing == ()
