"""Keep the stand-in's memory in a file, so that a restarted demo knows its tasks and tokens."""

import json
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oo_app.sandbox.people import Person
from oo_app.sandbox.todoist.accounts import Account
from oo_app.sandbox.todoist.grants import Grants

VERSION = 1
"""Version of the file's shape; another one is set aside, not read."""

OWNER_ONLY = 0o600
"""The file holds tokens, if only for things that are not real."""

_log = logging.getLogger(__name__)

Furnish = Callable[[Person, datetime], Account]
"""Makes the account that a person begins with."""


@dataclass
class Book:
    """Everything that the stand-in knows."""

    key: str = field(default_factory=lambda: secrets.token_hex(16))
    """Signs cursors and sync tokens, so that both outlive a restart."""
    accounts: dict[str, Account] = field(default_factory=dict)
    grants: Grants = field(default_factory=Grants)

    @property
    def revision(self) -> int:
        """Return a number that rises with every change."""
        return self.grants.revision + sum(a.revision for a in self.accounts.values())

    def dump(self) -> dict[str, Any]:
        """Return the book as JSON."""
        return {
            "version": VERSION,
            "key": self.key,
            "accounts": [account.dump() for account in self.accounts.values()],
            "grants": self.grants.dump(),
        }

    @classmethod
    def load(cls, raw: Any) -> "Book":
        """Return what `dump` wrote.

        Raises: KeyError, TypeError, AttributeError, ValueError for anything else.
        """
        if raw["version"] != VERSION:
            raise ValueError(raw["version"])
        accounts = [Account(**value) for value in raw["accounts"]]
        return cls(
            str(raw["key"]),
            {account.sub: account for account in accounts},
            Grants.load(raw["grants"]),
        )


def open_book(
    state_file: Path | None, people: tuple[Person, ...], furnish: Furnish, now: datetime
) -> Book:
    """Return the book from its file, or a new one, with an account for everybody."""
    book = (state_file and _read(state_file, now)) or Book()
    for person in people:
        if person.sub not in book.accounts:
            book.accounts[person.sub] = furnish(person, now)
    return book


def _read(state_file: Path, now: datetime) -> Book | None:
    """Return the book in a file; a file that cannot be read is renamed, not lost."""
    if not state_file.exists():
        return None
    try:
        return Book.load(json.loads(state_file.read_text("utf-8")))
    except (KeyError, TypeError, AttributeError, ValueError):
        aside = state_file.with_name(f"{state_file.name}.aside-{now:%Y%m%dT%H%M%S%f}")
        state_file.replace(aside)
        _log.warning("the stand-in Todoist could not read its state; it is now %s", aside.name)
        return None


class Keeping:
    """Write the book after each change, before the answer goes out."""

    def __init__(self, app: ASGIApp, book: Book, state_file: Path | None) -> None:
        self._app = app
        self._book = book
        self._state_file = state_file
        self._written = -1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one call on."""

        async def kept(message: Message) -> None:
            self._keep()
            await send(message)

        await self._app(scope, receive, kept)

    def _keep(self) -> None:
        if self._state_file is None or self._written == self._book.revision:
            return
        fresh = self._state_file.with_name(self._state_file.name + ".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
            json.dump(self._book.dump(), file, ensure_ascii=False)
        fresh.replace(self._state_file)
        self._written = self._book.revision
