"""Say how the three issuers differ; everything else about them is the same."""

from dataclasses import dataclass
from enum import StrEnum


class Flavour(StrEnum):
    """Which provider an issuer stands in for."""

    GOOGLE = "google"
    APPLE = "apple"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Manner:
    """The habits of one provider."""

    label: str
    """What a page calls the provider."""
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    secret_ways: tuple[str, ...]
    """How a client proves itself, in the words of discovery."""
    response_types: tuple[str, ...]
    access_ttl_s: int
    subject_type: str
    cancel_error: str
    """What a client is told when the person presses Cancel."""
    names_itself: bool
    """Whether redirects carry `iss` (RFC 9207)."""
    demands_pkce: bool
    describes_errors: bool
    has_userinfo: bool
    revokes_for_anyone: bool
    """Whether a token alone suffices to revoke it, without a client's secret."""


_ALWAYS = ("iss", "aud", "exp", "iat", "sub", "nonce", "at_hash", "email", "email_verified")
_PROFILE = ("name", "given_name", "family_name")

MANNERS = {
    Flavour.GOOGLE: Manner(
        label="Google",
        scopes=("openid", "email", "profile"),
        claims=(*_ALWAYS, *_PROFILE, "azp", "hd"),
        secret_ways=("client_secret_post", "client_secret_basic"),
        response_types=("code",),
        access_ttl_s=3599,
        subject_type="public",
        cancel_error="access_denied",
        names_itself=True,
        demands_pkce=True,
        describes_errors=True,
        has_userinfo=True,
        revokes_for_anyone=True,
    ),
    Flavour.APPLE: Manner(
        label="Apple",
        scopes=("openid", "email", "name"),
        claims=(*_ALWAYS, "nonce_supported", "is_private_email", "real_user_status", "auth_time"),
        secret_ways=("client_secret_post",),
        response_types=("code", "code id_token"),
        access_ttl_s=3600,
        subject_type="pairwise",
        cancel_error="user_cancelled_authorize",
        names_itself=False,
        demands_pkce=False,
        describes_errors=False,
        has_userinfo=False,
        revokes_for_anyone=False,
    ),
    Flavour.OIDC: Manner(
        label="OpenID Connect",
        scopes=("openid", "email", "profile", "offline_access"),
        claims=(*_ALWAYS, *_PROFILE, "azp", "auth_time", "preferred_username", "zoneinfo"),
        secret_ways=("client_secret_post", "client_secret_basic"),
        response_types=("code",),
        access_ttl_s=3600,
        subject_type="public",
        cancel_error="access_denied",
        names_itself=False,
        demands_pkce=True,
        describes_errors=True,
        has_userinfo=True,
        revokes_for_anyone=False,
    ),
}
"""Each provider's habits, as the provider dossier states them; where it leaves room, the strict reading."""
