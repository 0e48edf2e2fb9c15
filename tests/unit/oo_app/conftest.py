"""A page's state, called directly, on a whole core in memory."""

import pytest
from reflex.istate.data import RouterData

from core import wiring
from core.domain.session import NOBODY
from core.wiring import running
from oo_app import main
from oo_app.shared.session import act_as
from tests.fakes.builders import tasks
from tests.fakes.world import a_world


@pytest.fixture
def world():
    """Return a world whose core is the running one; its Todoist has four tasks."""
    assert main.app is not None
    world = a_world(*tasks(4))
    wiring.use(world.core)
    yield world
    act_as(NOBODY)
    wiring.use(None)


@pytest.fixture
def enter(world):
    """Return how to act as somebody: `user_id = await enter()`."""

    async def enter(identity=None, *, connected=True):
        who = await world.principal(await world.sign_in(identity))
        act_as(who)
        if connected:
            await world.connect(who.user_id)
            await running().sync_tasks(who.user_id, "todoist")
        return who.user_id

    return enter


@pytest.fixture
def call():
    """Return how to call a handler: `await call(state, "answer", "done", turn, 5)`."""

    async def call(state, handler, *arguments):
        return await type(state).event_handlers[handler].fn(state, *arguments)

    return call


@pytest.fixture
def at():
    """Return how to place a state at an address."""

    def at(state, path, query=""):
        url = f"http://localhost:8000{path}{'?' + query if query else ''}"
        state.router = RouterData.from_router_data({"asPath": url, "pathname": path})
        return state

    return at
