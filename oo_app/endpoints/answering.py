"""Send browsers on, and give or take their session on the way."""

from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.domain.arrival import Arrival, safe_path
from oo_app.shared.cookies import clear_attempt, clear_session, set_session
from oo_app.shared.developing import PAGES, apart

SEE_OTHER = 303
"""Follow with GET, whatever this was."""
WELCOME = "/welcome"
"""Where new people are asked about the optional purposes."""


def go(path: str, **query: str) -> Response:
    """Return the answer that sends the browser to a page of ours."""
    there = f"{path}?{urlencode(query)}" if query else path
    return _step_over(there) if apart() else leave_for(there)


def _step_over(path: str) -> Response:
    """Return a page that goes to another port: a form's policy would stop a redirect there."""
    return HTMLResponse(f'<meta http-equiv="refresh" content="0;url={escape(PAGES + path)}">')


def leave_for(url: str) -> Response:
    """Return the answer that sends the browser to an address that core has made."""
    return RedirectResponse(url, SEE_OTHER, headers={"Cache-Control": "no-store"})


def arrived(arrival: Arrival, *, secure: bool) -> Response:
    """Return the answer to a finished sign-in: the session cookie, and the page asked for."""
    response = go(WELCOME if arrival.first else safe_path(arrival.return_path))
    set_session(response, arrival.session_id, secure=secure)
    clear_attempt(response, secure=secure)
    return response


def departed(response: Response, *, secure: bool) -> Response:
    """Take session and everything kept in the browser's storage from a browser that leaves.

    `"cookies"` is not among what is cleared: it would also take the cookies of unrelated sites
    below the same registered domain; both of ours are taken by name.
    """
    clear_session(response, secure=secure)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
