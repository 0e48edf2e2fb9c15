import pytest
from reflex.app_mixins.middleware import MiddlewareMixin
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.event.processor import BaseStateEventProcessor

from core import wiring
from core.settings import Settings
from oo_app.shared.guard import SessionGuard
from oo_app.shared.sockets import Sockets
from tests.fakes.core import FakeCore


@pytest.fixture
def core():
    core = FakeCore(Settings.of())
    wiring.use(core.as_core)
    yield core
    wiring.use(None)


@pytest.fixture
def refusals():
    """Return the reasons of refused events, as they come."""
    return []


@pytest.fixture
async def processor(refusals):
    """Run the framework's own processor behind the real guard, without a network."""
    chain = MiddlewareMixin()
    chain.add_middleware(SessionGuard(Sockets(), lambda _name, why: refusals.append(why)))
    processor = BaseStateEventProcessor(middleware=chain, backend_exception_handler=None)
    processor.configure(state_manager=StateManagerMemory())
    async with processor:
        yield processor
