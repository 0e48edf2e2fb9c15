"""Assemble the app: pages, endpoints, guard, life. Nothing else."""

import reflex as rx
from starlette.routing import BaseRoute

from core.settings import Settings
from oo_app.endpoints import table
from oo_app.front_end import BUILT
from oo_app.lending import lend
from oo_app.shared import doorman, faults, shell, theme
from oo_app.shared.living import living
from oo_app.shared.wraps import wraps

lend()
settings = Settings()

sandbox = None
if settings.sandbox and not settings.sandbox_url:
    from oo_app.sandbox import app as stand_ins

    sandbox = stand_ins.build(settings)

console: tuple[BaseRoute, ...] = ()
if "admin" in settings.surfaces:
    from oo_admin import exporting
    from oo_admin.routes import EXPORTS

    console = (exporting.route(EXPORTS),)

app = rx.App(
    app_wraps=dict(shell.wraps()),
    head_components=theme.head(),
    hydrate_fallback=theme.black(),
    html_lang="en",
    toaster=None,
    reset_style=False,
    frontend_exception_handler=faults.in_page,
    backend_exception_handler=faults.in_event,
    api_transformer=(
        table.build(settings, sandbox, console),
        *wraps(settings, BUILT, table.OPEN_TO_ALL),
    ),
)
app.register_lifespan_task(living(settings, doorman.install(app)))

if "app" in settings.surfaces:
    from oo_app.routes import PAGES

    for page in PAGES:
        app.add_page(page.view, route=page.route, title=page.title, on_load=page.on_load)

if "admin" in settings.surfaces:
    from oo_admin.routes import PAGES as CONSOLE

    for each in CONSOLE:
        app.add_page(
            each.view, route=each.route, title=f"{each.name} · oO console", on_load=each.on_load
        )
