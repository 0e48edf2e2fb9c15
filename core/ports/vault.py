"""Say who seals what only its user, or only oO, may read."""

from dataclasses import dataclass
from typing import Protocol

from core.domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a sealed value lives; it opens nowhere else (reliability T1)."""

    table: str
    column: str
    row_id: str
    user_id: str = ""
    row_version: int = 1


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A user's data key, sealed under one of oO's keys."""

    key_id: str
    blob: bytes


class Vault(Protocol):
    """Seals what only its user, or only oO, may read. `key=None` means oO's own key."""

    def make_key(self, user_id: UserId) -> WrappedKey: ...
    def seal(self, key: WrappedKey | None, cell: Cell, plain: bytes) -> bytes: ...
    def open(self, key: WrappedKey | None, cell: Cell, sealed: bytes) -> bytes: ...
    def digest(self, text: str) -> str: ...
