"""Keep authorisations: codes, access tokens and rotating refresh tokens."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

CODE_LIFE = timedelta(minutes=10)
"""How long a code waits for its exchange."""

ACCESS_LIFE = timedelta(hours=1)
"""The vendor's `expires_in: 3600`."""

GRACE = timedelta(seconds=60)
"""How long a consumed refresh token still gets the same answer."""

SCOPES = frozenset(
    {"task:add", "data:read", "data:read_write", "data:delete", "project:delete", "backups:read"}
)
"""What an app may ask for."""


class Refused(Exception):
    """The token endpoint says no, with one bare word."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class App:
    """One registered client of the stand-in."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    name: str = "oO"
    hook_url: str = ""
    """Where its webhooks go; empty for none."""

    def knows(self, secret: str) -> bool:
        """Tell whether a presented secret is this app's; an app without one has no way in."""
        return bool(self.client_secret) and hmac.compare_digest(
            secret.encode(), self.client_secret.encode()
        )


@dataclass
class Code:
    """One authorisation code, used at most once."""

    client_id: str
    sub: str
    scopes: list[str]
    redirect_uri: str | None
    """As sent to the authorize page; None when it was left out."""
    challenge: str | None
    expires_at: str


@dataclass
class Grant:
    """One person's yes to one app."""

    client_id: str
    sub: str
    scopes: list[str]
    revoked: bool = False


@dataclass
class Access:
    """One access token."""

    grant: str
    scopes: list[str]
    expires_at: str


@dataclass
class Refresh:
    """One refresh token; consumed at its first use."""

    grant: str
    scopes: list[str]
    consumed_at: str | None = None
    replacement: str | None = None


@dataclass
class Grants:
    """Everything that was allowed; each change raises `revision`."""

    revision: int = 0
    codes: dict[str, Code] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    access: dict[str, Access] = field(default_factory=dict)
    refresh: dict[str, Refresh] = field(default_factory=dict)

    def issue_code(self, code: Code) -> str:
        """Keep a code and return its text."""
        self.revision += 1
        text = secrets.token_hex(20)
        self.codes[text] = code
        return text

    def exchange(
        self,
        client_id: str,
        text: str,
        *,
        redirect_uri: str | None,
        verifier: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Return the token answer for a code, which is used up whatever happens.

        Raises: Refused.
        """
        self.revision += 1
        code = self.codes.pop(text, None)
        if (
            code is None
            or code.client_id != client_id
            or _past(code.expires_at, now)
            or (code.redirect_uri is not None and code.redirect_uri != redirect_uri)
            or not _verified(code.challenge, verifier)
        ):
            raise Refused("bad_authorization_code")
        grant = secrets.token_hex(8)
        self.grants[grant] = Grant(client_id, code.sub, code.scopes)
        return self._pair(grant, code.scopes, code.scopes, now)

    def rotate(
        self, client_id: str, text: str, wanted: list[str] | None, now: datetime
    ) -> dict[str, Any]:
        """Return the token answer for a refresh token.

        Within the grace a consumed token gets the same access token again and no refresh token;
        after it, a consumed token is a replay and ends everything between that person and app.

        Raises: Refused.
        """
        refresh = self.refresh.get(text)
        grant = refresh and self.grants[refresh.grant]
        if refresh is None or grant is None or grant.client_id != client_id or grant.revoked:
            raise Refused("invalid_grant")
        if refresh.consumed_at is not None:
            return self._again(refresh, grant, now)
        if wanted is not None and not set(wanted) <= set(refresh.scopes):
            raise Refused("invalid_scope")
        self.revision += 1
        answer = self._pair(refresh.grant, wanted or refresh.scopes, refresh.scopes, now)
        refresh.consumed_at = now.isoformat()
        refresh.replacement = answer["access_token"]
        return answer

    def bearer(self, token: str, now: datetime) -> tuple[str, frozenset[str]] | None:
        """Return whose token it is and its scopes; None when it is not good (any more)."""
        access = self.access.get(token)
        if access is None or _past(access.expires_at, now) or self.grants[access.grant].revoked:
            return None
        return self.grants[access.grant].sub, frozenset(access.scopes)

    def revoke(self, client_id: str, token: str) -> bool:
        """End the grant that a token (of either kind) belongs to; False when it is none."""
        known = self.access.get(token) or self.refresh.get(token)
        grant = known and self.grants[known.grant]
        if grant is None or grant.client_id != client_id or grant.revoked:
            return False
        self.revision += 1
        grant.revoked = True
        return True

    def joined(self, client_id: str, sub: str) -> bool:
        """Return whether a person has finished OAuth with an app and not taken it back."""
        return any(
            (grant.client_id, grant.sub) == (client_id, sub) and not grant.revoked
            for grant in self.grants.values()
        )

    def expire_all(self, now: datetime) -> None:
        """Let every access token expire at once (a fault to be switched on)."""
        self.revision += 1
        for access in self.access.values():
            access.expires_at = min(access.expires_at, now.isoformat())

    def dump(self) -> dict[str, Any]:
        """Return the grants as JSON."""
        return asdict(self)

    @classmethod
    def load(cls, raw: dict[str, Any]) -> "Grants":
        """Return what `dump` wrote.

        Raises: KeyError, TypeError, AttributeError for anything else.
        """
        return cls(
            raw["revision"],
            {text: Code(**value) for text, value in raw["codes"].items()},
            {text: Grant(**value) for text, value in raw["grants"].items()},
            {text: Access(**value) for text, value in raw["access"].items()},
            {text: Refresh(**value) for text, value in raw["refresh"].items()},
        )

    def _pair(
        self, grant: str, scopes: list[str], refresh_scopes: list[str], now: datetime
    ) -> dict[str, Any]:
        access, refresh = secrets.token_hex(20), secrets.token_hex(20)
        self.access[access] = Access(grant, scopes, (now + ACCESS_LIFE).isoformat())
        self.refresh[refresh] = Refresh(grant, refresh_scopes)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_LIFE.total_seconds()),
            "refresh_token": refresh,
            "scope": " ".join(scopes),
        }

    def _again(self, refresh: Refresh, grant: Grant, now: datetime) -> dict[str, Any]:
        if now - datetime.fromisoformat(refresh.consumed_at or "") > GRACE:
            self.revision += 1
            for other in self.grants.values():
                if (other.client_id, other.sub) == (grant.client_id, grant.sub):
                    other.revoked = True
            raise Refused("invalid_grant")
        token = refresh.replacement or ""
        access = self.access[token]
        left = datetime.fromisoformat(access.expires_at) - now
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": max(0, int(left.total_seconds())),
            "scope": " ".join(access.scopes),
        }


def _past(moment: str, now: datetime) -> bool:
    return datetime.fromisoformat(moment) <= now


def _verified(challenge: str | None, verifier: str | None) -> bool:
    if challenge is None or verifier is None:
        return challenge is verifier
    made = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return hmac.compare_digest(made.encode(), challenge.encode())
