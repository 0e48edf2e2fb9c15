"""Let people sign in with Google, Apple or any OpenID Connect issuer."""

from core.oidc.config import AppleKey, Endpoints, OidcConfig
from core.oidc.provider import OidcProvider

__all__ = ["AppleKey", "Endpoints", "OidcConfig", "OidcProvider"]
