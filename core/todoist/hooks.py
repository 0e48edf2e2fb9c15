"""Prove and read Todoist's webhooks, in the order that costs a stranger most and us least (H1)."""

import base64
import hmac
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from core.domain.hook import Hook, Posted
from core.domain.ids import TaskId
from core.errors import HookRefused
from core.todoist.strict_json import read_object
from core.todoist.wire import Id, Instant, Strangers, WireKey, parsed

MAX_BODY_BYTES = 1024 * 1024
"""The longest webhook that is looked at; honest ones have a few KB."""

ABOUT_TASKS = "item:"
"""How the names of events about a task begin."""

_TYPE = re.compile(r"application/json(; ?charset=utf-8)?", re.IGNORECASE | re.ASCII)
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{43}=")
_INTENT = re.compile(r"[a-z_]{1,64}")


class WireHook(Strangers):
    """The frame of a webhook; its version says nothing reliable (providers 1.7)."""

    event_name: Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]
    user_id: Id
    triggered_at: Instant


class TodoistHooks:
    """Reads webhooks that were signed with one of our app's secrets."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """Take the secrets, current and previous; empty ones prove nothing."""
        self._keys = tuple(secret.encode() for secret in secrets if secret)

    def may_prove(self, content_type: str, signature: str) -> bool:
        """Return whether a body with these headers can be taken at all."""
        shaped = _SIGNATURE.fullmatch(signature) is not None
        return shaped and _TYPE.fullmatch(content_type) is not None

    def read(self, posted: Posted) -> Hook:
        """Return what a webhook says: size, type, proof, then its text. Raises: HookRefused."""
        if len(posted.body) > MAX_BODY_BYTES:
            raise HookRefused
        if not self.may_prove(posted.content_type, posted.signature):
            raise HookRefused
        if not self._proved(posted.body, posted.signature.encode()):
            raise HookRefused
        try:
            return _hook(read_object(posted.body))
        except ValueError:
            raise HookRefused(proved=True) from None  # the cause is about a stranger's text

    def _proved(self, body: bytes, signature: bytes) -> bool:
        """Return whether one of the keys made the signature; all are tried, none shows in time."""
        made = [base64.b64encode(hmac.digest(key, body, "sha256")) for key in self._keys]
        same = [hmac.compare_digest(one, signature) for one in made]
        return any(same)


def _hook(raw: dict[str, Any]) -> Hook:
    wire = parsed(WireHook, raw)
    if wire is None:
        raise ValueError
    task = parsed(WireKey, raw.get("event_data"))
    about_task = task is not None and wire.event_name.startswith(ABOUT_TASKS)
    return Hook(
        name=wire.event_name,
        external_id=wire.user_id,
        task_id=TaskId(task.id) if task is not None and about_task else None,
        intent=_intent(raw.get("event_data_extra")),
        triggered_at=datetime.fromisoformat(wire.triggered_at),
    )


def _intent(extra: object) -> str:
    """Return the `update_intent`, known or new; "" when there is none."""
    said = extra.get("update_intent") if isinstance(extra, dict) else None
    return said if isinstance(said, str) and _INTENT.fullmatch(said) else ""
