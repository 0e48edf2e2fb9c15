"""Describe one attempt to sign in or to connect: begun here, finished once, elsewhere begun never."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import UserId

ATTEMPT_LIFE = timedelta(minutes=10)
"""How long an attempt may take (reliability A1); a login link lives as long."""


class AttemptKind(StrEnum):
    """What the attempt is for."""

    SIGN_IN = "sign_in"
    CONNECT = "connect"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Attempt:
    """The server's side of one attempt; found by the hash of `state`, deleted by being read."""

    state_hash: str
    kind: AttemptKind
    provider: str
    expires_at: datetime
    cookie_hash: str = ""
    """Hash of the cookie set in the same browser; empty for a login link."""
    verifier: str = ""
    """PKCE code verifier; sealed at rest."""
    nonce: str = ""
    return_path: str = "/"
    user_id: UserId | None = None
    """Who is connecting; None while signing in."""
    email: str = ""
    """Whom a login link is for; sealed at rest."""
