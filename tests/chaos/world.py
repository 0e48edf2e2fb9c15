"""Set up all that a run needs, on this machine only, and take it down at the end."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from core import wiring
from core.settings import Settings, new_key_text
from tests.chaos.children import Child, Forked, free_port
from tests.chaos.plan import Engine, Plan

SERVER = "host=127.0.0.1 port=5432 user=root"
CLIENT_ID = "oo-chaos"
NATS = """
listen: 127.0.0.1:{port}
jetstream {{ store_dir: "{store}" }}
"""


@dataclass(frozen=True, slots=True)
class World:
    """The processes of a run, and how the client reaches them."""

    settings: Settings
    outside: Child
    victims: tuple[Child, ...]

    @property
    def outside_url(self) -> str:
        """Return where the stand-in is."""
        return self.settings.sandbox_url

    async def start(self) -> None:
        """Start everything and wait until it answers."""
        for child in (self.outside, *self.victims):
            child.start()
        for child in (self.outside, *self.victims):
            await child.ready()

    def end(self) -> None:
        """End everything that runs, the bus last."""
        for child in (*self.victims, self.outside):
            child.end()


@contextmanager
def world(plan: Plan, folder: Path) -> Iterator[World]:
    """Yield the world of a run, not yet started, with an empty database of its own."""
    face_port, outside_port, nats_port = free_port(), free_port(), free_port()
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'oo.sqlite3'}"
        if plan.engine is Engine.POSTGRES:
            url = stack.enter_context(_database())
        told = _environment(folder, url, face_port, outside_port)
        if plan.engine is Engine.POSTGRES:
            told["OO_NATS_URL"] = f"nats://127.0.0.1:{nats_port}"
        settings = Settings.of(**{k.removeprefix("OO_").lower(): v for k, v in told.items()})
        wiring.upgrade_database(settings)
        here = {"folder": folder, "environment": told}
        victims = [
            Forked.of("app", "tests.chaos.face", port=face_port, **here),
            Forked.of("worker", "tests.chaos.worker", **here),
        ]
        if plan.engine is Engine.POSTGRES:
            victims.append(_nats(folder, nats_port))
        orders = json.dumps(_orders(plan, settings, outside_port))
        outside = Child.python(
            "outside", "tests.chaos.outside", orders, folder=folder, port=outside_port
        )
        made = World(settings, outside, tuple(victims))
        stack.callback(made.end)
        yield made


def _environment(folder: Path, database: str, port: int, outside_port: int) -> dict[str, str]:
    return {
        "OO_MODE": "demo",
        "OO_HOST": "127.0.0.1",
        "OO_PORT": str(port),
        "OO_BASE_URL": f"http://127.0.0.1:{port}",
        "OO_DATABASE_URL": database,
        "OO_LEDGER_FILE": str(folder / "erasures.jsonl"),
        "OO_SANDBOX": "true",
        "OO_SANDBOX_URL": f"http://127.0.0.1:{outside_port}",
        "OO_LOOPS": "false",
        "OO_TOKEN_KEYS": new_key_text("chaos"),
        "OO_PEPPER": secrets.token_urlsafe(32),
        "OO_TODOIST_CLIENT_ID": CLIENT_ID,
        "OO_TODOIST_CLIENT_SECRET": secrets.token_urlsafe(32),
    }


def _orders(plan: Plan, settings: Settings, port: int) -> dict[str, str | int]:
    return {
        "port": port,
        "client_id": CLIENT_ID,
        "secret": settings.todoist_client_secret.get_secret_value(),
        "redirect": f"{settings.public_url}/connect/todoist/callback",
        "hook": f"{settings.public_url}/hooks/todoist",
        "people": plan.people,
        "tasks": plan.tasks,
        "seed": plan.seed,
    }


def _nats(folder: Path, port: int) -> Child:
    """Return a NATS server with a store of its own, which stays when it is killed."""
    config = folder / "nats.conf"
    config.write_text(NATS.format(port=port, store=folder / "nats"))
    return Child("nats", ("nats-server", "-c", str(config)), folder, port=port)


@contextmanager
def _database() -> Iterator[str]:
    """Yield the URL of a new PostgreSQL database, dropped at the end."""
    name = f"oo_chaos_{os.getpid()}_{secrets.token_hex(3)}"
    with psycopg.connect(f"{SERVER} dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql://root@127.0.0.1:5432/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
