"""A folder of Parquet files: whole, in order, exact, and closed to everything beside it."""

from dataclasses import fields
from datetime import timedelta

import duckdb
import pytest

from core.day_files import COLUMNS, DayFolder, ask
from core.domain.fact import UNSEEN, Choice, Fact
from core.errors import Malformed
from tests.fakes.builders import a_user
from tests.fakes.clock import NOON
from tests.fakes.facts import a_fact, silent

DAY = NOON.toordinal()
NAME = "day=2026-11-22.parquet"
HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    return DayFolder(tmp_path / "it's here")


def test_every_part_of_a_fact_has_its_column():
    parts = {it.name for it in (*fields(Fact), *fields(Choice))} - {"choice"}

    assert parts == set(COLUMNS)


async def test_a_day_comes_back_exactly_and_in_order(folder):
    late, early = a_fact(a_user(), later=HOUR), silent(a_fact(a_user(), choice=UNSEEN))

    await folder.write(DAY, "mark", [late, early])

    names, rows = await ask(folder.folder, "SELECT * FROM tips")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    assert [it["tip_id"] for it in found] == [early.tip_id, late.tip_id]
    assert found[1]["served_at"] == late.served_at
    assert found[1]["variance_p"] == late.choice.variance_p
    assert found[1]["targets"][0]["expected"] == -1e-300
    assert (found[0]["answered_at"], found[0]["targets"]) == (None, [])
    assert [path.name for path in folder.folder.iterdir()] == [NAME]


async def test_marks_tell_what_was_written(folder):
    assert await folder.written() == {}
    await folder.write(DAY, "first", [a_fact(a_user())])
    await folder.write(DAY, "second", [a_fact(a_user())])
    await folder.write(DAY + 1, "other", [])

    assert await folder.written() == {DAY: "second", DAY + 1: "other"}


async def test_a_day_can_be_dropped_twice(folder):
    await folder.write(DAY, "mark", [a_fact(a_user())])

    for _ in range(2):
        await folder.drop(DAY)

    assert await folder.written() == {}


@pytest.mark.parametrize(
    "words",
    [
        "SELECT nothing FROM tips",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY tips TO '/tmp/elsewhere.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
async def test_what_is_no_question_to_the_files_is_refused(folder, words):
    await folder.write(DAY, "mark", [a_fact(a_user())])

    with pytest.raises(Malformed):
        await ask(folder.folder, words)


async def test_without_files_there_is_nothing_to_ask(tmp_path):
    with pytest.raises(Malformed):
        await ask(tmp_path, "SELECT 1 FROM tips")


async def test_files_are_ordinary_parquet(folder):
    await folder.write(DAY, "mark", [a_fact(a_user())])

    path = str(folder.folder / NAME).replace("'", "''")
    found = duckdb.sql(f"SELECT DISTINCT compression FROM parquet_metadata('{path}')").fetchall()  # noqa: S608 - our own path
    assert found == [("ZSTD",)]
