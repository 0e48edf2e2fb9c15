"""Show visitors who are not signed in the way to the sign-in page, and bring them back after."""

from urllib.parse import urlencode

import reflex as rx

from core.domain.access import Right
from core.domain.arrival import safe_path
from core.domain.ids import UserId
from core.errors import NotSignedIn
from oo_app.shared.marks import public
from oo_app.shared.session import current

ENTER = Right.CONSOLE_ENTER.value
"""What every role of the console may."""


def way_in(path: str, query: str = "") -> str:
    """Return the address of the sign-in page that leads back to where somebody was."""
    back = safe_path(f"{path}?{query}" if query else path)
    return "/sign-in" if back == "/" else f"/sign-in?{urlencode({'next': back})}"


def sign_in_again(path: str, query: str = "") -> str:
    """Return the address where somebody signed in signs in anew, for what asks for it.

    It makes a new session and ends this one; then it leads back.
    """
    back = safe_path(f"{path}?{query}" if query else path)
    return f"/sign-in?{urlencode({'again': '1', 'next': back})}"


def me() -> UserId:
    """Return who is acting. Raises: NotSignedIn (the guard should have seen to that)."""
    user_id = current().user_id
    if user_id is None:
        raise NotSignedIn
    return user_id


class Door(rx.State):
    """The first thing each private page asks."""

    @rx.event
    @public
    async def knock(self):
        """Send visitors who are not signed in to the sign-in page."""
        if current().user_id is None:
            there = self.router.url
            return rx.redirect(way_in(there.path, there.query), replace=True)
        return None

    @rx.event
    @public
    async def knock_at_console(self):
        """Send visitors to sign in, and users who have no role to their tips: it is not for them."""
        if current().user_id is None:
            return rx.redirect(way_in(self.router.url.path), replace=True)
        if ENTER not in current().rights:
            return rx.redirect("/", replace=True)
        return None
