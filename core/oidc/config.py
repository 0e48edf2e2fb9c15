"""Say who an issuer is and what oO is to it; all of it comes from configuration (reliability A3)."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from core.outbound import LOOPBACK_HOSTS

SIGNATURES = frozenset({"RS256", "ES256"})
"""Algorithms oO can be told to accept: public keys only, and both hash with SHA-256."""

SECRET_IN_FORM = "client_secret_post"  # noqa: S105 - the name of a way, not a secret
"""How a client proves itself unless discovery offers only other ways."""

_NO_KEY = "the Apple key is not a private P-256 key in PEM"
"""All that is said about a key that cannot be used."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where an issuer is talked to."""

    issuer: str
    authorize: str
    token: str
    jwks: str
    secret_way: str = SECRET_IN_FORM
    """How the client proves itself at the token endpoint, in the words of discovery."""

    @classmethod
    def beneath(cls, issuer: str) -> Self:
        """Return the endpoints of an issuer that keeps them right beneath its own address."""
        return cls(issuer, f"{issuer}/authorize", f"{issuer}/token", f"{issuer}/jwks")


GOOGLE = Endpoints(
    "https://accounts.google.com",
    "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token",
    "https://www.googleapis.com/oauth2/v3/certs",
)
"""As Google's discovery document states them."""

APPLE = Endpoints(
    "https://appleid.apple.com",
    "https://appleid.apple.com/auth/authorize",
    "https://appleid.apple.com/auth/token",
    "https://appleid.apple.com/auth/keys",
)
"""As Apple's discovery document states them."""


@dataclass(frozen=True, slots=True)
class AppleKey:
    """The key with which oO signs its own client secrets for Apple."""

    team_id: str
    key_id: str
    private_key_pem: str = field(repr=False)

    def signing_key(self) -> ECKey:
        """Return the key, ready to sign. Raises: ValueError, quoting nothing, when it is none."""
        try:
            key = ECKey.import_key(self.private_key_pem)
        except (JoseError, ValueError, TypeError):
            raise ValueError(_NO_KEY) from None
        if not key.is_private or key.curve_name != "P-256":
            raise ValueError(_NO_KEY)
        return key


@dataclass(frozen=True, slots=True)
class OidcConfig:
    """One issuer, pinned. `endpoints` None means that they are learned from the issuer itself."""

    name: str
    issuer: str
    client_id: str
    secret: str | AppleKey = field(repr=False)
    """Empty for a public client, which proves itself by PKCE alone."""
    redirect_uri: str
    endpoints: Endpoints | None = None
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    algorithms: tuple[str, ...] = ("RS256",)
    form_post: bool = False
    """Whether the answer comes back as a form sent by POST."""

    def __post_init__(self) -> None:
        """Refuse what could never work, naming the field and never its value.

        Raises: ValueError.
        """
        if isinstance(self.secret, AppleKey):
            self.secret.signing_key()
        fine = {
            "issuer": is_web_address(self.issuer),
            "redirect_uri": is_web_address(self.redirect_uri),
            "client_id": bool(self.client_id) and self.client_id.isascii(),
            "secret": isinstance(self.secret, AppleKey) or self.secret.isascii(),
            "algorithms": bool(self.algorithms) and SIGNATURES.issuperset(self.algorithms),
        }
        if wrong := [name for name, holds in fine.items() if not holds]:
            raise ValueError(f"{self.name}: {', '.join(wrong)}")  # noqa: TRY003 - settings translate it

    @classmethod
    def google(
        cls, *, client_id: str, client_secret: str, redirect_uri: str, at: Endpoints = GOOGLE
    ) -> Self:
        """Return Google, or a stand-in `at` other endpoints."""
        return cls("google", at.issuer, client_id, client_secret, redirect_uri, at)

    @classmethod
    def apple(
        cls, *, client_id: str, key: AppleKey, redirect_uri: str, at: Endpoints = APPLE
    ) -> Self:
        """Return Apple, or a stand-in `at` other endpoints; `client_id` is the Services ID."""
        scopes = ("openid", "email", "name")
        return cls("apple", at.issuer, client_id, key, redirect_uri, at, scopes, form_post=True)

    @classmethod
    def generic(
        cls,
        *,
        issuer: str,
        client_id: str,
        redirect_uri: str,
        client_secret: str = "",
        algorithms: tuple[str, ...] = ("RS256",),
    ) -> Self:
        """Return any issuer that publishes a discovery document."""
        return cls("oidc", issuer, client_id, client_secret, redirect_uri, algorithms=algorithms)


def is_web_address(url: object) -> bool:
    """Return whether this is an absolute https URL, or an http one on this very machine."""
    if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.fragment or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS)
