"""Read what Todoist says about tokens and about whose they are."""

import re
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from core.domain.integration import Tokens
from core.errors import IntegrationDown
from core.ports.services import Owner
from core.todoist.answers import PROVIDER
from core.todoist.wire import Id, Strangers, parsed

LONGEST_LIFE_S = 1_000_000_000
"""Above the ten years of apps that do not refresh, below what a calendar cannot add."""

Secret = Annotated[str, Field(pattern=r"^[!-~]{1,4096}$")]
"""What can travel in a header."""

_SCOPE = re.compile("[a-z_]{1,30}:[a-z_]{1,30}")


class WireTokens(Strangers):
    """A token answer; apps of the older kind get no refresh token, and so does a repeated refresh."""

    access_token: Secret
    token_type: Annotated[str, Field(pattern="^(?i:bearer)$")] | None = None
    expires_in: Annotated[int, Field(ge=0, le=LONGEST_LIFE_S)] | None = None
    refresh_token: Secret | None = None
    scope: Annotated[str, Field(max_length=1000)] | None = None


class WireZone(Strangers):
    """Where a user lives; the rest of it follows from the name."""

    timezone: str


class WireUser(Strangers):
    """A user. The API token and the websocket address beside these are not read."""

    id: Id


class WireUserZone(Strangers):
    """A user's time zone, which is allowed to be missing or odd."""

    tz_info: WireZone


def read_tokens(raw: object, now: datetime, before: Tokens) -> Tokens:
    """Return new tokens; what the answer leaves out stays as it was before.

    Raises: IntegrationDown.
    """
    wire = parsed(WireTokens, raw)
    if wire is None:
        raise IntegrationDown(PROVIDER)
    life_s = wire.expires_in
    return Tokens(
        access=wire.access_token,
        refresh=wire.refresh_token or before.refresh,
        expires_at=None if life_s is None else now + timedelta(seconds=life_s),
        scopes=before.scopes if wire.scope is None else _scopes(wire.scope),
    )


def read_owner(raw: object) -> Owner:
    """Return whose account it is. Raises IntegrationDown."""
    user, place = parsed(WireUser, raw), parsed(WireUserZone, raw)
    if user is None:
        raise IntegrationDown(PROVIDER)
    return Owner(user.id, _known_zone(place.tz_info.timezone) if place else "UTC")


def _scopes(text: str) -> frozenset[str]:
    """Return scopes from a list that one source separates by commas and another by spaces.

    Anything else than a scope is left out: scopes are printed, and it might be a token.
    """
    words = text.replace(",", " ").split()
    return frozenset(word for word in words if _SCOPE.fullmatch(word))


def _known_zone(name: str) -> str:
    """Return the name if it is a time zone here, else UTC."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
