"""What waited through an outage is held against what is true, and its person is told."""

from datetime import timedelta

import pytest

from core.domain.command import CommandKind
from core.domain.conflict import Fate
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.views import Kept, Trouble
from core.memory.store import MemoryStore
from tests.fakes.builders import a_task, an_identity, daily
from tests.fakes.clock import FakeClock
from tests.fakes.providers import FakeIssuer, down
from tests.fakes.two_sides import SharedTodoist, later
from tests.fakes.world import RestlessStore, World, a_core


def a_shared_world(*tasks):
    clock = FakeClock()
    todoist = SharedTodoist(clock, *tasks)
    store = RestlessStore(MemoryStore())
    issuers = {"google": FakeIssuer("google")}
    return World(a_core(store, clock, todoist, issuers), clock, store, todoist, issuers)


@pytest.fixture
def world():
    """Return a world whose Todoist has a task and a habit."""
    return a_shared_world(a_task("t1", "Buy **milk**"), a_task("r1", "Water", due=daily()))


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def answered_in_an_outage(world, user_id, task_id, kind=ReactionKind.DONE):
    """Answer until it is this task's turn, and let Todoist be down when it is carried."""
    world.todoist.failure = None
    while True:
        shown = await world.tip(user_id)
        tip = await world.look(lambda work: work.tips.open_of(user_id))
        key = f"key-{shown.tip_id}"
        if tip.task.id == task_id:
            break
        await world.core.record_reaction(user_id, shown.tip_id, ReactionKind.SNOOZE, key)
    world.todoist.failure = down()
    reaction = await world.core.record_reaction(user_id, shown.tip_id, kind, key)
    await world.core.send_commands()
    return reaction


async def heal(world):
    world.todoist.failure = None
    world.clock.advance(seconds=31)
    await world.core.send_commands()


def fate_of(world, command_id):
    """Return what became of a command: (over, error)."""
    kept = world.store._store.room.kind("commands").values[command_id]
    return kept.over_at is not None, kept.error


def executed(world):
    return [it.id for it in world.todoist.executed]


async def test_what_is_as_it_was_is_carried(world, ada):
    """Reliability F3."""
    done = await answered_in_an_outage(world, ada, "r1")

    await heal(world)

    assert executed(world) == [done.id]
    assert await world.core.read_trouble(ada) == Trouble()


async def test_deletion_beats_an_answer_and_the_person_is_told(world, ada):
    """Reliability F3: deletion beats edit."""
    done = await answered_in_an_outage(world, ada, "t1")
    world.todoist.delete("t1")

    await heal(world)

    assert fate_of(world, done.id) == (True, Fate.GONE)
    assert executed(world) == []
    told = (await world.core.read_trouble(ada)).kept
    assert told == Kept("Buy milk", CommandKind.CLOSE, Fate.GONE)


async def test_deletion_is_known_also_when_an_earlier_sync_saw_it(world, ada):
    done = await answered_in_an_outage(world, ada, "t1")
    world.todoist.delete("t1")
    world.todoist.failure = None

    await world.core.sync_tasks(ada, Provider.TODOIST)
    at_once = fate_of(world, done.id)
    await heal(world)

    assert at_once == fate_of(world, done.id) == (True, Fate.GONE)


async def test_a_second_thought_after_an_undo_is_carried_though_the_first_was_seen_done(world, ada):
    """Reliability F3: what waits for its reopening is not done because the task still looks so."""
    shown, first = await world.answer(ada, ReactionKind.DONE)
    await world.core.send_commands()
    await world.core.undo_reaction(ada, shown.tip_id)
    again = await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "again")

    await world.core.sync_tasks(ada, Provider.TODOIST)
    waits = fate_of(world, again.id)
    await world.core.send_commands()

    assert waits == (False, "")
    assert executed(world)[::2] == [first.id, again.id]  # and the reopening between them


async def test_what_was_completed_there_meanwhile_is_done(world, ada):
    done = await answered_in_an_outage(world, ada, "t1")
    world.todoist.complete("t1")

    await heal(world)

    assert fate_of(world, done.id) == (True, "")
    assert executed(world) == []
    assert await world.core.read_trouble(ada) == Trouble()


async def test_no_occurrence_is_skipped_that_was_completed_there_meanwhile(world, ada):
    """Reliability F3."""
    done = await answered_in_an_outage(world, ada, "r1")
    world.todoist.complete("r1")

    await heal(world)

    assert fate_of(world, done.id) == (True, Fate.MOVED)
    assert world.todoist.tasks["r1"].due.date == later(daily(), 1).date
    assert (await world.core.read_trouble(ada)).kept.why == Fate.MOVED


async def test_what_waited_because_oo_itself_was_down_is_looked_up_too(world, ada):
    """Reliability F3: no try had failed, but an hour went by."""
    world.todoist.delete("t1")
    await world.core.sync_tasks(ada, Provider.TODOIST)
    shown = await world.tip(ada)
    done = await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")
    world.todoist.complete("r1")
    world.clock.advance(hours=1)

    await world.core.send_commands()

    assert fate_of(world, done.id) == (True, Fate.MOVED)
    assert executed(world) == []


async def test_nothing_is_sent_while_it_cannot_be_known_what_is_true(world, ada):
    await answered_in_an_outage(world, ada, "r1")
    world.clock.advance(seconds=31)
    sends = world.todoist.sends

    await world.core.send_commands()

    assert world.todoist.sends == sends


async def test_an_undo_in_the_outage_leaves_a_date_alone_that_was_moved_there(world, ada):
    """Reliability F3: the close was never carried, so the person's date is the newer word."""
    done = await answered_in_an_outage(world, ada, "r1")
    await world.core.undo_reaction(ada, done.tip_id)
    moved = later(daily(), 3)
    world.todoist.put(a_task("r1", "Water", due=moved))

    await heal(world)

    assert fate_of(world, done.id) == (True, Fate.UNDONE)
    assert executed(world) == []
    assert world.todoist.tasks["r1"].due == moved


async def test_an_undo_in_the_outage_of_what_nobody_touched_needs_nothing(world, ada):
    done = await answered_in_an_outage(world, ada, "r1")
    await world.core.undo_reaction(ada, done.tip_id)

    await heal(world)

    assert executed(world) == []
    assert await world.waiting_commands() == ()
    assert await world.core.read_trouble(ada) == Trouble()


async def test_an_undo_of_a_deleted_task_is_told(world, ada):
    shown = await world.tip(ada)
    done = await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    await world.core.send_commands()
    await world.core.undo_reaction(ada, done.tip_id)
    world.todoist.failure = down()
    await world.core.send_commands()
    world.todoist.delete(tip.task.id)

    await heal(world)

    told = (await world.core.read_trouble(ada)).kept
    assert (told.kind, told.why) == (CommandKind.REOPEN, Fate.GONE)


async def test_a_lost_answer_is_not_carried_out_twice(world, ada):
    """Reliability E2, F2: one uuid across retries, and no second occurrence."""
    shown = await world.tip(ada)
    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")
    world.todoist.lost = 1

    await world.core.send_commands()
    await heal(world)
    await heal(world)

    assert len(executed(world)) == 1
    assert await world.waiting_commands() == ()


async def test_news_is_old_after_the_next_answer(world, ada):
    await answered_in_an_outage(world, ada, "t1")
    world.todoist.delete("t1")
    await heal(world)
    before = (await world.core.read_trouble(ada)).kept

    world.clock.advance(seconds=5)
    world.todoist.put(a_task("t9", "Another"))
    await world.core.sync_tasks(ada, Provider.TODOIST)
    await world.answer(ada, ReactionKind.DISMISS)

    assert before is not None
    assert (await world.core.read_trouble(ada)).kept is None


async def test_news_is_old_after_a_day(world, ada):
    await answered_in_an_outage(world, ada, "t1")
    world.todoist.delete("t1")
    await heal(world)

    world.clock.advance(hours=24)
    almost = (await world.core.read_trouble(ada)).kept
    world.clock.advance(seconds=1)

    assert almost is not None
    assert (await world.core.read_trouble(ada)).kept is None


async def test_what_the_person_did_themselves_is_no_news(world, ada):
    await answered_in_an_outage(world, ada, "t1")
    await world.core.disconnect(ada, Provider.TODOIST)
    world.clock.advance(seconds=31)
    await world.core.send_commands()
    world.todoist.failure = None
    await world.connect(ada)

    assert (await world.core.read_trouble(ada)).kept is None


async def test_an_outage_is_told_with_the_time_of_the_last_read_and_ends_by_itself(world, ada):
    """Reliability F3: a visible "not synced since"."""
    read_at = world.clock.now()
    world.clock.advance(minutes=20)
    fine = await world.core.read_trouble(ada)
    await answered_in_an_outage(world, ada, "t1")
    world.clock.advance(seconds=31)
    await world.core.send_commands()
    outage = await world.core.read_trouble(ada)

    await heal(world)

    assert fine == Trouble()
    assert outage.unsynced_since >= read_at
    assert outage.unsynced_since <= world.clock.now() - timedelta(seconds=60)
    assert await world.core.read_trouble(ada) == Trouble()


async def test_a_dead_link_and_nobodys_link_are_told_apart(world, ada):
    eve = await world.a_person(an_identity("eve"))
    world.todoist.access.clear()
    world.todoist.refresh_tokens.clear()
    world.clock.advance(hours=1)
    await world.core.sync_due()

    assert await world.core.read_trouble(ada) == Trouble(reconnect=True)
    assert await world.core.read_trouble(eve) == Trouble()


async def test_nobody_hears_of_anothers_trouble(world, ada):
    """Reliability R2."""
    await answered_in_an_outage(world, ada, "t1")
    world.todoist.delete("t1")
    await heal(world)
    eve = await world.a_reader(an_identity("eve"))

    assert (await world.core.read_trouble(eve)).kept is None
