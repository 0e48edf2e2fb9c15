"""While nobody can be recognised, a fault is told once and not for ever (reliability L2, O3)."""

import asyncio

import pytest
from reflex.app_mixins.middleware import MiddlewareMixin
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.event.processor import BaseStateEventProcessor

from core import wiring
from core.settings import Settings
from oo_app.shared import faults
from oo_app.shared.guard import SessionGuard
from oo_app.shared.sockets import Sockets
from tests.fakes.core import FakeCore
from tests.socket.pipeline import send
from tests.socket.tabs import BINDING, HYDRATE, PROBE


class NoDatabase(FakeCore):
    """A core that cannot look anybody up."""

    async def resolve_session(self, session_id):
        self.calls["resolve_session"] += 1
        raise ConnectionError


@pytest.fixture
async def broken():
    core = NoDatabase(Settings.of())
    wiring.use(core.as_core)
    chain = MiddlewareMixin()
    chain.add_middleware(SessionGuard(Sockets()))
    processor = BaseStateEventProcessor(middleware=chain, backend_exception_handler=faults.in_event)
    processor.configure(state_manager=StateManagerMemory())
    async with processor:
        yield processor, core
    wiring.use(None)


async def test_an_event_that_fails_at_the_guard_is_told_once(broken):
    processor, core = broken

    with pytest.raises(ConnectionError):
        await send(processor, "t", f"{PROBE}.look")
    await asyncio.sleep(0.3)

    assert core.calls["resolve_session"] == 2  # the event, and the telling of its fault


async def test_the_notice_of_a_fault_gets_through(broken):
    processor, _ = broken

    deltas = await send(processor, "t", f"{BINDING}.stumble", reference="0123abcd")

    assert "0123abcd" in [delta.get(BINDING, {}).get("trouble_rx_state_") for delta in deltas]


async def test_before_core_has_started_events_do_nothing_and_fail_nothing(processor, core):
    wiring.use(None)

    assert await send(processor, "t", HYDRATE) == []
    assert await send(processor, "t", f"{PROBE}.look") == []
