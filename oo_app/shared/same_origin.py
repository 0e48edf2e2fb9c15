"""Let only our own pages change anything: the answer to cross-site request forgery (reliability S3)."""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import NotAllowed
from oo_app.shared.problems import problem

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing here (a provider's GET to a callback being OAuth's own exception)."""


def is_ours(headers: Headers, origins: Sequence[str]) -> bool:
    """Return whether a request comes from a page of ours.

    Browsers say so in Sec-Fetch-Site; those that do not, and all over plain http beyond
    localhost, say at least the Origin. A page on another port of ours, as while developing, is
    "same-site" and must be on the list by its exact Origin.
    """
    site = headers.get("sec-fetch-site")
    if site == "same-origin":
        return True
    return site in {None, "same-site"} and headers.get("origin") in origins


class SameOrigin:
    """Refuse unsafe methods from elsewhere, except on paths that strangers are meant to call."""

    def __init__(
        self, app: ASGIApp, origins: Sequence[str], open_to_all: Sequence[re.Pattern[str]]
    ) -> None:
        self._app = app
        self._origins = origins
        self._open_to_all = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] != "http" or self._passes(scope):
            await self._app(scope, receive, send)
        else:
            await problem(NotAllowed())(scope, receive, send)

    def _passes(self, scope: Scope) -> bool:
        if scope["method"] in SAFE:
            return True
        if any(path.fullmatch(scope["path"]) for path in self._open_to_all):
            return True
        return is_ours(Headers(scope=scope), self._origins)
