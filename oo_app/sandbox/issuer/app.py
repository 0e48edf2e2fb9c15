"""Assemble one stand-in issuer into an application that can be mounted anywhere."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from oo_app.sandbox.issuer import authorize, levers, published, token_endpoint
from oo_app.sandbox.issuer.clients import Client
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.issuer import Issuer, Setting
from oo_app.sandbox.people import PEOPLE, Person

Answer = Callable[[Issuer, Request], Awaitable[Response]]
"""What answers one route of an issuer."""


def build(
    flavour: Flavour,
    base_url: str,
    clock: Callable[[], datetime],
    *,
    clients: tuple[Client, ...],
    people: tuple[Person, ...] = PEOPLE,
    state_file: Path | None = None,
) -> Starlette:
    """Return the issuer as an application; `state.issuer` is the issuer itself.

    `base_url` is the public address it is mounted under, without a slash at the end.

    Raises: ClientUnusable, StateUnreadable.
    """
    return assemble(Setting(flavour, base_url, clock, clients, people, state_file))


def assemble(setting: Setting) -> Starlette:
    """Return what `build` returns, from a setting that may bring its own signing key."""
    issuer = Issuer(setting)
    app = Starlette(routes=_routes(issuer))
    app.state.issuer = issuer
    return app


def _routes(issuer: Issuer) -> list[Route]:
    def route(method: str, path: str, answer: Answer) -> Route:
        return Route(path, _counted(issuer, path.lstrip("/"), answer), methods=[method])

    routes = [
        route("GET", "/.well-known/openid-configuration", published.discovery),
        route("GET", "/jwks", published.jwks),
        route("GET", "/jwks/elsewhere", published.jwks_elsewhere),
        route("GET", "/authorize", authorize.show),
        route("POST", "/authorize", authorize.choose),
        route("POST", "/token", token_endpoint.exchange),
        route("POST", "/revoke", token_endpoint.revoke),
        Route("/_faults", _bare(issuer, levers.show_faults), methods=["GET"]),
        Route("/_faults", _bare(issuer, levers.set_faults), methods=["POST"]),
        Route("/_turn_key", _bare(issuer, levers.turn_key), methods=["POST"]),
    ]
    if issuer.manner.has_userinfo:
        routes += [
            route("GET", "/userinfo", published.userinfo),
            route("POST", "/userinfo", published.userinfo),
        ]
    return routes


def _bare(issuer: Issuer, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await answer(issuer, request)

    return endpoint


def _counted(issuer: Issuer, name: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        issuer.served[name] += 1
        if issuer.faults.down:
            return PlainTextResponse("Service unavailable", 503, headers={"Retry-After": "1"})
        return await answer(issuer, request)

    return endpoint
