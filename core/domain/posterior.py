"""Describe what a policy has learned about one user, and what it knows of people in general."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import UserId


def digest(blob: bytes) -> str:
    """Return the name of a state: the first 16 bytes of its SHA-256, in hex."""
    return hashlib.sha256(blob).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Posterior:
    """What one policy has learned about one user; each change is one version more."""

    user_id: UserId
    policy: str
    version: int
    blob: bytes
    at: datetime

    @property
    def state(self) -> str:
        """Return the digest of these bytes: what a pick refers to."""
        return digest(self.blob)


@dataclass(frozen=True, slots=True)
class PopulationPrior:
    """What a policy expects of a new user, learned from many who allowed it: aggregates only."""

    policy: str
    features_version: str
    blob: bytes
    people: int
    at: datetime

    @property
    def id(self) -> str:
        """Return the digest of these bytes."""
        return digest(self.blob)
