"""Marks on the charts: what admins write, and what the system writes by itself."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.annotation import AnnotationKind
from core.domain.deployment import Policies
from core.domain.events import TipServed
from core.domain.ids import AnnotationId, TipId, new_id
from core.domain.letter import TRIES
from core.domain.pseudonym import pseudonym
from core.errors import Malformed, NotAllowed, NotFound, StaleWrite
from core.usecases.deliver import Consumer, DeliverEvents
from core.usecases.note_incident import NoteIncidents, Trouble
from tests.fakes.deeds import an_actor, deeds

DAY = timedelta(days=1)


async def marks(world, kind=None, page=""):
    now = world.clock.now()
    found = await world.core.steering.read_annotations(now - DAY, now + DAY, page)
    return [it.words for it in found if kind is None or it.kind is kind]


async def test_a_note_stands_on_the_pages_it_is_meant_for(world):
    actor, now = an_actor("analyst"), world.clock.now()
    note = world.core.steering.annotate

    await note(actor, now, "a holiday", "overview, rewards")
    await note(actor, now, "everywhere")

    assert await marks(world, page="rewards") == ["a holiday", "everywhere"]
    assert await marks(world, page="users") == ["everywhere"]
    assert [it.action for it in await deeds(world)] == ["wrote a note"] * 2


async def test_who_wrote_a_note_is_named_by_a_pseudonym(world):
    actor = an_actor("analyst")

    note = await world.core.steering.annotate(actor, world.clock.now(), "a holiday")

    assert note.by == pseudonym(actor.user_id)


async def test_a_note_is_taken_away_by_who_wrote_it_alone(world):
    actor = an_actor("analyst")
    note = await world.core.steering.annotate(actor, world.clock.now(), "a holiday")
    with pytest.raises(NotFound):
        await world.core.steering.annotate.remove(an_actor("owner"), note.id)

    await world.core.steering.annotate.remove(actor, note.id)

    assert await marks(world) == []
    with pytest.raises(NotFound):
        await world.core.steering.annotate.remove(actor, AnnotationId(new_id()))


@pytest.mark.parametrize("words", ["", "  ", "x" * 201, "a\nb"])
async def test_a_note_that_is_none_is_refused(world, words):
    with pytest.raises(Malformed):
        await world.core.steering.annotate(an_actor("analyst"), world.clock.now(), words)


async def test_a_viewer_writes_no_notes(world):
    with pytest.raises(NotAllowed):
        await world.core.steering.annotate(an_actor("viewer"), world.clock.now(), "a holiday")


async def test_a_start_writes_down_what_serves_and_what_is_new(world):
    serves = await world.core.note_start()

    assert serves == Policies("random")
    assert (await world.core.steering.read_live()).policies == serves
    assert {it.split()[0] for it in await marks(world)} == {"Deploy", "reward", "consent"}


async def test_a_start_of_the_same_version_writes_nothing_and_another_one_does(world):
    start = replace(world.core.note_start, version="1")
    await start()
    world.clock.advance(minutes=1)

    await start()
    await replace(start, version="2")()
    world.clock.advance(minutes=1)
    await start()

    assert await marks(world, AnnotationKind.DEPLOY) == ["Deploy 1", "Deploy 2", "Deploy 1"]


async def test_processes_that_start_at_once_write_everything_once(world):
    await asyncio.gather(*(world.core.note_start() for _ in range(4)))

    assert len(await marks(world)) == 3
    assert len((await world.core.steering.read_live.timeline())[0]) == 1


async def test_a_shadow_that_is_also_the_champion_stands_once(world):
    both = Policies("bayes-v1", ("bayes-v1", "random", "random"))

    serves = await replace(world.core.note_start, settings=both)()

    assert serves == Policies("bayes-v1", ("random",))


async def test_events_that_die_are_one_incident_an_hour(world):
    ada = await world.a_person()

    async def fail(_work, _event):
        raise ValueError

    consumer = Consumer("learn", frozenset({TipServed.subject}), fail)
    deliver = DeliverEvents(world.store, world.clock, {"learn": consumer}, lambda: 0.5)
    served = [
        TipServed(world.clock.now(), ada, TipId(new_id()), "random", 0.5, 2) for _ in range(2)
    ]

    for _ in range(TRIES):
        await deliver("learn", tuple(served))
    assert await marks(world, AnnotationKind.INCIDENT) == ["an event died at learn"]
    world.clock.advance(hours=2)
    later = replace(served[0], id=new_id())
    for _ in range(TRIES):
        await deliver("learn", (later,))

    assert await marks(world, AnnotationKind.INCIDENT) == ["an event died at learn"] * 2


async def test_trouble_that_is_heard_of_is_written_down_once_it_can_be(world):
    trouble = Trouble()
    note = NoteIncidents(world.store, world.clock, trouble)
    tell = trouble.teller("Todoist does not answer", "todoist")
    tell()
    world.store.refuse_write(1)
    with pytest.raises(StaleWrite):
        await note()

    assert await note() == 1
    tell()
    await note()

    assert await note() == 0
    assert await marks(world) == ["Todoist does not answer"]
