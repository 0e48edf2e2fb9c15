"""A model behind a command: real processes, and nothing of them is left."""

import asyncio
import os
import shlex
import sys
import time

import pytest

from core.errors import BudgetSpent, SettingsWrong
from core.sim.judges.command import MAX_OUTPUT_BYTES, Command, CommandConfig
from core.sim.judges.tally import Trouble
from tests.unit.sim.judges.scene import a_judge, a_scene

DONE = '{"answer": "done", "seconds": 2.5}'
PYTHON = (sys.executable, "-m", "oo_app.sandbox.judge_command")


def a_command(*argv, **changes):
    known = {"environ": os.environ, "timeout_s": 10.0}
    return Command(CommandConfig(argv, **known | changes))


def shell(script, **changes):
    return a_command("sh", "-c", script, **changes)


def gone(pid):
    """Return whether a process is no more; one that is dead but not yet buried is gone, too."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123 — a file of the kernel's
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def comes(true):
    """Wait until something is true, as long as a slow machine may need."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came")


async def test_the_question_goes_in_and_the_answer_comes_out():
    judge = a_judge(a_command(*PYTHON))

    scores, answer = await judge.score(a_scene()), await judge.react(a_scene(), 0)

    assert scores[0] > scores[2] > scores[1]
    assert answer.dwell_ms > 0
    assert judge.meter.tally.calls == 2


async def test_an_answer_in_the_wrapper_is_unwrapped_and_its_bill_is_paid():
    judge = a_judge(a_command(*PYTHON, "--wrapped"))

    found = await judge.score(a_scene())

    assert len(found) == 3
    tally = judge.meter.tally
    assert (tally.cost_micros, tally.assumed_micros) == (12_300, 0)
    assert tally.tokens_in > tally.tokens_out > 0


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("nonsense", Trouble.NONSENSE),
        ("miscounted", Trouble.NONSENSE),
        ("huge", Trouble.TOO_LARGE),
        ("failing", Trouble.FAILED),
    ],
)
async def test_what_cannot_be_used_leaves_the_tip_unjudged_and_the_run_going(fault, why):
    judge = a_judge(a_command(*PYTHON, "--fault", fault))

    found = await judge.score(a_scene())

    assert found is None
    assert judge.meter.tally.unjudged == {why: 1}


async def test_a_failure_that_was_billed_is_paid():
    wrapped = '{"type":"result","is_error":true,"result":"","total_cost_usd":0.5}'
    judge = a_judge(shell(f"echo '{wrapped}'; exit 1"))

    found = await judge.react(a_scene(), 0)

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.FAILED: 1}
    assert judge.meter.tally.cost_micros == 500_000


async def test_an_error_in_the_wrapper_is_no_answer_though_the_command_ends_well():
    wrapped = '{"type":"result","is_error":true,"result":' + f"{DONE!r}".replace('"', '\\"') + "}"
    wrapped = wrapped.replace("'", '"')
    judge = a_judge(shell(f"printf %s {shlex.quote(wrapped)}"))

    found = await judge.react(a_scene(), 0)

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.FAILED: 1}


async def test_output_at_the_limit_is_read_and_one_byte_more_is_not():
    scripts = [f"printf '%*s' {size} ''" for size in (MAX_OUTPUT_BYTES, MAX_OUTPUT_BYTES + 1)]

    at, over = [await shell(script).ask("?") for script in scripts]

    assert (len(at.text), at.trouble) == (MAX_OUTPUT_BYTES, None)
    assert over.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    "script",
    [
        "sleep 60 & echo $! > {mark}; wait",
        "sleep 60 & echo $! > {mark}; cat /dev/zero",
        "sleep 60 > /dev/null & echo $! > {mark}; echo hello",
        "sleep 60 & echo $! > {mark}; echo hello",
        "trap '' TERM INT HUP; sleep 60 & echo $! > {mark}; wait",
    ],
    ids=["late", "endless", "left a quiet child", "left a child on the line", "deaf"],
)
async def test_nothing_that_a_command_started_outlives_its_question(script, tmp_path):
    mark = tmp_path / "pid"

    started = time.monotonic()
    await shell(script.format(mark=mark), timeout_s=0.5).ask("?")

    assert time.monotonic() - started < 30
    await comes(lambda: gone(int(mark.read_text())))


async def test_a_question_that_is_cancelled_takes_its_command_with_it(tmp_path):
    mark = tmp_path / "pid"
    asking = asyncio.create_task(shell(f"echo $$ > {mark}; sleep 60").ask("?"))
    await comes(lambda: mark.exists() and mark.read_text().strip())

    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    assert asking.cancelled()
    with pytest.raises(ProcessLookupError):  # not even a dead one that waits to be reaped
        os.kill(int(mark.read_text()), 0)


async def test_a_late_command_leaves_the_tip_unjudged():
    judge = a_judge(a_command("sleep", "60", timeout_s=0.2, most_micros=5))

    found = await judge.react(a_scene(), 0)

    assert found is None
    assert judge.meter.tally.unjudged == {Trouble.LATE: 1}
    assert judge.meter.tally.assumed_micros == 5


async def test_a_command_that_does_not_read_its_question_may_answer():
    reply = await shell(f"echo '{DONE}'").ask("x" * 1_000_000)

    assert reply.text.strip() == DONE


@pytest.mark.parametrize("argv", [("no-such-judge",), ("/etc/passwd",), ("/",)])
async def test_a_command_that_cannot_be_started_ends_the_run(argv):
    judge = a_judge(a_command(*argv))

    with pytest.raises(SettingsWrong, match="the judge's command: "):
        await judge.react(a_scene(), 0)

    assert judge.meter.tally.spent_micros == 0


async def test_a_command_is_told_only_what_it_must_know():
    environ = {"PATH": os.environ["PATH"], "HOME": "/h", "SECRET": "canary", "TOKEN": "told"}

    reply = await a_command("env", environ=environ, told=("TOKEN", "ABSENT")).ask("?")

    names = {line.partition("=")[0] for line in reply.text.splitlines()}
    assert names == {"PATH", "HOME", "TOKEN"}
    assert "canary" not in repr(CommandConfig(("env",), environ=environ))


async def test_a_command_runs_where_it_is_told(tmp_path):
    reply = await a_command("pwd", folder=tmp_path).ask("?")

    assert reply.text.strip() == str(tmp_path.resolve())


async def test_what_a_command_says_on_the_side_is_not_heard():
    reply = await shell(f"echo noise >&2; echo '{DONE}'").ask("?")

    assert reply.text.strip() == DONE


async def test_a_budget_ends_the_run_once_it_is_spent():
    wrapped = '{"type":"result","result":"no","total_cost_usd":0.4}'
    judge = a_judge(shell(f"echo '{wrapped}'"), budget_micros=1_000_000)

    await judge.react(a_scene(), 0)
    await judge.react(a_scene(), 1)
    with pytest.raises(BudgetSpent):
        await judge.react(a_scene(), 2)

    assert judge.meter.tally.calls == 2
    assert judge.meter.tally.spent_micros == 800_000


async def test_a_budget_of_nothing_starts_nothing(tmp_path):
    judge = a_judge(shell(f"touch {tmp_path}/started"), budget_micros=0)

    with pytest.raises(BudgetSpent):
        await judge.react(a_scene(), 0)

    assert list(tmp_path.iterdir()) == []


async def test_no_pipe_and_no_file_stays_open():
    for _ in range(3):
        await shell("true").ask("?")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 — a folder of the kernel's

    for _ in range(5):
        await shell("cat /dev/zero").ask("?")
        await a_command("no-such-judge").ask("?")
    await asyncio.sleep(0)

    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208
