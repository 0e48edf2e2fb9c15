"""Keep what people allowed: grants, and the access and refresh tokens that stand for them."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

TOKEN_BYTES = 32
"""Bytes of chance in a token: 256 bit."""

REFRESH_PER_PERSON = 100
"""Live refresh tokens per person and client; Google drops the oldest beyond it, silently."""

REFRESH_IDLE_S = 180 * 86_400
"""A refresh token unused for half a year is dead, as at Google."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One person's yes to one client's request."""

    id: str
    client_id: str
    person: str
    """The person's `sub` in the list of demo people."""
    scopes: tuple[str, ...]
    at_s: int
    """When the person said yes, which is also when they signed in."""
    nonce: str = ""
    offline: bool = False
    """Whether a refresh token belongs to it."""
    first: bool = False
    """Whether it is this person's first for this client."""
    hides_email: bool = False

    def same_people(self, other: "Grant") -> bool:
        """Return whether both grants are between the same person and the same client."""
        return (self.client_id, self.person) == (other.client_id, other.person)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A short-lived right to ask for a grant's claims."""

    grant: Grant
    until_s: int


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A long-lived right to new access tokens of a grant."""

    grant: Grant
    used_s: int


def digest(token: str) -> str:
    """Return the form in which a token is kept, so that no list of them is worth stealing."""
    return hashlib.sha256(token.encode()).hexdigest()


class Tokens:
    """All living tokens of one issuer; `refresh` is the part that survives a restart."""

    def __init__(
        self, refresh: dict[str, RefreshToken], on_change: Callable[[], None], access_ttl_s: int
    ) -> None:
        self.refresh = refresh
        self._on_change = on_change
        self._access_ttl_s = access_ttl_s
        self._access: dict[str, AccessToken] = {}

    def add_access(self, grant: Grant, now_s: int) -> str:
        """Return a new access token."""
        self._access = {k: v for k, v in self._access.items() if v.until_s > now_s}
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._access[digest(token)] = AccessToken(grant, now_s + self._access_ttl_s)
        return token

    def add_refresh(self, grant: Grant, now_s: int) -> str:
        """Return a new refresh token; the oldest beyond the limit dies."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self.refresh[digest(token)] = RefreshToken(grant, now_s)
        mine = [k for k, kept in self.refresh.items() if kept.grant.same_people(grant)]
        for surplus in mine[:-REFRESH_PER_PERSON]:
            del self.refresh[surplus]
        self._on_change()
        return token

    def find_access(self, token: str, now_s: int) -> Grant | None:
        """Return the grant of a living access token; None when there is none."""
        kept = self._access.get(digest(token))
        return kept.grant if kept and kept.until_s > now_s else None

    def use_refresh(self, token: str, now_s: int) -> Grant | None:
        """Return the grant of a living refresh token and note its use; None when there is none."""
        name = digest(token)
        kept = self.refresh.get(name)
        if kept is None or now_s - kept.used_s > REFRESH_IDLE_S:
            return None
        self.refresh[name] = RefreshToken(kept.grant, now_s)
        self._on_change()
        return kept.grant

    def find(self, token: str) -> Grant | None:
        """Return the grant of an access or refresh token, alive or expired; None when unknown."""
        name = digest(token)
        kept = self._access.get(name) or self.refresh.get(name)
        return kept.grant if kept else None

    def drop(self, is_dead: Callable[[Grant], bool]) -> None:
        """Forget every token whose grant `is_dead`."""
        self._access = {k: v for k, v in self._access.items() if not is_dead(v.grant)}
        for name in [k for k, v in self.refresh.items() if is_dead(v.grant)]:
            del self.refresh[name]
        self._on_change()
