import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from reflex.app_mixins.middleware import MiddlewareMixin
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.event.processor import BaseStateEventProcessor

from core import wiring
from core.settings import Settings
from oo_app.shared.guard import SessionGuard
from oo_app.shared.sockets import Sockets
from tests.fakes.core import FakeCore
from tests.socket.tabs import Visitor

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Stage:
    """The served door and the process it runs in."""

    process: subprocess.Popen
    url: str
    log: Path

    def written(self):
        """Return what the process has written so far."""
        return self.log.read_text()


QUIET = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "PYTHONPATH": str(ROOT),
}
"""How the framework serves its back end without a built front end."""


@contextmanager
def process_of(module, log, *arguments):
    """Run a module that serves an app, says where, and ends when its input does."""
    with (
        log.open("w") as written,
        subprocess.Popen(  # noqa: S603 -- our own module, in our own interpreter
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=os.environ | QUIET,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        ) as process,
    ):
        try:
            yield Stage(process, process.stdout.readline().strip(), log)
            process.stdin.close()
            process.wait(timeout=10)
        finally:
            process.kill()


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """Serve the door with probes behind it."""
    with process_of("tests.socket.stage", tmp_path_factory.mktemp("stage") / "log") as stage:
        yield stage


@pytest.fixture
def visitor(stage):
    return Visitor(stage.url)


@pytest.fixture
async def user(stage):
    visitor = Visitor(stage.url)
    await visitor.sign_in()
    return visitor


@pytest.fixture
async def admin(stage):
    visitor = Visitor(stage.url)
    await visitor.sign_in("admin")
    return visitor


@pytest.fixture
def core():
    core = FakeCore(Settings.of())
    wiring.use(core.as_core)
    yield core
    wiring.use(None)


@pytest.fixture
def sockets():
    return Sockets()


@pytest.fixture
def refusals():
    """Return the reasons of refused events, as they come."""
    return []


@pytest.fixture
async def processor(sockets, refusals):
    """Run the framework's own processor behind the guard, without a network."""
    chain = MiddlewareMixin()
    chain.add_middleware(SessionGuard(sockets, lambda _name, why: refusals.append(why)))
    processor = BaseStateEventProcessor(middleware=chain, backend_exception_handler=None)
    processor.configure(state_manager=StateManagerMemory())
    async with processor:
        yield processor
