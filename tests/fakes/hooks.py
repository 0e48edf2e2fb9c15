"""Webhooks as Todoist sends them, signed and all."""

import base64
import hmac
import json
from datetime import UTC

from tests.fakes.clock import NOON

SECRET = "the-client-secret"  # noqa: S105 - nothing real is behind it
OWNER = "todoist-1"
"""Who the fake Todoist's person is over there."""


def stamp(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def a_hook(name="item:completed", task_id="1", *, owner=OWNER, at=NOON, intent=None, **more):
    """Return a webhook as a dict, with what a real one holds."""
    hook = {
        "event_name": name,
        "user_id": owner,
        "version": "10",
        "triggered_at": stamp(at),
        "initiator": {"id": owner, "email": "ada@example.org", "full_name": "Ada"},
        "event_data": {"id": task_id, "user_id": owner, "content": "Buy Milk", "checked": True},
    }
    if intent is not None:
        hook["event_data_extra"] = {"old_item": {"id": task_id}, "update_intent": intent}
    return hook | more


def text_of(hook):
    return json.dumps(hook).encode()


def sign(body, secret=SECRET):
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def headers_of(body, *, secret=SECRET, delivery_id="d-1", **more):
    sent = {
        "Content-Type": "application/json",
        "User-Agent": "Todoist-Webhooks",
        "X-Todoist-Hmac-SHA256": sign(body, secret),
        "X-Todoist-Delivery-ID": delivery_id,
    }
    return {name: value for name, value in (sent | more).items() if value is not None}


def a_telling_hook():
    """Return a body whose signature has both letters that the URL-safe alphabet lacks."""
    for microsecond in range(1000):
        body = text_of(a_hook(at=NOON.replace(microsecond=microsecond)))
        if {"+", "/"} <= set(sign(body)):
            return body
    raise AssertionError
