"""Put a stand-in issuer on a real socket, with a client that visits it as a person would."""

import base64
import hashlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.applications import Starlette
from starlette.routing import Mount

from oo_app.sandbox.issuer import AppleKey, Client, Flavour, Issuer, Setting, SigningKey, assemble
from oo_app.sandbox.issuer.clients import origin_of
from oo_app.sandbox.people import PEOPLE
from tests.serving import serve_built

CLIENT_ID = "oo"
SECRET = "the secret of the test client"  # noqa: S105 - opens nothing
BACK = "https://oo.example/auth/callback"
OTHER_BACK = "https://oo.example/other"
TEAM_ID = "TESTTEAM01"
KEY_ID = "TESTKEY001"
APPLE_KEY = ec.generate_private_key(ec.SECP256R1())
TLS = ssl.create_default_context()  # made once: it is slow, and never used on loopback
VERIFIER = "v" * 20 + "-._~" + "7" * 40


class StoppedClock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_s(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def now_s(self) -> int:
        return int(self.time.timestamp())


@dataclass
class Form:
    action: str
    fields: dict[str, str]
    buttons: list[dict[str, str]]


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form("", {}, [])

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form.action = given["action"]
        elif tag == "input" and (given.get("type") == "hidden" or "checked" in given):
            self.form.fields[given["name"]] = given["value"]
        elif tag == "button":
            self.form.buttons.append(given)


def form_of(page: httpx.Response) -> Form:
    reader = _FormReader()
    reader.feed(page.text)
    return reader.form


def s256(verifier: str) -> str:
    return (
        base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    )


@dataclass
class Stage:
    """An issuer on a socket, and everything a client needs to talk to it."""

    url: str
    issuer: Issuer
    clock: StoppedClock
    http: httpx.AsyncClient

    def asking(self, **changes: str | None) -> dict[str, str]:
        """Return the parameters of a good authorisation request, with changes."""
        good: dict[str, str | None] = {
            "client_id": CLIENT_ID,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid email profile",
            "state": "state-of-the-test",
            "nonce": "nonce-of-the-test",
            "code_challenge": s256(VERIFIER),
            "code_challenge_method": "S256",
        }
        if self.issuer.flavour is Flavour.APPLE:
            good |= {"scope": "name email", "response_mode": "form_post"}
        return {k: v for k, v in (good | changes).items() if v is not None}

    async def open(self, **changes: str | None) -> httpx.Response:
        """Open the authorisation page."""
        return await self.http.get(f"{self.url}/authorize", params=self.asking(**changes))

    async def press(
        self,
        page: httpx.Response,
        choice: str,
        headers: dict[str, str] | None = None,
        **fields: str,
    ) -> httpx.Response:
        """Press a button of the page, as a browser would."""
        form = form_of(page)
        return await self.http.post(
            str(page.url.join(form.action)),
            data={**form.fields, **fields, "choice": choice},
            headers={"Origin": origin_of(self.url)} if headers is None else headers,
        )

    async def allow(
        self, person: str = "demo-mira", email: str = "share", **changes: str | None
    ) -> dict[str, str]:
        """Go from the request to the answer that reaches the client."""
        page = await self.open(**changes)
        assert page.status_code == 200, page.text
        return answer_in(await self.press(page, person, email=email))

    async def exchange(self, code: str, **changes: str | None) -> httpx.Response:
        """Exchange a code."""
        return await self.post_token(
            grant_type="authorization_code",
            code=code,
            **({"redirect_uri": BACK, "code_verifier": VERIFIER} | changes),
        )

    async def post_token(self, path: str = "token", **fields: str | None) -> httpx.Response:
        """Make a direct request with the client's proof."""
        data = {"client_id": CLIENT_ID, "client_secret": self.secret(), **fields}
        return await self.http.post(
            f"{self.url}/{path}", data={k: v for k, v in data.items() if v is not None}
        )

    async def sign_in(self, person: str = "demo-mira", **changes: str | None) -> dict[str, Any]:
        """Return the token answer of a whole sign-in."""
        answer = await self.allow(person, **changes)
        response = await self.exchange(answer["code"])
        assert response.status_code == 200, response.text
        return response.json()

    def secret(self) -> str:
        """Return what proves the client."""
        if self.issuer.flavour is Flavour.APPLE:
            return apple_secret(self.url, self.clock.now_s())
        return SECRET

    async def claims(self, id_token: str) -> dict[str, Any]:
        """Return the claims of an ID token whose signature holds."""
        jwks = (await self.http.get(f"{self.url}/jwks")).json()
        return jwt.decode(id_token, KeySet.import_key_set(jwks), algorithms=["RS256"]).claims


def answer_in(response: httpx.Response) -> dict[str, str]:
    """Return the parameters on their way back to the client, in a redirect or a posting page."""
    if response.status_code == 303:
        assert response.headers["location"].startswith(BACK)
        return dict(parse_qsl(urlsplit(response.headers["location"]).query, strict_parsing=True))
    assert response.status_code == 200, response.text
    form = form_of(response)
    assert form.action == BACK
    return form.fields


def apple_secret(audience: str, now_s: int, *, key=APPLE_KEY, kid=KEY_ID, **changes) -> str:
    """Return a client secret as a team would sign it."""
    claims = {
        "iss": TEAM_ID,
        "iat": now_s,
        "exp": now_s + 300,
        "aud": audience,
        "sub": CLIENT_ID,
        **changes,
    }
    claims = {k: v for k, v in claims.items() if v is not None}
    signer = ECKey.import_key(key)
    return jwt.encode({"alg": "ES256", "kid": kid}, claims, signer, algorithms=["ES256"])


@cache
def ready_key() -> SigningKey:
    """Return the key with which every issuer of these tests begins."""
    return SigningKey.make()


def client_for(flavour: Flavour, **changes: Any) -> Client:
    fields: dict[str, Any] = {
        "client_id": CLIENT_ID,
        "redirect_uris": (BACK, OTHER_BACK),
        **changes,
    }
    if flavour is not Flavour.APPLE:
        return Client(client_secret=SECRET, **fields)
    public = APPLE_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return Client(apple=AppleKey(TEAM_ID, KEY_ID, public.decode()), **fields)


@asynccontextmanager
async def on_stage(
    flavour: Flavour, state_file: Path | None = None, mount: str = ""
) -> AsyncIterator[Stage]:
    """Serve an issuer of this flavour with two clients, mounted under `mount`."""
    clock = StoppedClock()
    built: list[Any] = []

    def make(url: str) -> Any:
        clients = (client_for(flavour), client_for(flavour, client_id="other"))
        setting = Setting(flavour, f"{url}{mount}", clock, clients, PEOPLE, state_file, ready_key())
        built.append(assemble(setting))
        return Starlette(routes=[Mount(mount, built[0])])

    async with serve_built(make) as url, httpx.AsyncClient(timeout=10, verify=TLS) as http:
        yield Stage(f"{url}{mount}", built[0].state.issuer, clock, http)
