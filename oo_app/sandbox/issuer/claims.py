"""Say what an issuer tells a client about a person."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from oo_app.sandbox.issuer.clients import Client
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.grants import Grant
from oo_app.sandbox.people import Person

RELAY_DOMAIN = "private.icloud.com"
"""Where new private addresses at Apple live since summer 2026; older ones: privaterelay.appleid.com."""

REAL_USER = 2
"""Apple's word for "likely a real person", told at the first authorisation."""

Claims = Mapping[str, Any]
"""Claims about one person, as they will stand in JSON."""


def subject(flavour: Flavour, client: Client, person: Person) -> str:
    """Return how the issuer names a person to a client: at Apple another name for every team."""
    if flavour is not Flavour.APPLE or client.apple is None:
        return person.sub
    marks = hashlib.sha256(f"{client.apple.team_id}\n{person.sub}".encode()).hexdigest()
    return f"{int(marks[:8], 16) % 10**6:06}.{marks[8:40]}.{int(marks[40:48], 16) % 10**4:04}"


def email(client: Client, person: Person, grant: Grant, relay_domain: str = RELAY_DOMAIN) -> str:
    """Return the person's address, or the private one they chose to show to this client."""
    if not grant.hides_email:
        return person.email
    marks = hashlib.sha256(f"{client.client_id}\n{person.email}".encode()).hexdigest()
    return f"{marks[:10]}@{relay_domain}"


def given_and_family(person: Person) -> tuple[str, str]:
    """Return first name and family name."""
    given, _, family = person.name.rpartition(" ")
    return given, family


def about(flavour: Flavour, person: Person, grant: Grant, address: str) -> Claims:
    """Return the claims that the granted scopes open."""
    if flavour is Flavour.APPLE:
        return _about_at_apple(grant, address)
    claims: dict[str, Any] = {}
    if "email" in grant.scopes:
        claims |= {"email": address, "email_verified": True}
    if flavour is Flavour.GOOGLE and "email" in grant.scopes:
        claims |= {"hd": address.partition("@")[2]}
    if "profile" in grant.scopes:
        given, family = given_and_family(person)
        claims |= {"name": person.name, "given_name": given, "family_name": family}
    if flavour is Flavour.OIDC and "profile" in grant.scopes:
        claims |= {
            "preferred_username": person.email.partition("@")[0],
            "zoneinfo": person.timezone,
        }
    return claims


def _about_at_apple(grant: Grant, address: str) -> Claims:
    claims: dict[str, Any] = {"nonce_supported": True}
    if "email" in grant.scopes:
        # Apple writes these two as text; a client that takes only booleans must notice here.
        claims |= {
            "email": address,
            "email_verified": "true",
            "is_private_email": "true" if grant.hides_email else "false",
        }
    if grant.first:
        claims |= {"real_user_status": REAL_USER}
    return claims


def left_half(text: str) -> str:
    """Return the half hash that OpenID Connect puts into `at_hash` and `c_hash`."""
    half = hashlib.sha256(text.encode("ascii")).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()
