"""The list of runs: newest first, in pages, each with how it stands and who wanted to know."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.sim_run import Progress, RunState
from core.domain.sim_view import Standing, short_of
from core.errors import NotFound
from core.sim.read_runs import ReadSimRuns
from core.sim.setup import LEFT_AFTER, standing
from tests.fakes.access import an_actor
from tests.fakes.desk import ANALYST, WISH, Desk

MINUTE = timedelta(minutes=1)


def desk_and_reader():
    desk = Desk()
    return desk, ReadSimRuns(desk.store, desk.clock)


async def test_a_run_is_told_with_its_setup_and_its_question():
    desk, read = desk_and_reader()
    run = await desk.start(ANALYST, WISH, "Does it pay?")

    (line,) = (await read()).page

    assert (line.id, line.by, line.question) == (run.id, ANALYST.name, "Does it pay?")
    assert (line.setup.policies, line.setup.personas, line.setup.picks) == (WISH.policies, 36, 30)
    assert (line.done, line.total, line.standing) == (0, 36, Standing.RUNNING)


async def test_runs_come_in_pages_and_what_is_computed_is_on_each():
    desk, read = desk_and_reader()
    every = []
    for picks in (31, 32, 33):
        every.append(await desk.start(ANALYST, replace(WISH, picks=picks)))
        desk.clock.advance(seconds=1)
    await desk.cancel(ANALYST, every[1].id)

    first = await read(limit=2)
    second = await read(first.older, limit=2)

    assert [it.id for it in (*first.page, *second.page)] == [it.id for it in reversed(every)]
    assert (first.total, second.older) == (3, None)
    assert [it.id for it in second.running] == [every[2].id, every[0].id]


async def test_a_run_is_found_by_its_id_and_by_the_end_of_it():
    desk, read = desk_and_reader()
    run = await desk.start(ANALYST, WISH)

    whole, end = await read.named(str(run.id)), await read.named(short_of(run.id))

    assert whole == end
    for name in ("", "nobody", str(an_actor().user_id)):
        with pytest.raises(NotFound):
            await read.named(name)
    assert await read.all_named(("nobody", short_of(run.id))) == (whole,)


async def test_nothing_is_done_yet():
    desk, read = desk_and_reader()
    await desk.start(ANALYST, WISH)

    assert await read.newest_done() is None


@pytest.mark.parametrize(
    ("state", "note", "progress", "since", "stands"),
    [
        (RunState.RUNNING, "", Progress(1, 1, 2), 9 * MINUTE, Standing.RUNNING),
        (RunState.RUNNING, "", Progress(1, 0, 3), LEFT_AFTER / 2, Standing.RUNNING),
        (RunState.RUNNING, "", Progress(1, 0, 3), LEFT_AFTER, Standing.LEFT),
        (RunState.RUNNING, "", Progress(4, 0, 0), 9 * MINUTE, Standing.DONE),
        (RunState.STOPPED, "Cancelled by u_x", Progress(1, 0, 3), MINUTE, Standing.CANCELLED),
        (RunState.STOPPED, "The judge does not answer", Progress(1, 0, 3), MINUTE, Standing.FAILED),
    ],
)
async def test_how_a_run_stands(state, note, progress, since, *, stands):
    run = replace(await Desk().start(ANALYST, WISH), state=state, note=note)

    assert standing(run, progress, since) is stands
