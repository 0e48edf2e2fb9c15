"""Parse an authorisation request; nothing unparsed goes further."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oo_app.sandbox.issuer.clients import Client
from oo_app.sandbox.issuer.errors import NoWayBack, Refusal, RequestRefused, WayBack
from oo_app.sandbox.issuer.fields import Fields
from oo_app.sandbox.issuer.flavour import MANNERS, Flavour, Manner

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""An S256 challenge: 32 bytes in base64url (RFC 7636 §4.2)."""

MAX_AGE = re.compile(r"[0-9]{1,9}")
"""A number of seconds, small enough to reckon with."""

RESPONSE_MODES = ("query", "form_post")
"""How an answer travels back; fragments never reach a server and are not offered."""

PROMPTS = frozenset({"none", "consent", "login", "select_account"})
"""What a client may ask the page to do."""


@dataclass(frozen=True, slots=True)
class Authorization:
    """One valid authorisation request."""

    client: Client
    way: WayBack
    scopes: tuple[str, ...]
    with_id_token: bool
    """Whether the ID token comes along with the code (Apple's `code id_token`)."""
    nonce: str
    challenge: str
    offline: bool
    """Whether a refresh token is due."""
    login_hint: str


def parse(flavour: Flavour, clients: Mapping[str, Client], fields: Fields) -> Authorization:
    """Return the request.

    Raises: NoWayBack when its client or address is unknown; RequestRefused otherwise.
    """
    manner = MANNERS[flavour]
    client = clients.get(fields.get("client_id", ""))
    if client is None:
        raise NoWayBack(Refusal.INVALID_CLIENT, "No client is registered under this name.")
    if fields.get("redirect_uri", "") not in client.redirect_uris:
        raise NoWayBack(
            Refusal.REDIRECT_URI_MISMATCH, "This address is not registered for the client."
        )
    scopes = tuple(dict.fromkeys(fields.get("scope", "").split()))
    if flavour is Flavour.APPLE and scopes and fields.get("response_mode") != "form_post":
        # The real page stays where it is too, with this sentence.
        raise NoWayBack(
            Refusal.INVALID_REQUEST,
            "response_mode must be form_post when name or email scope is requested.",
        )
    mode = fields.get("response_mode", "") or "query"
    way = WayBack(fields["redirect_uri"], mode, fields.get("state", ""))
    if mode not in RESPONSE_MODES:
        way = WayBack(way.redirect_uri, "query", way.state)
        raise RequestRefused(way, Refusal.INVALID_REQUEST, "This response_mode is not offered.")
    _check_response_type(manner, way, fields)
    _check_scopes(flavour, way, scopes)
    _check_proof(manner, way, fields)
    prompts = _prompts(way, fields)
    return Authorization(
        client=client,
        way=way,
        scopes=scopes,
        with_id_token="id_token" in fields["response_type"].split(),
        nonce=fields.get("nonce", ""),
        challenge=fields.get("code_challenge", ""),
        offline=_is_offline(flavour, fields, prompts, scopes),
        login_hint=fields.get("login_hint", ""),
    )


def _check_response_type(manner: Manner, way: WayBack, fields: Fields) -> None:
    wanted = fields.get("response_type", "")
    if wanted not in manner.response_types:
        raise RequestRefused(
            way, Refusal.UNSUPPORTED_RESPONSE_TYPE, "Only the code flow is offered."
        )
    if wanted != "code" and way.response_mode != "form_post":
        raise RequestRefused(way, Refusal.INVALID_REQUEST, "An ID token travels by form_post only.")
    if wanted != "code" and not fields.get("nonce"):
        raise RequestRefused(way, Refusal.INVALID_REQUEST, "An ID token at once needs a nonce.")


def _check_scopes(flavour: Flavour, way: WayBack, scopes: tuple[str, ...]) -> None:
    if not set(scopes) <= set(MANNERS[flavour].scopes):
        raise RequestRefused(way, Refusal.INVALID_SCOPE, "A scope is not known here.")
    if flavour is not Flavour.APPLE and "openid" not in scopes:
        raise RequestRefused(way, Refusal.INVALID_SCOPE, "The scope openid is missing.")


def _check_proof(manner: Manner, way: WayBack, fields: Fields) -> None:
    challenge, method = fields.get("code_challenge", ""), fields.get("code_challenge_method", "")
    if not challenge and not method and not manner.demands_pkce:
        return
    if method != "S256" or not CHALLENGE.fullmatch(challenge):
        raise RequestRefused(
            way, Refusal.INVALID_REQUEST, "A code_challenge with S256 is required."
        )


def _prompts(way: WayBack, fields: Fields) -> frozenset[str]:
    prompts = frozenset(fields.get("prompt", "").split())
    if not prompts <= PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise RequestRefused(way, Refusal.INVALID_REQUEST, "This prompt is not known.")
    if "none" in prompts:
        # Nobody is ever signed in here already: each visit asks.
        raise RequestRefused(way, Refusal.LOGIN_REQUIRED, "Somebody must choose a person.")
    if fields.get("max_age") and not MAX_AGE.fullmatch(fields["max_age"]):
        raise RequestRefused(way, Refusal.INVALID_REQUEST, "max_age is a number of seconds.")
    return prompts


def _is_offline(
    flavour: Flavour, fields: Fields, prompts: frozenset[str], scopes: tuple[str, ...]
) -> bool:
    match flavour:
        case Flavour.APPLE:
            return True
        case Flavour.GOOGLE:
            return fields.get("access_type") == "offline" and "consent" in prompts
        case Flavour.OIDC:
            return "offline_access" in scopes and "consent" in prompts
