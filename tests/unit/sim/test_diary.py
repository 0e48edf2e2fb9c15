"""A life as it is written down: small, exact, and read with suspicion."""

import zlib
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.past import Past
from core.domain.pick import Pick, Scoring
from core.domain.task import Due
from core.errors import Malformed
from core.sim.diary import FORMAT, IGNORED, NO_REWARD, ROW, Diary, unpack
from core.sim.entry import ELSEWHERE, entry
from tests.fakes.builders import a_task
from tests.fakes.personas import PROJECTS, WORKING, a_life, a_scene


def a_diary(rows):
    return Diary("linear", "ana", 1, "random", rows)


rows = st.integers(0, 40).flatmap(
    lambda n: st.binary(min_size=n * ROW.itemsize, max_size=n * ROW.itemsize)
)


@given(rows)
def test_what_was_packed_comes_back_bit_by_bit(flat):
    diary = a_diary(np.frombuffer(flat, dtype=ROW))

    found = unpack(diary.pack())

    assert found.tobytes() == flat
    assert len(found) == len(diary)


@given(st.binary(max_size=200))
def test_bytes_of_strangers_are_malformed(blob):
    for hostile in (blob, FORMAT + blob):
        with pytest.raises(Malformed):
            unpack(hostile)


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        FORMAT,
        b"\x02" + zlib.compress(bytes(ROW.itemsize)),
        FORMAT + zlib.compress(bytes(ROW.itemsize - 1)),
        FORMAT + zlib.compress(bytes(ROW.itemsize))[:-1],
        FORMAT + zlib.compress(bytes(ROW.itemsize)) + b"more",
        FORMAT + zlib.compress(bytes(ROW.itemsize * 2**20), level=9),
    ],
    ids=["empty", "no rows", "another format", "half a row", "cut off", "too much", "a bomb"],
)
def test_a_broken_diary_is_malformed(blob):
    with pytest.raises(Malformed):
        unpack(blob)


@given(st.data())
def test_a_diary_that_lost_a_byte_is_malformed(data):
    rows = np.frombuffer(np.random.default_rng(3).bytes(10 * ROW.itemsize), dtype=ROW)
    blob = a_diary(rows).pack()
    place = data.draw(st.integers(1, len(blob) - 1))

    with pytest.raises(Malformed):
        unpack(blob[:place] + blob[place + 1 :])


def test_no_decisions_are_a_diary_too():
    assert len(unpack(a_diary(np.zeros(0, dtype=ROW)).pack())) == 0


async def test_a_life_takes_a_few_kilobytes():
    life = await a_life("bayes-v1", decisions=60)

    assert len(a_diary(life.rows).pack()) < 60 * 40


def test_the_longest_life_there_is_can_be_read():
    rows = np.zeros(24 * 1000, dtype=ROW)

    assert len(unpack(a_diary(rows).pack())) == 24_000


def test_a_column_is_read_as_numbers():
    diary = a_diary(np.zeros(3, dtype=ROW))
    diary.rows["reward_milli"] = (NO_REWARD, -300, 1000)

    assert diary.column("reward_milli").tolist() == [-32768.0, -300.0, 1000.0]
    assert diary.column("worth").dtype == np.float64


TASKS = (
    a_task("t1", project=PROJECTS[2], priority=3, due=Due("2026-10-07T09:00:00")),
    a_task("t2", project="Moss", due=Due("2026-10-07")),
)
SCENE = a_scene(*TASKS, pasts={"t2": Past(4, WORKING - timedelta(days=1))})


def a_pick(chosen, **traits):
    scoring = Scoring("bayes-v1", np.array([0.3, 0.7]), np.array([0.25, -0.5]), chosen, **traits)
    return Pick(("t1", "t2"), "v", (), np.zeros((2, 0)), seed=1, served=scoring, day=1)


def written(chosen, worths=(0.5, -0.25), **traits):
    row = np.zeros(1, dtype=ROW)
    told = None if worths is None else np.array(worths)
    row[0] = entry(SCENE, a_pick(chosen, **traits), told, day=3, areas=PROJECTS)
    return row[0]


def test_a_decision_is_written_down_as_it_was_made():
    row = written(0)

    assert (row["at_s"], row["day"], row["hour"], row["weekday"]) == (
        int(WORKING.timestamp()),
        3,
        9,
        2,
    )
    assert (row["area"], row["priority"], row["overdue"], row["shown"]) == (2, 3, 1, 1)
    assert (row["candidates"], row["fallback"]) == (2, 0)
    assert row["propensity"] == pytest.approx(0.3)
    assert (row["score"], row["worth"], row["best"], row["mean"]) == (0.25, 0.5, 0.5, 0.125)


def test_a_new_decision_is_one_that_nobody_has_answered():
    row = written(1, fallback="slow")

    assert (row["kind"], row["looks"], row["dwell_ms"], row["reward_milli"]) == (
        IGNORED,
        0,
        0,
        NO_REWARD,
    )
    assert (row["area"], row["overdue"], row["shown"], row["fallback"]) == (ELSEWHERE, 0, 5, 1)
    assert (row["worth"], row["best"]) == (-0.25, 0.5)


def test_what_no_judge_could_say_is_not_a_number():
    row = written(0, worths=None)

    assert np.isnan([row["worth"], row["best"], row["mean"]]).all()


def test_tasks_are_told_apart_by_their_ids_and_nothing_else():
    same = replace(SCENE, tasks=(replace(TASKS[0], text="Another"), TASKS[1]))

    other = entry(same, a_pick(0), None, day=3, areas=PROJECTS)

    assert written(0)["task"] == other[4] != written(1)["task"]
