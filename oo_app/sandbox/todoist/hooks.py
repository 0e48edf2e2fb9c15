"""Send webhooks as the vendor does: signed over the raw body, at least once, in no sure order.

They go to this machine only, whatever an app has registered.
"""

import asyncio
import base64
import hmac
import json
import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from core.errors import IntegrationFault
from core.outbound import LOOPBACK_HOSTS, Outbound
from oo_app.sandbox.todoist.accounts import Desk, Happening
from oo_app.sandbox.todoist.faults import Faults
from oo_app.sandbox.todoist.grants import App
from oo_app.sandbox.todoist.records import Record, stamp

RETRIES = 3
"""So often a webhook is sent again that was not answered with exactly 200."""
AT_ONCE = 20
"""Webhooks that are under way at the same time."""
SHUFFLED_S = 1.0
"""Seconds within which shuffled webhooks come, when no other delay is switched on."""
VERSION = "10"
"""What the vendor's samples say."""


def compose(base_url: str, desk: Desk, happening: Happening) -> bytes:
    """Return the body of a webhook, exactly as it is signed."""
    person, user_id = desk.person, desk.account.user_id
    body: Record = {
        "event_name": happening.name,
        "user_id": user_id,
        "version": VERSION,
        "triggered_at": stamp(desk.now),
        "initiator": {
            "id": user_id,
            "email": person.email,
            "full_name": person.name,
            "image_id": None,
            "is_premium": False,
        },
        "event_data": _wire(base_url, happening.task),
    }
    if happening.old is not None:
        old = _wire(base_url, happening.old)
        body["event_data_extra"] = {"old_item": old, "update_intent": happening.intent}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, body: bytes) -> str:
    """Return the signature of a raw body, as the header carries it."""
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


def _wire(base_url: str, task: Record) -> Record:
    """Return a task as webhooks have it: with a link, and `collapsed` by its old name."""
    plain = {name: value for name, value in task.items() if name != "is_collapsed"}
    link = f"{base_url}/app/task/{task['id']}"
    return {**plain, "collapsed": task["is_collapsed"], "url": link}


@dataclass
class Sender:
    """Sends in the background: no call to the API waits for a webhook."""

    faults: Faults
    sent: int = 0
    """Requests that were made, repeated ones too."""
    _under_way: set["asyncio.Task[None]"] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _outbound: Outbound | None = None

    def send(self, app: App, body: bytes) -> None:
        """Begin to send a webhook, unless they are switched off or would leave this machine."""
        if self.faults.hooks_off or urlsplit(app.hook_url).hostname not in LOOPBACK_HOSTS:
            return
        delivery_id = secrets.token_hex(16)
        for _ in range(2 if self.faults.hooks_twice else 1):
            task = asyncio.create_task(self._deliver(app, body, delivery_id))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _deliver(self, app: App, body: bytes, delivery_id: str) -> None:
        """Send until it is answered with 200, or nobody would try any more."""
        secret = "forged" if self.faults.hooks_forged else app.client_secret
        headers = {
            "user-agent": "Todoist-Webhooks",
            "content-type": "application/json",
            "x-todoist-hmac-sha256": signature(secret, body),
            "x-todoist-delivery-id": delivery_id,
            "connection": "close",
        }
        await asyncio.sleep(self._delay_s())
        for left in range(RETRIES, -1, -1):
            async with self._places:
                if await self._post(app.hook_url, body, headers) == HTTPStatus.OK:
                    return
            if left:
                await asyncio.sleep(self.faults.hooks_retry_s)

    def _delay_s(self) -> float:
        if self.faults.hooks_shuffled:
            return random.uniform(0, self.faults.hooks_late_s or SHUFFLED_S)
        return self.faults.hooks_late_s

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Return the status of the answer; 0 when there was none."""
        self._outbound = self._outbound or Outbound(allow_loopback_http=True)
        self.sent += 1
        try:
            answer = await self._outbound.request("POST", url, headers=headers, json=body)
        except IntegrationFault:
            return 0
        return answer.status
