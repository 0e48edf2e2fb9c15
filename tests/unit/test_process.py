"""A process can be told from one that is gone, also when its number has been given again."""

import gc
import subprocess
import sys
from pathlib import Path

from core.process import may_live, spare_what_is_loaded, this_process


def test_this_process_lives():
    assert may_live(this_process())


def test_a_process_that_has_ended_does_not():
    machine, *_ = this_process().partition("/")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    began = began_of(child.pid)
    lives = may_live(f"{machine}/{child.pid}/{began}")
    child.communicate(b"\n")

    assert lives
    assert not may_live(f"{machine}/{child.pid}/{began}")


def test_another_process_under_the_same_number_is_another():
    machine, pid, began = this_process().split("/")

    assert not may_live(f"{machine}/{pid}/{int(began) + 1}")


def test_without_a_beginning_the_number_must_do():
    machine, pid, _ = this_process().split("/")
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()

    assert may_live(f"{machine}/{pid}/")
    assert not may_live(f"{machine}/{child.pid}/")


def test_of_another_machine_nothing_is_known():
    assert may_live("elsewhere-0/1/1")
    assert may_live("no holder at all")


def began_of(pid):
    return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[19]


def test_what_is_loaded_is_no_more_looked_at_by_collections():
    before = gc.get_freeze_count()
    try:
        spare_what_is_loaded()

        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
