"""Describe a finished deletion: the only thing that outlives its user."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class RevocationState(StrEnum):
    """Whether the integrations know that the user is gone."""

    NOTHING = "nothing"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One entry of the deletion ledger: says that it happened, and nothing about whom.

    `tombstones` are keyed digests of the user id and of each (issuer, subject), so that a restored
    backup deletes them again (reliability D3).
    """

    receipt: str
    tombstones: tuple[str, ...]
    asked_at: datetime
    sessions_ended: int
    revocation: RevocationState = RevocationState.NOTHING
    revoked_at: datetime | None = None

    def confirmed(self, at: datetime) -> Self:
        """Return the entry with the integrations' word that the tokens are dead."""
        return replace(self, revocation=RevocationState.CONFIRMED, revoked_at=at)

    def given_up(self) -> Self:
        """Return the entry after a day in which the integrations did not answer."""
        return replace(self, revocation=RevocationState.GIVEN_UP)
