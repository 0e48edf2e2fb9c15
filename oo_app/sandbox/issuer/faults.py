"""Let a test make an issuer misbehave."""

import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from oo_app.sandbox.issuer.errors import FieldsUnreadable, Unreadable


class JwksFault(StrEnum):
    """How the published keys can go wrong."""

    REDIRECT = "redirect"
    HUGE = "huge"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Faults:
    """All the ways to misbehave; as it stands, none."""

    down: bool = False
    """Every route answers 503."""
    discovery: dict[str, Any] = field(default_factory=dict)
    """Members of the discovery document to replace; None takes one away."""
    jwks: JwksFault | None = None
    jwks_delay_s: float = 30.0
    """How long slow keys drip before they are complete."""
    wrong_nonce: bool = False
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims of the ID token to replace; None takes one away."""
    id_token: str | None = None
    """Text to serve in place of the ID token; empty leaves it out."""
    html_tokens: bool = False
    """The token route answers 200 with a web page."""
    redirect: dict[str, str | None] = field(default_factory=dict)
    """Parameters of the way back to replace; None takes one away."""
    granted_scopes: tuple[str, ...] | None = None
    """What the person grants in place of everything that was asked."""
    relay_domain: str | None = None
    """Domain of Apple's private addresses in place of today's."""


def parse(body: bytes) -> Faults:
    """Return the faults that a JSON object names.

    Raises: FieldsUnreadable when it is no such object or names something else.
    """
    try:
        wanted = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FieldsUnreadable(Unreadable.NOT_JSON) from error
    if not isinstance(wanted, dict) or wanted.keys() - {known.name for known in fields(Faults)}:
        raise FieldsUnreadable(Unreadable.NO_SUCH_FAULT)
    return Faults(**{name: _typed(name, value) for name, value in wanted.items()})


def changed(original: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return `original` with members replaced, or taken away where `change` says None."""
    return {name: value for name, value in (original | change).items() if value is not None}


_KINDS: dict[str, tuple[type, ...]] = {
    "down": (bool,),
    "discovery": (dict,),
    "jwks_delay_s": (int, float),
    "wrong_nonce": (bool,),
    "claims": (dict,),
    "id_token": (str, type(None)),
    "html_tokens": (bool,),
    "redirect": (dict,),
    "relay_domain": (str, type(None)),
}


def _typed(name: str, value: Any) -> Any:
    if name == "jwks":
        return _jwks_fault(value)
    if name == "granted_scopes":
        return _scopes(value)
    if not isinstance(value, _KINDS[name]):
        raise FieldsUnreadable(Unreadable.NO_SUCH_FAULT)
    return value


def _jwks_fault(value: Any) -> JwksFault | None:
    try:
        return None if value is None else JwksFault(value)
    except ValueError as error:
        raise FieldsUnreadable(Unreadable.NO_SUCH_FAULT) from error


def _scopes(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(scope, str) for scope in value):
        raise FieldsUnreadable(Unreadable.NO_SUCH_FAULT)
    return tuple(value)
