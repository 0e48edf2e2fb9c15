"""A stand-in Todoist on a real socket, with a clock that is moved by hand."""

import base64
import hashlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from oo_app.sandbox.todoist.app import build
from oo_app.sandbox.todoist.grants import App
from oo_app.sandbox.todoist.service import personal_token
from tests.serving import serve_built

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
REDIRECT_URI = "http://localhost:8000/connect/todoist/callback"
OO = App("oo-client", "oo-secret", (REDIRECT_URI,))
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Spares each client the reading of certificates that nothing here uses."""
TWO_WAYS = App("two-client", "two-secret", ("https://a.example/cb", "https://b.example/cb"))
APPS = (OO, TWO_WAYS)
VERIFIER = "v" * 64
MIRA, TARIQ = "demo-mira", "demo-tariq"


class HandClock:
    def __init__(self):
        self.now = SUNDAY

    def __call__(self):
        return self.now

    def move(self, **delta):
        self.now += timedelta(**delta)


@dataclass
class Stand:
    url: str
    clock: HandClock
    app: Starlette
    http: httpx.AsyncClient

    def bearer(self, token):
        return {"Authorization": f"Bearer {token}"}

    async def api(self, method, path, *, token=None, sub=MIRA, **sent):
        headers = self.bearer(token or personal_token(sub)) | sent.pop("headers", {})
        return await self.http.request(method, f"{self.url}/api/v1{path}", headers=headers, **sent)

    async def tasks(self, **params):
        answer = await self.api("GET", "/tasks", params={"limit": 200, **params})
        return answer.json()["results"]

    async def task(self, task_id):
        return (await self.api("GET", f"/tasks/{task_id}")).json()

    async def a_task(self, content="Buy Milk", **fields):
        answer = await self.api("POST", "/tasks", json={"content": content, **fields})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sync(self, sync_token="*", types=("items",), **sent):  # noqa: S107 - no password
        body = {"sync_token": sync_token, "resource_types": list(types)}
        return (await self.api("POST", "/sync", json=body, **sent)).json()

    async def command(self, kind, uuid="u-1", temp_id=None, **args):
        one = {"type": kind, "uuid": uuid, "args": args}
        if temp_id:
            one["temp_id"] = temp_id
        answer = await self.api("POST", "/sync", json={"commands": [one]})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def form(self, path, **fields):
        headers = {"Origin": self.url.removesuffix(urlsplit(self.url).path)}
        return await self.http.post(self.url + path, data=fields, headers=headers)

    async def faults(self, **wanted):
        answer = await self.http.post(f"{self.url}/_faults", json=wanted)
        assert answer.status_code == 200, answer.text

    async def authorize(self, *, decision="allow", person=MIRA, **changed):
        """Answer the authorize page and return what comes back in the redirect."""
        asked = {k: v for k, v in (an_authorization() | changed).items() if v is not None}
        answer = await self.form("/oauth/authorize", decision=decision, person=person, **asked)
        assert answer.status_code == 303, answer.text
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}

    async def exchange(self, code, **changed):
        body = {
            "client_id": OO.client_id,
            "client_secret": OO.client_secret,
            "code": code,
            "redirect_uri": REDIRECT_URI,
            "code_verifier": VERIFIER,
        } | changed
        sent = {k: v for k, v in body.items() if v is not None}
        return await self.http.post(f"{self.url}/oauth/access_token", data=sent)

    async def connect(self, **authorization):
        """Return the token answer of a finished connection."""
        back = await self.authorize(**authorization)
        return (await self.exchange(back["code"])).json()

    async def refresh(self, token, **changed):
        body = {
            "grant_type": "refresh_token",
            "refresh_token": token,
            "client_id": OO.client_id,
            "client_secret": OO.client_secret,
        }
        return await self.http.post(f"{self.url}/oauth/access_token", data=body | changed)


def an_authorization():
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    return {
        "client_id": OO.client_id,
        "scope": "data:read_write,data:delete",
        "state": "s-1",
        "redirect_uri": REDIRECT_URI,
        "response_type": "code",
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }


@asynccontextmanager
async def standing(clock=None, **options) -> AsyncIterator[Stand]:
    clock = clock or HandClock()
    made = []

    def mounted(origin):
        made.append(build(f"{origin}/sandbox/todoist", clock, **{"apps": APPS} | options))
        return Starlette(routes=[Mount("/sandbox/todoist", made[0])])

    client = httpx.AsyncClient(timeout=5, verify=PLAIN)
    async with serve_built(mounted) as origin, client as http:
        yield Stand(f"{origin}/sandbox/todoist", clock, made[0], http)


@pytest.fixture
async def stand():
    async with standing() as it:
        yield it


@pytest.fixture
def a_stand():
    """Make a stand-in with other options than the usual."""
    return standing


@pytest.fixture
def authorization():
    return an_authorization()
