"""Remember what the stand-in Todoist did, beside what it keeps."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus

from core.outbound import Outbound, Unreachable
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
    failed: Counter = field(default_factory=Counter)
    """Requests that were not, by why: it comes again, three times at most."""

    async def request(self, method, url, *, headers, json):
        try:
            answer = await self.outbound.request(method, url, headers=headers, json=json)
        except Unreachable as error:
            self.failed[error.why] += 1
            raise
        if answer.status == HTTPStatus.OK:
            self.taken.append(hashlib.sha256(json).hexdigest())
        else:
            self.failed[str(answer.status)] += 1
        return answer
