"""Write OAuth's requests with Authlib; the sending is core.outbound's (reliability F1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote_plus

from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]  # ships no types
from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]  # ships no types
    prepare_grant_uri,
    prepare_token_request,
)
from joserfc import jwt

from core.oidc.config import AppleKey, Endpoints, OidcConfig

APPLE_SECRET_LIFE = timedelta(minutes=5)
"""Apple allows six months; a fresh one for every call needs no keeping."""


@dataclass(frozen=True, slots=True, repr=False)
class TokenRequest:
    """What is sent to a token endpoint."""

    headers: Mapping[str, str]
    form: Mapping[str, str]


def authorization_url(
    config: OidcConfig, endpoints: Endpoints, *, state: str, nonce: str, challenge: str
) -> str:
    """Return where the browser goes to be asked: code flow with PKCE S256 (reliability A1)."""
    url: str = prepare_grant_uri(
        endpoints.authorize,
        config.client_id,
        "code",
        redirect_uri=config.redirect_uri,
        scope=config.scopes,
        state=state,
        nonce=nonce,
        code_challenge=challenge,
        code_challenge_method="S256",
        response_mode="form_post" if config.form_post else None,
    )
    return url


def token_request(
    config: OidcConfig, endpoints: Endpoints, *, code: str, verifier: str, now: datetime
) -> TokenRequest:
    """Return the exchange of a code for tokens, with the client's proof of itself."""
    body = prepare_token_request(
        "authorization_code", "", config.redirect_uri, code=code, code_verifier=verifier
    )
    proof = _proof(config, endpoints, now)
    _, headers, body = proof.prepare("POST", endpoints.token, {"accept": "application/json"}, body)
    form = dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
    return TokenRequest(headers, form)


def _proof(config: OidcConfig, endpoints: Endpoints, now: datetime) -> ClientAuth:
    if isinstance(config.secret, AppleKey):
        signed = apple_secret(config.secret, config.client_id, endpoints.issuer, now)
        return ClientAuth(config.client_id, signed, endpoints.secret_way)
    if not config.secret:
        return ClientAuth(config.client_id, None, "none")
    if endpoints.secret_way == "client_secret_basic":  # noqa: S105 - the name of a way
        # RFC 6749 §2.3.1 wants both encoded before they are joined; Authlib only joins them.
        return ClientAuth(
            quote_plus(config.client_id), quote_plus(config.secret), endpoints.secret_way
        )
    return ClientAuth(config.client_id, config.secret, endpoints.secret_way)


def apple_secret(key: AppleKey, client_id: str, issuer: str, now: datetime) -> str:
    """Return a client secret that lives five minutes, signed as Apple asks (ES256)."""
    claims = {
        "iss": key.team_id,
        "iat": int(now.timestamp()),
        "exp": int((now + APPLE_SECRET_LIFE).timestamp()),
        "aud": issuer,
        "sub": client_id,
    }
    return jwt.encode(
        {"alg": "ES256", "kid": key.key_id},
        claims,
        key.signing_key(),
        algorithms=["ES256"],
        default_type=None,
    )
