"""Strike ID tokens with local keys: whatever claims and header a test asks for."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

KID = "forge-rsa"
"""Name of the honest key."""

NOW_S = 1_795_000_000
"""A moment in November 2026."""


@cache
def rsa_key(name: str = KID) -> rsa.RSAPrivateKey:
    """Return the RSA key of this name; any name but `KID` is an attacker's."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    """Return an attacker's P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Mint:
    """What a genuine token is made of."""

    issuer: str = "https://issuer.example"
    client_id: str = "oo-client"
    nonce: str = "n-0S6_WzA2Mj-Zq7Vb4KcT9xLp2RfYdQh"
    subject: str = "1234567890"
    access_token: str = "access-token-of-the-test"  # noqa: S105 - nobody's
    now_s: int = NOW_S
    kid: str = KID
    key: rsa.RSAPrivateKey = field(default_factory=rsa_key, repr=False)

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Return genuine claims with `changes`; None takes a claim away."""
        genuine = {
            "iss": self.issuer,
            "aud": self.client_id,
            "azp": self.client_id,
            "sub": self.subject,
            "iat": self.now_s,
            "exp": self.now_s + 3600,
            "nonce": self.nonce,
            "at_hash": half_hash(self.access_token),
            "email": "mira@demo.example",
            "email_verified": True,
        }
        return {k: v for k, v in (genuine | changes).items() if v is not None}

    def header(self, **changes: Any) -> dict[str, Any]:
        """Return a genuine header with `changes`; None takes a member away."""
        genuine = {"alg": "RS256", "typ": "JWT", "kid": self.kid}
        return {k: v for k, v in (genuine | changes).items() if v is not None}

    def jwks(self) -> dict[str, Any]:
        """Return the key set with the honest public key."""
        return {"keys": [public_jwk(self.key, self.kid)]}


def half_hash(access_token: str) -> str:
    """Return `at_hash` of an access token under RS256."""
    return b64(hashlib.sha256(access_token.encode("ascii")).digest()[:16])


def valid(mint: Mint, **changes: Any) -> str:
    """Return a correctly signed token with genuine claims, except for `changes`."""
    return strike(mint, mint.claims(**changes))


def strike(mint: Mint, claims: Any, header: Any = None, key: Any = None) -> str:
    """Return any header and claims, signed RS256 by `key` or the honest key."""
    body = signing_input(mint.header() if header is None else header, claims)
    return f"{body}.{b64(sign_rs256(key or mint.key, body))}"


def signing_input(header: Any, claims: Any) -> str:
    """Return the first two parts; bytes and text go in as they are."""
    return f"{b64(raw(header))}.{b64(raw(claims))}"


def sign_rs256(key: rsa.RSAPrivateKey, body: str) -> bytes:
    return key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())


def public_jwk(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    numbers = key.public_key().public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": kid,
        "n": b64(numbers.n.to_bytes(256, "big")),
        "e": b64(numbers.e.to_bytes(3, "big")),
    }


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def raw(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    text = part if isinstance(part, str) else json.dumps(part, separators=(",", ":"))
    return text.encode()
