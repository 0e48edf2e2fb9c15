"""Play a browser's tab against a served app: cookie, origin, token, events, frames."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import httpx
import socketio

NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate_and_load"
PROBE = "reflex___state____state.tests___socket___probes____probe"
BINDING = "reflex___state____state.oo_app___shared___session____binding"
PATIENCE_S = 3.0
"""Seconds within which whatever is expected happens, also on a slow machine."""

_addresses = itertools.count(1)


def new_address() -> str:
    """Return an address that no other test uses, so that limits do not meet."""
    number = next(_addresses)
    return f"10.9.{number // 250}.{number % 250 + 1}"


@dataclass
class Tab:
    """One tab with an open socket."""

    sio: socketio.AsyncClient
    token: str
    updates: list[dict[str, Any]] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, name: str, **payload: Any) -> None:
        """Send an event by its full name."""
        await self.sio.emit("event", an_event(name, **payload), namespace=NAMESPACE)

    async def call(self, handler: str, **payload: Any) -> None:
        """Call one of the probe's handlers."""
        await self.send(f"{PROBE}.{handler}", **payload)

    def value(self, state: str, name: str) -> Any:
        """Return the newest value of a var that has come so far."""
        found = None
        for update in self.updates:
            changes = (update.get("delta") or {}).get(state, {})
            found = changes.get(f"{name}_rx_state_", found)
        return found

    async def until(self, state: str, name: str, value: Any) -> None:
        """Wait for a value."""
        async with asyncio.timeout(PATIENCE_S):
            while self.value(state, name) != value:
                self.more.clear()
                await self.more.wait()

    async def settled(self) -> None:
        """Wait until everything sent so far has been dealt with."""
        mark = uuid4().hex
        await self.call("wave", hand=mark)
        await self.until(PROBE, "seen", f"waved {mark}")

    async def trouble(self) -> str:
        """Wait for the notice of a fault and return its reference."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.value(BINDING, "trouble"):
                self.more.clear()
                await self.more.wait()
        return self.value(BINDING, "trouble")

    async def gone(self) -> None:
        """Wait for the end of the socket."""
        async with asyncio.timeout(PATIENCE_S):
            await self.closed.wait()

    @property
    def everything(self) -> str:
        """Return all that has come, as text."""
        return repr(self.updates)


def an_event(name: str, **payload: Any) -> dict[str, Any]:
    """Return an event as the page would send it."""
    place = {"pathname": "/", "asPath": "/", "query": {}}
    return {"name": name, "payload": payload, "router_data": place}


@dataclass
class Visitor:
    """One browser: a session, an address, any number of tabs."""

    url: str
    cookie: str = ""
    address: str = field(default_factory=new_address)

    async def sign_in(self, code: str = "user") -> None:
        """Sign in through the front door, as a browser that knows nobody yet."""
        self.cookie = ""
        async with self.http() as http:
            begun = await http.post("/auth/google")
            state = begun.headers["location"].rsplit("state=", 1)[1]
            await http.get("/auth/google/callback", params={"state": state, "code": code})
            (self.cookie,) = [f"{key}={value}" for key, value in http.cookies.items()]

    async def post(self, path: str) -> httpx.Response:
        """Post a form of our own pages."""
        async with self.http() as http:
            return await http.post(path)

    def http(self) -> httpx.AsyncClient:
        """Return an HTTP client of this browser."""
        headers = {"X-Forwarded-For": self.address, "Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        return httpx.AsyncClient(base_url=self.url, headers=headers)

    @asynccontextmanager
    async def tab(
        self, token: str = "", *, origin: str | None = "", hydrate: bool = True
    ) -> AsyncIterator[Tab]:
        """Open a socket; an empty origin stands for our own, None for no header at all."""
        token = token or str(uuid4())
        headers = {"X-Forwarded-For": self.address}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if origin is not None:
            headers["Origin"] = origin or self.url
        async with aiohttp.ClientSession() as http:
            sio = socketio.AsyncClient(reconnection=False, http_session=http)
            tab = Tab(sio, token)
            _listen(tab)
            await sio.connect(
                f"{self.url}{NAMESPACE}?token={token}",
                headers=headers,
                transports=["websocket"],
                namespaces=[NAMESPACE],
                socketio_path=NAMESPACE,
                wait_timeout=PATIENCE_S,
            )
            try:
                if hydrate:
                    await tab.send(HYDRATE)
                    await tab.until(BINDING, "ended", value=False)
                yield tab
            finally:
                await sio.disconnect()


def _listen(tab: Tab) -> None:
    def on_event(update: dict[str, Any]) -> None:
        tab.updates.append(update)
        tab.more.set()

    tab.sio.on("event", on_event, namespace=NAMESPACE)
    tab.sio.on("disconnect", lambda *_: tab.closed.set(), namespace=NAMESPACE)
