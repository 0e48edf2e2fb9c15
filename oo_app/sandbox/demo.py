"""Set up a demo: stand-in providers instead of real ones, and secrets made on the spot."""

import json
import os
import secrets
from pathlib import Path

from core.settings import Settings, new_key_text
from oo_app.sandbox.issuer.clients import DEMO_SERVICES_ID, DEMO_TEAM_ID, demo_apple_key
from oo_app.sandbox.people import ADMIN_EMAIL

SECRETS = "demo-secrets.json"
"""Where a demo keeps its secrets between starts, readable by its owner alone."""
DATABASE = "oo.sqlite3"
"""Where in its folder a demo keeps its database."""
NAMES = (
    "OO_PEPPER",
    "OO_GOOGLE_CLIENT_SECRET",
    "OO_OIDC_CLIENT_SECRET",
    "OO_TODOIST_CLIENT_SECRET",
)
"""Secrets that are any random text."""


def demo_environment(folder: Path, base_url: str, stand_ins_url: str = "") -> dict[str, str]:
    """Return the settings of a demo that keeps its state in `folder`; secrets are made once.

    Args: stand_ins_url is where the stand-ins are, if that is not below `base_url`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private_pem, client = demo_apple_key(folder, redirect_uris=(f"{base_url}/auth/apple/callback",))
    return {
        "OO_MODE": "demo",
        "OO_SANDBOX": "true",
        "OO_BASE_URL": base_url,
        "OO_GOOGLE_CLIENT_ID": "oo-demo-google",
        "OO_APPLE_CLIENT_ID": DEMO_SERVICES_ID,
        "OO_APPLE_TEAM_ID": DEMO_TEAM_ID,
        "OO_APPLE_KEY_ID": client.apple.key_id if client.apple else "",
        "OO_APPLE_PRIVATE_KEY": private_pem,
        "OO_OIDC_ISSUER": f"{stand_ins_url or base_url}/sandbox/oidc",
        "OO_OIDC_CLIENT_ID": "oo-demo-oidc",
        "OO_TODOIST_CLIENT_ID": "oo-demo-todoist",
        "OO_ADMIN_SEED_EMAIL": ADMIN_EMAIL,
        **_secrets(folder / SECRETS),
    }


def become_demo(folder: Path) -> None:
    """Give this process, and those it starts, the environment of the demo in a folder."""
    settings = Settings()
    made = demo_environment(folder, settings.public_url, settings.stand_ins_url)
    database = {
        "OO_DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "OO_SANDBOX_STATE": str(folder),
        "OO_LEDGER_FILE": str(folder / "erasures.jsonl"),
    }
    os.environ.update({**made, **database})  # noqa: TID251 — the worker reads its settings there


def _secrets(path: Path) -> dict[str, str]:
    if path.is_file():
        kept = json.loads(path.read_text())
        return {name: str(kept[name]) for name in (*NAMES, "OO_TOKEN_KEYS")}
    made = {name: secrets.token_urlsafe(32) for name in NAMES}
    made["OO_TOKEN_KEYS"] = new_key_text("demo")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(made, file)
    return made
