"""Check that a direct request comes from the client it names."""

import base64
import binascii
import hmac
from typing import Any
from urllib.parse import unquote_plus

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from oo_app.sandbox.issuer.clients import AppleKey, Client
from oo_app.sandbox.issuer.errors import GrantRefused, Refusal
from oo_app.sandbox.issuer.fields import Fields
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.issuer import Issuer

MAX_AHEAD_S = 15_777_000
"""How far ahead a client secret at Apple may expire: about six months."""

LEEWAY_S = 60
"""How far a client's clock may run ahead of ours."""


def authenticate(issuer: Issuer, authorization: str, fields: Fields) -> Client:
    """Return the client that proved itself in its flavour's way; `authorization` is the header.

    Raises: GrantRefused.
    """
    if issuer.flavour is Flavour.APPLE:
        return _by_signature(issuer, authorization, fields)
    client_id, secret = _id_and_secret(authorization, fields)
    client = issuer.clients.get(client_id)
    if client is None or not _same(client.client_secret, secret):
        raise GrantRefused(Refusal.INVALID_CLIENT, "Unknown client or wrong secret.")
    return client


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _id_and_secret(authorization: str, fields: Fields) -> tuple[str, str]:
    if not authorization:
        return fields.get("client_id", ""), fields.get("client_secret", "")
    if "client_secret" in fields:
        raise GrantRefused(Refusal.INVALID_REQUEST, "Two ways of proving a client at once.")
    scheme, _, value = authorization.partition(" ")
    try:
        pair = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise GrantRefused(
            Refusal.INVALID_CLIENT, "The Authorization header is unreadable."
        ) from error
    name, colon, secret = pair.partition(":")
    client_id = unquote_plus(name)
    if scheme.lower() != "basic" or not colon or fields.get("client_id", client_id) != client_id:
        raise GrantRefused(Refusal.INVALID_CLIENT, "The Authorization header is unreadable.")
    return client_id, unquote_plus(secret)


def _by_signature(issuer: Issuer, authorization: str, fields: Fields) -> Client:
    client = issuer.clients.get(fields.get("client_id", ""))
    if authorization or client is None or client.apple is None:
        raise GrantRefused(Refusal.INVALID_CLIENT)
    claims = _signed_claims(client.apple, fields.get("client_secret", ""))
    names = {"iss": client.apple.team_id, "sub": client.client_id, "aud": issuer.url}
    if any(claims.get(name) != value for name, value in names.items()):
        raise GrantRefused(Refusal.INVALID_CLIENT)
    now_s = issuer.now_s()
    if not now_s < _seconds(claims, "exp") <= now_s + MAX_AHEAD_S:
        raise GrantRefused(Refusal.INVALID_CLIENT)
    if _seconds(claims, "iat") > now_s + LEEWAY_S:
        raise GrantRefused(Refusal.INVALID_CLIENT)
    return client


def _signed_claims(key: AppleKey, secret: str) -> dict[str, Any]:
    try:
        token = jwt.decode(secret, ECKey.import_key(key.public_pem), algorithms=["ES256"])
    except (JoseError, ValueError) as error:
        raise GrantRefused(Refusal.INVALID_CLIENT) from error
    if token.header.get("kid") != key.key_id:
        raise GrantRefused(Refusal.INVALID_CLIENT)
    return token.claims


def _seconds(claims: dict[str, Any], name: str) -> int:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise GrantRefused(Refusal.INVALID_CLIENT)
    return value
