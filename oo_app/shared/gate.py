"""Let only requests in that are meant for us: by host, by path, by size."""

import logging
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import NotFound
from core.settings import Settings
from oo_app.shared.problems import answer, problem

CLOSED = ("/_upload", "/auth-codespace", "/_all_routes", "/_health", "/ping")
"""Doors that the framework may open by itself, and that nobody here needs."""
SOCKET = ("/_event", "/_reflex")
"""Where the framework's websocket is, now and in its next version; plain HTTP has no business there."""
PROBES = frozenset({"/healthz", "/readyz"})
"""Asked by machines that know us by any name, and telling nothing."""
SANDBOX = "/sandbox"
"""The stand-in providers: other sites as far as our rules go; there only in demo and tests."""
HOOKS = "/hooks"
"""Webhooks: they may be long and need not say how long; their endpoint counts what comes."""
MAX_BODY_BYTES = 64 * 1024
"""No form and no request of the API comes near this."""
MOVED = 308
MISDIRECTED = 421


def below(path: str, roots: tuple[str, ...]) -> bool:
    """Return whether a path is one of the roots or lies beneath one."""
    return any(path == root or path.startswith(f"{root}/") for root in roots)


class Gate:
    """Check host, path and size of every request before anything else sees it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._public_url = settings.public_url
        self._hosts = frozenset(urlsplit(origin).netloc for origin in settings.exact_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if path not in PROBES and (wrong := self._wrong_host(scope, headers)):
            return wrong
        if below(path, CLOSED) or below(path, SOCKET):
            return problem(NotFound("path"))
        return None if below(path, (SANDBOX, HOOKS)) else _wrong_size(scope, headers)

    def _wrong_host(self, scope: Scope, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return answer(400, "host", "This request does not say whom it is for.")
        if hosts[0].lower() in self._hosts:
            return None
        if scope["method"] in {"GET", "HEAD"} and _is_loopback(hosts[0]) and self._is_local:
            return Response(status_code=MOVED, headers={"Location": self._here(scope)})
        return answer(MISDIRECTED, "host", "This request is for somebody else.")

    @property
    def _is_local(self) -> bool:
        return _is_loopback(urlsplit(self._public_url).netloc)

    def _here(self, scope: Scope) -> str:
        """Return the same page at the address that cookies and origins are made for."""
        path = scope.get("raw_path", scope["path"].encode()).split(b"?", 1)[0]
        query = scope["query_string"]
        return self._public_url + (path + (b"?" + query if query else b"")).decode("latin-1")


def _is_loopback(netloc: str) -> bool:
    try:
        parts = urlsplit(f"//{netloc}")
        host = parts.hostname or ""
        return parts.port != 0 and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:  # no port, no address, no host name
        return False


def _wrong_size(scope: Scope, headers: Headers) -> Response | None:
    """Refuse bodies that are too large, or that do not say how large they are."""
    length = headers.get("content-length")
    if length is None:
        sends_body = "transfer-encoding" in headers or scope["method"] in {"POST", "PUT", "PATCH"}
        return (
            answer(411, "length", "This request does not say how long it is.")
            if sends_body
            else None
        )
    if not length.isascii() or not length.isdigit() or int(length[:12]) > MAX_BODY_BYTES:
        return answer(413, "size", "This request is too large.")
    return None


class NoTokens(logging.Filter):
    """Drop log lines about websocket requests: their addresses carry the tab's token (W2)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line may be written."""
        return not any(path in record.getMessage() for path in SOCKET)
