"""Of several processes one holds a loop's lease; what a dead one holds is free at once."""

from core.memory.store import MemoryStore
from core.usecases.hold_leases import TERM, HoldLeases
from tests.fakes.clock import FakeClock

NAMES = ("relay", "sync")


class Machine:
    """Two processes on one store; a test ends one of them."""

    def __init__(self):
        self.store, self.clock = MemoryStore(), FakeClock()
        self.dead = set()

    def process(self, name):
        return HoldLeases(self.store, self.clock, name, lambda holder: holder not in self.dead)


async def test_one_holds_them_all_and_keeps_them():
    machine = Machine()
    one, other = machine.process("one"), machine.process("other")

    assert await one(NAMES) == set(NAMES)
    for _ in range(9):
        machine.clock.advance(seconds=5)
        assert await other(NAMES) == frozenset()
        assert await one(NAMES) == set(NAMES)


async def test_who_does_not_renew_loses_it_with_the_term():
    machine = Machine()
    one, other = machine.process("one"), machine.process("other")
    await one(NAMES)

    machine.clock.advance(seconds=TERM.total_seconds() - 1)
    assert await other(NAMES) == frozenset()
    machine.clock.advance(seconds=1)

    assert await other(NAMES) == set(NAMES)
    assert await one(NAMES) == frozenset()


async def test_what_a_dead_process_holds_is_taken_at_once():
    """Reliability E1: the lag ends with the restart, not with the term."""
    machine = Machine()
    await machine.process("one")(NAMES)
    machine.dead.add("one")

    assert await machine.process("other")(NAMES) == set(NAMES)


async def test_what_is_given_back_is_free():
    machine = Machine()
    one = machine.process("one")
    await one(NAMES)
    await one.release(("relay",))

    assert await machine.process("other")(NAMES) == {"relay"}


async def test_a_clock_that_was_wrong_holds_nothing_for_ever():
    """Reliability F4."""
    machine = Machine()
    machine.clock.advance(days=40)
    await machine.process("one")(NAMES)
    machine.clock.advance(days=-40)

    assert await machine.process("other")(NAMES) == set(NAMES)
