"""Write and read oO's two cookies; there are no others (reliability S1)."""

from http.cookies import CookieError, SimpleCookie
from typing import Literal

from starlette.responses import Response

from core.domain.attempt import ATTEMPT_LIFE
from core.domain.session import ABSOLUTE
from core.domain.user import Role

_SESSION = "oo_session"
_ATTEMPT = "oo_tx"
_HOST_ONLY = "__Host-"

SESSION_LIFE_S = int(ABSOLUTE[Role.USER].total_seconds())
"""How long a browser keeps the session cookie; the server ends the session sooner if it must."""
ATTEMPT_LIFE_S = int(ATTEMPT_LIFE.total_seconds())
"""How long a browser keeps the cookie of an attempt to sign in or to connect."""


def session_name(*, secure: bool) -> str:
    """Return the session cookie's name: `__Host-` needs https, and Safari drops it on localhost."""
    return f"{_HOST_ONLY if secure else ''}{_SESSION}"


def attempt_name(*, secure: bool) -> str:
    """Return the name of the cookie that ties an attempt to one browser."""
    return f"{_HOST_ONLY if secure else ''}{_ATTEMPT}"


def set_session(response: Response, session_id: str, *, secure: bool) -> None:
    """Give the browser its session."""
    _set(response, session_name(secure=secure), session_id, SESSION_LIFE_S, secure=secure)


def set_attempt(response: Response, secret: str, *, secure: bool, form_post: bool = False) -> None:
    """Give the browser the secret of an attempt.

    A provider that answers with a cross-site form needs SameSite=None, which browsers only take
    over https; on plain http everything is on one site and Lax will do.
    """
    same_site: Literal["lax", "none"] = "none" if form_post and secure else "lax"
    name = attempt_name(secure=secure)
    _set(response, name, secret, ATTEMPT_LIFE_S, secure=secure, same_site=same_site)


def clear_session(response: Response, *, secure: bool) -> None:
    """Take the session from the browser."""
    _set(response, session_name(secure=secure), "", 0, secure=secure)


def clear_attempt(response: Response, *, secure: bool) -> None:
    """Take the secret of a finished attempt from the browser."""
    _set(response, attempt_name(secure=secure), "", 0, secure=secure)


def session_in(header: str, *, secure: bool) -> str | None:
    """Return the session id in a Cookie header; None when there is none."""
    return _read(header, session_name(secure=secure))


def attempt_in(header: str, *, secure: bool) -> str:
    """Return the attempt's secret in a Cookie header; empty when there is none."""
    return _read(header, attempt_name(secure=secure)) or ""


def _read(header: str, name: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _set(
    response: Response,
    name: str,
    value: str,
    life_s: int,
    *,
    secure: bool,
    same_site: Literal["lax", "none"] = "lax",
) -> None:
    response.set_cookie(
        name, value, max_age=life_s, path="/", secure=secure, httponly=True, samesite=same_site
    )
