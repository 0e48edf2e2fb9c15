"""Parse what a token endpoint answers."""

import re
from dataclasses import dataclass

from core.errors import IntegrationRefused, Refusal, SignInRefused
from core.oidc.strict import Forged, Members, read_object
from core.outbound import Answer

LIMIT_BYTES = 64 * 1024
"""Real answers have two or three thousand bytes."""

HTTP_OK = 200
"""The only status that carries tokens."""

_TAG = re.compile(r"[a-z_]{1,64}")
"""OAuth's error words (RFC 6749 §5.2); anything else is not repeated, not even to a log."""


@dataclass(frozen=True, slots=True, repr=False)
class TokenAnswer:
    """The two tokens that matter while signing in; neither is kept."""

    id_token: str
    access_token: str


def tokens_in(answer: Answer, provider: str) -> TokenAnswer:
    """Return the tokens. Raises SignInRefused: EXPIRED for a dead code, PROVIDER for all else."""
    try:
        members = read_object(answer.body)
    except Forged as error:
        raise SignInRefused(Refusal.PROVIDER, provider) from error
    if answer.status != HTTP_OK:
        tag = _tag(members)
        why = Refusal.EXPIRED if tag == "invalid_grant" else Refusal.PROVIDER
        raise SignInRefused(why, provider) from IntegrationRefused(provider, tag)
    tokens = (members.get("id_token"), members.get("access_token"))
    kind = members.get("token_type")
    if not isinstance(kind, str) or kind.lower() != "bearer" or not all(map(_is_token, tokens)):
        raise SignInRefused(Refusal.PROVIDER, provider)
    return TokenAnswer(str(tokens[0]), str(tokens[1]))


def _is_token(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isascii()


def _tag(members: Members) -> str:
    tag = members.get("error")
    return tag if isinstance(tag, str) and _TAG.fullmatch(tag) else "unknown"
