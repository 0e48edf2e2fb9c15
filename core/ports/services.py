"""Say what core needs from outside services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.command import TaskCommand
from core.domain.completion import Completion
from core.domain.ids import CommandId, TaskId
from core.domain.integration import Tokens
from core.domain.task import TaskChanges, TaskList
from core.domain.user import Identity


@dataclass(frozen=True, slots=True)
class Callback:
    """What came back from a provider through the browser: untrusted until redeemed."""

    code: str
    issuer: str = ""
    """RFC 9207 `iss`, if it came."""
    user: str = ""
    """Apple's unsigned `user` JSON, first time only."""


class IdentityProvider(Protocol):
    """One OIDC issuer, pinned by configuration."""

    @property
    def name(self) -> str: ...
    @property
    def form_post(self) -> bool: ...
    async def authorize_url(self, state: str, nonce: str, challenge: str) -> str: ...
    async def redeem(self, callback: Callback, verifier: str, nonce: str) -> Identity: ...


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account the tokens open."""

    external_id: str
    timezone: str


class Linker(Protocol):
    """The OAuth side of an integration."""

    def authorize_url(self, state: str, challenge: str) -> str: ...
    async def redeem(self, code: str, verifier: str) -> Tokens: ...
    async def refresh(self, tokens: Tokens) -> Tokens: ...
    async def revoke(self, access: str) -> None: ...
    async def owner(self, tokens: Tokens) -> Owner: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """How a batch of commands ended, each by its own id; what is in neither may be tried again."""

    done: frozenset[CommandId]
    refused: Mapping[CommandId, str]
    """Error tags of those that will never succeed."""


class TaskSource(Protocol):
    """The task side of an integration.

    `completions` are those since a time as its log has them: of recurring tasks too, which a sync
    does not tell of.
    """

    async def sync(self, tokens: Tokens, known: TaskList) -> TaskChanges: ...
    async def completions(self, tokens: Tokens, since: datetime) -> tuple[Completion, ...]: ...
    async def send(self, tokens: Tokens, commands: tuple[TaskCommand, ...]) -> Sent: ...
    def link(self, task_id: TaskId) -> str: ...
