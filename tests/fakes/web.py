"""Serve oO's door around a small stand-in for the built pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from core import wiring
from core.settings import Settings
from oo_app.endpoints import table
from oo_app.shared.cookies import session_name
from oo_app.shared.wraps import wraps
from tests.fakes.core import FakeCore
from tests.serving import serve_built

NOWHERE = Path("there-is-no-build")
PAGES = ("/", "/sign-in", "/welcome", "/connect", "/settings", "/delete", "/goodbye")


async def page(_request: Request) -> Response:
    return HTMLResponse("<!doctype html><title>oO</title>")


async def file(_request: Request) -> Response:
    return PlainTextResponse("body", media_type="text/javascript")


async def broken(_request: Request) -> Response:
    msg = "secret-canary"
    raise RuntimeError(msg)


def inner() -> Starlette:
    """Return what stands where the framework's application would."""
    files = (
        "/assets/app-abc123.js",
        "/sw.js",
        "/fonts/a.woff2",
        "/icons/a.png",
        "/ping",
        "/_health",
    )
    return Starlette(
        routes=[
            *(Route(path, page) for path in PAGES),
            *(Route(path, file) for path in files),
            Route("/broken", broken),
        ]
    )


def door(core: FakeCore, build: Path = NOWHERE) -> Any:
    """Return the whole door around the stand-in pages."""
    app = table.build(core.settings)
    app.mount("", inner())
    wrapped: Any = app
    for wrap in wraps(core.settings, build, table.OPEN_TO_ALL):
        wrapped = wrap(wrapped)
    return wrapped


@dataclass
class Web:
    """A served door, the core behind it, and a browser-like client."""

    url: str
    core: FakeCore
    http: httpx.AsyncClient

    async def post(self, path: str, **more: Any) -> httpx.Response:
        """Post as one of our own pages does."""
        headers = {"Sec-Fetch-Site": "same-origin"} | more.pop("headers", {})
        return await self.http.post(path, headers=headers, **more)

    def sign_in(self, **who: Any) -> str:
        """Give the client a living session, and return its id."""
        session_id = self.core.let_in(**who)
        secure = self.core.settings.secure
        name = session_name(secure=secure)
        self.http.cookies.set(name, session_id, domain=self.http.base_url.host)
        return session_id


@asynccontextmanager
async def served(build: Path = NOWHERE, **settings: Any) -> AsyncIterator[Web]:
    """Serve the door over a real socket, with a core of its own."""
    made: list[FakeCore] = []

    def build_app(url: str) -> Any:
        values = {"base_url": url, "todoist_client_id": "oo"} | settings
        core = FakeCore(Settings.of(**values))
        made.append(core)
        wiring.use(core.as_core)
        return door(core, build)

    try:
        async with (
            serve_built(build_app) as url,
            httpx.AsyncClient(base_url=url, headers={"Host": _host(made[0], url)}) as http,
        ):
            yield Web(url, made[0], http)
    finally:
        wiring.use(None)


def _host(core: FakeCore, url: str) -> str:
    """Return the name by which browsers know the server, which a proxy would pass on."""
    public = core.settings.public_url
    return httpx.URL(public).netloc.decode() if public != url else httpx.URL(url).netloc.decode()
