"""Remember what must outlive a restart: keys, first authorisations, refresh tokens."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from oo_app.sandbox.issuer.errors import StateUnreadable
from oo_app.sandbox.issuer.grants import Grant, RefreshToken
from oo_app.sandbox.issuer.keys import SigningKey
from oo_app.sandbox.issuer.private_file import write_private

LAYOUT = 1
"""Version of the state file."""


class Store:
    """The lasting state of one issuer; in memory alone when it has no file."""

    def __init__(self, path: Path | None, first_key: SigningKey | None = None) -> None:
        self._path = path
        self.keys: list[SigningKey] = []
        """Newest first: the first signs, all are published."""
        self.known: dict[tuple[str, str], bool] = {}
        """(client, person) → hides the e-mail, once that person has ever authorised that client."""
        self.refresh: dict[str, RefreshToken] = {}
        if path is not None and path.exists():
            self._load(path)
        if not self.keys:
            self.add_key(first_key or SigningKey.make())

    def add_key(self, key: SigningKey, *, keep_old: bool = True) -> None:
        """Sign with `key` from now on; its predecessor stays published if `keep_old`."""
        self.keys = [key, *self.keys[: int(keep_old)]]
        self.save()

    def remember(self, grant: Grant) -> None:
        """Note that this person has authorised this client."""
        self.known[(grant.client_id, grant.person)] = grant.hides_email
        self.save()

    def save(self) -> None:
        """Write everything to the file, if there is one."""
        if self._path is not None:
            write_private(self._path, json.dumps(self._content(), indent=1))

    def _content(self) -> dict[str, Any]:
        return {
            "layout": LAYOUT,
            "keys": [{"kid": key.kid, "private_pem": key.private_pem} for key in self.keys],
            "known": [[*pair, hides] for pair, hides in self.known.items()],
            "refresh": [
                {"digest": name, "used_s": kept.used_s, "grant": asdict(kept.grant)}
                for name, kept in self.refresh.items()
            ],
        }

    def _load(self, path: Path) -> None:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["layout"] != LAYOUT:
                raise StateUnreadable(path)
            self.keys = [SigningKey.load(key["kid"], key["private_pem"]) for key in content["keys"]]
            self.known = {(client, person): hides for client, person, hides in content["known"]}
            self.refresh = {
                kept["digest"]: RefreshToken(_grant(kept["grant"]), kept["used_s"])
                for kept in content["refresh"]
            }
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise StateUnreadable(path) from error


def _grant(stored: dict[str, Any]) -> Grant:
    return Grant(**{**stored, "scopes": tuple(stored["scopes"])})
