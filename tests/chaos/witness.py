"""Remember what the stand-in Todoist did, beside what it keeps."""

import hashlib
from dataclasses import dataclass, field
from http import HTTPStatus

from core.outbound import Outbound
from oo_app.sandbox.todoist.accounts import Account


class Witness(Account):
    """An account that remembers each execution of a command and each completion."""

    def __init__(self, account):
        super().__init__(**vars(account))
        self.ran, self.completed = [], []

    def executed(self, uuid, made_id):
        self.ran.append(uuid)
        super().executed(uuid, made_id)

    def log(self, what, task, now):
        if what == "completed":
            self.completed.append((task["id"], now.isoformat()))
        super().log(what, task, now)


@dataclass
class Postman:
    """Carries webhooks to oO, and remembers which were taken."""

    outbound: Outbound = field(default_factory=lambda: Outbound(allow_loopback_http=True))
    taken: list[str] = field(default_factory=list)
    refused: int = 0

    async def request(self, method, url, *, headers, json):
        answer = await self.outbound.request(method, url, headers=headers, json=json)
        if answer.status == HTTPStatus.OK:
            self.taken.append(hashlib.sha256(json).hexdigest())
        else:
            self.refused += 1
        return answer
