"""Talk to outside services over HTTP: the only place in oO that does (reliability F1)."""

import asyncio
import json as json_text
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import Any

import httpx

from core.errors import IntegrationFault

MAX_BODY_BYTES = 5 * 1024 * 1024
"""The longest answer that is read; a longer one is cut off and refused."""

MAX_CONNECTIONS_PER_HOST = 20
"""One slow service must not use up the connections of the others."""

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
"""The only hosts that plain http may reach, and only where stand-ins are allowed."""


class Unreachable(IntegrationFault):
    """A request got no whole answer; `why` is one fixed word, never a text from outside."""

    code = "unreachable"

    def __init__(self, host: str, why: str) -> None:
        super().__init__(host)
        self.args = (host, why)
        self.why = why


class NotJson(IntegrationFault):
    """An answer's body is not the JSON text it should be."""

    code = "not_json"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long one request may take, in seconds."""

    connect_s: float = 3.0
    read_s: float = 10.0
    """Between two pieces of the answer."""
    total_s: float = 20.0
    """From asking to the last byte, waiting for a connection included."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a service answered, whatever its status; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str = ""

    def __repr__(self) -> str:
        """Return a text without headers and body: they may hold tokens (reliability T3)."""
        return f"Answer(status={self.status}, host={self.host!r}, body=<{len(self.body)} bytes>)"

    def json(self) -> Any:  # a stranger's JSON is anything until it is parsed
        """Return the parsed body. Raises NotJson, also for NaN, Infinity and endless nesting."""
        try:
            return json_text.loads(self.body, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise NotJson(self.host) from None  # the cause would carry the body


class Outbound:
    """The one HTTP client: bounded in time and size, without redirects, proxies and cookies."""

    def __init__(
        self, *, allow_loopback_http: bool = False, deadlines: Deadlines | None = None
    ) -> None:
        self._allow_loopback_http = allow_loopback_http
        self._deadlines = deadlines or Deadlines()
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        json: object | bytes | None = None,
        limit_bytes: int = MAX_BODY_BYTES,
    ) -> Answer:
        """Return the service's answer, whatever its status. Raises Unreachable if there is none.

        Bytes as `json` are JSON text already, and are sent as they are.
        """
        target = self._allowed(url)
        client = self._client(target.host)
        text = json if isinstance(json, bytes) else None
        value = None if text is not None else json
        async with (
            self._named_failures(target.host),
            client.stream(
                method, target, headers=headers, data=form, json=value, content=text
            ) as response,
        ):
            body = await _whole_body(response, limit_bytes)
            return Answer(
                response.status_code, MappingProxyType(dict(response.headers)), body, target.host
            )

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()

    def _allowed(self, url: str) -> httpx.URL:
        try:
            target = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise Unreachable(host="", why="url") from error
        secure = target.scheme == "https"
        beside_us = target.scheme == "http" and target.host in LOOPBACK_HOSTS
        if not target.host or target.userinfo:
            raise Unreachable(target.host, "url")
        if not secure and not (beside_us and self._allow_loopback_http):
            raise Unreachable(target.host, "scheme")
        return target

    def _client(self, host: str) -> httpx.AsyncClient:
        if host not in self._clients:
            self._clients[host] = _new_client(self._tls, self._deadlines)
        return self._clients[host]

    @asynccontextmanager
    async def _named_failures(self, host: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._deadlines.total_s):
                yield
        except (TimeoutError, httpx.TimeoutException) as error:
            raise Unreachable(host, "timeout") from error
        except (httpx.LocalProtocolError, UnicodeError):
            # The cause quotes the header that could not be sent, and that may be a token.
            raise Unreachable(host, "request") from None
        except httpx.TransportError as error:
            raise Unreachable(host, "transport") from error


def _new_client(tls: ssl.SSLContext, deadlines: Deadlines) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=tls,
        trust_env=False,
        follow_redirects=False,
        # A cookie that one user's answer sets must not travel with the next user's request.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        # Without compression, what is counted on the wire is what ends up in memory.
        headers={"accept-encoding": "identity", "user-agent": "oO"},
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS_PER_HOST),
        timeout=httpx.Timeout(deadlines.read_s, connect=deadlines.connect_s),
    )


async def _whole_body(response: httpx.Response, limit_bytes: int) -> bytes:
    host = response.url.host
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Unreachable(host, "encoding")
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > limit_bytes:
            raise Unreachable(host, "too_large")
    return bytes(body)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
