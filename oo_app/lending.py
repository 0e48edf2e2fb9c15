"""Lend stand-ins and keys to a developer, so that `reflex run` needs no set-up."""

import os

from core.settings import ROOT, Mode, Settings
from oo_app.shared.developing import apart

STILL = {"REFLEX_HOT_RELOAD_EXCLUDE_PATHS": "var:tests:docs:.ci"}
"""Folders whose changes concern no running app: above all the database."""


def lend() -> None:
    """Put a demo's settings into the environment of `reflex run`, unless there are keys."""
    settings = Settings()
    if not apart() or settings.mode is not Mode.DEV or settings.token_keys.get_secret_value():
        return
    from oo_app.sandbox.demo import demo_environment  # noqa: PLC0415 — never while serving

    made = demo_environment(ROOT / "var" / "dev", settings.public_url)
    os.environ.update(made | {"OO_MODE": Mode.DEV} | STILL)  # noqa: TID251 — Reflex's other processes read it
