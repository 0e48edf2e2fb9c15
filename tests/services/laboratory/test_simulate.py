"""`oo simulate` as an operator types it: real processes, a real database, judges over real HTTP."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from oo_app.sandbox.judge import Desk, build
from tests.fakes.persona_files import FILE, but
from tests.unit.sim.judges.scene import serve

OO = Path(sys.executable).with_name("oo")
TWO = FILE + FILE[FILE.index("  - id: ada") :].replace("id: ada", "id: bo")
SHORT = ("--worlds", "linear", "--seeds", "1", "--policies", "bayes-v1,egreedy-v1")


@pytest.fixture
def place(tmp_path):
    """Return a folder with a persona file, and the environment of a process in it."""
    (tmp_path / "people.yaml").write_text(TWO)
    quiet = {"OPENBLAS_NUM_THREADS": "1", "OO_JUDGE_FOLDER": str(tmp_path / "judgements")}
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return tmp_path, known | quiet | {"OO_DATABASE_URL": f"sqlite:///{tmp_path / 'oo.sqlite3'}"}


async def begun(place, *words, **more):
    folder, environment = place
    return await asyncio.create_subprocess_exec(
        OO,
        "simulate",
        *words,
        cwd=folder,
        env=environment | more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )


async def ran(place, *words, **more):
    """Return how a command ended, and what it said: results, and everything else."""
    process = await begun(place, *words, **more)
    told, said = await process.communicate()
    return process.returncode, told.decode(), said.decode()


def figures(path):
    """Return what a run found, without what differs from one run to the next."""
    found = json.loads(Path(path).read_text())
    return found["worlds"]


async def test_a_run_ends_with_a_verdict_a_report_and_figures(place):
    folder, _ = place

    code, told, said = await ran(
        place,
        *SHORT,
        *("--personas", "people.yaml", "--decisions", "8", "--processes", "2"),
        *("--json", "out.json", "--report", "out.html"),
    )

    assert code == 0, said
    assert "egreedy-v1" in told
    assert "oracle" in told
    assert "2/2 parts" in said
    assert "This run will see differences from" in said
    assert figures(folder / "out.json")[0]["world"] == "linear"
    run_id = said[said.index("Run ") :].split()[1].rstrip(":")
    await ran(place, "export", run_id, "out.csv")
    assert len((folder / "out.csv").read_text().splitlines()) == 1 + 2 * 5 * 8
    assert (folder / "out.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (but("likes: {quick: 1.5}", "likes: {quikc: 1.5}"), ":11: personas[1].likes.quikc"),
        (but("share: 0.5, like: -1", "share: -0.5"), "personas[1].areas.work.share"),
        ("x" * 10_000_000, "256 KB"),
    ],
)
async def test_a_wrong_persona_file_is_refused_by_line_and_field(place, text, said):
    folder, _ = place
    (folder / "people.yaml").write_text(text)

    code, _, complaint = await ran(place, *SHORT, "--personas", "people.yaml")

    assert code == 1
    assert said in complaint
    assert "Traceback" not in complaint


async def test_an_unknown_policy_is_refused_by_its_name(place):
    code, _, complaint = await ran(place, "--policies", "bayes-v9", "--personas", "people.yaml")

    assert code == 1
    assert "bayes-v9" in complaint


async def test_a_killed_run_goes_on_and_finds_what_an_unbroken_one_finds(place):
    folder, _ = place
    words = (*SHORT, "--personas", "people.yaml", "--decisions", "40", "--processes", "1")
    words = (*words, "--seeds", "6")
    await ran(place, *words, "--json", "whole.json")

    killed = await begun(place, *words)
    run_id = (await _line_with(killed, "Run ")).split()[1].rstrip(":")
    await _begun_to_compute(folder / "oo.sqlite3", run_id)
    os.killpg(killed.pid, signal.SIGKILL)
    await killed.wait()
    left = (await ran(place, "list"))[1]
    code, told, said = await ran(place, "join", run_id, "--processes", "2")
    await ran(place, "report", run_id, "--json", "joined.json")

    assert code == 0, said
    assert f"{run_id}" in left.splitlines()[0]
    assert "running" in left.splitlines()[0]
    assert figures(folder / "joined.json") == figures(folder / "whole.json")
    assert "bayes-v1" in told


async def test_workers_leave_with_the_process_that_began_them(place):
    folder, _ = place
    words = (*SHORT, "--personas", "people.yaml", "--decisions", "40", "--seeds", "400")
    parent = await begun(place, *words, "--processes", "2")
    run_id = (await _line_with(parent, "Run ")).split()[1].rstrip(":")
    await _begun_to_compute(folder / "oo.sqlite3", run_id)

    os.kill(parent.pid, signal.SIGKILL)

    await _nobody_left_in(parent.pid)
    await parent.wait()


async def test_a_model_judges_over_http_and_its_judgements_are_paid_once(place):
    folder, _ = place
    desk = Desk()
    words = ("--worlds", "linear", "--seeds", "1", "--policies", "bayes-v1", "--decisions", "3")
    words = (*words, "--personas", "people.yaml", "--judge", "llm", "--processes", "1")
    async with serve(build(desk)) as url:
        asked = {"OO_JUDGE_URL": url, "OO_JUDGE_MODEL": "stand-in"}
        first = await ran(place, *words, "--json", "first.json", **asked)
        count = len(desk.questions)
        second = await ran(place, *words, **asked)

    assert first[0] == second[0] == 0, first[2] + second[2]
    assert count > 0
    assert len(desk.questions) == count
    assert any((folder / "judgements").rglob("*.json"))
    assert 0 <= json.loads((folder / "first.json").read_text())["judges"]["agreed"] <= 1
    assert "The judge and the rules gave the same answer" in first[1]


async def test_a_run_that_would_cost_too_much_stops_and_says_so(place):
    words = ("--worlds", "linear", "--seeds", "1", "--policies", "bayes-v1", "--decisions", "3")
    words = (*words, "--personas", "people.yaml", "--judge", "llm", "--processes", "1")
    async with serve(build(Desk())) as url:
        code, told, said = await ran(
            place,
            *words,
            OO_JUDGE_URL=url,
            OO_JUDGE_MODEL="stand-in",
            OO_JUDGE_PRICE_IN="1000",
            OO_JUDGE_BUDGET="0.5",
        )

    assert "budget is spent" in said
    assert "OO_JUDGE_BUDGET" in said
    assert "stopped" in (await ran(place, "list"))[1]
    assert code == 0
    assert told


async def test_a_judge_that_is_not_configured_is_asked_for(place):
    words = (*SHORT, "--personas", "people.yaml", "--judge", "llm", "--processes", "1")

    _, _, said = await ran(place, *words)

    assert "OO_JUDGE_URL" in said
    assert "OO_JUDGE_MODEL" in said


async def test_a_log_that_is_too_thin_calibrates_nothing(place):
    code, _, said = await ran(place, "--calibrate", "--worlds", "linear")

    assert code == 1
    assert "it takes 10" in said


async def test_a_run_that_is_not_there_is_not_found(place):
    code, _, said = await ran(place, "report", "01a20f08-4939-7492-9959-2745e8558dde")

    assert code == 1
    assert "oo simulate list" in said


async def _begun_to_compute(database, run_id):
    """Wait until a part of a run is done and more of it is left."""
    done = "SELECT count(*) FROM sim_shards WHERE run_id = ? AND done_at IS NOT NULL"
    for _ in range(1200):
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            if connection.execute(done, (UUID(run_id).hex,)).fetchone()[0]:
                return
        await asyncio.sleep(0.05)
    raise AssertionError(run_id)


async def _nobody_left_in(group):
    """Wait until a group of processes is empty."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError(group)


async def _line_with(process, start):
    async for line in process.stderr:
        if line.decode().startswith(start):
            return line.decode()
    raise AssertionError(start)
