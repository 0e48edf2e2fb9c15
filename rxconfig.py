"""Configure Reflex: what it must know before the app is loaded, and nothing else."""

import reflex as rx

from core.settings import Mode, Settings
from oo_app.lending import lend
from oo_app.shared import developing
from oo_app.shared.socket_address import OwnOrigin

lend()
_settings = Settings()

config = rx.Config(
    app_name="oo",
    app_module_import="oo_app.main",
    backend_host=_settings.host,
    cors_allowed_origins=[
        *_settings.exact_origins,
        *((developing.PAGES,) if _settings.mode is Mode.DEV else ()),
    ],
    deploy_url=_settings.public_url,
    trusted_proxy_hops=_settings.trusted_proxy_hops,
    redis_url=_settings.redis_url.get_secret_value() or None,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    redis_token_expiration=1800,
    default_color_mode="dark",
    frontend_lazy_bundled_libraries=True,
    show_built_with_reflex=False,
    telemetry_enabled=False,
    plugins=[OwnOrigin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
