"""Play Todoist at its busiest: signed webhooks at an even pace, and a database that is locked."""

import asyncio
import base64
import hashlib
import hmac
import json
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from core.clock import SystemClock
from core.settings import Settings
from oo_app.bench.people import furnish
from oo_app.bench.processes import demo_server, free_port
from oo_app.front_end import build_if_changed
from oo_app.sandbox.demo import SECRETS

DELIVERIES = 500
"""How many come."""
WITHIN_S = 5.0
"""How long they take to come."""
PEOPLE = 20
"""Whom they are about."""
LOCKED_S = 3.0
"""How long another program keeps the database to itself."""
OK = 200
"""The one answer that Todoist takes for yes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How deliveries were acknowledged, and how many of those that were are not in the database."""

    seconds: list[float]
    lost: int
    seconds_while_locked: list[float]
    lost_while_locked: int


def measure() -> Taken:
    """Return what became of two bursts: one in peace, one while the database is locked."""
    build_if_changed(Settings())
    with tempfile.TemporaryDirectory(prefix="oo-hooks-") as name:
        folder, port = Path(name), free_port()
        furnish(folder, port, PEOPLE)
        return asyncio.run(_measure(folder, port))


async def _measure(folder: Path, port: int) -> Taken:
    secret = json.loads((folder / SECRETS).read_text())["OO_TODOIST_CLIENT_SECRET"]
    database = folder / "oo.sqlite3"
    async with demo_server(port, folder):
        peace = await _burst(port, secret, "peace")
        lost = peace.acknowledged - _kept(database)
        before = _kept(database)
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.to_thread(_lock, database))
            locked = group.create_task(_burst(port, secret, "locked"))
        burst = locked.result()
        lost_then = burst.acknowledged - (_kept(database) - before)
    unheard = 2 * DELIVERIES - peace.acknowledged - burst.acknowledged
    return Taken(peace.seconds, lost, burst.seconds, lost_then + unheard)


@dataclass(frozen=True, slots=True)
class _Burst:
    seconds: list[float]
    acknowledged: int


async def _burst(port: int, secret: str, name: str) -> _Burst:
    """Send deliveries evenly; each waits for its own answer only."""
    url = f"http://127.0.0.1:{port}/hooks/todoist"
    pause_s = WITHIN_S / DELIVERIES
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as web:

        async def one(number: int) -> tuple[float, int]:
            await asyncio.sleep(number * pause_s)
            body = _body(name, number)
            made = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
            headers = {
                "content-type": "application/json",
                "x-todoist-hmac-sha256": made,
                "x-todoist-delivery-id": f"{name}-{number}",
            }
            began_s = time.perf_counter()
            async with web.post(url, data=body, headers=headers) as answer:
                await answer.read()
                return time.perf_counter() - began_s, answer.status

        answers = await asyncio.gather(*(one(number) for number in range(DELIVERIES)))
    return _Burst([took for took, _ in answers], sum(status == OK for _, status in answers))


def _body(name: str, number: int) -> bytes:
    whose = f"bench-{number % PEOPLE}"
    now = SystemClock().now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    told = {
        "event_name": "item:updated",
        "user_id": whose,
        "version": "10",
        "triggered_at": now,
        "initiator": {"id": whose},
        "event_data": {"id": f"{name}x{number}", "user_id": whose, "content": "Buy milk"},
    }
    return json.dumps(told).encode()


def _kept(database: Path) -> int:
    with sqlite3.connect(database, timeout=10) as connection:
        (count,) = connection.execute("SELECT count(*) FROM deliveries").fetchone()
    return int(count)


def _lock(database: Path) -> None:
    time.sleep(1.0)
    connection = sqlite3.connect(database, timeout=10, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_S)
        connection.execute("ROLLBACK")
    finally:
        connection.close()
