"""Hands are processes of their own: they get the run's id, and end without whoever began them."""

import sys
import time

import pytest

from core.domain.ids import RunId, new_id
from core.errors import OurFault
from core.sim.child_hands import JOIN, ChildHands

WRITES = "import os,sys; open('told','w').write(f'{os.getsid(0)} ' + ' '.join(sys.argv[1:]))"


async def test_a_child_is_told_the_run_and_lives_in_a_session_of_its_own(tmp_path):
    run_id = RunId(new_id())
    hands = ChildHands(tmp_path, 3, (sys.executable, "-c", WRITES))

    await hands.set_to_work(run_id)

    session, *words = soon(tmp_path / "told").split()
    assert words == [str(run_id), "--processes", "3"]
    assert int(session) > 1
    assert JOIN[-2:] == ("simulate", "join")


async def test_a_command_that_is_not_there_is_our_fault(tmp_path):
    with pytest.raises(OurFault):
        await ChildHands(tmp_path, 1, (str(tmp_path / "nobody"),)).set_to_work(RunId(new_id()))


def soon(path):
    """Return what a file says once it says something."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.05)
    pytest.fail("the child never came")
