"""Give tests a bus of each kind, and a NATS server that they may kill."""

import os
from secrets import token_hex

import nats
import nats.errors
import pytest

from core.bus.streams import Names
from core.memory.store import MemoryStore
from tests.services.bus.stage import NatsServer, in_process, over_nats

NATS = "nats://127.0.0.1:4222"


@pytest.fixture
async def prefix():
    """A prefix of its own on the machine's server; its streams go at the end."""
    names = Names(f"t-{token_hex(5)}")
    try:
        client = await nats.connect(NATS, allow_reconnect=False, connect_timeout=3)
    except (OSError, nats.errors.Error) as error:
        if os.getenv("CI"):
            raise
        pytest.skip(f"NATS is not reachable on 127.0.0.1:4222: {error}")
    yield names.prefix
    js = client.jetstream()
    there = {info.config.name for info in await js.streams_info()}
    for name in there & {names.signals, names.advisories}:
        await js.delete_stream(name)
    await client.close()


@pytest.fixture
def memory():
    return MemoryStore()


@pytest.fixture(params=["in_process", "jetstream"])
def made(request, memory):
    """An office with a bus of either kind."""
    if request.param == "in_process":
        return in_process(memory)
    return over_nats(memory, NATS, request.getfixturevalue("prefix"))


@pytest.fixture
async def office(made):
    """The same, running."""
    async with made.open():
        yield made


@pytest.fixture
async def nats_office(memory, prefix):
    async with over_nats(memory, NATS, prefix).open() as made:
        yield made


@pytest.fixture
async def own_server(tmp_path):
    server = NatsServer(tmp_path / "jetstream")
    await server.start()
    yield server
    await server.kill()
