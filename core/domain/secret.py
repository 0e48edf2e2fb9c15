"""Make unguessable strings, and the digests under which they are stored."""

import base64
import hashlib
import secrets


def new_secret() -> str:
    """Return 256 random bits as base64url text."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return the SHA-256 of a random secret as hex; only this is stored (reliability S1)."""
    # A stranger may send half a surrogate pair, which has no other bytes.
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def code_challenge(verifier: str) -> str:
    """Return the PKCE S256 challenge of a verifier (RFC 7636 §4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
