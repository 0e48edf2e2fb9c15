"""Put a provider of oO's before a stand-in issuer on a real socket, and walk through it."""

import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from core.domain.secret import code_challenge, new_secret
from core.oidc import AppleKey, Endpoints, OidcConfig, OidcProvider
from core.outbound import Outbound
from core.ports import Callback
from oo_app.sandbox.issuer import Flavour
from tests.services.sandbox.issuer import stage as stand_in

MIRA = "demo-mira"


@dataclass
class PortClock:
    """Both of oO's clocks, moved by the stand-in's one."""

    clock: stand_in.StoppedClock

    def now(self):
        return self.clock()

    def monotonic_s(self):
        return self.clock().timestamp()


@dataclass
class Walk:
    """One attempt to sign in, as the server keeps it."""

    state: str
    nonce: str
    verifier: str
    url: str


@dataclass
class Stage:
    """An issuer on a socket, and oO's provider pointed at it."""

    there: stand_in.Stage
    outbound: Outbound
    config: OidcConfig
    provider: OidcProvider

    @property
    def issuer(self):
        return self.there.issuer

    @property
    def clock(self):
        return self.there.clock

    def another_provider(self, config=None):
        """Return a provider that knows nothing yet, as after a restart."""
        return OidcProvider(config or self.config, self.outbound, PortClock(self.clock))

    async def begin(self):
        """Return a fresh attempt."""
        state, nonce, verifier = new_secret(), new_secret(), new_secret()
        url = await self.provider.authorize_url(state, nonce, code_challenge(verifier))
        return Walk(state, nonce, verifier, url)

    async def choose(self, walk, person=MIRA, **fields):
        """Return what the browser brings back after its person chose."""
        page = await self.there.http.get(walk.url)
        assert page.status_code == 200, page.text
        answer = stand_in.answer_in(await self.there.press(page, person, **fields))
        assert answer.pop("state") == walk.state
        return answer

    async def sign_in(self, person=MIRA, **fields):
        """Return the identity at the end of a whole sign-in."""
        walk = await self.begin()
        answer = await self.choose(walk, person, **fields)
        return await self.provider.redeem(callback(answer), walk.verifier, walk.nonce)

    async def fault(self, **faults):
        """Make the issuer misbehave, or mend it."""
        response = await self.there.http.post(f"{self.there.url}/_faults", json=faults)
        assert response.status_code == 200, response.text

    async def turn_key(self, *, keep_old=True):
        """Make the issuer sign with a new key."""
        await self.there.http.post(f"{self.there.url}/_turn_key", json={"keep_old": keep_old})

    def looks(self, route):
        """Return how often the issuer was asked for one of its routes."""
        return self.issuer.served[route]


def callback(answer):
    """Return the parts of an answer that oO's door hands on."""
    return Callback(answer["code"], answer.get("iss", ""), answer.get("user", ""))


def config_for(flavour, url):
    """Return how oO is configured for a stand-in of this flavour."""
    common = {"client_id": stand_in.CLIENT_ID, "redirect_uri": stand_in.BACK}
    if flavour is Flavour.APPLE:
        pem = stand_in.APPLE_KEY.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()
        key = AppleKey(stand_in.TEAM_ID, stand_in.KEY_ID, pem)
        return OidcConfig.apple(key=key, at=Endpoints.beneath(url), **common)
    if flavour is Flavour.GOOGLE:
        at = Endpoints.beneath(url)
        return OidcConfig.google(client_secret=stand_in.SECRET, at=at, **common)
    return OidcConfig.generic(issuer=url, client_secret=stand_in.SECRET, **common)


@asynccontextmanager
async def on_stage(flavour):
    """Serve an issuer of this flavour and yield the stage."""
    outbound = Outbound(allow_loopback_http=True)
    async with stand_in.on_stage(flavour) as there:
        config = config_for(flavour, there.url)
        provider = OidcProvider(config, outbound, PortClock(there.clock))
        yield Stage(there, outbound, config, provider)
    await outbound.close()


def a_kid():
    """Return a name no issuer has given to a key."""
    return secrets.token_hex(8)
