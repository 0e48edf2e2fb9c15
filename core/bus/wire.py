"""Write events as signed messages, and read back only what was signed (reliability E4)."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.domain.events import EVENTS, Event
from core.domain.ids import EventId
from core.domain.packing import pack, unpack
from core.errors import Malformed

ID = "Nats-Msg-Id"
"""The header by which the server knows that a message came twice within its window."""
SIGNATURE = "Oo-Signature"
"""The header that proves that one of our processes wrote the message."""
MEMBERS = frozenset({"id", "subject", "version", "at", "user", "cause", "data"})
"""What an envelope holds, no more and no less."""


class Forged(Exception):
    """A message that nobody of ours has written, or that was altered since."""


class Unreadable(Exception):
    """A message of ours that this release cannot read; another one can."""


@dataclass(frozen=True, slots=True)
class Message:
    """An event on its way: subject on the server, headers, JSON."""

    subject: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Wire:
    """Writes and reads under one prefix and one key; several oO may share a server."""

    prefix: str
    key: bytes

    def write(self, event: Event) -> Message:
        """Return an event as it travels."""
        data = json.loads(pack(event))
        envelope = {
            "id": str(event.id),
            "subject": event.subject,
            "version": event.version,
            "at": data["at"],
            "user": data["user_id"],
            "cause": None if event.cause is None else str(event.cause),
            "data": data,
        }
        subject = f"{self.prefix}.{event.subject}"
        body = json.dumps(envelope, separators=(",", ":")).encode()
        signature = self._sign(subject, str(event.id), body)
        return Message(subject, {ID: str(event.id), SIGNATURE: signature}, body)

    def read(self, message: Message) -> Event:
        """Return the event of a message.

        Raises: Forged unless it was signed for this subject and this id; Unreadable when its kind
        or version is unknown here: it is left for a release that knows them.
        """
        event_id = message.headers.get(ID, "")
        signature = self._sign(message.subject, event_id, message.body)
        theirs = message.headers.get(SIGNATURE, "")
        if not hmac.compare_digest(signature.encode(), theirs.encode(errors="replace")):
            raise Forged
        try:
            return _event(_envelope(message.body, event_id, message.subject, self.prefix))
        except (AttributeError, KeyError, Malformed, TypeError, ValueError) as error:
            raise Unreadable from error

    def _sign(self, subject: str, event_id: str, body: bytes) -> str:
        """Return the hex HMAC-SHA256; neither subject nor id can hold the line ends between them."""
        told = f"{subject}\n{event_id}\n".encode(errors="replace") + body
        return hmac.new(self.key, told, hashlib.sha256).hexdigest()


def _envelope(body: bytes, event_id: str, subject: str, prefix: str) -> dict[str, Any]:
    """Return a whole envelope. Any: JSON. Raises: ValueError."""
    found = json.loads(body, object_pairs_hook=_distinct)
    if not isinstance(found, dict) or found.keys() != MEMBERS:
        raise ValueError("members")
    data = found["data"]
    told = (found["id"], f"{prefix}.{found['subject']}", data["at"], data["user_id"])
    if told != (event_id, subject, found["at"], found["user"]):
        raise ValueError("contradiction")
    return found


def _event(envelope: Mapping[str, Any]) -> Event:
    """Return what an envelope tells. Any: JSON. Raises: Malformed, ValueError."""
    kind = EVENTS.get(envelope["subject"])
    if kind is None or envelope["version"] != kind.version:
        raise Malformed("version")
    cause = None if envelope["cause"] is None else UUID(envelope["cause"])
    event_id = EventId(UUID(envelope["id"]))
    return unpack(envelope["subject"], json.dumps(envelope["data"]), event_id, cause)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object none of whose members comes twice. Any: JSON. Raises: ValueError."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found
