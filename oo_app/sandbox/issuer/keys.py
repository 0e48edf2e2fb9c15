"""Make and use the RSA keys with which an issuer signs its tokens."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

ALGORITHM = "RS256"
"""How Google, Apple and most issuers sign."""

KEY_BITS = 2_048
"""Size of a signing key, as the real issuers use it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One RSA key pair with its public name."""

    kid: str
    private_pem: str = field(repr=False)
    _key: RSAKey = field(repr=False, compare=False)

    @classmethod
    def make(cls) -> "SigningKey":
        """Return a fresh key; takes some tenths of a second."""
        key = RSAKey.generate_key(KEY_BITS, private=True)
        return cls(secrets.token_hex(8), key.as_pem(private=True).decode(), key)

    @classmethod
    def load(cls, kid: str, private_pem: str) -> "SigningKey":
        """Return a stored key. Raises: ValueError when the text is no key."""
        return cls(kid, private_pem, RSAKey.import_key(private_pem))

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return the claims as a compact JWT."""
        header = {"alg": ALGORITHM, "kid": self.kid}
        return jwt.encode(header, dict(claims), self._key, algorithms=[ALGORITHM])

    def public(self) -> dict[str, Any]:
        """Return the public half as a JWK."""
        half = self._key.as_dict(private=False)
        return {"kty": "RSA", "use": "sig", "alg": ALGORITHM, "kid": self.kid} | {
            name: half[name] for name in ("n", "e")
        }
