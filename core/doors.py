"""Say from settings which outside services there are, and where; stand-ins live on this machine."""

import random

from core.bus.server import Server
from core.domain.integration import Provider
from core.errors import SettingsWrong
from core.oidc.config import APPLE, GOOGLE, AppleKey, Endpoints, OidcConfig
from core.oidc.provider import OidcProvider
from core.outbound import Outbound
from core.ports import Clock, Vault
from core.ports.hooks import HookReader
from core.settings import Settings
from core.todoist.config import TodoistConfig
from core.todoist.hooks import TodoistHooks

BUS_KEY = "bus signature 1"
"""What the pepper is turned into a key for: that of messages between our processes."""


def identity_providers(
    settings: Settings, outbound: Outbound, clock: Clock
) -> dict[str, OidcProvider]:
    """Return every configured issuer by name, in the order the sign-in page shows them.

    Raises: SettingsWrong when one of them can never work.
    """
    try:
        made = (_google(settings), _apple(settings), _generic(settings))
    except ValueError as error:
        raise SettingsWrong((str(error),)) from None  # it names fields, never values
    configs = [config for config in made if config is not None]
    return {config.name: OidcProvider(config, outbound, clock) for config in configs}


def todoist_config(settings: Settings) -> TodoistConfig:
    """Return our Todoist app; without one, only personal tokens work."""
    client_id = settings.todoist_client_id
    secret = settings.todoist_client_secret.get_secret_value()
    redirect = f"{settings.public_url}/connect/{Provider.TODOIST}/callback"
    if not settings.sandbox:
        return TodoistConfig(client_id, secret, redirect)
    there = _stand_in(settings, "todoist")
    return TodoistConfig(
        client_id,
        secret,
        redirect,
        authorize_url=f"{there}/oauth/authorize",
        token_url=f"{there}/oauth/access_token",
        api_url=f"{there}/api/v1",
        web_url=there,
    )


def hook_readers(settings: Settings) -> dict[Provider, HookReader]:
    """Return who reads which service's webhooks; without an app of ours, nobody sends any."""
    secret = settings.todoist_client_secret.get_secret_value()
    if not (settings.todoist_client_id and secret):
        return {}
    previous = settings.todoist_client_secret_previous.get_secret_value()
    return {Provider.TODOIST: TodoistHooks((secret, previous))}


def nats_server(settings: Settings, vault: Vault) -> Server | None:
    """Return the server that carries events between processes; None when they stay in this one."""
    url = settings.nats_url.get_secret_value()
    key = vault.digest(BUS_KEY).encode()
    return Server.at(url, settings.nats_prefix, key, random.random) if url else None


def _google(settings: Settings) -> OidcConfig | None:
    if not settings.google_client_id:
        return None
    return OidcConfig.google(
        client_id=settings.google_client_id,
        client_secret=settings.google_client_secret.get_secret_value(),
        redirect_uri=_redirect(settings, "google"),
        at=Endpoints.beneath(_stand_in(settings, "google")) if settings.sandbox else GOOGLE,
    )


def _apple(settings: Settings) -> OidcConfig | None:
    if not settings.apple_client_id:
        return None
    pem = settings.apple_private_key.get_secret_value().replace("\\n", "\n")
    return OidcConfig.apple(
        client_id=settings.apple_client_id,
        key=AppleKey(settings.apple_team_id, settings.apple_key_id, pem),
        redirect_uri=_redirect(settings, "apple"),
        at=Endpoints.beneath(_stand_in(settings, "apple")) if settings.sandbox else APPLE,
    )


def _generic(settings: Settings) -> OidcConfig | None:
    if not settings.oidc_issuer:
        return None
    return OidcConfig.generic(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        redirect_uri=_redirect(settings, "oidc"),
    )


def _redirect(settings: Settings, name: str) -> str:
    return f"{settings.public_url}/auth/{name}/callback"


def _stand_in(settings: Settings, name: str) -> str:
    return f"{settings.stand_ins_url}/sandbox/{name}"
