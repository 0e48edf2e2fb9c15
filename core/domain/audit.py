"""Say who acts in the console, and what is to be written down of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in the console or by command; the system is `Actor(None, "system")`."""

    user_id: UserId | None
    role: str
    fresh: bool = False
    """Signed in within the last 15 minutes."""
    request: str = ""
    """A reference to request or session, never a secret."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be written down."""

    action: str
    kind: str
    object: str
    reason: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    result: str = "done"
    """Or "refused: why", "failed: why"."""
    reads: bool = False
    """Whether it is a read of personal matter."""
