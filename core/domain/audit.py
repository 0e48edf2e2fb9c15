"""Say who acts in the console, what is to be written down of it, and what is looked for later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.ids import UserId
from core.domain.pseudonym import pseudonym

DONE = "done"
"""The result of an act that took place."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in the console or by command; nobody's word but the server's makes one."""

    user_id: UserId | None
    role: str
    fresh: bool = False
    """Whether they signed in within the last 15 minutes."""
    request: str = ""
    """What the act can be traced by; never a secret."""

    @property
    def name(self) -> str:
        """Return what the actor is called: a pseudonym, or the role of whoever is no user."""
        return self.role if self.user_id is None else pseudonym(self.user_id)


SYSTEM = Actor(None, "system")
"""The loops, and whoever has a shell on the machine: they could write the database anyway."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be written down; ids, numbers and words of ours, besides the reason."""

    action: str
    """Words in the past tense, such as "promoted a policy"."""
    kind: str
    """What `object` is: user, policy, experiment, simulation, pick, view, note, role, export …"""
    object: str
    """Its id or name; of a user the whole id."""
    reason: str = ""
    before: Mapping[str, str] = field(default_factory=dict, hash=False)
    after: Mapping[str, str] = field(default_factory=dict, hash=False)
    result: str = DONE
    """`done`, `refused: why` or `failed: why`."""
    reads: bool = False
    """Whether personal matter was read."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which deeds are looked for; what is empty does not narrow."""

    who: str = ""
    """An actor's name."""
    kind: str = ""
    action: str = ""
    object: str = ""
    result: str = ""
    """The beginning of a result: `refused` finds every refusal."""
    reads: bool | None = None
    words: str = ""
    """Letters that stand in action, object or reason, whatever their case."""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""
    ending: str = ""
    """The end of an object's id: a pseudonym says no more of one."""
    never: tuple[tuple[str, str], ...] = ()
    """What is left out: fields, such as `who` and `action`, each with a value."""


EVERYTHING = Sought()
"""Every deed."""


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody in the console read what is personal of a user, as the user is told."""

    at: datetime
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who a user is, for as long as the reveal lasts."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    until: datetime
