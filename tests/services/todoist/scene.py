"""Put the adapter before a Todoist: the stand-in, or one that answers as a test tells it."""

import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from core.domain.command import CommandKind, TaskCommand
from core.domain.integration import Provider, Tokens
from core.domain.merge import merged
from core.domain.secret import code_challenge, new_secret
from core.domain.task import TaskList
from core.outbound import Deadlines, Outbound
from core.todoist import TodoistConfig, TodoistLinker, TodoistSource
from oo_app.sandbox.todoist.app import build
from oo_app.sandbox.todoist.grants import App
from oo_app.sandbox.todoist.service import personal_token
from tests.serving import serve_built

PERSON = "demo-mira"
MOUNT = "/sandbox/todoist"
CLIENT_SECRET = "canary-client-secret"  # noqa: S105 - nothing real is behind it
DEADLINES = Deadlines(connect_s=1.0, read_s=0.5, total_s=1.0)


class ClockByHand:
    """Stands still unless a test moves it; what is monotonic runs on."""

    def __init__(self):
        self._now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._passed_s = 0.0

    def now(self):
        return self._now

    def monotonic_s(self):
        return time.monotonic() + self._passed_s

    def forward(self, **by):
        self._now += timedelta(**by)

    def pass_s(self, seconds):
        self._passed_s += seconds


def a_config(base_url, **changes):
    config = TodoistConfig(
        client_id="oo",
        client_secret=CLIENT_SECRET,
        redirect_uri="http://127.0.0.1:8000/connect/todoist/callback",
        authorize_url=f"{base_url}/oauth/authorize",
        token_url=f"{base_url}/oauth/access_token",
        api_url=f"{base_url}/api/v1",
        web_url=base_url,
    )
    return replace(config, **changes)


@dataclass
class Scene:
    """The adapter, the Todoist before it, and a browser to say yes with."""

    base_url: str
    clock: ClockByHand
    outbound: Outbound
    browser: httpx.AsyncClient
    service: Any = None
    config: TodoistConfig = None
    linker: TodoistLinker = None
    source: TodoistSource = None

    def __post_init__(self):
        self.config = a_config(self.base_url)
        self.linker = TodoistLinker(self.config, self.outbound, self.clock)
        self.source = TodoistSource(self.config, self.outbound, self.clock)

    async def code(self, verifier, decision="allow"):
        """Say yes in the browser and return the code that comes back."""
        url = self.linker.authorize_url("state-of-this-attempt", code_challenge(verifier))
        fields = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
        host = urlsplit(self.base_url)
        answer = await self.browser.post(
            self.config.authorize_url,
            data={**fields, "person": PERSON, "decision": decision},
            headers={"origin": f"{host.scheme}://{host.netloc}"},
        )
        back = parse_qs(urlsplit(answer.headers["location"]).query)
        assert back["state"] == ["state-of-this-attempt"]
        return back["code"][0]

    async def tokens(self, decision="allow"):
        verifier = new_secret()
        return await self.linker.redeem(await self.code(verifier, decision), verifier)

    async def faults(self, **wanted):
        await self.browser.post(f"{self.base_url}/_faults", json=wanted)

    async def rest(self, method, path, **fields):
        """Do something as the user would, in Todoist itself."""
        headers = {"authorization": f"Bearer {personal_token(PERSON)}"}
        url = f"{self.config.api_url}{path}"
        answer = await self.browser.request(method, url, json=fields or None, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@asynccontextmanager
async def standin_scene():
    clock = ClockByHand()
    apps = (App("oo", CLIENT_SECRET, (a_config("").redirect_uri,)),)
    built = []

    def mounted(base_url):
        built.append(build(base_url + MOUNT, clock.now, apps=apps))
        return Starlette(routes=[Mount(MOUNT, built[0])])

    async with serve_built(mounted) as base_url, _scene(base_url + MOUNT, clock) as scene:
        scene.service = built[0].state.service
        yield scene


@dataclass
class Script:
    """A Todoist that answers by `reply(request, form)` and remembers what it was asked."""

    reply: Any = None
    asked: list = field(default_factory=list)

    async def answer(self, request):
        raw = (await request.body()).decode()
        form = {name: value[0] for name, value in parse_qs(raw).items()}
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        self.asked.append((request.method, path, form))
        made = self.reply(request, form)
        return made if isinstance(made, Response) else JSONResponse(made)


@asynccontextmanager
async def scripted_scene():
    script = Script()
    methods = ["GET", "POST", "DELETE"]
    app = Starlette(routes=[Route("/{path:path}", script.answer, methods=methods)])
    async with serve_built(lambda _: app) as base_url, _scene(base_url, ClockByHand()) as scene:
        scene.service = script
        yield scene


@asynccontextmanager
async def _scene(base_url, clock):
    outbound = Outbound(allow_loopback_http=True, deadlines=DEADLINES)
    async with httpx.AsyncClient(trust_env=False) as browser:
        yield Scene(base_url, clock, outbound, browser)
    await outbound.close()


def a_command(task_id, kind=CommandKind.CLOSE, due=None, number=1):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    command_id = UUID(int=number)
    return TaskCommand(command_id, UUID(int=9), Provider.TODOIST, kind, task_id, at, due=due)


def personal():
    return Tokens(personal_token(PERSON))


async def everything(scene):
    """Return what a first sync brings."""
    changes = await scene.source.sync(personal(), TaskList())
    return merged(TaskList(), changes, scene.clock.now())


async def after(scene, known):
    """Return what has changed since."""
    return await scene.source.sync(personal(), known)


def named(known, text):
    """Return the task of that text."""
    return next(task for task in known.tasks if task.text == text)
