"""Play one browser tab over the real websocket."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

import aiohttp
import socketio

NAMESPACE = "/_event"
"""Where Reflex listens."""
SUFFIX = "_rx_state_"
"""What Reflex appends to the names of vars on the wire."""
ANSWER_S = 30.0
"""An answer that takes longer is an error."""


class Tab:
    """One connected tab; knows the newest value of every var it was told of."""

    def __init__(self, base_url: str, cookie: str = "", address: str = "127.0.0.1") -> None:
        self._base_url = base_url
        self._address = address
        self._headers = {"Origin": base_url} | ({"Cookie": cookie} if cookie else {})
        self._news = asyncio.Event()
        self.token = str(uuid4())
        self.vars: dict[str, Any] = {}

    async def __aenter__(self) -> Self:
        """Connect."""
        connector = aiohttp.TCPConnector(local_addr=(self._address, 0))
        self._http = aiohttp.ClientSession(connector=connector)
        self._client = socketio.AsyncClient(reconnection=False, http_session=self._http)
        self._client.on("event", self._told, namespace=NAMESPACE)
        await self._client.connect(
            f"{self._base_url}?token={self.token}",
            headers=self._headers,
            transports=["websocket"],
            namespaces=[NAMESPACE],
            socketio_path=NAMESPACE,
            wait_timeout=10,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect."""
        await self._client.disconnect()
        await self._http.close()

    async def send(self, name: str, **payload: Any) -> None:
        """Send one event."""
        path = {"pathname": "/", "asPath": "/", "query": {}}
        event = {"name": name, "payload": payload, "router_data": path, "token": self.token}
        await self._client.emit("event", event, namespace=NAMESPACE)

    async def until_changed(self, var: str, before: Any) -> Any:
        """Return the var's value as soon as it differs from `before`."""
        async with asyncio.timeout(ANSWER_S):
            while self.vars.get(var, before) == before:
                self._news.clear()
                await self._news.wait()
        return self.vars[var]

    async def round_trip_s(self, name: str, var: str, **payload: Any) -> float:
        """Return the seconds from sending an event to seeing `var` change."""
        before, began = self.vars.get(var), time.perf_counter()
        await self.send(name, **payload)
        await self.until_changed(var, before)
        return time.perf_counter() - began

    async def _told(self, update: Mapping[str, Any]) -> None:
        for changes in (update.get("delta") or {}).values():
            self.vars |= {name.removesuffix(SUFFIX): value for name, value in changes.items()}
        self._news.set()
