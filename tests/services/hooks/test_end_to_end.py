"""From a tick in the stand-in Todoist to oO's own list, through the signed door."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from core import wiring
from core.domain.arrival import Answer
from core.domain.integration import Provider
from core.settings import Settings
from oo_app.endpoints import table
from oo_app.sandbox import app as stand_ins
from oo_app.sandbox.demo import demo_environment
from oo_app.sandbox.todoist.service import personal_token
from oo_app.shared.wraps import wraps
from tests.fakes.web import NOWHERE, page
from tests.services.storage.things import signed_up
from tests.serving import serve_built

PERSON = "demo-mira"
HEARD_S = 10.0
"""Seconds within which a webhook comes on loopback, also on a busy machine."""


@dataclass
class Demo:
    """oO and the stand-ins in one server, and somebody whose Todoist is linked by OAuth."""

    url: str
    core: Any
    http: httpx.AsyncClient
    user: Any = None
    ear: Any = None

    async def link(self):
        self.user = await signed_up(self.core.ports.store)
        begun = await self.core.begin_connect(self.user.id, Provider.TODOIST)
        asked = {name: its[0] for name, its in parse_qs(urlsplit(begun.url).query).items()}
        there = begun.url.split("?")[0]
        said = asked | {"decision": "allow", "person": PERSON}
        back = await self.http.post(there, data=said, headers={"origin": self.url})
        query = parse_qs(urlsplit(back.headers["location"]).query)
        answer = Answer(Provider.TODOIST, query["state"][0], begun.cookie, code=query["code"][0])
        await self.core.finish_connect(self.user.id, answer)
        await self.core.sync_tasks(self.user.id, Provider.TODOIST)

    async def over_there(self, method, path, **fields):
        headers = {"authorization": f"Bearer {personal_token(PERSON)}"}
        url = f"{self.url}/sandbox/todoist/api/v1{path}"
        answer = await self.http.request(method, url, json=fields, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def heard(self):
        async with asyncio.timeout(HEARD_S):
            await self.ear.wait(3600)

    async def worked(self):
        """Wait for the next webhook and let it be worked on."""
        await self.heard()
        return await self.core.work_deliveries()

    async def known(self):
        async with self.core.ports.store.reading() as work:
            tasks = await work.tasks.of(self.user.id, Provider.TODOIST)
        return {task.text for task in tasks.tasks}


@asynccontextmanager
async def a_demo(folder, database_url):
    made = []

    def build(url):
        named = {name[3:].lower(): value for name, value in demo_environment(folder, url).items()}
        own = {"sandbox_state": folder, "ledger_file": folder / "gone.jsonl"}
        settings = Settings.of(**named | own, database_url=database_url)
        app: Any = table.build(settings, stand_ins.build(settings))
        app.mount("", Starlette(routes=[Route("/", page)]))
        for wrap in wraps(settings, NOWHERE, table.OPEN_TO_ALL):
            app = wrap(app)
        made.append(wiring.start(settings))
        return app

    try:
        async with serve_built(build) as url, httpx.AsyncClient(trust_env=False) as http:
            yield Demo(url, made[0], http, ear=made[0].hook_bell.ear())
    finally:
        wiring.use(None)
        await made[0].close()


@pytest.fixture
async def demo(tmp_path, sqlite_url):
    async with a_demo(tmp_path / "demo", sqlite_url) as it:
        await it.link()
        yield it


async def test_a_tick_over_there_is_known_here_without_anybody_asking(demo):
    task = await demo.over_there("POST", "/tasks", content="Buy oat milk")
    assert await demo.worked() == 1
    assert "Buy oat milk" in await demo.known()

    await demo.over_there("POST", f"/tasks/{task['id']}/close")
    await demo.heard()
    await demo.core.work_deliveries()  # too early: it waits its two seconds, and is rung for
    assert await demo.worked() == 1

    assert "Buy oat milk" not in await demo.known()


async def test_a_forged_one_of_the_stand_in_is_refused_at_the_door(demo):
    await demo.http.post(f"{demo.url}/sandbox/todoist/_faults", json={"hooks_forged": True})
    await demo.over_there("POST", "/tasks", content="Nobody told us")

    await demo.ear.wait(0.5)

    assert await demo.core.work_deliveries() == 0
    assert "Nobody told us" not in await demo.known()
