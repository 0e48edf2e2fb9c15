"""Put the security and cache headers on every answer (reliability S4)."""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import Settings
from oo_app.shared import csp

ALWAYS = {
    "x-content-type-options": "nosniff",
    # `no-referrer` would make browsers send `Origin: null` with our own forms (Fetch standard,
    # "append a request Origin header"), and the Origin is all that browsers without
    # Sec-Fetch-Site offer for telling our forms from strangers'. This value tells strangers as
    # little: nothing at all leaves for another origin.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), payment=(), usb=()"
    ),
}
HSTS = "max-age=31536000"
"""A year of https only; without subdomains, which may belong to somebody else's service."""
IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose names change with their content."""
A_DAY = "public, max-age=86400"
"""For fonts and icons: they hardly ever change, and their names do not."""
ASK_FIRST = "no-cache"
"""For pages, the service worker, the manifest and plain files: kept, but asked for each time."""
NEVER = "no-store"
"""For answers about a person, and for everything nobody has thought about."""
FILES = (".css", ".ico", ".js", ".json", ".png", ".svg", ".txt", ".webmanifest", ".woff2")
"""Endings of the files that the build serves."""
NOT_MODIFIED = 304
"""The status that sends a browser back to what it has kept."""
OK_STATUSES = frozenset({200, 206, NOT_MODIFIED})
"""Statuses that may be kept: a missing file must not be missing for a year."""


class SecurityHeaders:
    """Add to each answer what it has not said itself."""

    def __init__(self, app: ASGIApp, settings: Settings, build: Path) -> None:
        self._app = app
        self._page = csp.page_policy(settings, csp.script_hashes(build))
        self._always = ALWAYS | ({"strict-transport-security": HSTS} if settings.secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the head of its answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        await self._app(scope, receive, complete if scope["type"] == "http" else send)

    def _complete(self, headers: MutableHeaders, path: str, status: int) -> None:
        for name, value in self._always.items():
            headers.setdefault(name, value)
        # "Not modified" has no content type, and its headers replace those the browser has kept.
        said_html = headers.get("content-type", "").startswith("text/html")
        is_page = said_html or (status == NOT_MODIFIED and not path.endswith(FILES))
        headers.setdefault("content-security-policy", self._page if is_page else csp.ELSEWHERE)
        headers.setdefault("cache-control", cache_rule(path, status, is_page=is_page))


def cache_rule(path: str, status: int, *, is_page: bool) -> str:
    """Return how long an answer may be kept."""
    if is_page:
        return ASK_FIRST
    if status not in OK_STATUSES or not path.endswith(FILES):
        return NEVER
    if path.startswith("/assets/"):
        return IMMUTABLE
    return A_DAY if path.startswith(("/fonts/", "/icons/")) else ASK_FIRST
