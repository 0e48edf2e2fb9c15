"""Put the stand-in providers together below /sandbox, with a page that says what is there."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from core.clock import SystemClock
from core.errors import SettingsWrong
from core.settings import Mode, Settings
from oo_app.sandbox.issuer import Client, Flavour, demo_apple_key
from oo_app.sandbox.issuer import build as build_issuer
from oo_app.sandbox.issuer.pages import page
from oo_app.sandbox.todoist.app import build as build_todoist
from oo_app.sandbox.todoist.grants import App

_now = SystemClock().now

INDEX = """<h1>Stand-in providers</h1>
<p class="real">Nothing here is real. These pages play the services that oO talks to.</p>
<p><a href="/sandbox/todoist/">Todoist: see and change everybody's tasks</a></p>
<p>Google, Apple and the OpenID Connect issuer have no page of their own:
<a href="/sign-in">sign in</a> to meet them.</p>"""
"""What /sandbox itself shows."""


def build(settings: Settings) -> Starlette:
    """Return all stand-ins as one application; they keep their state in the sandbox's folder.

    Raises: SettingsWrong in production, whatever the settings say.
    """
    if settings.mode is Mode.PRODUCTION or not settings.sandbox:
        raise SettingsWrong(("OO_SANDBOX: never in production",))
    folder = settings.sandbox_state
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Starlette(
        routes=[Route("/", _index), *_issuers(settings, folder), _todoist(settings, folder)]
    )


def _issuers(settings: Settings, folder: Path) -> list[BaseRoute]:
    def mount(flavour: Flavour, client: Client) -> Mount:
        base_url = f"{settings.stand_ins_url}/sandbox/{flavour}"
        file = folder / f"{flavour}.json"
        return Mount(
            f"/{flavour}", build_issuer(flavour, base_url, _now, clients=(client,), state_file=file)
        )

    mounts: list[BaseRoute] = []
    secret = settings.google_client_secret.get_secret_value()
    if settings.google_client_id and secret:
        client = Client(settings.google_client_id, (_callback(settings, "google"),), secret)
        mounts.append(mount(Flavour.GOOGLE, client))
    if settings.apple_client_id:
        there = (_callback(settings, "apple"),)
        _, client = demo_apple_key(folder, redirect_uris=there, client_id=settings.apple_client_id)
        mounts.append(mount(Flavour.APPLE, client))
    secret = settings.oidc_client_secret.get_secret_value()
    if settings.oidc_client_id and secret:
        client = Client(settings.oidc_client_id, (_callback(settings, "oidc"),), secret)
        mounts.append(mount(Flavour.OIDC, client))
    return mounts


def _todoist(settings: Settings, folder: Path) -> Mount:
    secret = settings.todoist_client_secret.get_secret_value()
    there = (f"{settings.public_url}/connect/todoist/callback",)
    app = App(
        settings.todoist_client_id, secret, there, hook_url=f"{settings.public_url}/hooks/todoist"
    )
    base_url = f"{settings.stand_ins_url}/sandbox/todoist"
    return Mount(
        "/todoist",
        build_todoist(base_url, _now, state_file=folder / "todoist.json", apps=(app,)),
    )


def _callback(settings: Settings, name: str) -> str:
    return f"{settings.public_url}/auth/{name}/callback"


async def _index(_request: Request) -> Response:
    return page("Stand-in providers", INDEX)
