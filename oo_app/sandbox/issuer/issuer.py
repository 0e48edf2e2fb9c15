"""Hold one stand-in issuer: who it is, whom it knows, what it has handed out."""

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oo_app.sandbox.issuer import claims as claims_of
from oo_app.sandbox.issuer.authorization import Authorization
from oo_app.sandbox.issuer.clients import Client
from oo_app.sandbox.issuer.errors import ClientUnusable
from oo_app.sandbox.issuer.faults import Faults, changed
from oo_app.sandbox.issuer.flavour import MANNERS, Flavour
from oo_app.sandbox.issuer.grants import Grant, Tokens
from oo_app.sandbox.issuer.keys import SigningKey
from oo_app.sandbox.issuer.once import OneTime
from oo_app.sandbox.issuer.store import Store
from oo_app.sandbox.people import Person

CODE_TTL_S = 300
"""Life of a code: Apple's five minutes, taken for all."""

FORM_TTL_S = 600
"""Life of a consent page's form."""

ID_TOKEN_TTL_S = 3_600
"""Life of an ID token, as at Google."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for until it is exchanged."""

    asked: Authorization
    grant: Grant


@dataclass(frozen=True, slots=True)
class Setting:
    """What an issuer is built from."""

    flavour: Flavour
    url: str
    """Public address of its root, and its issuer identifier."""
    clock: Callable[[], datetime]
    clients: tuple[Client, ...]
    people: tuple[Person, ...]
    state_file: Path | None = None
    key: SigningKey | None = None
    """A ready signing key for a new issuer: tests save the time of making one."""


class Issuer:
    """One stand-in issuer. Tests may replace `faults` and read `served`."""

    def __init__(self, setting: Setting) -> None:
        for client in setting.clients:
            if not client.suits(setting.flavour):
                raise ClientUnusable(client.client_id, f"does not suit {setting.flavour}")
        self.flavour = setting.flavour
        self.manner = MANNERS[setting.flavour]
        self.url = setting.url
        self.clients = {client.client_id: client for client in setting.clients}
        self.people = {person.sub: person for person in setting.people}
        self.store = Store(setting.state_file, setting.key)
        self.tokens = Tokens(self.store.refresh, self.store.save, self.manner.access_ttl_s)
        self.forms: OneTime[Authorization] = OneTime(FORM_TTL_S)
        self.codes: OneTime[Code] = OneTime(CODE_TTL_S)
        self.faults = Faults()
        self.served: Counter[str] = Counter()
        """How often each route was asked."""
        self._clock = setting.clock
        self.tokens.drop(self._is_orphan)

    def now_s(self) -> int:
        """Return the time as the seconds that tokens carry."""
        return int(self._clock().timestamp())

    def _is_orphan(self, grant: Grant) -> bool:
        return grant.client_id not in self.clients or grant.person not in self.people

    def grant(self, asked: Authorization, person: Person, *, hides_email: bool) -> Grant:
        """Record a person's yes; the choice to hide the e-mail counts the first time only."""
        pair = (asked.client.client_id, person.sub)
        first = pair not in self.store.known
        grant = Grant(
            id=secrets.token_hex(16),
            client_id=asked.client.client_id,
            person=person.sub,
            scopes=asked.scopes
            if self.faults.granted_scopes is None
            else self.faults.granted_scopes,
            at_s=self.now_s(),
            nonce=asked.nonce,
            offline=asked.offline,
            first=first,
            hides_email=hides_email if first else self.store.known[pair],
        )
        self.store.remember(grant)
        return grant

    def email(self, grant: Grant) -> str:
        """Return the address that a grant shows."""
        client, person = self.clients[grant.client_id], self.people[grant.person]
        domain = self.faults.relay_domain or claims_of.RELAY_DOMAIN
        return claims_of.email(client, person, grant, domain)

    def claims(self, grant: Grant) -> dict[str, Any]:
        """Return what a grant lets its client know, the subject included."""
        client, person = self.clients[grant.client_id], self.people[grant.person]
        name = claims_of.subject(self.flavour, client, person)
        return {
            "sub": name,
            **claims_of.about(self.flavour, person, grant, self.email(grant)),
        }

    def id_token(self, grant: Grant, **hashes: str) -> str:
        """Return the signed ID token; `hashes` are `at_hash` or `c_hash`."""
        if self.faults.id_token is not None:
            return self.faults.id_token
        now_s = self.now_s()
        claims = {
            "iss": self.url,
            "aud": grant.client_id,
            "iat": now_s,
            "exp": now_s + ID_TOKEN_TTL_S,
            **self.claims(grant),
            **hashes,
        }
        if grant.nonce:
            claims["nonce"] = secrets.token_urlsafe() if self.faults.wrong_nonce else grant.nonce
        if self.flavour is not Flavour.APPLE:
            claims["azp"] = grant.client_id
        if self.flavour is not Flavour.GOOGLE:
            claims["auth_time"] = grant.at_s
        return self.store.keys[0].sign(changed(claims, self.faults.claims))
